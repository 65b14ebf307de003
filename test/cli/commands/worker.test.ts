import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { workerKey } from '../../../src/sweep/queue/protocol.ts';
import { connectRedis } from '../../../src/sweep/queue/redis.ts';
import { describeWithRedis, freePort, type RedisServer, startRedis } from '../../sweep/redis-server.ts';
import { mainFile, plimsoll } from '../process.ts';

describe('plimsoll worker', () => {
  it('ends with 2 where Redis is not there, or its lock is none', async () => {
    const url = `redis://:secret@127.0.0.1:${await freePort()}`;
    const { status, stderr } = plimsoll(['worker', '--redis', url]);
    expect(status).toBe(2);
    expect(stderr).toMatch(/^Redis at 127\.0\.0\.1:\d+ cannot be used: connect ECONNREFUSED .*\n$/);
    expect(plimsoll(['worker', '--lock', '10']).stderr).toMatch(/Expected a duration from 1s/);
  });
});

describeWithRedis('plimsoll worker with a server', () => {
  let server: RedisServer;
  beforeAll(async () => {
    server = await startRedis({ hasTls: true, password: 'secret' });
  });
  afterAll(() => server.stop());

  it('takes the address from the environment, serves, and ends with 0 when it is told to', async () => {
    const env = { ...process.env, PLIMSOLL_REDIS: server.place.url, PLIMSOLL_REDIS_CA: server.place.caFile };
    const child = spawn(process.execPath, [mainFile, 'worker', '--jobs', '1', '--lock', '2s'], {
      env,
      stdio: 'ignore',
    });
    const redis = await connectRedis(server.place, 'the tests');
    while ((await redis.keys(workerKey('*'))).length === 0) await sleep(50);
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    expect(await ended).toEqual([0, null]);
    redis.disconnect();
  });
});
