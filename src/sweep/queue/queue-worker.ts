/**
 * A worker of the queue: takes runs as they come, computes each in a thread, gives the outcome back. It may come and
 * go; a run that it held when it was killed is another's once its lock has run out.
 */
import { hostname } from 'node:os';
import type { Redis } from 'ioredis';
import { loadOptional } from '../../base/optional-package.ts';
import { packageVersion } from '../../base/version.ts';
import { bundleDigest } from '../bundle.ts';
import type { Outcome } from '../outcome.ts';
import { PointPool } from '../point-pool.ts';
import { type SharedBundle, shareBundle } from '../point-worker.ts';
import { bundleKey, KEY_PREFIX, queueJobSchema, queueName, REFUSAL, refusalOf, workerKey } from './protocol.ts';
import { connectRedis, type RedisPlace } from './redis.ts';

export interface QueueWorkerOptions {
  readonly redis: RedisPlace;
  readonly threads: number;
  /** So long a worker may give no sign of life before others take its runs over. */
  readonly lockMs: number;
  /** Aborting it ends the worker: it finishes the runs that it has and takes no other. */
  readonly signal: AbortSignal;
  /** Sentences for the user. */
  onNote(note: string): void;
}

/** Times that a run may be taken over from a worker that gave no sign of life: more, and it is the run's own fault. */
const TAKEOVERS_MAX = 3;
/** A worker says that it is there. */
const PRESENCE_SECONDS = 30;
/** Scenarios that a worker keeps at hand. */
const BUNDLES_MAX = 4;

/**
 * Serves the queue until the signal says to stop.
 *
 * @throws EnvironmentError without the packages, or when Redis cannot be used
 */
export async function serveQueue(options: QueueWorkerOptions): Promise<void> {
  const purpose = 'plimsoll worker';
  const redis = await connectRedis(options.redis, purpose);
  const { UnrecoverableError, Worker } = await loadOptional(() => import('bullmq'), 'bullmq ioredis', purpose);
  const engineVersion = packageVersion();
  const bundles = new BundleShelf(redis);
  const pool = new PointPool(options.threads);
  const worker = new Worker<unknown, Outcome>(
    queueName(engineVersion),
    async ({ data, id }) => {
      const refusal = refusalOf(data, id, engineVersion);
      if (refusal !== undefined) throw new UnrecoverableError(REFUSAL + refusal);
      const { overrides, scenario, seed } = queueJobSchema.parse(data);
      const bundle = await bundles.take(scenario);
      if (typeof bundle === 'string') throw new UnrecoverableError(REFUSAL + bundle);
      return pool.run({ bundle, overrides, seed });
    },
    {
      connection: redis,
      prefix: KEY_PREFIX,
      concurrency: options.threads,
      lockDuration: options.lockMs,
      stalledInterval: options.lockMs,
      maxStalledCount: TAKEOVERS_MAX,
    },
  );
  worker.on('failed', (_, { message }) => options.onNote(message));
  worker.on('error', ({ message }) => options.onNote(message));
  const presence = announce(redis, engineVersion);
  try {
    await new Promise<void>((resolve) => {
      if (options.signal.aborted) resolve();
      options.signal.addEventListener('abort', () => resolve(), { once: true });
    });
    await worker.close();
  } finally {
    await presence.end();
    await pool.close();
    redis.disconnect();
  }
}

/** The scenarios of the runs, fetched once each and checked against their digests. */
class BundleShelf {
  private readonly redis: Redis;
  private readonly bundles = new Map<string, Promise<SharedBundle | string>>();

  constructor(redis: Redis) {
    this.redis = redis;
  }

  /** The scenario of that digest, or what is wrong. */
  async take(digest: string): Promise<SharedBundle | string> {
    let bundle = this.bundles.get(digest);
    if (bundle === undefined) {
      if (this.bundles.size >= BUNDLES_MAX) this.bundles.delete(this.bundles.keys().next().value!);
      bundle = this.fetch(digest);
      this.bundles.set(digest, bundle);
    }
    try {
      const taken = await bundle;
      if (typeof taken === 'string') this.bundles.delete(digest);
      return taken;
    } catch (error) {
      this.bundles.delete(digest);
      throw error;
    }
  }

  private async fetch(digest: string): Promise<SharedBundle | string> {
    const text = await this.redis.get(bundleKey(digest));
    if (text === null) return `the scenario ${digest.slice(0, 12)} is not there`;
    const found = bundleDigest(text);
    if (found === digest) return shareBundle(digest, text);
    return `the scenario has the digest ${found.slice(0, 12)}, the job wants ${digest.slice(0, 12)}`;
  }
}

/** Says again and again that a worker of this version is there. */
function announce(redis: Redis, engineVersion: string): { end(): Promise<void> } {
  const key = workerKey(`${hostname()}-${process.pid}`);
  const say = () => {
    redis.set(key, engineVersion, 'EX', PRESENCE_SECONDS).catch(() => undefined);
  };
  say();
  const timer = setInterval(say, (PRESENCE_SECONDS * 1000) / 3);
  return {
    end: async () => {
      clearInterval(timer);
      if (redis.status === 'ready') await redis.del(key);
    },
  };
}
