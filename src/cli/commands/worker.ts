/** `plimsoll worker`: serves the queue of `plimsoll sweep --engine bullmq`. */
import { availableParallelism } from 'node:os';
import { Command, InvalidArgumentError } from 'commander';
import { DURATION_PATTERN, toDurationMs } from '../../scenario/quantities.ts';
import { parseCount } from '../counts.ts';
import { runInterruptible } from '../interrupt.ts';
import { type RedisOptions, redisOptions, redisPlace } from '../redis-options.ts';

interface WorkerOptions extends RedisOptions {
  readonly jobs?: number;
  readonly lock: number;
}

const LOCK_DEFAULT_MS = 30_000;
const LOCK_MS_MIN = 1000;

/** The command `worker`. It ends when it is told to: the runs that it has are finished first. */
export function workerCommand(): Command {
  const command = new Command('worker')
    .description('Runs points of sweeps that come by way of Redis, until it is stopped with Ctrl-C or SIGTERM.')
    .option('--jobs <count>', 'threads (default: as many as the machine runs at once)', parseCount)
    .option(
      '--lock <duration>',
      'so long this worker may give no sign of life before others take its points over (default: 30s)',
      parseLock,
      LOCK_DEFAULT_MS,
    );
  for (const option of redisOptions()) command.addOption(option);
  return command.action(work);
}

async function work(options: WorkerOptions): Promise<void> {
  const { serveQueue } = await import('../../sweep/queue/queue-worker.ts');
  await runInterruptible((signal) =>
    serveQueue({
      redis: redisPlace(options),
      threads: options.jobs ?? availableParallelism(),
      lockMs: options.lock,
      signal,
      onNote: (note) => process.stderr.write(`${note}\n`),
    }),
  );
}

function parseLock(text: string): number {
  const lockMs = DURATION_PATTERN.test(text) ? toDurationMs(text) : 0;
  if (lockMs < LOCK_MS_MIN) throw new InvalidArgumentError('Expected a duration from 1s, such as 30s.');
  return lockMs;
}
