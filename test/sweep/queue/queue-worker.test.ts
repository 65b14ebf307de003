import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Queue, QueueEvents } from 'bullmq';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packageVersion } from '../../../src/base/version.ts';
import { jobId } from '../../../src/sweep/engines/engine.ts';
import { bundleKey, KEY_PREFIX, QUEUE_FORMAT, queueName, workerKey } from '../../../src/sweep/queue/protocol.ts';
import { type QueueWorkerOptions, serveQueue } from '../../../src/sweep/queue/queue-worker.ts';
import { connectRedis } from '../../../src/sweep/queue/redis.ts';
import { readSweepFile } from '../../../src/sweep/read-sweep.ts';
import { describeWithRedis, freePort, type RedisServer, startRedis } from '../redis-server.ts';
import { writeSweep } from '../small-sweep.ts';

const LOCK_MS = 500;
/** Some seconds of computing. */
const LONG = 'points: [{ set: { duration: 60d } }]';

const settings = (place: QueueWorkerOptions['redis'], signal: AbortSignal): QueueWorkerOptions => ({
  redis: place,
  threads: 1,
  lockMs: LOCK_MS,
  signal,
  onNote: (note) => expect.fail(note),
});

describe('a worker', () => {
  it('without a Redis server says so', async () => {
    const url = `redis://127.0.0.1:${await freePort()}`;
    await expect(serveQueue(settings({ url }, new AbortController().signal))).rejects.toThrow(/cannot be used/);
  });
});

describeWithRedis('a worker of the queue', () => {
  const folder = mkdtempSync(join(tmpdir(), 'plimsoll-queue-'));
  let server: RedisServer;
  beforeAll(async () => {
    server = await startRedis({ hasTls: true, password: 'secret' });
  });
  afterAll(async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('keeps the lock of a run that takes longer than it, ends when it has finished it, and says that it is there', async () => {
    const { bundle, bundleDigest, points } = await readSweepFile(writeSweep(folder, LONG));
    const redis = await connectRedis(server.place, 'the tests');
    const connection = { connection: redis, prefix: KEY_PREFIX };
    const name = queueName(packageVersion());
    const events = new QueueEvents(name, { ...connection, lastEventId: '0-0' });
    const told: string[] = [];
    for (const event of ['active', 'stalled', 'failed'] as const) events.on(event, () => told.push(event));
    const completed = new Promise<unknown>((resolve) =>
      events.on('completed', ({ returnvalue }) => resolve(returnvalue)),
    );
    const controller = new AbortController();
    const serving = serveQueue(settings(server.place, controller.signal));
    await redis.set(bundleKey(bundleDigest), bundle);
    const { overrides } = points[0];
    const job = { format: QUEUE_FORMAT, engineVersion: packageVersion(), scenario: bundleDigest, overrides, seed: '7' };
    const queue = new Queue(name, connection);
    const startedMs = performance.now();
    const present = new Promise<string[]>((resolve) => {
      events.once('active', () => {
        resolve(redis.keys(workerKey('*')));
        controller.abort();
      });
    });
    await queue.add('point', job, { jobId: jobId({ engineVersion: packageVersion(), bundleDigest }, job) });
    expect(await present).toHaveLength(1);
    await serving;
    expect(await completed).toMatchObject({ status: 'done' });
    expect(performance.now() - startedMs).toBeGreaterThan(2 * LOCK_MS);
    expect(told).toEqual(['active']);
    expect(await redis.keys(workerKey('*'))).toEqual([]);
    await Promise.all([queue.close(), events.close()]);
    redis.disconnect();
  });
});
