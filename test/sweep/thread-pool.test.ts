import { describe, expect, it } from 'vitest';
import type { RunFigures, SummaryTask } from '../../src/sweep/summary-worker.ts';
import { openThreadPool } from '../../src/sweep/thread-pool.ts';
import { read, scenarioText, service } from '../scenario/scenario-texts.ts';

const scenario = read(scenarioText({ services: [service()] }, { duration: '1h' }));

describe('a pool of threads', () => {
  it('runs the worker of that name', async () => {
    const pool = await openThreadPool<SummaryTask, RunFigures>('summary-worker', 1, undefined);
    expect((await pool.run({ scenario, seed: '7' })).summary.scenario.seed).toBe('7');
    await pool.destroy();
  });

  it('takes an error of the pool for the echo of an aborted task once its signal is aborted, else throws it', async () => {
    const controller = new AbortController();
    const pool = await openThreadPool('summary-worker', 1, controller.signal);
    expect(() => pool.emit('error', new Error('lost'))).toThrow('lost');
    controller.abort();
    expect(() => pool.emit('error', new Error('lost'))).not.toThrow();
    await pool.destroy();
  });
});
