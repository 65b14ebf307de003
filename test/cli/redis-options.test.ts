import { Command } from 'commander';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { type RedisOptions, redisOptions, redisPlace } from '../../src/cli/redis-options.ts';

function placeOf(...args: string[]) {
  const command = new Command().exitOverride();
  for (const option of redisOptions()) command.addOption(option);
  command.parse(args, { from: 'user' });
  return redisPlace(command.opts<RedisOptions>());
}

describe('where Redis is', () => {
  afterEach(() => vi.unstubAllEnvs());

  it('is told by options', () => {
    expect(placeOf('--redis', 'rediss://a', '--redis-ca', 'ca.pem')).toEqual({ url: 'rediss://a', caFile: 'ca.pem' });
  });

  it('or by the environment, where no list of processes shows a password', () => {
    vi.stubEnv('PLIMSOLL_REDIS', 'redis://:secret@b');
    vi.stubEnv('PLIMSOLL_REDIS_CA', 'b.pem');
    expect(placeOf()).toEqual({ url: 'redis://:secret@b', caFile: 'b.pem' });
    expect(placeOf('--redis', 'redis://a').url).toBe('redis://a');
  });

  it('is this machine unless told otherwise', () => {
    expect(placeOf()).toEqual({ url: 'redis://127.0.0.1:6379', caFile: undefined });
  });
});
