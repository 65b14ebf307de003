import { describe, expect, it } from 'vitest';
import type { Variant } from '../../src/scenario/variants.ts';
import { type CompareOptions, compare } from '../../src/sweep/compare.ts';
import { read, scenarioText, service } from '../scenario/scenario-texts.ts';

/** A service that crashes at random. */
function variant(name: string, desiredCount: number): Variant {
  const failures = [{ type: 'taskCrash', service: 'web', ratePerHour: 0.5 }];
  const text = scenarioText({ services: [service({ desiredCount })], failures }, { duration: '12h', seed: 5 });
  return { name, description: '', changes: [], scenario: read(text) };
}

const variants = [variant('two', 2), variant('again', 2), variant('three', 3)] as const;
const run = (options: Partial<CompareOptions> = {}) =>
  compare([...variants], { replications: 3, threads: 1, ...options });

describe('a comparison', () => {
  it('meets every variant with the same seeds: the same variant twice differs in nothing', async () => {
    const { seeds, variants: compared } = await run();
    expect(seeds).toEqual(['5', '5-r2', '5-r3']);
    expect(compared.map(({ summaries }) => summaries.map(({ scenario }) => scenario.seed))).toEqual([
      seeds,
      seeds,
      seeds,
    ]);
    expect(compared[1]!.summaries).toEqual(compared[0]!.summaries);
    expect(compared[0]!.summaries[1]).not.toEqual({ ...compared[0]!.summaries[0]!, scenario: expect.anything() });
  });

  it('gives the same with any number of threads', async () => {
    expect(await run({ threads: 3 })).toEqual(await run());
  });

  it('begins with the seed that is asked for', async () => {
    const { seeds } = await run({ seed: 'x', replications: 2 });
    expect(seeds).toEqual(['x', 'x-r2']);
  });

  it.each([1, 2])('tells how far it is with %d threads', async (threads) => {
    const told: (readonly [number, number])[] = [];
    await run({ threads, replications: 1, onProgress: (done, total) => told.push([done, total]) });
    expect(told).toEqual([
      [1, 3],
      [2, 3],
      [3, 3],
    ]);
  });

  it.each([1, 2])('ends with the reason of its signal with %d threads', async (threads) => {
    const controller = new AbortController();
    const onProgress = () => controller.abort(new Error('enough'));
    await expect(run({ threads, signal: controller.signal, onProgress })).rejects.toThrow('enough');
  });
});
