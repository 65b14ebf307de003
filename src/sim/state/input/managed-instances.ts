/** ECS Managed Instances: a capacity provider that chooses its instance types itself. Plain data. */

import type { DistributionInput } from '../../../base/distributions.ts';

/** An instance type that meets the requirements of the provider. */
export interface ManagedTypeInput {
  /** Rows in launchTemplates, an entry per zone of the provider. */
  readonly templates: readonly number[];
  /** What an hour of it costs, its management fee included: what the choice goes by. */
  readonly usdPerHour: number;
}

export interface ManagedInstancesInput {
  /** Rows in zones. */
  readonly zones: readonly number[];
  readonly types: readonly ManagedTypeInput[];
  /** From launch until its agent has registered, ms (model). */
  readonly launchMs: DistributionInput;
  /** From the first task that waits until instances are launched for all that wait by then, ms (model). */
  readonly provisionDelayMs: number;
  /** An instance that is idle, or whose tasks fit elsewhere, goes after this long, ms; null = never. */
  readonly scaleInAfterMs: number | null;
  /** What ECS asks for, percent of the on-demand price of each instance. */
  readonly managementFeePercent: number;
}
