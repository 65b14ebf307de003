/** `plimsoll plan`: the cheapest of the settings that may be chosen, and what no setting can cost less than. */
import { join } from 'node:path';
import { Command, Option } from 'commander';
import type { PlanResult } from '../../planner/plan-result.ts';
import { parseSetting } from '../../scenario/overrides.ts';
import { parseCount } from '../counts.ts';
import { EXIT_UNMET } from '../exit-codes.ts';
import { runInterruptible } from '../interrupt.ts';
import { claimReportPlace, writeReport } from '../output.ts';
import { openCountProgress } from '../progress.ts';
import { setOption } from '../settings.ts';

interface PlanOptions {
  readonly jobs?: number;
  readonly set: readonly string[];
  readonly out?: string;
  readonly format: 'table' | 'json';
  readonly quiet: boolean;
  readonly progress: boolean;
}

/** The command `plan`. It throws ScenarioError before anything is simulated or written. */
export function planCommand(): Command {
  return new Command('plan')
    .description(
      'Finds the cheapest setting that keeps the promises of `expect`, among those that the section `plan` of the ' +
        'scenario lets it choose; writes the ready scenario and the input of the AWS CLI for it.',
    )
    .argument('<file>', 'scenario with a section `plan`, YAML or JSON; - reads standard input')
    .addOption(new Option('--jobs <count>', 'threads (default: as many as the machine has)').argParser(parseCount))
    .addOption(setOption())
    .option('--out <directory>', 'where the report goes, in place of an older one (default: reports/<name>)')
    .addOption(new Option('--format <format>', 'json prints summary.json').choices(['table', 'json']).default('table'))
    .option('--quiet', 'print nothing but errors', false)
    .option('--no-progress', 'no progress line (a pipe does the same)')
    .action((file: string, options: PlanOptions) => runInterruptible((signal) => plan(file, options, signal)));
}

async function plan(file: string, options: PlanOptions, signal: AbortSignal): Promise<void> {
  const { readPlanFile } = await import('../../planner/read-plan.ts');
  const { makePlan } = await import('../../planner/make-plan.ts');
  const { planFiles } = await import('../../planner/plan-files.ts');
  const read = await readPlanFile(file, options.set.map(parseSetting));
  const place = await claimReportPlace(options.out ?? join('reports', read.name));
  const progress = openCountProgress(process.stderr, options.progress && !options.quiet, 'runs at most');
  let result: PlanResult;
  try {
    const onProgress = ({ runs }: { runs: number }) => progress.update(runs, read.runsMax);
    result = await makePlan(read, { threads: options.jobs, signal, onProgress });
  } finally {
    progress.close();
  }
  const files = await planFiles(read, result, place.directory);
  await writeReport(place, files, signal);
  if (options.format === 'json') process.stdout.write(files.get('summary.json')!);
  else if (!options.quiet) await print(result, join(place.name, 'report.html'), files);
  if (result.best !== null) return;
  process.stderr.write(`${file}: no setting that may be chosen keeps every promise\n`);
  process.exitCode = EXIT_UNMET;
}

async function print(result: PlanResult, page: string, files: ReadonlyMap<string, unknown>): Promise<void> {
  const { planText } = await import('./plan/text.ts');
  const aws = [...files.keys()].filter((name) => /^(create|put|register|task-definition)-/.test(name));
  process.stdout.write(`${planText(result, aws)}\nReport: ${page}\n`);
}
