/** `plimsoll sweep`: many points of a scenario, their figures in one table. */
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Command, Option } from 'commander';
import type { Engine } from '../../sweep/engines/engine.ts';
import type { SweepResult } from '../../sweep/run-sweep.ts';
import { parseCount } from '../counts.ts';
import { EXIT_INCOMPLETE, EXIT_OURS, EXIT_USER } from '../exit-codes.ts';
import { InterruptedError, runInterruptible } from '../interrupt.ts';
import { type RedisOptions, redisOptions, redisPlace } from '../redis-options.ts';
import { openSweepProgress } from '../sweep-progress.ts';

interface SweepOptions extends RedisOptions {
  readonly out?: string;
  readonly jobs?: number;
  readonly resume: boolean;
  readonly engine: 'local' | 'bullmq';
  readonly quiet: boolean;
  readonly progress: boolean;
}

/** Where results go unless told otherwise, by the scenario's name. */
const RESULTS = 'reports';

/** The command `sweep`. It throws ScenarioError before anything is simulated or written. */
export function sweepCommand(): Command {
  const command = new Command('sweep')
    .description("Runs the points of a scenario's section sweep and writes one table of all their figures.")
    .argument('<file>', 'scenario with a section sweep, YAML or JSON; - reads standard input')
    .option('--out <directory>', `where the results go (default: ${RESULTS}/<name>)`)
    .option('--resume', 'goes on with results that are there: no finished point is run again', false)
    .option('--jobs <count>', 'threads of this machine (default: as many as it runs at once)', parseCount)
    .addOption(
      new Option('--engine <engine>', 'bullmq: points go to workers by way of Redis (plimsoll worker)')
        .choices(['local', 'bullmq'])
        .default('local'),
    )
    .option('--quiet', 'print nothing but errors', false)
    .option('--no-progress', 'no progress line (a pipe does the same)')
    .action((file: string, options: SweepOptions) => runInterruptible((signal) => sweep(file, options, signal)));
  for (const option of redisOptions()) command.addOption(option);
  return command;
}

async function sweep(file: string, options: SweepOptions, signal: AbortSignal): Promise<void> {
  const { readSweepFile } = await import('../../sweep/read-sweep.ts');
  const { runSweep } = await import('../../sweep/run-sweep.ts');
  const read = await readSweepFile(file);
  const directory = options.out ?? join(RESULTS, read.name);
  const warn = (note: string) => process.stderr.write(`${note}\n`);
  for (const note of read.notes) warn(note);
  const engine = await engineOf(options);
  const progress = openSweepProgress(process.stderr, options.progress && !options.quiet);
  let doneCount = 0;
  try {
    const result = await runSweep(read, {
      directory,
      isResumed: options.resume,
      engine,
      signal,
      onProgress: (state) => {
        doneCount = state.doneCount;
        progress.update(state);
      },
      onNote: (note) => progress.note(note),
    });
    progress.close();
    conclude(result, directory, options);
  } catch (error) {
    progress.close();
    if (error instanceof InterruptedError)
      warn(`Interrupted: ${plural(doneCount, 'row')} kept in ${directory}. ${HOW_TO_GO_ON}`);
    throw error;
  }
}

/** As `sweep/store/results-folder.ts` has it, which is loaded when it is needed. */
const TABLE_FILE = 'results.parquet';

const HOW_TO_GO_ON = 'The same command with --resume goes on.';

async function engineOf(options: SweepOptions): Promise<Engine> {
  if (options.engine === 'local') {
    const { localEngine } = await import('../../sweep/engines/local.ts');
    return localEngine(options.jobs ?? availableParallelism());
  }
  const { bullmqEngine } = await import('../../sweep/engines/bullmq.ts');
  return bullmqEngine(redisPlace(options));
}

/** What the sweep came to, and the exit code that says so. */
function conclude(result: SweepResult, directory: string, { quiet }: SweepOptions): void {
  const { doneCount, failures, invalidCount, rowCount } = result;
  if (doneCount < rowCount) {
    process.stderr.write(`Incomplete: ${doneCount} of ${plural(rowCount, 'row')} in ${directory}. ${HOW_TO_GO_ON}\n`);
    process.exitCode = EXIT_INCOMPLETE;
    return;
  }
  if (!quiet)
    process.stdout.write(
      `${plural(rowCount, 'row')}: ${join(directory, TABLE_FILE)}\nReport: ${join(directory, 'report.html')}\n`,
    );
  if (invalidCount > 0) {
    process.stderr.write(
      `${plural(invalidCount, 'row')} without figures: their points are no valid scenario (see the column message).\n`,
    );
  }
  if (invalidCount === rowCount) process.exitCode = EXIT_USER;
  if (failures.length === 0) return;
  for (const failure of failures) process.stderr.write(`A defect of plimsoll, please report it: ${failure}\n`);
  process.exitCode = EXIT_OURS;
}

function plural(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}
