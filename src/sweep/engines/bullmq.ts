/**
 * The work on a queue in Redis, done by `plimsoll worker` on any number of machines. Delivery is at least once; that
 * each run counts once comes from its name, the digest of all that its outcome depends on: put in twice it is one job,
 * computed twice it is one outcome (docs/decisions/0021).
 */
import type { Queue, QueueEvents, Job as QueueJob } from 'bullmq';
import type { Redis } from 'ioredis';
import { loadOptional } from '../../base/optional-package.ts';
import { outcomeSchema } from '../outcome.ts';
import { bundleKey, JOB_NAME, KEY_PREFIX, QUEUE_FORMAT, queueName, REFUSAL, workerKey } from '../queue/protocol.ts';
import { connectRedis, type RedisPlace } from '../queue/redis.ts';
import { type Engine, type Job, jobId, type Reception, type Work } from './engine.ts';

const PURPOSE = '--engine bullmq';

/** Runs on the queue at once: enough for every thread of a large fleet, and little for Redis to hold. */
const QUEUED_MAX = 2000;
/** Runs put on the queue in one go. */
const BATCH_SIZE = 250;
/** How often the coordinator looks for itself what became of its runs: events may be missed. */
const LOOK_MS = 3000;
/** A run is put on the queue again so many times after a worker failed at it. */
const TRIES_MAX = 3;
/** Without a connection for longer the sweep is left for another day. */
const LOST_MS_MAX = 60_000;
/** The scenario stays so long after the coordinator has gone: workers may still be at it. */
const BUNDLE_SECONDS = 7 * 24 * 3600;

/**
 * Puts the work on the queue of that server and gathers what workers make of it.
 *
 * @param lostMsMax without a connection for longer what is left is given up, with a note
 */
export function bullmqEngine(place: RedisPlace, lostMsMax = LOST_MS_MAX): Engine {
  return async (work, reception) => {
    const redis = await connectRedis(place, PURPOSE);
    const bullmq = await loadOptional(() => import('bullmq'), 'bullmq ioredis', PURPOSE);
    const name = queueName(work.engineVersion);
    const settings = { connection: redis, prefix: KEY_PREFIX };
    const queue = new bullmq.Queue(name, { ...settings, streams: { events: { maxLen: QUEUED_MAX } } });
    // From where it is now: what happens before the first look of the listener is not missed.
    const [last] = await redis.xrevrange(`${KEY_PREFIX}:${name}:events`, '+', '-', 'COUNT', 1);
    const events = new bullmq.QueueEvents(name, { ...settings, lastEventId: last?.[0] ?? '0-0' });
    // The connection says by itself what is wrong with it; without a listener Node would end the process.
    queue.on('error', () => undefined);
    events.on('error', () => undefined);
    try {
      await events.waitUntilReady();
      await new Coordinator(redis, queue, work, reception).run(events, lostMsMax);
    } finally {
      const isThere = redis.status === 'ready';
      redis.disconnect();
      const closing = Promise.allSettled([queue.close(), events.close()]);
      // A connection that waits to be made again never says that it has ended.
      if (isThere) await closing;
    }
  };
}

/** A run on the queue, and the rows that it fills. */
interface QueuedRun {
  readonly job: Job;
  readonly rows: readonly number[];
  failures: number;
}

class Coordinator {
  private readonly redis: Redis;
  private readonly queue: Queue;
  private readonly work: Work;
  private readonly reception: Reception;
  /** Not on the queue yet. */
  private readonly ahead: [string, QueuedRun][];
  private readonly queued = new Map<string, QueuedRun>();
  private readonly notes = new Set<string>();
  /** Settles when `run` may return. */
  private readonly ended: Promise<void>;
  private resolveEnd: () => void = () => undefined;
  private rejectEnd: (reason: unknown) => void = () => undefined;
  private isFilling = false;
  /** Outcomes that are not yet both on the disk and off the queue. */
  private takenCount = 0;
  /** Outcomes on their way to the disk. */
  private readonly writes = new Set<Promise<unknown>>();
  private outcomeCount = 0;

  constructor(redis: Redis, queue: Queue, work: Work, reception: Reception) {
    this.redis = redis;
    this.queue = queue;
    this.work = work;
    this.reception = reception;
    this.ahead = [...runsById(work)];
    this.ended = new Promise((resolve, reject) => {
      this.resolveEnd = resolve;
      this.rejectEnd = reject;
    });
    this.ended.catch(() => undefined);
  }

  async run(events: QueueEvents, lostMsMax: number): Promise<void> {
    const { signal } = this.reception;
    const abort = () => this.rejectEnd(signal.reason);
    signal.throwIfAborted();
    signal.addEventListener('abort', abort, { once: true });
    events.on('completed', ({ jobId: id, returnvalue }) => this.guard(this.take(id, returnvalue)));
    events.on('failed', ({ jobId: id, failedReason }) => this.guard(this.retry(id, failedReason)));
    const watch = new Watch(this.redis, lostMsMax);
    const timer = setInterval(() => this.guard(this.look(watch)), LOOK_MS);
    try {
      // Without Redis its commands wait for ever: the end is awaited, not they.
      this.guard(this.begin());
      await this.ended;
    } finally {
      clearInterval(timer);
      signal.removeEventListener('abort', abort);
    }
  }

  /** Whatever goes wrong aside of the main line ends it. */
  private guard(work: Promise<void>): void {
    work.catch(this.rejectEnd);
  }

  private async begin(): Promise<void> {
    await this.shareBundle();
    await this.fill();
    await this.lookAtRuns();
  }

  private async shareBundle(): Promise<void> {
    const { bundle, bundleDigest } = this.work;
    await this.redis.set(bundleKey(bundleDigest), bundle, 'EX', BUNDLE_SECONDS);
  }

  /** A server that was started anew may have lost it. */
  private async keepBundle(): Promise<void> {
    const isThere = await this.redis.expire(bundleKey(this.work.bundleDigest), BUNDLE_SECONDS);
    if (isThere === 0) await this.shareBundle();
  }

  /** Keeps the queue full; ends the work when nothing is left. */
  private async fill(): Promise<void> {
    if (this.isFilling) return;
    this.isFilling = true;
    try {
      while (this.ahead.length > 0 && this.queued.size < QUEUED_MAX) {
        const batch = this.ahead.splice(0, BATCH_SIZE);
        for (const [id, run] of batch) this.queued.set(id, run);
        await this.add(batch);
      }
    } finally {
      this.isFilling = false;
    }
    if (this.ahead.length === 0 && this.queued.size === 0 && this.takenCount === 0) this.resolveEnd();
  }

  /** A job that is there already, from an earlier coordinator, stays as it is. */
  private async add(batch: readonly [string, QueuedRun][]): Promise<void> {
    const { bundleDigest: scenario, engineVersion } = this.work;
    await this.queue.addBulk(
      batch.map(([id, { job }]) => ({
        name: JOB_NAME,
        data: { format: QUEUE_FORMAT, engineVersion, scenario, overrides: job.overrides, seed: job.seed },
        opts: { jobId: id },
      })),
    );
  }

  /** Takes the outcome of a run, once; the job goes when the outcome is safe. */
  private async take(id: string, value: unknown): Promise<void> {
    const run = this.queued.get(id);
    if (run === undefined) return;
    const parsed = outcomeSchema.safeParse(value);
    if (!parsed.success) {
      await this.retry(id, 'a worker gave back what is no outcome');
      return;
    }
    this.queued.delete(id);
    this.outcomeCount++;
    this.takenCount++;
    const written = Promise.all(run.rows.map((row) => this.reception.onOutcome(row, parsed.data)));
    this.writes.add(written);
    await written;
    this.writes.delete(written);
    await this.queue.remove(id);
    this.takenCount--;
    await this.fill();
  }

  private async retry(id: string, reason: string): Promise<void> {
    const run = this.queued.get(id);
    if (run === undefined) return;
    run.failures++;
    this.noteOnce(reason.startsWith(REFUSAL) ? `A worker ${reason}.` : `A worker failed at a run: ${reason}`);
    await this.queue.remove(id);
    if (run.failures < TRIES_MAX) {
      await this.add([[id, run]]);
      return;
    }
    this.queued.delete(id);
    this.reception.onNote(`Row ${run.rows.join(', ')} was given up after ${TRIES_MAX} tries: ${reason}`);
    await this.fill();
  }

  private async look(watch: Watch): Promise<void> {
    if (watch.isLost()) {
      await this.leave(watch.lostMs);
      return;
    }
    if (this.redis.status !== 'ready') return;
    await this.keepBundle();
    await this.lookAtRuns();
    if (this.outcomeCount === 0) await this.lookForWorkers();
  }

  /** The server is neither the user's input nor a defect of ours: what is safe stays, the rest is for another day. */
  private async leave(lostMs: number): Promise<void> {
    await Promise.all(this.writes);
    const leftCount = [...this.ahead, ...this.queued].reduce((count, [, { rows }]) => count + rows.length, 0);
    this.noteOnce(`Redis has not answered for ${lostMs / 1000} seconds: ${leftCount} rows were given up.`);
    this.resolveEnd();
  }

  /** What events did not tell: runs that were done before, that are gone from the queue, or whose event was missed. */
  private async lookAtRuns(): Promise<void> {
    const ids = [...this.queued.keys()];
    for (let start = 0; start < ids.length; start += BATCH_SIZE) {
      const batch = ids.slice(start, start + BATCH_SIZE);
      const failures = batch.map((id) => this.queued.get(id)?.failures);
      const jobs = await Promise.all(batch.map((id) => this.queue.getJob(id) as Promise<QueueJob | undefined>));
      const missing: [string, QueuedRun][] = [];
      for (const [index, job] of jobs.entries()) {
        const id = batch[index];
        const run = this.queued.get(id);
        // An event was faster.
        if (run === undefined || run.failures !== failures[index]) continue;
        if (job === undefined) missing.push([id, run]);
        else if (job.finishedOn === undefined) continue;
        else if (job.failedReason) await this.retry(id, job.failedReason);
        else await this.take(id, job.returnvalue);
      }
      if (missing.length > 0) await this.add(missing);
    }
  }

  /** Tells once why nothing happens: no worker, or none of this version. */
  private async lookForWorkers(): Promise<void> {
    const keys = await keysLike(this.redis, workerKey('*'));
    const versions = keys.length === 0 ? [] : await this.redis.mget(keys);
    const { engineVersion } = this.work;
    if (versions.includes(engineVersion)) return;
    const others = [...new Set(versions)].filter((version) => version !== null).join(', ');
    this.noteOnce(
      others === ''
        ? 'No worker is there yet: start some with plimsoll worker --redis.'
        : `The workers that are there are plimsoll ${others}; this sweep waits for ${engineVersion}.`,
    );
  }

  private noteOnce(note: string): void {
    if (this.notes.has(note)) return;
    this.notes.add(note);
    this.reception.onNote(note);
  }
}

/** How long a connection has been gone, counted in looks. */
class Watch {
  private readonly redis: Redis;
  private readonly lostMsMax: number;
  /** Until the last look. */
  lostMs = 0;

  constructor(redis: Redis, lostMsMax: number) {
    this.redis = redis;
    this.lostMsMax = lostMsMax;
  }

  /** To be asked once per look. */
  isLost(): boolean {
    this.lostMs = this.redis.status === 'ready' ? 0 : this.lostMs + LOOK_MS;
    return this.lostMs > this.lostMsMax;
  }
}

/** Equal runs of two points are one. */
function runsById(work: Work): Map<string, QueuedRun> {
  const runs = new Map<string, QueuedRun>();
  for (const job of work.jobs) {
    const id = jobId(work, job);
    const known = runs.get(id);
    runs.set(id, { job, rows: [...(known?.rows ?? []), job.row], failures: 0 });
  }
  return runs;
}

/** Keys that match, found little by little: Redis does nothing else while it lists all at once. */
async function keysLike(redis: Redis, pattern: string): Promise<string[]> {
  const keys: string[] = [];
  let cursor = '0';
  do {
    const [next, found] = await redis.scan(cursor, 'MATCH', pattern, 'COUNT', 1000);
    keys.push(...found);
    cursor = next;
  } while (cursor !== '0');
  return keys;
}
