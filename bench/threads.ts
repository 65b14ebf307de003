/**
 * Replications side by side on two threads, as the clusters of a scenario run. On a machine that does something else
 * the clock says little, so the gain is also reckoned from CPU: two threads that need as much CPU together as one alone
 * are twice as fast on two cores of their own. One thread and two must give the same recordings.
 */
import { isDeepStrictEqual } from 'node:util';
import type { Recording } from '../src/sim/record/recording.ts';
import { simulateAll } from '../src/sweep/pool.ts';
import { everythingInput } from './everything.ts';
import type { Bench } from './report.ts';

const THREADS = 2;

export const threadsBench: Bench = {
  name: 'threads',
  measure: async (isQuick) => {
    const input = everythingInput(isQuick ? 1 : 14, isQuick ? 2 : 10);
    const inputs = Array.from({ length: isQuick ? 2 : 8 }, (_, row) => ({ ...input, seed: `42-r${row + 1}` }));
    const alone = await measure(() => simulateAll(inputs, { threads: 1 }));
    const together = await measure(() => simulateAll(inputs, { threads: THREADS }));
    if (!isDeepStrictEqual(together.recordings, alone.recordings)) throw new Error('threads give other recordings');
    const byCpu = (THREADS * alone.cpuSeconds) / together.cpuSeconds;
    return [
      { name: 'threads/replications/clock', value: alone.seconds / together.seconds, unit: 'times' },
      { name: 'threads/replications/cpu', value: byCpu, unit: 'times', goal: { atLeast: 1.8 } },
    ];
  },
};

async function measure(work: () => Promise<Recording[]>) {
  const [startMs, start] = [performance.now(), process.cpuUsage()];
  const recordings = await work();
  const { user, system } = process.cpuUsage(start);
  return { recordings, seconds: (performance.now() - startMs) / 1000, cpuSeconds: (user + system) / 1e6 };
}
