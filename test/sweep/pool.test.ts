import { describe, expect, it } from 'vitest';
import { simulateAll } from '../../src/sweep/pool.ts';
import type { RunProgress } from '../../src/sweep/run-point.ts';
import { brokenInput, smallInput } from './small-input.ts';

const inputs = ['1', '2', '3', '4', '5'].map((seed) => smallInput(`cluster-${seed}`, seed));

describe('many runs', () => {
  it('give equal recordings from one thread and from many, in the order of the inputs', async () => {
    const here = await simulateAll(inputs, { threads: 1 });
    const there = await simulateAll(inputs, { threads: 3 });
    expect(here.map((recording) => recording.clusterName)).toEqual(inputs.map((input) => input.clusterName));
    expect(new Set(here.map((recording) => recording.eventCount)).size).toBeGreaterThan(1);
    expect(there).toEqual(here);
  });

  it.each([1, 2])('tell on %d threads how far each is, up to the end', async (threads) => {
    const told: RunProgress[][] = [];
    await simulateAll(inputs, { threads, onProgress: (runs) => told.push(runs.map((run) => ({ ...run }))) });
    for (const runs of told) expect(runs).toHaveLength(inputs.length);
    if (threads === 1) expect(told.at(-1)?.at(-1)?.nowMs).toBe(inputs[0].durationMs);
  });

  it.each([1, 2])('end on %d threads when they are interrupted, with the reason', async (threads) => {
    const reason = new Error('enough');
    const controller = new AbortController();
    const runs = simulateAll(inputs, { threads, signal: controller.signal });
    controller.abort(reason);
    await expect(runs).rejects.toBe(reason);
  });

  it.each([1, 2])('pass a defect on from %d threads, with what replays it', async (threads) => {
    await expect(simulateAll([brokenInput(), brokenInput()], { threads })).rejects.toThrow(/cluster broken, seed 7/);
  });
});
