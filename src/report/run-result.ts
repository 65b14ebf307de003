import type { Expectation } from '../base/expectations.ts';
import type { Invoice } from '../pricing/invoice.ts';
import type { Recording } from '../sim/record/recording.ts';
import type { AccountQuotas } from '../sim/state/input/account-quotas.ts';

/** Everything a report is made of: facts and money, no text but the user's own. */
export interface RunResult {
  readonly scenario: ScenarioFacts;
  readonly engine: { readonly version: string };
  /** In the order of the scenario. */
  readonly clusters: readonly ClusterResult[];
}

export interface ScenarioFacts {
  readonly name: string;
  /** '' where the scenario has none. */
  readonly description: string;
  readonly region: string;
  readonly seed: string;
  readonly durationMs: number;
  /** What instant 0 is, ms since 1970-01-01 UTC. */
  readonly startEpochMs: number;
  /** What must hold of the run. */
  readonly expectations: readonly Expectation[];
  /** What its clusters share. */
  readonly accountQuotas: AccountQuotas;
}

export interface ClusterResult {
  readonly recording: Recording;
  readonly invoice: Invoice;
  /** What the reader should know about how the figures came about, in whole sentences. */
  readonly notes: readonly string[];
}
