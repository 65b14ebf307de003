import { packageVersion } from '../base/version.ts';
import { invoice } from '../pricing/invoice.ts';
import type { RunResult } from '../report/run-result.ts';
import { type CompiledScenario, compileScenario } from '../scenario/compile.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { Recording } from '../sim/record/recording.ts';
import { simulate } from '../sim/simulation.ts';
import { type SimulateAllOptions, simulateAll } from './pool.ts';

/** Simulates every cluster of a scenario and prices it: all that a report is made of. */
export async function runScenario(compiled: CompiledScenario, options: SimulateAllOptions = {}): Promise<RunResult> {
  return priced(compiled, await simulateAll(compiled.inputs, options));
}

/** The same on this thread, without a turn of the event loop: for what is itself one of many runs. */
export function runScenarioHere(scenario: Scenario, seed: string): RunResult {
  const compiled = compileScenario(scenario, { seed });
  return priced(compiled, compiled.inputs.map(simulate));
}

function priced({ facts, notes, rates }: CompiledScenario, recordings: readonly Recording[]): RunResult {
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
