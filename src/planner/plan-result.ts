/** What `plimsoll plan` found: the plan, what it was weighed against, and what no plan can cost less than. */
import type { Summary } from '../report/summary-schema.ts';
import type { Label } from '../sweep/design/points.ts';

/** A setting, with what its runs showed. */
export interface TriedSetting {
  /** What is chosen, by name of the choice; null where it is the scenario as it stands. */
  readonly labels: Readonly<Record<string, Label>> | null;
  /** Mean of its runs that are paid for; null where none came so far. */
  readonly usdPerMonth: number | null;
  readonly runs: number;
  /** Promises that its last run broke, in words; [] where it keeps them all. */
  readonly broken: readonly string[];
}

/** A setting that is shown closely: with its run of the first seed. */
export interface ShownSetting extends TriedSetting {
  readonly summary: Summary;
}

export interface PlanResult {
  readonly name: string;
  readonly description: string;
  readonly engine: { readonly version: string };
  readonly seeds: readonly string[];
  /** Zones of which each is lost in a run of its own; [] where none need be survived. */
  readonly zonesLost: readonly string[];
  /** Names of the choices. */
  readonly choices: readonly string[];
  /** Settings of the grid; of these, no valid scenarios; and such as no run need be made of, for they cannot serve. */
  readonly settingCount: number;
  readonly invalidCount: number;
  readonly impossibleCount: number;
  /** A fault of an invalid setting, in words; null where all are valid. */
  readonly invalidFault: string | null;
  readonly runs: number;
  /** Nothing is left that could be cheaper than the plan. */
  readonly isProven: boolean;
  /** USD per month that no setting can cost less than and keep its promises; null where none can keep them. */
  readonly boundUsdPerMonth: number | null;
  /** The scenario as it stands. */
  readonly today: ShownSetting;
  /** null where no setting keeps its promises. */
  readonly best: ShownSetting | null;
  readonly runnerUp: TriedSetting | null;
  /** The dearest of the settings that would be cheaper than the plan, if they kept their promises. */
  readonly nearestMiss: TriedSetting | null;
  /** Everything that was run, the cheapest first. */
  readonly tried: readonly TriedSetting[];
}
