/** Where Redis is, for the commands that need it. */
import { Option } from 'commander';
import type { RedisPlace } from '../sweep/queue/redis.ts';

export interface RedisOptions {
  readonly redis: string;
  readonly redisCa?: string;
}

/** The options; the address may come by the environment, where a password is not seen in a list of processes. */
export function redisOptions(): Option[] {
  return [
    new Option('--redis <url>', 'redis://[[user]:password@]host[:port][/database], or rediss:// for TLS')
      .env('PLIMSOLL_REDIS')
      .default('redis://127.0.0.1:6379'),
    new Option('--redis-ca <file>', 'certificates of the authority of a rediss:// server, PEM').env(
      'PLIMSOLL_REDIS_CA',
    ),
  ];
}

/** The place that the options name. */
export function redisPlace({ redis, redisCa }: RedisOptions): RedisPlace {
  return { url: redis, caFile: redisCa };
}
