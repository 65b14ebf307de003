import { describe, expect, it } from 'vitest';
import { PointPool } from '../../src/sweep/point-pool.ts';
import { shareBundle } from '../../src/sweep/point-worker.ts';

const bundle = shareBundle('d', JSON.stringify({ scenario: 'x.yaml', files: { 'x.yaml': 'name: x' } }));

describe('the threads of a sweep', () => {
  it('give an outcome for what is no scenario', async () => {
    const pool = new PointPool(1);
    expect(await pool.run({ bundle, overrides: [], seed: '1' })).toMatchObject({ status: 'invalid' });
    await pool.close();
  });

  it('end at once when they are told to', async () => {
    const controller = new AbortController();
    const pool = new PointPool(1, controller.signal);
    const run = pool.run({ bundle, overrides: [], seed: '1' });
    controller.abort();
    await expect(run).rejects.toThrow();
    await pool.close();
  });

  it('pass on what is no bundle', async () => {
    const pool = new PointPool(1);
    await expect(pool.run({ bundle: shareBundle('e', '{}'), overrides: [], seed: '1' })).rejects.toThrow();
    await pool.close();
  });
});
