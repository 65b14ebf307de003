import { describe, expect, it } from 'vitest';
import { internetData } from '../../../src/pricing/terms/internet-data.ts';
import { quantityOf, sheetRates } from '../../recordings.ts';

const MONTH_MS = 730 * 3_600_000;
const GB = 1024;
const usd = (durationMs: number, ...gb: number[]) => {
  const quantities = gb.map((one, workload) => quantityOf('internetOutMiB', one * GB, workload));
  const meters = { ec2: [], fargate: [], quantities };
  return internetData.lineItems({ durationMs, pools: [], meters }, sheetRates()).map(({ amountUsd }) => amountUsd);
};

describe('data to the internet', () => {
  it('P9.6: 100 GB a month are free, then $0.09 each', () => {
    expect(usd(MONTH_MS, 100)).toEqual([]);
    expect(usd(MONTH_MS, 150)[0]).toBeCloseTo(50 * 0.09, 10);
    expect(usd(2 * MONTH_MS, 300)[0]).toBeCloseTo(100 * 0.09, 10);
  });

  it('P9.6: a run has its part of the free GB, and every service its part of those', () => {
    expect(usd(MONTH_MS / 10, 30)[0]).toBeCloseTo(20 * 0.09, 10);
    const [one, other] = usd(MONTH_MS, 150, 50);
    expect(one).toBeCloseTo(75 * 0.09, 10);
    expect(other).toBeCloseTo(25 * 0.09, 10);
  });
});
