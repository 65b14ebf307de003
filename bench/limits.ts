/**
 * What the machine allows: the hold model on a heap in C++, built with the machine's g++ and run beside ours, so that
 * the ratio does not hang on the machine. Without g++ it says so and measures nothing.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { hold, PENDING } from './kernel.ts';
import type { Bench, Measurement } from './report.ts';

const SOURCE = fileURLToPath(new URL('./limits/event-heap.cpp', import.meta.url));

export const limitsBench: Bench = {
  name: 'limits',
  measure: async (isQuick) => {
    const folder = mkdtempSync(join(tmpdir(), 'plimsoll-limits-'));
    try {
      return measureIn(folder, isQuick);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

function measureIn(folder: string, isQuick: boolean): Measurement[] {
  const program = join(folder, 'event-heap');
  const built = spawnSync('g++', ['-O3', '-march=native', '-o', program, SOURCE], { encoding: 'utf8' });
  if (built.error !== undefined) {
    console.log('limits: no g++ on this machine, so nothing to compare the event heap with');
    return [];
  }
  if (built.status !== 0) throw new Error(`g++ refuses ${SOURCE}:\n${built.stderr}`);
  const sizes = isQuick ? PENDING.slice(0, 1) : PENDING;
  const [operations, rounds] = isQuick ? ['100000', '1'] : ['2000000', '5'];
  const { stdout } = spawnSync(program, [operations, rounds, ...sizes.map(String)], { encoding: 'utf8' });
  const limits = new Map(
    stdout
      .trim()
      .split('\n')
      .map((line) => line.split(' ').map(Number) as [number, number]),
  );
  return sizes.flatMap((pending) => compare(pending, limits.get(pending), isQuick));
}

function compare(pending: number, limit: number | undefined, isQuick: boolean): Measurement[] {
  if (limit === undefined) throw new Error(`the heap in C++ gave no figure for ${pending} pending events`);
  const ours = hold(pending, isQuick).value;
  return [
    { name: `limits/hold/${pending}/c++`, value: limit, unit: 'events/s' },
    { name: `limits/hold/${pending}/ratio`, value: ours / limit, unit: 'of C++' },
  ];
}
