/**
 * How long the command line takes, as it is published: built into dist/ first. Medians of CPU time of the process with
 * all its threads, which on a machine with nothing else to do is about what the user waits for; of the report the time
 * by the clock as well, for it is written by two threads.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Bench, Measurement } from './report.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const DEMO = 'scenarios/web-shop.yaml';

/**
 * What the process runs before plimsoll. A run lets others have their turn before its first event, and then 400
 * times, the last one when it has ended: what comes after it is the report.
 */
const PRELOAD = `
  const { writeSync } = require('node:fs');
  const timers = require('node:timers/promises');
  const { setImmediate } = timers;
  let last = { ms: 0, cpu: undefined };
  timers.setImmediate = () => {
    if (process.env.UNTIL === 'first event') process.exit();
    last = { ms: performance.now(), cpu: process.cpuUsage() };
    return setImmediate();
  };
  if (require('node:worker_threads').isMainThread) process.on('exit', () => {
    const cpuMs = ({ user, system }) => (user + system) / 1000;
    const told = { all: cpuMs(process.cpuUsage()), sinceTurn: cpuMs(process.cpuUsage(last.cpu)) };
    writeSync(2, 'TOLD ' + JSON.stringify({ ...told, clockSinceTurn: performance.now() - last.ms }));
  });
`;

/** Milliseconds: of CPU that the process has used, and since its run last gave others a turn. */
interface Told {
  readonly all: number;
  readonly sinceTurn: number;
  readonly clockSinceTurn: number;
}

export const startBench: Bench = {
  name: 'start',
  measure: async (isQuick) => {
    execFileSync(process.execPath, ['tools/build.ts'], { cwd: root, stdio: 'inherit' });
    const folder = mkdtempSync(join(tmpdir(), 'plimsoll-bench-'));
    try {
      return measureIn(folder, isQuick ? 1 : 7);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

function measureIn(folder: string, rounds: number): Measurement[] {
  const preload = join(folder, 'preload.cjs');
  writeFileSync(preload, PRELOAD);
  const tell = (args: readonly string[], until: string) =>
    Array.from({ length: rounds }, () => processOf(args, preload, until));
  const demo = ['run', DEMO, '--quiet', '--out', join(folder, 'report')];
  // The first start compiles, the others find that in the cache.
  processOf(demo, preload, 'end');
  const help = tell(['--help'], 'end').map(({ all }) => all);
  const firstEvent = tell(demo, 'first event').map(({ all }) => all);
  const report = tell(demo, 'end');
  return [
    { name: 'start/help', value: median(help), unit: 'ms CPU', goal: { atMost: 80 } },
    { name: 'start/first-event', value: median(firstEvent), unit: 'ms CPU', goal: { atMost: 150 } },
    { name: 'start/report', value: median(report.map((one) => one.sinceTurn)), unit: 'ms CPU', goal: { atMost: 1000 } },
    { name: 'start/report/clock', value: median(report.map((one) => one.clockSinceTurn)), unit: 'ms' },
  ];
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1];
}

function processOf(args: readonly string[], preload: string, until: string): Told {
  const { stderr } = spawnSync(process.execPath, ['--require', preload, 'dist/cli/main.js', ...args], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, UNTIL: until },
  });
  const told = /TOLD (.*)$/.exec(stderr);
  if (told === null) throw new Error(`plimsoll ${args.join(' ')} did not end: ${stderr}`);
  return JSON.parse(told[1]) as Told;
}
