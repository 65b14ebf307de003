/**
 * What the machine allows: the hold model, binpack and the task life cycle in C++, built with the machine's g++, and
 * the life cycle in SimPy. Rounds of ours and theirs take turns and count CPU, so that what else the machine does falls
 * on both. What is not on the machine is said, and not measured.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Hold, PENDING } from './kernel.ts';
import { EVENTS_PER_TASK, LIFE_CYCLE_INSTANCES } from './life-cycle.ts';
import type { Bench, Measurement } from './report.ts';

const FOLDER = fileURLToPath(new URL('.', import.meta.url));
/** Debian's packages are those of its own python3. */
const PYTHONS = ['python3', '/usr/bin/python3'];

export const limitsBench: Bench = {
  name: 'limits',
  measure: async (isQuick) => {
    const folder = mkdtempSync(join(tmpdir(), 'plimsoll-limits-'));
    try {
      return [...measureCpp(join(folder, 'limits'), isQuick), ...measureSimpy(isQuick)];
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

function measureCpp(program: string, isQuick: boolean): Measurement[] {
  const source = join(FOLDER, 'limits/limits.cpp');
  const built = spawnSync('g++', ['-O3', '-march=native', '-std=c++20', '-o', program, source], { encoding: 'utf8' });
  if (built.error !== undefined) {
    console.log('limits: no g++ on this machine, so nothing to compare with');
    return [];
  }
  if (built.status !== 0) throw new Error(`g++ refuses ${source}:\n${built.stderr}`);
  const rounds = isQuick ? 1 : 5;
  const operations = isQuick ? 100_000 : 1_000_000;
  const run = (work: string, size: number) => numberOf(program, [work, String(size), String(operations)]);
  const best = (work: string, size: number) => Math.max(...Array.from({ length: rounds }, () => run(work, size)));
  return [
    ...(isQuick ? PENDING.slice(0, 1) : PENDING).flatMap((pending) => {
      const hold = new Hold(pending);
      hold.perSecond(operations);
      const pairs = Array.from({ length: rounds }, () => [hold.perSecond(operations), run('hold', pending)] as const);
      return [
        { name: `limits/hold/${pending}/c++`, value: Math.max(...pairs.map(([, c]) => c)), unit: 'events/s' },
        ratio(
          `limits/hold/${pending}/ratio`,
          pairs.map(([ours, c]) => ours / c),
        ),
      ];
    }),
    ...[10_000, 100_000].map((size) => {
      return { name: `limits/binpack/${size}/c++`, value: best('binpack', size), unit: 'placements/s' };
    }),
    {
      name: 'limits/life-cycle/c++',
      value: best('life-cycle', LIFE_CYCLE_INSTANCES) * EVENTS_PER_TASK,
      unit: 'events/s',
    },
  ];
}

/** The median: of rounds that took turns, none is the best. */
function ratio(name: string, ratios: readonly number[]): Measurement {
  const value = [...ratios].sort((a, b) => a - b)[ratios.length >> 1];
  return { name, value, unit: 'of C++', goal: { atLeast: 0.8 } };
}

function measureSimpy(isQuick: boolean): Measurement[] {
  const program = join(FOLDER, 'peers/task_life_cycle.py');
  const size = [program, String(LIFE_CYCLE_INSTANCES), isQuick ? '2000' : '100000'];
  for (const python of PYTHONS) {
    const { status, stdout } = spawnSync(python, size, { encoding: 'utf8' });
    if (status !== 0) continue;
    const [version, tasksPerSecond] = stdout.trim().split(' ');
    return [{ name: `peers/simpy-${version}`, value: Number(tasksPerSecond) * EVENTS_PER_TASK, unit: 'events/s' }];
  }
  console.log('limits: no python3 with SimPy on this machine (apt-get install python3-simpy3)');
  return [];
}

function numberOf(program: string, args: readonly string[]): number {
  const { status, stdout } = spawnSync(program, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${program} ${args.join(' ')} failed`);
  return Number(stdout);
}
