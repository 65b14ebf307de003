/** `plimsoll bench-placement`: placement strategies against each other on the same tasks and machines. */
import { join } from 'node:path';
import { Command, Option } from 'commander';
import type { CaseResult } from '../../packing/compare-chains.ts';
import { claimReportPlace, writeReport } from '../output.ts';
import { DecisionStopwatch } from '../stopwatch.ts';

interface BenchOptions {
  readonly seed?: string;
  readonly out?: string;
  readonly format: 'table' | 'json';
  readonly quiet: boolean;
}

/** The command `bench-placement`. It throws ScenarioError before anything is placed or written. */
export function benchPlacementCommand(): Command {
  return new Command('bench-placement')
    .description("Compares ECS's placement strategies, their chains, and others, on the same tasks and machines.")
    .argument('<file>', 'the bench, YAML or JSON: its tables of tasks and machines, and the strategies; - = stdin')
    .option('--seed <seed>', "another seed than the bench's")
    .option('--out <directory>', 'where the report goes, in place of an older one (default: reports/<name>)')
    .addOption(new Option('--format <format>', 'json prints summary.json').choices(['table', 'json']).default('table'))
    .option('--quiet', 'print nothing but errors', false)
    .action(bench);
}

async function bench(file: string, options: BenchOptions): Promise<void> {
  const { readPackingBench } = await import('../../packing/read-bench.ts');
  const { compareChains } = await import('../../packing/compare-chains.ts');
  const { packingFiles } = await import('../../packing/files.ts');
  const read = await readPackingBench(file);
  const given = { ...read, seed: options.seed ?? read.seed };
  const place = await claimReportPlace(options.out ?? join('reports', given.name));
  const stopwatch = new DecisionStopwatch();
  const results = compareChains(given, stopwatch);
  const files = await packingFiles(given, results);
  await writeReport(place, files);
  if (options.format === 'json') process.stdout.write(files.get('summary.json')!);
  else if (!options.quiet) await printTables(results, stopwatch, join(place.name, 'report.html'));
}

async function printTables(results: readonly CaseResult[], stopwatch: DecisionStopwatch, page: string): Promise<void> {
  const { benchTables } = await import('./bench-placement/tables.ts');
  const speed = (caseName: string, chainName: string) => stopwatch.decisionsPerSecond(caseName, chainName);
  process.stdout.write(`${await benchTables(results, speed)}\nReport: ${page}\n`);
}
