import { afterEach, expect, it, vi } from 'vitest';
import { DecisionStopwatch } from '../../src/cli/stopwatch.ts';

afterEach(() => {
  vi.useRealTimers();
});

it('adds up the decisions and the time of each chain on each case', () => {
  vi.useFakeTimers();
  const stopwatch = new DecisionStopwatch();
  for (const [caseName, chainName, ms, decisions] of [
    ['a', 'random', 100, 30],
    ['a', 'random', 300, 50],
    ['b', 'random', 500, 10],
  ] as const) {
    stopwatch.start();
    vi.advanceTimersByTime(ms);
    stopwatch.stop(caseName, chainName, decisions);
  }
  expect(stopwatch.decisionsPerSecond('a', 'random')).toBeCloseTo(200, 6);
  expect(stopwatch.decisionsPerSecond('b', 'random')).toBeCloseTo(20, 6);
  expect(stopwatch.decisionsPerSecond('c', 'random')).toBe(0);
});
