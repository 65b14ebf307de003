/**
 * How long the command line takes, as it is published: built into dist/ first. Medians of CPU time of the process with
 * all its threads, which on a machine with nothing else to do is about what the user waits for.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Bench, Measurement } from './report.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const DEMO = 'scenarios/web-shop.yaml';

/** Ends the process where the run lets others have their turn for the first time: before its first event. */
const UNTIL_FIRST_EVENT = `
  import timers from 'node:timers/promises';
  import { syncBuiltinESMExports } from 'node:module';
  timers.setImmediate = () => process.exit();
  syncBuiltinESMExports();
`;
/** Tells what the process has used when it ends. */
const TELL = `
  process.on('exit', () => {
    const { user, system } = process.cpuUsage();
    process.stderr.write('CPU ' + (user + system) / 1000);
  });
`;

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
  const demo = ['run', DEMO, '--quiet', '--out', join(folder, 'report')];
  const median = (args: readonly string[], preload: string) =>
    Array.from({ length: rounds }, () => cpuMs(args, preload)).sort((a, b) => a - b)[rounds >> 1];
  // The first start compiles, the others find that in Node's cache.
  median(demo, TELL);
  const help = median(['--help'], TELL);
  const firstEvent = median(demo, TELL + UNTIL_FIRST_EVENT);
  const whole = median(demo, TELL);
  return [
    { name: 'start/help', value: help, unit: 'ms CPU', goal: { atMost: 80 } },
    { name: 'start/first-event', value: firstEvent, unit: 'ms CPU', goal: { atMost: 150 } },
    { name: 'start/run-and-report', value: whole - firstEvent, unit: 'ms CPU', goal: { atMost: 1000 } },
  ];
}

function cpuMs(args: readonly string[], preload: string): number {
  const flags = ['--import', `data:text/javascript,${encodeURIComponent(preload)}`];
  const { stderr } = spawnSync(process.execPath, [...flags, 'dist/cli/main.js', ...args], {
    cwd: root,
    encoding: 'utf8',
  });
  const told = /CPU ([\d.]+)$/.exec(stderr);
  if (told === null) throw new Error(`plimsoll ${args.join(' ')} did not end: ${stderr}`);
  return Number(told[1]);
}
