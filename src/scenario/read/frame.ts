import type { InstanceType } from '../../catalog/instance-types.ts';
import type { RateCard } from '../../catalog/rates.ts';
import type { LimitsSetting } from '../schema/settings.ts';
import type { Reading } from './reading.ts';
import type { TaskDefinitionShelf } from './task-definitions.ts';

/** What the readers of all entries of one scenario share. */
export interface ScenarioFrame {
  readonly reading: Reading;
  readonly shelf: TaskDefinitionShelf;
  /** undefined: the catalog has no such region. */
  readonly rates: RateCard | undefined;
  readonly region: string;
  readonly startEpochMs: number;
  readonly durationMs: number;
  /** The account's; a cluster may state its own. */
  readonly limits: LimitsSetting;
  /** Zone by subnet. */
  readonly subnets: Readonly<Record<string, string>>;
  /** A type of the scenario or the catalog. */
  findInstanceType(name: string): InstanceType | undefined;
  /** Names of the scenario's own types, for suggestions. */
  readonly ownInstanceTypes: readonly string[];
}
