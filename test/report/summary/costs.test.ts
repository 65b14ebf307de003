import { describe, expect, it } from 'vitest';
import { invoice } from '../../../src/pricing/invoice.ts';
import {
  costOf,
  costScale,
  dearestFirst,
  lineItemSummaries,
  pricesSummary,
  serviceCosts,
  wasteSummary,
} from '../../../src/report/summary/costs.ts';
import {
  clusterResultOf,
  ec2MeterOf,
  ec2PoolOf,
  fargateMeterOf,
  fargatePoolOf,
  recordingOf,
  runOf,
  sheetRates,
} from '../../recordings.ts';

const recording = recordingOf({
  pools: [ec2PoolOf({ capacityProvider: 'a' }), ec2PoolOf({ capacityProvider: 'b' }), fargatePoolOf()],
  ec2: [
    ec2MeterOf([3600, 3600], { rootVolumeGiB: 0 }),
    ec2MeterOf([3600, 0], { pool: 1, rootVolumeGiB: 0 }),
    ec2MeterOf([3600, 0], { pool: 1, rootVolumeGiB: 0, purchaseOption: 'spot' }),
  ],
  fargate: [fargateMeterOf([3600, 0], { pool: 2 })],
});
const scale = costScale(runOf([clusterResultOf(recording)]));
const { lineItems, totalUsd } = invoice(recording, sheetRates());

describe('costs', () => {
  it('tell the run, the month of 730 h at its pace, and the share', () => {
    expect(costOf(1, { totalUsd: 4, runsPerMonth: 365 })).toEqual({ usd: 1, usdPerMonth: 365, sharePercent: 25 });
    expect(scale.runsPerMonth).toBe(365);
    expect(scale.totalUsd).toBe(totalUsd);
  });

  it('have a share of 0 in a run that costs nothing', () => {
    expect(costOf(0, { totalUsd: 0, runsPerMonth: 1 }).sharePercent).toBe(0);
  });

  it('put the same thing at the same rate in one line, the dearest first', () => {
    const lines = lineItemSummaries(lineItems, scale);
    expect(lines.map(({ description, quantity }) => [description, quantity])).toEqual([
      ['m5.xlarge Linux on demand', 3],
      ['m5.xlarge Linux Spot', 1],
      ['vCPU Linux/X86_64 on demand', 1],
      ['memory Linux/X86_64 on demand', 2],
    ]);
    expect(lines[0]).toMatchObject({ usd: 0.576, unit: 'hour', rateUsd: 0.192, source: 'sheet', asOf: '2026-09-28' });
  });

  it('add up by AWS service', () => {
    const services = serviceCosts(lineItems, scale);
    expect(services.map(({ service, usd }) => [service, usd])).toEqual([
      ['EC2', 0.6528],
      ['Fargate', 0.04937],
    ]);
  });

  it('name the age of the prices and what rests on estimates', () => {
    expect(pricesSummary(lineItems)).toEqual({ oldest: '2026-09-28', newest: '2026-09-28', estimatedUsd: 0.0768 });
    expect(pricesSummary([])).toEqual({ oldest: null, newest: null, estimatedUsd: 0 });
  });

  it('call not reserved and reserved but not used wasted', () => {
    const waste = { costUsd: 10, usedUsd: 1, reservedNotUsedUsd: 2, useUnknownUsd: 3, notReservedUsd: 4 };
    const summary = wasteSummary(waste, { totalUsd: 10, runsPerMonth: 1 });
    expect(Object.entries(summary).map(([part, { usd }]) => [part, usd])).toEqual([
      ['wasted', 6],
      ['used', 1],
      ['reservedNotUsed', 2],
      ['useUnknown', 3],
      ['notReserved', 4],
    ]);
  });

  it('keep the order of equal amounts', () => {
    expect(
      dearestFirst([
        { usd: 1, at: 0 },
        { usd: 2, at: 1 },
        { usd: 1, at: 2 },
      ]).map(({ at }) => at),
    ).toEqual([1, 0, 2]);
  });
});
