/** What a worker thread of a comparison or a plan does: one run per task, of which the figures go back. */
import { type CommittableUsage, committableUsage } from '../pricing/committable-usage.ts';
import { summarise } from '../report/summary.ts';
import type { Summary } from '../report/summary-schema.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { runScenarioHere } from './run-scenario.ts';

/** One replication of one scenario. */
export interface SummaryTask {
  readonly scenario: Scenario;
  readonly seed: string;
}

/** What leaves the thread: figures alone, so many runs need no more memory than one. */
export interface RunFigures {
  readonly summary: Summary;
  /** What of its bill a commitment could cover, over time. */
  readonly usage: CommittableUsage;
}

export default function runReplication({ scenario, seed }: SummaryTask): RunFigures {
  const run = runScenarioHere(scenario, seed);
  return { summary: summarise(run), usage: committableUsage(run.clusters) };
}
