import { describe, expect, it } from 'vitest';
import { SummaryPool } from '../../src/sweep/summary-pool.ts';
import { read, scenarioText, service } from '../scenario/scenario-texts.ts';

const scenario = read(scenarioText({ services: [service()] }, { duration: '1h' }));

describe('a pool of threads for figures', () => {
  it('gives the same here and on a thread, run after run', async () => {
    const here = new SummaryPool({ threads: 1 });
    const there = new SummaryPool({ threads: 2 });
    const own = await here.run({ scenario, seed: '1' });
    expect(own.summary.scenario.seed).toBe('1');
    expect(await there.run({ scenario, seed: '1' })).toEqual(own);
    expect((await there.run({ scenario, seed: '2' })).summary.scenario.seed).toBe('2');
    await Promise.all([here.close(), there.close()]);
  });

  it.each([1, 2])('throws the reason of its signal with %d threads', async (threads) => {
    const controller = new AbortController();
    controller.abort(new Error('enough'));
    const pool = new SummaryPool({ threads, signal: controller.signal });
    await expect(pool.run({ scenario, seed: '1' })).rejects.toThrow('enough');
    await pool.close();
  });
});
