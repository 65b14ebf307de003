import { describe, expect, it } from 'vitest';
import { compareChains, orderOf, type PackingBench } from '../../src/packing/compare-chains.ts';
import { parseChain, type StrategyChain } from '../../src/packing/strategy-chains.ts';
import { machine, packingCase, task } from './cases.ts';

const chains = ['first-fit', 'random'].map((text) => parseChain(text) as StrategyChain);
const tasks = [task(4), task(8), task(2), task(5, 9), task(3)];
const bench: PackingBench = {
  name: 'bench',
  description: '',
  seed: '7',
  seeds: 4,
  order: 'shuffled',
  chains,
  cases: [packingCase({ tasks, machines: Array.from({ length: 5 }, () => machine(10, 10)), open: 'asNeeded' })],
};

describe('orders of arrival', () => {
  it('hold every task once, whatever the seed, and differ between seeds', () => {
    const many = Array.from({ length: 50 }, (_, index) => task(index));
    const orders = ['1', '2'].map((seed) => [...orderOf(many, 'shuffled', seed)]);
    expect(orders.map((order) => [...order].sort((a, b) => a - b))).toEqual([[...many.keys()], [...many.keys()]]);
    expect(orders[0]).not.toEqual(orders[1]);
  });

  it('decreasing takes the largest share of any resource first, of equals the one listed first', () => {
    // Shares of 22 CPU and 9 memory: 4/22, 8/22, 2/22, 9/9, 3/22.
    expect([...orderOf(tasks, 'decreasing', '1')]).toEqual([3, 1, 0, 4, 2]);
    expect([...orderOf([task(1), task(1)], 'decreasing', '1')]).toEqual([0, 1]);
  });
});

describe('a bench', () => {
  it('gives every chain the same orders, a score per seed, and the same figures each time', () => {
    const [result] = compareChains(bench);
    expect(result!.results.map(({ scores }) => scores.length)).toEqual([4, 4]);
    expect(compareChains(bench)).toEqual([result]);
    // 22 units on machines of 10.
    expect(result!.machinesAtLeast).toBe(3);
    for (const { scores } of result!.results) {
      for (const { placedTasks, placedPercent, machinesUsed } of scores) {
        expect(placedTasks).toBe(5);
        expect(placedPercent).toEqual({ cpuUnits: 100, memoryMiB: 100, gpuCount: null });
        expect(machinesUsed).toBeGreaterThanOrEqual(3);
      }
    }
  });

  it('each seed has an order and draws of its own', () => {
    const many = Array.from({ length: 40 }, (_, index) => task(2 + (index % 7)));
    const machines = Array.from({ length: 40 }, () => machine(10));
    const cases = [packingCase({ tasks: many, machines, open: 'asNeeded' })];
    const [result] = compareChains({ ...bench, cases, seeds: 20 });
    const distinct = result!.results.map(({ scores }) => new Set(scores.map(({ machinesUsed }) => machinesUsed)).size);
    expect(Math.min(...distinct)).toBeGreaterThan(1);
  });

  it('counts what found no place', () => {
    const small = { ...bench, order: 'listed' as const, cases: [packingCase({ tasks, machines: [machine(10, 10)] })] };
    const [firstFit] = compareChains(small)[0]!.results;
    // 4, 2 and 3 of 22 units; the 9 of memory belong to a task that found none.
    expect(firstFit!.scores[0]).toMatchObject({ placedTasks: 3, machinesUsed: 1 });
    expect(firstFit!.scores[0]!.placedPercent.cpuUnits).toBeCloseTo((100 * 9) / 22, 12);
    expect(firstFit!.scores[0]!.placedPercent.memoryMiB).toBe(0);
  });

  it('tells a stopwatch of every run', () => {
    const told: unknown[] = [];
    compareChains(bench, { start: () => told.push('start'), stop: (...args) => told.push(args) });
    expect(told).toHaveLength(2 * 2 * 4);
    expect(told[1]).toEqual(['case', 'first-fit', 5]);
  });
});
