/** The connection to a Redis server: with password, TLS and an own certificate authority. */
import { readFileSync } from 'node:fs';
import type { Redis, RedisOptions } from 'ioredis';
import { EnvironmentError } from '../../base/errors.ts';
import { loadOptional } from '../../base/optional-package.ts';

/** Where the server is and how to trust it. */
export interface RedisPlace {
  /** `redis://[[user]:password@]host[:port][/database]`, or `rediss://` for TLS. */
  readonly url: string;
  /** File of the certificates of the authority that the server's is checked against; the machine's own where absent. */
  readonly caFile?: string | undefined;
}

const CONNECT_TIMEOUT_MS = 10_000;
const RECONNECT_MS_MAX = 2000;

/**
 * Connects, or says why not. A connection that is lost later is made again, for ever: whoever waits decides how long.
 *
 * @throws EnvironmentError without ioredis, with a wrong address, or when no server answers as one should
 */
export async function connectRedis({ caFile, url }: RedisPlace, purpose: string): Promise<Redis> {
  const { Redis } = await loadOptional(() => import('ioredis'), 'bullmq ioredis', purpose);
  const address = addressOf(url);
  let isReady = false;
  const options: RedisOptions = {
    lazyConnect: true,
    connectTimeout: CONNECT_TIMEOUT_MS,
    // As BullMQ wants it: a command waits until the server is back.
    maxRetriesPerRequest: null,
    retryStrategy: (times) => (isReady ? Math.min(times * 100, RECONNECT_MS_MAX) : null),
    ...(address.isTls ? { tls: caFile === undefined ? {} : { ca: readCertificates(caFile) } } : {}),
  };
  const redis = new Redis(url, { ...options, replyMapping: 'legacy' });
  let reason: Error | undefined;
  redis.on('error', (error: Error) => {
    reason ??= error;
  });
  try {
    await redis.connect();
    await redis.ping();
  } catch (error) {
    redis.disconnect();
    throw new EnvironmentError(`Redis at ${address.name} cannot be used: ${(reason ?? (error as Error)).message}`);
  }
  isReady = true;
  return redis;
}

/** Host and port without user and password, for messages. */
function addressOf(url: string): { readonly name: string; readonly isTls: boolean } {
  const expected = 'expected redis://[:password@]host[:port] or rediss:// for TLS';
  if (!URL.canParse(url)) throw new EnvironmentError(`The address of Redis is no URL; ${expected}`);
  const { hostname, port, protocol } = new URL(url);
  if ((protocol !== 'redis:' && protocol !== 'rediss:') || hostname === '') {
    throw new EnvironmentError(`The address of Redis begins with ${protocol}//${hostname}; ${expected}`);
  }
  return { name: `${hostname}:${port === '' ? 6379 : port}`, isTls: protocol === 'rediss:' };
}

function readCertificates(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new EnvironmentError(`The certificates of ${file} cannot be read: ${String(error)}`);
  }
}
