/** What `plimsoll plan` found: the plan, what it was weighed against, and what no plan can cost less than. */
import type { CommitmentSummary, Summary } from '../report/summary-schema.ts';
import type { AllowedCommitment } from '../scenario/schema/plan.ts';
import type { Label } from '../sweep/design/points.ts';
import type { WeighingFacts } from './weigh.ts';

/** A setting, with what its runs showed. */
export interface TriedSetting {
  /** What is chosen, by name of the choice; null where it is the scenario as it stands. */
  readonly labels: Readonly<Record<string, Label>> | null;
  /** Mean of its runs that are paid for, with the commitment; null where none came so far. */
  readonly usdPerMonth: number | null;
  /** The same without the commitment. */
  readonly uncommittedUsdPerMonth: number | null;
  /** The best of those allowed, for its paid runs one after the other; null where none is, or none is worth it. */
  readonly commitment: CommitmentSummary | null;
  readonly runs: number;
  /** Promises that its last run broke, in words; [] where it keeps them all. */
  readonly broken: readonly string[];
}

/** A setting that is shown closely: with its run of the first seed. */
export interface ShownSetting extends TriedSetting {
  readonly summary: Summary;
}

/** What `plimsoll plan` found. */
export interface PlanResult extends WeighingFacts {
  readonly name: string;
  readonly description: string;
  readonly engine: { readonly version: string };
  readonly seeds: readonly string[];
  /** Zones of which each is lost in a run of its own; [] where none need be survived. */
  readonly zonesLost: readonly string[];
  /** Names of the choices. */
  readonly choices: readonly string[];
  /** Ways to commit that might be chosen. */
  readonly commitments: readonly AllowedCommitment[];
  /** Settings of the grid. */
  readonly settingCount: number;
  readonly runs: number;
  /** Nothing is left that could be cheaper than the plan. */
  readonly isProven: boolean;
  /** The scenario as it stands, without a commitment. */
  readonly today: ShownSetting;
  /** What the best commitment allowed would save of it; null where none is, or none is worth it. */
  readonly todayCommitment: CommitmentSummary | null;
  /** null where no setting keeps its promises. */
  readonly best: ShownSetting | null;
  readonly runnerUp: TriedSetting | null;
  /** The dearest of the settings that would be cheaper than the plan, if they kept their promises. */
  readonly nearestMiss: TriedSetting | null;
  /** Everything that was run, the cheapest first. */
  readonly tried: readonly TriedSetting[];
}
