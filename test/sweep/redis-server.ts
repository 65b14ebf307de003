/**
 * A Redis server of the tests' own: Debian's redis-server on a free port of this machine, with password or TLS where
 * asked for. Without it the tests that need one say so, and in CI that is a failure.
 */
import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { connectRedis, type RedisPlace } from '../../src/sweep/queue/redis.ts';

const isInstalled = spawnSync('redis-server', ['--version']).status === 0;

/** As `describe`, for tests that need a Redis server. */
export function describeWithRedis(name: string, tests: () => void): void {
  if (isInstalled) {
    describe(name, tests);
    return;
  }
  process.stderr.write(`\n*** NOT TESTED: ${name}. Install it with: apt-get install redis-server openssl ***\n\n`);
  describe(name, () => {
    it('needs redis-server, which CI has', () =>
      expect(process.env.CI, 'redis-server is not installed').toBeUndefined());
  });
}

export interface RedisServer {
  readonly place: RedisPlace;
  readonly port: number;
  stop(): Promise<void>;
}

export interface RedisServerOptions {
  readonly password?: string;
  readonly hasTls?: boolean;
}

/** Starts a server and waits until it answers. */
export async function startRedis({ hasTls = false, password }: RedisServerOptions = {}): Promise<RedisServer> {
  const folder = mkdtempSync(join(tmpdir(), 'plimsoll-redis-'));
  const port = await freePort();
  const ports = hasTls ? ['--port', '0', '--tls-port', String(port)] : ['--port', String(port)];
  const child = spawn(
    'redis-server',
    [
      ...ports,
      ...(hasTls ? tlsArguments(folder) : []),
      ...(password === undefined ? [] : ['--requirepass', password]),
      ...['--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', folder],
    ],
    { stdio: 'ignore' },
  );
  const user = password === undefined ? '' : `:${encodeURIComponent(password)}@`;
  const url = `${hasTls ? 'rediss' : 'redis'}://${user}localhost:${port}`;
  const place = hasTls ? { url, caFile: join(folder, 'ca.pem') } : { url };
  await untilItAnswers(place, child);
  return {
    place,
    port,
    stop: async () => {
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function untilItAnswers(place: RedisPlace, child: ChildProcess): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt++) {
    if (child.exitCode !== null) throw new Error('redis-server ended before it answered');
    try {
      (await connectRedis(place, 'the tests')).disconnect();
      return;
    } catch {
      await sleep(100);
    }
  }
  throw new Error('redis-server does not answer');
}

/** A port that nobody listens to. */
export async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

/** A certificate authority and a certificate of it for localhost. */
function tlsArguments(folder: string): string[] {
  const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' });
  const newKey = ['-newkey', 'rsa:2048', '-nodes'];
  openssl('req', '-x509', ...newKey, '-keyout', 'ca.key', '-out', 'ca.pem', '-days', '2', '-subj', '/CN=plimsoll test');
  openssl('req', ...newKey, '-keyout', 'server.key', '-out', 'server.csr', '-subj', '/CN=localhost');
  writeFileSync(join(folder, 'names'), 'subjectAltName=DNS:localhost,IP:127.0.0.1');
  const authority = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial'];
  openssl('x509', '-req', '-in', 'server.csr', ...authority, '-out', 'server.pem', '-days', '2', '-extfile', 'names');
  const file = (name: string) => join(folder, name);
  return [
    ...['--tls-cert-file', file('server.pem'), '--tls-key-file', file('server.key')],
    ...['--tls-ca-cert-file', file('ca.pem'), '--tls-auth-clients', 'no'],
  ];
}
