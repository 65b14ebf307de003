/** What an Auto Scaling group is told, and how its capacity provider scales it (P5.5–P5.20). Plain data. */

import type { DistributionInput } from '../../../base/distributions.ts';

/** Managed scaling of a capacity provider (P5.11–P5.13). */
export interface ManagedScalingInput {
  /** Percent, 1–100. */
  readonly targetCapacity: number;
  readonly minimumScalingStepSize: number;
  readonly maximumScalingStepSize: number;
  readonly instanceWarmupMs: number;
  /** One-minute datapoints below the target before a scale-in: 15 in ECS, which cannot be set there (P5.12). */
  readonly lowAlarmMinutes: number;
  /** From the end of a minute until its datapoint is evaluated (P5.15, model). */
  readonly alarmDelayMs: number;
}

/** Instances kept ready, which start faster than new ones. */
export interface WarmPoolInput {
  readonly minSize: number;
  /** Group and pool together at most; null: the group's maxSize. */
  readonly maxGroupPreparedCapacity: number | null;
  /** A stopped instance costs its volume alone (P9.1). */
  readonly poolState: 'Stopped' | 'Running';
  /** From the call until it has booted, ms; a new instance takes `launchMs`. */
  readonly startMs: DistributionInput;
}

/** update-auto-scaling-group at an instant; what is null stays as it is. */
export interface GroupUpdateInput {
  readonly atMs: number;
  readonly minSize: number | null;
  readonly maxSize: number | null;
  readonly desiredCapacity: number | null;
}

/** A remedy: every so often the emptiest instance whose tasks fit elsewhere is drained, and the group made smaller. */
export interface RepackInput {
  readonly everyMs: number;
}

/** The Auto Scaling group behind a capacity provider. */
export interface AutoScalingGroupInput {
  readonly minSize: number;
  readonly maxSize: number;
  readonly desiredCapacity: number;
  /** Rows in zones. */
  readonly zones: readonly number[];
  /**
   * What is launched on demand: rows in launchTemplates, the most preferred type first, each with an entry per zone of
   * the group. `spotTypes` likewise.
   */
  readonly onDemandTypes: readonly Int32Array[];
  readonly spotTypes: readonly Int32Array[];
  /** True: of several types each takes its turn, the one with the fewest in the zone first; else by preference. */
  readonly takesTurns: boolean;
  /** Instances on demand before any Spot, and percent of them beyond (0–100). */
  readonly onDemandBaseCapacity: number;
  readonly onDemandPercentageAboveBaseCapacity: number;
  /** From launch until it has booted, and from there until its agent has registered, ms (P5.15, model). */
  readonly launchMs: DistributionInput;
  readonly registrationMs: DistributionInput;
  readonly warmPool: WarmPoolInput | null;
  /** In order of time. */
  readonly updates: readonly GroupUpdateInput[];
  /** null = switched off. */
  readonly managedScaling: ManagedScalingInput | null;
  /** Instances with tasks are not ended by a scale-in (P5.16). */
  readonly managedTerminationProtection: boolean;
  /** An instance that is to end drains first (P5.17), at most this long, ms; null = it ends at once. */
  readonly drainTimeoutMs: number | null;
  readonly repack: RepackInput | null;
}

/** EC2 has none of these launch templates to give from `fromMs` until `toMs`. */
export interface CapacityShortageInput {
  /** Rows in launchTemplates. */
  readonly launchTemplates: readonly number[];
  readonly fromMs: number;
  readonly toMs: number;
}
