/**
 * How long the command line takes, as it is published. Medians of CPU time of the process with all its threads, which
 * on a machine with nothing else to do is about what the user waits for; of the report the time by the clock as well,
 * for two threads write it. Node alone is the yardstick: 20 ms without company, 40 with much of it.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildCommandLine, runCommandLine, runNodeAlone } from './command-line.ts';
import type { Bench, Measurement } from './report.ts';

const DEMO = 'scenarios/web-shop.yaml';

export const startBench: Bench = {
  name: 'start',
  measure: async (isQuick) => {
    buildCommandLine();
    const folder = mkdtempSync(join(tmpdir(), 'plimsoll-bench-'));
    try {
      return measureIn(folder, isQuick ? 1 : 7);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

function measureIn(folder: string, rounds: number): Measurement[] {
  const tell = (args: readonly string[], until?: 'first event') =>
    Array.from({ length: rounds }, () => runCommandLine(args, folder, until));
  const demo = ['run', DEMO, '--quiet', '--out', join(folder, 'report')];
  // The first start compiles, the others find that in the cache.
  runCommandLine(demo, folder);
  const node = Array.from({ length: rounds }, () => runNodeAlone(folder).cpuMs);
  const help = tell(['--help']).map(({ cpuMs }) => cpuMs);
  const firstEvent = tell(demo, 'first event').map(({ cpuMs }) => cpuMs);
  const report = tell(demo);
  const reportCpu = median(report.map(({ cpuMsSinceTurn }) => cpuMsSinceTurn));
  const reportClock = median(report.map(({ msSinceTurn }) => msSinceTurn));
  return [
    { name: 'start/node-alone', value: median(node), unit: 'ms CPU' },
    { name: 'start/help', value: median(help), unit: 'ms CPU', goal: { atMost: 80 } },
    { name: 'start/first-event', value: median(firstEvent), unit: 'ms CPU', goal: { atMost: 150 } },
    { name: 'start/report', value: reportCpu, unit: 'ms CPU', goal: { atMost: 1000 } },
    { name: 'start/report/clock', value: reportClock, unit: 'ms' },
  ];
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1];
}
