/**
 * A sweep as its user runs it, with the built command line, on one thread and on two: from its start to its last file.
 * On a machine that does something else the clock says little, so the gain is also reckoned from CPU: two threads that
 * need as much CPU together as one alone are twice as fast on two cores of their own. Both must give the same table.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildCommandLine, runCommandLine } from './command-line.ts';
import { everythingScenario } from './everything.ts';
import type { Bench, Measurement } from './report.ts';

const THREADS = 2;
/** A point of so many days and services takes about 0.3 s. */
const FULL = { points: 64, days: 7, services: 4 };
const QUICK = { points: 2, days: 1, services: 1 };

export const threadsBench: Bench = {
  name: 'threads',
  measure: async (isQuick) => {
    buildCommandLine();
    const folder = mkdtempSync(join(tmpdir(), 'plimsoll-bench-'));
    try {
      return measureIn(folder, isQuick ? QUICK : FULL);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

function measureIn(folder: string, { points, days, services }: typeof FULL): Measurement[] {
  const file = join(folder, 'sweep.json');
  const path = 'clusters.shop.services.service-0.desiredCount';
  const axes = [{ path, values: Array.from({ length: points }, (_, row) => 10 + row) }];
  writeFileSync(file, JSON.stringify({ ...everythingScenario(days, services), sweep: { axes } }));
  const sweep = (threads: number) => {
    const out = join(folder, String(threads));
    const told = runCommandLine(['sweep', file, '--quiet', '--jobs', String(threads), '--out', out], folder);
    return { ...told, table: readFileSync(join(out, 'results.parquet')) };
  };
  const alone = sweep(1);
  const together = sweep(THREADS);
  if (!together.table.equals(alone.table)) throw new Error('threads give another table');
  return [
    { name: 'threads/sweep/clock', value: alone.ms / together.ms, unit: 'times', goal: { atLeast: 1.8 } },
    { name: 'threads/sweep/cpu', value: (THREADS * alone.cpuMs) / together.cpuMs, unit: 'times' },
    { name: 'threads/sweep/time', value: together.ms / 1000, unit: 's' },
  ];
}
