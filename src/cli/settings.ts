/** `--set path=value`, for every command that reads a scenario. */
import { Option } from 'commander';
import type { Scenario } from '../scenario/scenario.ts';

/** The option, which may stand several times. */
export function setOption(): Option {
  const words = 'changes a field of the scenario, several times too: clusters.shop.services.web.desiredCount=4';
  return new Option('--set <path=value>', words)
    .argParser((value: string, before: readonly string[]) => [...before, value])
    .default([], 'none');
}

/** The scenario of a file with these settings in place. */
export async function readWithSettings(file: string, settings: readonly string[]): Promise<Scenario> {
  const { parseSetting } = await import('../scenario/overrides.ts');
  const { readScenarioFile } = await import('../scenario/read.ts');
  return readScenarioFile(file, undefined, settings.map(parseSetting));
}
