import { describe, expect, it } from 'vitest';
import { commitments, commitmentText, offerName } from '../../../src/report/sections/commitments.ts';
import { summarise } from '../../../src/report/summary.ts';
import type { CommitmentSummary } from '../../../src/report/summary-schema.ts';
import {
  clusterResultOf,
  ec2MeterOf,
  ec2PoolOf,
  fargateMeterOf,
  fargatePoolOf,
  recordingOf,
  runOf,
  workloadOf,
} from '../../recordings.ts';

const onEc2 = { pools: [ec2PoolOf()], workloads: [workloadOf()], ec2: [ec2MeterOf([3600, 7200])] };
const onBoth = { ...onEc2, pools: [ec2PoolOf(), fargatePoolOf()], fargate: [fargateMeterOf([3600, 0], { pool: 1 })] };
const blocksOf = (parts: object) => {
  const run = runOf([clusterResultOf(recordingOf(parts))]);
  return commitments.build(run, summarise(run));
};

const offer: CommitmentSummary = {
  kind: 'compute-savings-plan',
  years: 1,
  payment: 'no',
  commitments: [{ family: null, usdPerHour: 1.25, reserved: null }],
  upfrontUsd: 0,
  usdPerMonth: 1,
  savedUsdPerMonth: 1,
  savedPercent: 50,
  coveredPercent: 90,
  usedPercent: 100,
  estimate: true,
};

describe('the section on commitments', () => {
  it('has a row without and one for each way, and marks what is estimated', () => {
    const [table, note] = blocksOf(onEc2);
    expect(table).toMatchObject({ kind: 'table', rows: { length: 19 } });
    expect(JSON.stringify(table)).toContain('EC2 Instance Savings Plan, 1 year, no upfront *');
    expect(JSON.stringify(note)).toContain('* Discounts that are derived or assumed');
    expect(JSON.stringify(note)).toContain('A run of less than a day');
  });

  it('draws the cost against the commitment: from on demand down to the best, then up as it is wasted', () => {
    const charts = blocksOf(onEc2).filter((block) => block.kind === 'chart');
    expect(charts.map(({ title }) => title)).toEqual([
      'Compute Savings Plan: cost against commitment',
      'EC2 Instance Savings Plan for m5: cost against commitment',
    ]);
    const line = charts[0]!.datasets.points!.y0 as number[];
    // One and two m5.xlarge by turns: 1.5 on average; at a commitment of two at full price the month costs two.
    expect(line[0]! / (1.5 * 0.192 * 730)).toBeCloseTo(1, 3);
    expect(line.at(-1)! / (2 * 0.192 * 730)).toBeCloseTo(1, 3);
    expect(Math.min(...line)).toBeLessThan(line[0]!);
  });

  it('draws no plan of one family where there are other categories', () => {
    expect(blocksOf(onBoth).filter((block) => block.kind === 'chart')).toHaveLength(1);
  });

  it('is not there where nothing on demand was billed', () => {
    expect(blocksOf({})).toEqual([]);
  });
});

it('an offer reads as one says it', () => {
  expect(offerName(offer)).toBe('Compute Savings Plan, 1 year, no upfront *');
  expect(offerName({ ...offer, years: 3, payment: 'all', kind: 'reserved-instances', estimate: false })).toBe(
    'Reserved instances, 3 years, all upfront',
  );
  expect(commitmentText(offer)).toBe('$1.25 an hour');
  const families = ['m6i', 'c6i'].map((family) => ({ family, usdPerHour: 0.9, reserved: null }));
  expect(commitmentText({ ...offer, commitments: families })).toBe('m6i $0.90, c6i $0.90 an hour');
  const reserved = [{ family: 'm6i', usdPerHour: 1, reserved: { instanceType: 'm6i.large', count: 4 } }];
  expect(commitmentText({ ...offer, commitments: reserved })).toBe('4 × m6i.large');
  expect(commitmentText({ ...offer, commitments: [] })).toBe('none');
});
