import { packageVersion } from '../base/version.ts';
import { invoice } from '../pricing/invoice.ts';
import type { RunResult } from '../report/run-result.ts';
import type { CompiledScenario } from '../scenario/compile.ts';
import { type SimulateAllOptions, simulateAll } from './pool.ts';

/** Simulates every cluster of a scenario and prices it: all that a report is made of. */
export async function runScenario(compiled: CompiledScenario, options: SimulateAllOptions = {}): Promise<RunResult> {
  const { facts, inputs, notes, rates } = compiled;
  const recordings = await simulateAll(inputs, options);
  return {
    scenario: facts,
    engine: { version: packageVersion() },
    clusters: recordings.map((recording, index) => ({
      recording,
      invoice: invoice(recording, rates),
      notes: notes[index],
    })),
  };
}
