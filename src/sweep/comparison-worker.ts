/** What a worker thread of a comparison does: one run per task, of which the summary goes back. */
import { packageVersion } from '../base/version.ts';
import { invoice } from '../pricing/invoice.ts';
import { summarise } from '../report/summary.ts';
import type { Summary } from '../report/summary-schema.ts';
import { compileScenario } from '../scenario/compile.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { simulate } from '../sim/simulation.ts';

/** One replication of one variant. */
export interface ComparisonTask {
  readonly scenario: Scenario;
  readonly seed: string;
}

/** Its summary; only that leaves the thread, so many runs need no more memory than one. */
export default function runReplication({ scenario, seed }: ComparisonTask): Summary {
  const { facts, inputs, notes, rates } = compileScenario(scenario, { seed });
  const clusters = inputs.map((input, index) => {
    const recording = simulate(input);
    return { recording, invoice: invoice(recording, rates), notes: notes[index]! };
  });
  return summarise({ scenario: facts, engine: { version: packageVersion() }, clusters });
}
