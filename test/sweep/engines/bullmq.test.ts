import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Queue, UnrecoverableError, Worker } from 'bullmq';
import type { Redis } from 'ioredis';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { packageVersion } from '../../../src/base/version.ts';
import { bullmqEngine } from '../../../src/sweep/engines/bullmq.ts';
import { jobId, type Work } from '../../../src/sweep/engines/engine.ts';
import { localEngine } from '../../../src/sweep/engines/local.ts';
import type { Outcome } from '../../../src/sweep/outcome.ts';
import { bundleKey, KEY_PREFIX, queueName, REFUSAL, workerKey } from '../../../src/sweep/queue/protocol.ts';
import { serveQueue } from '../../../src/sweep/queue/queue-worker.ts';
import { connectRedis } from '../../../src/sweep/queue/redis.ts';
import { readSweepFile } from '../../../src/sweep/read-sweep.ts';
import { describeWithRedis, freePort, type RedisServer, startRedis } from '../redis-server.ts';
import { SMALL_SECTION, writeSweep } from '../small-sweep.ts';

const folder = mkdtempSync(join(tmpdir(), 'plimsoll-bullmq-'));
const name = queueName(packageVersion());
let work: Work;
let expected: Map<number, Outcome>;

beforeAll(async () => {
  const { bundle, bundleDigest, manifest, points } = await readSweepFile(writeSweep(folder, SMALL_SECTION));
  const jobs = points.flatMap(({ overrides }, point) =>
    manifest.points[point].seeds.map((seed, r) => ({ row: 2 * point + r, overrides, seed })),
  );
  work = { bundle, bundleDigest, engineVersion: packageVersion(), jobs };
  expected = (await run(localEngine(1))).outcomes;
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What an engine makes of the work. */
async function run(engine: ReturnType<typeof localEngine>, of: Work = work, signal = new AbortController().signal) {
  const outcomes = new Map<number, Outcome>();
  const notes: string[] = [];
  const onOutcome = async (row: number, outcome: Outcome) => {
    expect(outcomes.has(row), `row ${row} counts once`).toBe(false);
    outcomes.set(row, outcome);
  };
  await engine(of, { signal, onNote: (note) => notes.push(note), onOutcome });
  return { outcomes, notes };
}

it('without a Redis server says so', async () => {
  const port = await freePort();
  await expect(run(bullmqEngine({ url: `redis://127.0.0.1:${port}` }))).rejects.toThrow(/Redis at .* ECONNREFUSED/);
});

describeWithRedis('the queue', () => {
  let server: RedisServer;
  let redis: Redis;
  let stopWorkers: (() => Promise<void>)[] = [];

  beforeAll(async () => {
    server = await startRedis({ password: 'secret' });
    redis = await connectRedis(server.place, 'the tests');
  });
  beforeEach(() => redis.flushall());
  afterEach(async () => {
    await Promise.all(stopWorkers.map((stop) => stop()));
    stopWorkers = [];
  });
  afterAll(async () => {
    redis.disconnect();
    await server.stop();
  });

  function startWorker(): void {
    const controller = new AbortController();
    const { signal } = controller;
    const serving = serveQueue({ redis: server.place, threads: 1, lockMs: 2000, signal, onNote: () => undefined });
    stopWorkers.push(async () => {
      controller.abort();
      await serving;
    });
  }

  /** A worker that is not ours. */
  function startForeignWorker(answer: () => Promise<unknown>): void {
    const worker = new Worker(name, answer, { connection: redis.duplicate(), prefix: KEY_PREFIX, concurrency: 8 });
    stopWorkers.push(() => worker.close());
  }

  const jobKeys = async () => (await redis.keys(`${KEY_PREFIX}:${name}:*`)).filter((key) => /[0-9a-f]{64}/.test(key));

  it('gives what one machine gives, from several workers, and is empty in the end', async () => {
    startWorker();
    startWorker();
    const { notes, outcomes } = await run(bullmqEngine(server.place));
    expect(outcomes).toEqual(expected);
    expect(notes).toEqual([]);
    expect(await jobKeys()).toEqual([]);
  });

  it('is done when the last outcome is kept, however long that takes', async () => {
    startWorker();
    let kept = 0;
    const onOutcome = async (row: number) => {
      await sleep(row === 0 ? 1500 : 0);
      kept++;
    };
    const three = { ...work, jobs: work.jobs.slice(0, 3) };
    const { signal } = new AbortController();
    await bullmqEngine(server.place)(three, { signal, onNote: () => undefined, onOutcome });
    expect(kept).toBe(3);
  });

  it('fills every row of runs that are alike from one of them', async () => {
    startWorker();
    const twice = { ...work, jobs: work.jobs.slice(0, 3).flatMap((job) => [job, { ...job, row: job.row + 100 }]) };
    const { outcomes } = await run(bullmqEngine(server.place), twice);
    expect(outcomes.size).toBe(6);
    for (const row of [0, 1, 2]) expect(outcomes.get(row + 100)).toEqual(expected.get(row));
  });

  it('holds what an earlier coordinator had put there, and takes its outcomes', async () => {
    const controller = new AbortController();
    const earlier = run(bullmqEngine(server.place), work, controller.signal);
    while ((await jobKeys()).length < work.jobs.length) await sleep(20);
    controller.abort(new Error('gone'));
    await expect(earlier).rejects.toThrow('gone');
    startWorker();
    while ((await redis.zcard(`${KEY_PREFIX}:${name}:completed`)) < 5) await sleep(20);
    const { outcomes } = await run(bullmqEngine(server.place));
    expect(outcomes).toEqual(expected);
  });

  it('is filled again after the server has lost everything', async () => {
    const running = run(bullmqEngine(server.place));
    while ((await jobKeys()).length < work.jobs.length) await sleep(20);
    await redis.flushall();
    startWorker();
    expect((await running).outcomes).toEqual(expected);
  });

  it('tries a run that a worker refuses three times, says why, and leaves it to another day', async () => {
    startForeignWorker(() => Promise.reject(new UnrecoverableError(`${REFUSAL}the job is for plimsoll "9"`)));
    const two = { ...work, jobs: work.jobs.slice(0, 2) };
    const { notes, outcomes } = await run(bullmqEngine(server.place), two);
    expect(outcomes.size).toBe(0);
    expect(notes.filter((note) => note === 'A worker refused: the job is for plimsoll "9".')).toHaveLength(1);
    expect(notes.filter((note) => /^Row [01] was given up after 3 tries: refused/.test(note))).toHaveLength(2);
  });

  it('takes from a worker nothing but outcomes', async () => {
    startForeignWorker(() => Promise.resolve({ status: 'done', figures: { usd: { nested: 1 } }, script: 'x' }));
    const { notes, outcomes } = await run(bullmqEngine(server.place), { ...work, jobs: work.jobs.slice(0, 1) });
    expect(outcomes.size).toBe(0);
    expect(notes.at(-1)).toBe('Row 0 was given up after 3 tries: a worker gave back what is no outcome');
  });

  it('says that no worker is there, or none of its version', async () => {
    const controller = new AbortController();
    const notes: string[] = [];
    const onNote = (note: string) => {
      notes.push(note);
      if (notes.length === 1) void redis.set(workerKey('elsewhere-1'), '0.0.1');
      else controller.abort(new Error('told'));
    };
    const running = bullmqEngine(server.place)(work, {
      signal: controller.signal,
      onNote,
      onOutcome: async () => undefined,
    });
    await expect(running).rejects.toThrow('told');
    expect(notes).toEqual([
      'No worker is there yet: start some with plimsoll worker --redis.',
      `The workers that are there are plimsoll 0.0.1; this sweep waits for ${packageVersion()}.`,
    ]);
  });

  it('leaves for another day what is left when the server is gone for long, and keeps what it has', async () => {
    const brief = await startRedis();
    const connection = await connectRedis(brief.place, 'the tests');
    const worker = new Worker(name, async () => expected.get(0), { connection, prefix: KEY_PREFIX });
    worker.on('error', () => undefined);
    const kept: number[] = [];
    const notes: string[] = [];
    await bullmqEngine(brief.place, 0)(work, {
      signal: new AbortController().signal,
      onNote: (note) => notes.push(note),
      // It is still on its way to the disk when the server goes.
      onOutcome: async (row) => {
        if (kept.push(row) === 1) await brief.stop();
      },
    });
    connection.disconnect();
    await worker.close(true);
    expect(kept.length).toBeGreaterThan(0);
    const left = work.jobs.length - kept.length;
    expect(notes.at(-1)).toMatch(
      new RegExp(`^Redis has not answered for \\d+ seconds: ${left} rows were given up\\.$`),
    );
  });

  describe('a worker', () => {
    const addJob = async (changed: Record<string, unknown>) => {
      const queue = new Queue(name, { connection: redis, prefix: KEY_PREFIX });
      const { overrides, seed } = work.jobs[0];
      const data = {
        format: 1,
        engineVersion: packageVersion(),
        scenario: work.bundleDigest,
        overrides,
        seed,
        ...changed,
      };
      const bundleDigest = String(data.scenario);
      await queue.add('point', data, { jobId: jobId({ engineVersion: packageVersion(), bundleDigest }, data) });
      for (;;) {
        const [job] = await queue.getFailed();
        if (job !== undefined) return job.failedReason;
        await sleep(20);
      }
    };

    it('refuses a job of another format or version, or whose scenario is not there or not what its digest says', async () => {
      startWorker();
      expect(await addJob({ format: 2 })).toMatch(/^refused: the job has format 2/);
      await redis.flushall();
      expect(await addJob({ engineVersion: '9.9.9' })).toMatch(/^refused: the job is for plimsoll "9.9.9"/);
      await redis.flushall();
      expect(await addJob({})).toMatch(/^refused: the scenario [0-9a-f]{12} is not there/);
      await redis.flushall();
      await redis.set(bundleKey(work.bundleDigest), work.bundle.replace('small-sweep', 'other'));
      expect(await addJob({})).toMatch(
        /^refused: the scenario has the digest [0-9a-f]{12}, the job wants [0-9a-f]{12}/,
      );
    });
  });
});
