import { describe, expect, it } from 'vitest';
import { committableUsage, committableUsd, joinUsages } from '../../src/pricing/committable-usage.ts';
import {
  clusterResultOf,
  ec2MeterOf,
  ec2PoolOf,
  fargateMeterOf,
  fargatePoolOf,
  recordingOf,
  workloadOf,
} from '../recordings.ts';

const HOUR_MS = 3_600_000;
const M5_XLARGE = 0.192;
/** 1 vCPU and 2 GB. */
const FARGATE = 0.04048 + 2 * 0.004445;

/** An m5.xlarge in the first hour, two in the second; a task on Fargate in the first. */
const mixed = clusterResultOf(
  recordingOf({
    pools: [ec2PoolOf(), fargatePoolOf()],
    workloads: [workloadOf()],
    ec2: [ec2MeterOf([3600, 7200])],
    fargate: [fargateMeterOf([3600, 0], { pool: 1 })],
  }),
);

describe('what a commitment could cover', () => {
  it('is on-demand EC2 by family and Fargate by architecture, hour by hour', () => {
    const { hours, categories } = committableUsage([mixed]);
    expect([...hours]).toEqual([1, 1]);
    expect(categories.map(({ category }) => category)).toEqual(['fargate-x86_64', 'm5']);
    expect([...categories[1]!.usdPerHour]).toEqual([expect.closeTo(M5_XLARGE, 9), expect.closeTo(2 * M5_XLARGE, 9)]);
    expect([...categories[0]!.usdPerHour]).toEqual([expect.closeTo(FARGATE, 9), 0]);
    expect(categories.map(({ smallest }) => smallest?.instanceType)).toEqual([undefined, 'm5.xlarge']);
  });

  it('P8.3, P9.4: is no Spot, and no root volume', () => {
    const spot = clusterResultOf(
      recordingOf({
        pools: [ec2PoolOf({ purchaseOption: 'spot' }), fargatePoolOf({ purchaseOption: 'spot' })],
        workloads: [workloadOf()],
        ec2: [ec2MeterOf([3600, 3600], { purchaseOption: 'spot' })],
        fargate: [fargateMeterOf([3600, 0], { pool: 1, capacity: 'spot' })],
      }),
    );
    expect(committableUsage([spot]).categories).toEqual([]);
    expect(committableUsd(committableUsage([mixed]))).toBeCloseTo(3 * M5_XLARGE + FARGATE, 9);
  });

  it('adds up the clusters: one commitment covers the account', () => {
    const [one] = committableUsage([mixed]).categories;
    const [both] = committableUsage([mixed, mixed]).categories;
    expect(both!.usdPerHour[0]).toBeCloseTo(2 * one!.usdPerHour[0]!, 9);
    expect(committableUsage([]).categories).toEqual([]);
  });

  it.each([
    ['gathers shorter buckets by the hour', HOUR_MS / 2, [900, 2700, 3600, 0], [1, 1], [1, 1]],
    ['keeps longer buckets as they are', 2 * HOUR_MS, [7200, 3600], [2, 1], [1, 1]],
    ['knows a last hour that is cut short', HOUR_MS, [3600, 1800], [1, 0.5], [1, 1]],
  ])('%s', (_, bucketMs, seconds, hours, instances) => {
    const durationMs = hours.reduce((sum, value) => sum + value, 0) * HOUR_MS;
    const recording = recordingOf({
      bucketMs,
      durationMs,
      pools: [ec2PoolOf()],
      workloads: [workloadOf()],
      ec2: [ec2MeterOf(seconds)],
    });
    const usage = committableUsage([clusterResultOf(recording)]);
    expect([...usage.hours]).toEqual(hours);
    expect([...usage.categories[0]!.usdPerHour]).toEqual(
      instances.map((count) => expect.closeTo(count * M5_XLARGE, 9)),
    );
  });
});

it('of several runs is one after the other; a run without a category has none of it', () => {
  const usages = [
    committableUsage([mixed]),
    { hours: Float64Array.of(0.5), categories: [] },
    committableUsage([mixed]),
  ];
  const { hours, categories } = joinUsages(usages);
  expect([...hours]).toEqual([1, 1, 0.5, 1, 1]);
  expect(categories.map(({ category }) => category)).toEqual(['fargate-x86_64', 'm5']);
  expect([...categories[0]!.usdPerHour].map((usd) => usd > 0)).toEqual([true, false, false, true, false]);
  expect(categories[1]!.smallest).toEqual(usages[0]!.categories[1]!.smallest);
  expect(committableUsd(joinUsages(usages))).toBeCloseTo(2 * committableUsd(usages[0]!), 9);
});
