import type { Invoice } from '../pricing/invoice.ts';
import type { Recording } from '../sim/record/recording.ts';
import type { ScenarioFacts } from '../sim/state/input/scenario-facts.ts';

/** Everything a report is made of: facts and money, no text but the user's own. */
export interface RunResult {
  readonly scenario: ScenarioFacts;
  readonly engine: { readonly version: string };
  /** In the order of the scenario. */
  readonly clusters: readonly ClusterResult[];
}

export interface ClusterResult {
  readonly recording: Recording;
  readonly invoice: Invoice;
  /** What the reader should know about how the figures came about, in whole sentences. */
  readonly notes: readonly string[];
}
