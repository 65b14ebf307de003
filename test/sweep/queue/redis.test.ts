import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectRedis } from '../../../src/sweep/queue/redis.ts';
import { describeWithRedis, freePort, type RedisServer, startRedis } from '../redis-server.ts';

const connect = (url: string, caFile?: string) => connectRedis({ url, caFile }, 'plimsoll worker');

describe('the address of Redis', () => {
  it.each([
    ['127.0.0.1', /is no URL; expected redis:/],
    ['http://127.0.0.1', /begins with http:\/\/127\.0\.0\.1; expected redis:/],
  ])('%s is refused', async (url, message) => {
    await expect(connect(url)).rejects.toThrow(message);
  });

  it('where nobody listens gives an error with the place and without the password', async () => {
    const port = await freePort();
    const error = await connect(`redis://:secret@127.0.0.1:${port}`).catch(String);
    expect(error).toBe(
      `EnvironmentError: Redis at 127.0.0.1:${port} cannot be used: connect ECONNREFUSED 127.0.0.1:${port}`,
    );
  });

  it('with certificates that cannot be read is refused', async () => {
    await expect(connect('rediss://127.0.0.1', '/nowhere/ca.pem')).rejects.toThrow(/\/nowhere\/ca\.pem cannot be read/);
  });
});

describeWithRedis('Redis with a password', () => {
  let server: RedisServer;
  beforeAll(async () => {
    server = await startRedis({ password: 'p@ss:word' });
  });
  afterAll(() => server.stop());

  it('is used with the password of the address', async () => {
    const redis = await connectRedis(server.place, 'the tests');
    expect(await redis.ping()).toBe('PONG');
    redis.disconnect();
  });

  it('is not used without it, or with another', async () => {
    await expect(connect(`redis://localhost:${server.port}`)).rejects.toThrow(/cannot be used: NOAUTH/);
    await expect(connect(`redis://:wrong@localhost:${server.port}`)).rejects.toThrow(/cannot be used: WRONGPASS/);
  });
});

describeWithRedis('Redis with TLS', () => {
  let server: RedisServer;
  beforeAll(async () => {
    server = await startRedis({ hasTls: true, password: 'secret' });
  });
  afterAll(() => server.stop());

  it('is used with the certificate of its authority', async () => {
    const redis = await connectRedis(server.place, 'the tests');
    expect(await redis.ping()).toBe('PONG');
    redis.disconnect();
  });

  it('is not trusted without it', async () => {
    await expect(connect(server.place.url)).rejects.toThrow(/cannot be used: .*certificate/);
  });

  it('does not answer who speaks without TLS', async () => {
    await expect(connect(server.place.url.replace('rediss', 'redis'))).rejects.toThrow(/cannot be used/);
  });
});
