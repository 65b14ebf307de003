/**
 * A sweep of 1,000 rows whose processes are killed with SIGKILL ten times at random ends in the very files of one that
 * nobody disturbed: on this machine, and with workers.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import seedrandom from 'seedrandom';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { queryResults } from '../../src/sweep/store/query-results.ts';
import { JOURNAL_FILE, TABLE_FILE } from '../../src/sweep/store/results-folder.ts';
import { mainFile } from '../cli/process.ts';
import { describeWithRedis, type RedisServer, startRedis } from './redis-server.ts';
import { THOUSAND_SECTION, writeSweep } from './small-sweep.ts';

const KILLS = 10;
/** Other moments at each run; a failure tells them. */
const SEED = process.env.PLIMSOLL_KILL_SEED ?? String(process.pid);

const root = mkdtempSync(join(tmpdir(), 'plimsoll-killed-'));
const random = seedrandom.alea(SEED);
let file: string;
let reference: Record<string, string>;
/** What the journal of the whole sweep came to, when last looked at. */
let journalBytes = 0;

const start = (...args: string[]) =>
  spawn(process.execPath, [mainFile, ...args], { stdio: ['ignore', 'ignore', 'pipe'] });
const sweep = (out: string, ...more: string[]) => start('sweep', file, '--resume', '--out', out, ...more);

/** Every file of a folder, as text of one byte per character. */
function filesOf(folder: string): Record<string, string> {
  return Object.fromEntries(
    readdirSync(folder)
      .sort()
      .map((name) => [name, readFileSync(join(folder, name), 'latin1')]),
  );
}

async function succeeded(child: ChildProcess): Promise<void> {
  let stderr = '';
  child.stderr?.on('data', (text) => {
    stderr += text;
  });
  const [status] = await once(child, 'exit');
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}

const sizeOf = (path: string) => (existsSync(path) ? statSync(path).size : 0);

/** Waits for a random moment: of the start, or of the work, counted in bytes of the journal. */
async function randomMoment(out: string, child: ChildProcess): Promise<void> {
  const journal = join(out, JOURNAL_FILE);
  if (random() < 0.3) {
    await sleep(random() * 2000);
    return;
  }
  const enough = sizeOf(journal) + random() * (journalBytes / KILLS);
  while (sizeOf(journal) < enough && child.exitCode === null && !existsSync(join(out, TABLE_FILE))) await sleep(5);
}

async function expectUndisturbed(out: string): Promise<void> {
  expect(Object.keys(filesOf(out)), `seed ${SEED}`).toEqual(Object.keys(reference));
  for (const [name, content] of Object.entries(filesOf(out))) {
    expect(content === reference[name], `${name} is that of the undisturbed sweep; seed ${SEED}`).toBe(true);
  }
  const { rows } = await queryResults(out, 'select count(*), count(distinct (point, replication)) from results');
  expect(rows).toEqual([[1000, 1000]]);
}

beforeAll(async () => {
  file = writeSweep(join(root, 'scenario'), THOUSAND_SECTION);
  const out = join(root, 'reference');
  const child = sweep(out, '--jobs', '2');
  const watch = setInterval(() => {
    journalBytes = Math.max(journalBytes, sizeOf(join(out, JOURNAL_FILE)));
  }, 10);
  await succeeded(child);
  clearInterval(watch);
  reference = filesOf(out);
}, 600_000);
afterAll(() => rmSync(root, { recursive: true, force: true }));

describe('a sweep of 1,000 rows that is killed ten times', () => {
  it('ends with exactly its rows on this machine', async () => {
    const out = join(root, 'local');
    for (let kills = 0; kills < KILLS; kills++) {
      const child = sweep(out, '--jobs', '2');
      await randomMoment(out, child);
      await kill(child);
    }
    await succeeded(sweep(out, '--jobs', '1'));
    await expectUndisturbed(out);
  }, 600_000);
});

describeWithRedis('a sweep of 1,000 rows with workers that are killed ten times', () => {
  let server: RedisServer;
  beforeAll(async () => {
    server = await startRedis();
  });
  afterAll(() => server.stop());

  it('ends with exactly its rows', async () => {
    const out = join(root, 'queue');
    const { url } = server.place;
    const startCoordinator = () => sweep(out, '--engine', 'bullmq', '--redis', url);
    const startWorker = () => start('worker', '--redis', url, '--jobs', '1', '--lock', '1s');
    const workers = [startWorker(), startWorker()];
    let coordinator = startCoordinator();
    for (let kills = 0; kills < KILLS; kills++) {
      await randomMoment(out, coordinator);
      const victim = Math.floor(random() * 3);
      if (victim === 2) {
        await kill(coordinator);
        coordinator = startCoordinator();
      } else {
        await kill(workers[victim]);
        workers[victim] = startWorker();
      }
    }
    await once(coordinator, 'exit');
    await succeeded(startCoordinator());
    await Promise.all(workers.map(kill));
    await expectUndisturbed(out);
  }, 600_000);
});
