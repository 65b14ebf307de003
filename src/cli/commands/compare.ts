/** `plimsoll compare`: variants side by side, with how sure their differences are. */
import { join } from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import type { ComparisonSummary } from '../../report/comparison/comparison-schema.ts';
import type { Variant } from '../../scenario/variants.ts';
import { runInterruptible } from '../interrupt.ts';
import { claimReportPlace, writeReport } from '../output.ts';
import { openCountProgress } from '../progress.ts';
import { setOption } from '../settings.ts';
import { comparedVariants, onlyVariant } from './compare/compared-variants.ts';

interface CompareOptions {
  readonly replications: number;
  readonly jobs?: number;
  readonly seed?: string;
  readonly set: readonly string[];
  readonly launchTypes: boolean;
  readonly out?: string;
  readonly format: 'table' | 'json';
  readonly quiet: boolean;
  readonly color: boolean;
  readonly progress: boolean;
}

/** Where reports go unless told otherwise, by the scenario's name. */
const REPORTS = 'reports';
const REPLICATIONS_DEFAULT = 5;
/** The summary's width where stdout is no terminal. */
const PIPE_WIDTH = 120;

/** The command `compare`. It throws ScenarioError before anything is simulated or written. */
export function compareCommand(): Command {
  return new Command('compare')
    .description(
      'Runs variants under the same traffic and failures, and reports them side by side: several scenarios, or one with its variants.',
    )
    .argument('<file...>', 'scenarios, of which the first is the baseline; or one with `variants:`')
    .option('--launch-types', 'of one scenario: EC2, Spot, Graviton, Fargate, Fargate Spot and ARM, mixed', false)
    .addOption(
      new Option('--replications <count>', 'runs of each variant, each with a seed of its own')
        .argParser(countFrom(1))
        .default(REPLICATIONS_DEFAULT),
    )
    .addOption(new Option('--jobs <count>', 'threads (default: as many as the machine has)').argParser(countFrom(1)))
    .option('--seed <seed>', "of the first replication, in place of the baseline's own")
    .addOption(setOption())
    .option('--out <directory>', `where the report goes, in place of an older one (default: ${REPORTS}/<name>)`)
    .addOption(new Option('--format <format>', 'json prints summary.json').choices(['table', 'json']).default('table'))
    .option('--quiet', 'print nothing but errors', false)
    .option('--no-color', 'no colour (NO_COLOR and a pipe do the same)')
    .option('--no-progress', 'no progress line (a pipe does the same)')
    .action((files: string[], options: CompareOptions) => runInterruptible((signal) => run(files, options, signal)));
}

/** A whole number from there on. */
function countFrom(least: number): (text: string) => number {
  return (text) => {
    if (/^\d{1,9}$/.test(text) && Number(text) >= least) return Number(text);
    throw new InvalidArgumentError(`A whole number from ${least}.`);
  };
}

async function run(files: readonly string[], options: CompareOptions, signal: AbortSignal): Promise<void> {
  const { variants, launchTypes } = await compared(files, options);
  const place = await claimReportPlace(options.out ?? join(REPORTS, variants[0].scenario.name));
  const result = { ...(await simulate(variants, options, signal)), launchTypes };
  const { compareSummaries } = await import('../../report/comparison/comparison-summary.ts');
  const { comparisonFiles } = await import('../../report/comparison/comparison-files.ts');
  const comparison = compareSummaries(result);
  const reportFiles = await comparisonFiles(result, comparison);
  await writeReport(place, reportFiles, signal);
  if (options.format === 'json') process.stdout.write(reportFiles.get('summary.json')!);
  else if (!options.quiet) await print(comparison, join(place.name, 'report.html'), options);
}

/** What is asked for; of launch types what their tasks cost too. */
async function compared(files: readonly string[], options: CompareOptions) {
  if (!options.launchTypes) return { variants: await comparedVariants(files, options.set), launchTypes: undefined };
  const { launchTypeVariants } = await import('../../scenario/launch-types.ts');
  const { launchTypePrices } = await import('../../scenario/launch-types/task-prices.ts');
  const baseline = await onlyVariant(files, options.set);
  return { variants: launchTypeVariants(baseline), launchTypes: launchTypePrices(baseline.scenario) };
}

/** With a line on stderr that tells how far it is. */
async function simulate(variants: readonly [Variant, ...Variant[]], options: CompareOptions, signal: AbortSignal) {
  const { compare } = await import('../../sweep/compare.ts');
  const progress = openCountProgress(process.stderr, options.progress && !options.quiet, 'runs');
  const { jobs: threads, replications, seed } = options;
  try {
    return await compare(variants, { replications, seed, threads, signal, onProgress: progress.update });
  } finally {
    progress.close();
  }
}

async function print(comparison: ComparisonSummary, page: string, options: CompareOptions): Promise<void> {
  const { terminalComparison } = await import('../../report/writers/terminal/comparison.ts');
  const { stdout } = process;
  const colour = options.color && stdout.isTTY === true && stdout.hasColors();
  stdout.write(`${terminalComparison(comparison, { colour, width: stdout.columns || PIPE_WIDTH })}\nReport: ${page}\n`);
}
