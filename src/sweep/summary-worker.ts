/** What a worker thread of a comparison or a plan does: one run per task, of which the summary goes back. */
import { summarise } from '../report/summary.ts';
import type { Summary } from '../report/summary-schema.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { runScenarioHere } from './run-scenario.ts';

/** One replication of one scenario. */
export interface SummaryTask {
  readonly scenario: Scenario;
  readonly seed: string;
}

/** Its summary; only that leaves the thread, so many runs need no more memory than one. */
export default function runReplication({ scenario, seed }: SummaryTask): Summary {
  return summarise(runScenarioHere(scenario, seed));
}
