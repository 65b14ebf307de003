/** `plimsoll run`: a scenario in, its summary on stdout and its report in a directory. */
import { join } from 'node:path';
import { Command, Option } from 'commander';
import type { RunResult } from '../../report/run-result.ts';
import type { Summary } from '../../report/summary-schema.ts';
import type { CompiledScenario } from '../../scenario/compile.ts';
import type { Alternative } from '../../scenario/scenario.ts';
import { claimEventFile, writeEventFile } from '../event-file.ts';
import { EXIT_UNMET } from '../exit-codes.ts';
import { runInterruptible } from '../interrupt.ts';
import { claimReportPlace, writeReport } from '../output.ts';
import { openProgress } from '../progress.ts';
import { readWithSettings, setOption } from '../settings.ts';
import { EXPLAIN_WINDOW, explainQuestion } from './run/explain.ts';

interface RunOptions {
  readonly seed?: string;
  readonly set: readonly string[];
  readonly out?: string;
  readonly format: 'table' | 'json';
  readonly trace: boolean;
  readonly tasks: boolean;
  readonly events?: string;
  readonly explain?: string;
  readonly explainWindow: string;
  readonly metrics: boolean;
  readonly quiet: boolean;
  readonly color: boolean;
  readonly progress: boolean;
}

/** Where reports go unless told otherwise, by the scenario's name. */
const REPORTS = 'reports';
/** The summary's width where stdout is no terminal. */
const PIPE_WIDTH = 120;

/** The command `run`. It throws ScenarioError before anything is simulated or written. */
export function runCommand(): Command {
  return new Command('run')
    .description('Simulates a scenario, prints its summary and writes its cost and utilization report.')
    .argument('<file>', 'scenario, YAML or JSON; - reads standard input')
    .option('--seed <seed>', "another seed than the scenario's")
    .addOption(setOption())
    .option('--out <directory>', `where the report goes, in place of an older one (default: ${REPORTS}/<name>)`)
    .addOption(new Option('--format <format>', 'json prints summary.json').choices(['table', 'json']).default('table'))
    .option('--trace', 'also placements.csv: every placement decision, with the candidates after each stage', false)
    .option('--tasks', 'also tasks.csv: a row per task', false)
    .option('--events <file>', 'also every event as EventBridge delivers it, a line of JSON each')
    .addOption(
      new Option(
        '--explain <subject@time>',
        'prints what every control loop saw and decided around that moment, and writes no report: service/web@2d6h10m',
      ).conflicts(['out', 'format', 'trace', 'tasks', 'events', 'quiet']),
    )
    .option('--explain-window <duration>', 'so much before and after that moment', EXPLAIN_WINDOW)
    .option('--metrics', 'also metrics.json: every metric, as aws cloudwatch get-metric-data prints it', false)
    .option('--quiet', 'print nothing but errors', false)
    .option('--no-color', 'no colour (NO_COLOR and a pipe do the same)')
    .option('--no-progress', 'no progress line (a pipe does the same)')
    .action((file: string, options: RunOptions) => runInterruptible((signal) => run(file, options, signal)));
}

async function run(file: string, options: RunOptions, signal: AbortSignal): Promise<void> {
  if (options.explain !== undefined) {
    await explain(file, options.explain, options, signal);
    return;
  }
  const compiled = await compile(file, options);
  const place = await claimReportPlace(options.out ?? join(REPORTS, compiled.facts.name));
  const eventFile = options.events === undefined ? undefined : await claimEventFile(options.events);
  const result = await simulate(compiled, options, signal);
  const { summarise } = await import('../../report/summary.ts');
  const { reportFiles } = await import('../../report/report-files.ts');
  const summary = summarise(result);
  const files = await reportFiles(result, summary);
  await writeReport(place, files, signal);
  if (eventFile !== undefined) {
    const { eventLines } = await import('../../report/event-bridge.ts');
    await writeEventFile(eventFile, eventLines(result), signal);
  }
  if (options.format === 'json') process.stdout.write(files.get('summary.json')!);
  else if (!options.quiet) await printSummary(summary, join(place.name, 'report.html'), options);
  await reportUnmet(summary);
}

async function compile(file: string, options: RunOptions): Promise<CompiledScenario> {
  const { compileScenario } = await import('../../scenario/compile.ts');
  const { seed, trace, tasks, metrics, events } = options;
  const kept = {
    keepPlacements: trace,
    keepTasks: tasks,
    keepMetrics: metrics,
    keepStateChanges: events !== undefined,
  };
  const scenario = await readWithSettings(file, options.set);
  const compiled = compileScenario(scenario, { seed, ...kept });
  const [first = [], ...others] = compiled.notes;
  return { ...compiled, notes: [[...asItStands(scenario.alternatives), ...first], ...others] };
}

/** What is in the file beside the scenario that is run, and the command that runs it. */
const COMMANDS: Readonly<Record<Alternative, string>> = {
  variants: 'its variants are for plimsoll compare',
  sweep: 'its sweep is for plimsoll sweep',
  plan: 'its plan is for plimsoll plan',
};

function asItStands(alternatives: readonly Alternative[]): string[] {
  if (alternatives.length === 0) return [];
  return [
    `This is the baseline, the scenario as it stands: ${alternatives.map((section) => COMMANDS[section]).join(', ')}.`,
  ];
}

/** The same run once more, with ears open around the moment that is asked about. */
async function explain(file: string, subject: string, options: RunOptions, signal: AbortSignal): Promise<void> {
  const { compileScenario } = await import('../../scenario/compile.ts');
  const { explanation } = await import('../../report/explanation.ts');
  const scenario = await readWithSettings(file, options.set);
  const { seed } = options;
  const question = explainQuestion(subject, options.explainWindow, compileScenario(scenario, { seed }));
  const { scenario: facts, clusters } = await simulate(
    compileScenario(scenario, { seed, explain: question }),
    options,
    signal,
  );
  const answers = clusters.map(({ recording }) => explanation(recording, question, facts.startEpochMs));
  const lines = answers.filter((answer) => answer.length > 0).flatMap((answer) => [...answer, '']);
  process.stdout.write(`${lines.slice(0, -1).join('\n')}\n`);
}

/** Names every clause that is not met, with its place, and lets the process exit with 3. The report is written. */
async function reportUnmet({ expectations = [] }: Summary): Promise<void> {
  const unmet = expectations.filter(({ met }) => !met);
  if (unmet.length === 0) return;
  const { verdictInWords } = await import('../../report/summary/expectations.ts');
  for (const verdict of unmet) process.stderr.write(`${verdict.place} expect.${verdictInWords(verdict)}\n`);
  process.exitCode = EXIT_UNMET;
}

/** With a line on stderr that tells how far it is. */
async function simulate(compiled: CompiledScenario, options: RunOptions, signal: AbortSignal): Promise<RunResult> {
  const { runScenario } = await import('../../sweep/run-scenario.ts');
  const progress = openProgress(process.stderr, options.progress && !options.quiet);
  try {
    return await runScenario(compiled, { signal, onProgress: (runs) => progress.update(runs) });
  } finally {
    progress.close();
  }
}

/** The summary, and last where the report is. */
async function printSummary(summary: Summary, page: string, options: RunOptions): Promise<void> {
  const { terminalSummary } = await import('../../report/writers/terminal.ts');
  const { stdout } = process;
  const colour = options.color && stdout.isTTY === true && stdout.hasColors();
  stdout.write(`${terminalSummary(summary, { colour, width: stdout.columns || PIPE_WIDTH })}\nReport: ${page}\n`);
}
