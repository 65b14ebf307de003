import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bucketWidthsMs, poolCosts, sumOf } from '../../src/pricing/buckets.ts';
import { invoice } from '../../src/pricing/invoice.ts';
import { ec2MeterOf, ec2PoolOf, fargateMeterOf, fargatePoolOf, recordingOf, sheetRates } from '../recordings.ts';

const pools = [ec2PoolOf(), fargatePoolOf()];

describe('poolCosts', () => {
  it('P9.1: puts a pool’s dollars into the buckets in which its instances ran', () => {
    const recording = recordingOf({ pools, ec2: [ec2MeterOf([900, 2700], { rootVolumeGiB: 0 })] });
    const costs = poolCosts(recording, invoice(recording, sheetRates()));
    expect([...costs]).toEqual([0.192 / 4, (3 * 0.192) / 4, 0, 0]);
  });

  it('spreads addresses of tasks that never pulled evenly over time, the short last bucket less', () => {
    const meter = fargateMeterOf([0, 0], { pool: 1, publicIpv4Seconds: 3600 });
    const recording = recordingOf({ pools, fargate: [meter], durationMs: 5_400_000 });
    const costs = poolCosts(recording, invoice(recording, sheetRates()));
    expect(costs[2]).toBeCloseTo((0.005 * 2) / 3, 12);
    expect(costs[3]).toBeCloseTo(0.005 / 3, 12);
  });

  it('sums to the invoice', () => {
    const seconds = fc.array(fc.nat(3600), { minLength: 2, maxLength: 2 });
    fc.assert(
      fc.property(fc.array(seconds, { maxLength: 3 }), fc.array(seconds, { maxLength: 3 }), (ec2, fargate) => {
        const recording = recordingOf({
          pools,
          ec2: ec2.map((one) => ec2MeterOf(one, { hasPublicIpv4: true })),
          fargate: fargate.map((one) => fargateMeterOf(one, { pool: 1, publicIpv4Seconds: 100 })),
        });
        const bill = invoice(recording, sheetRates());
        expect(sumOf(poolCosts(recording, bill))).toBeCloseTo(bill.totalUsd, 9);
      }),
    );
  });
});

describe('sumOf', () => {
  it('sums a column, or one row of it', () => {
    const column = Float64Array.of(1, 2, 3, 4);
    expect(sumOf(column)).toBe(10);
    expect(sumOf(column, 0, 2)).toBe(3);
    expect(sumOf(column, 1, 2)).toBe(7);
  });
});

describe('bucketWidthsMs', () => {
  it('cuts the last bucket at the end of the run', () => {
    expect([...bucketWidthsMs({ bucketCount: 3, bucketMs: 100, durationMs: 250 })]).toEqual([100, 100, 50]);
  });
});
