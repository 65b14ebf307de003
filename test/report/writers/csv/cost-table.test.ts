import { describe, expect, it } from 'vitest';
import { costTable } from '../../../../src/report/writers/csv/cost-table.ts';
import {
  clusterResultOf,
  ec2MeterOf,
  ec2PoolOf,
  fargateMeterOf,
  fargatePoolOf,
  recordingOf,
  runOf,
  workloadOf,
} from '../../../recordings.ts';

describe('cost.csv', () => {
  it('has quantity, rate, source and whose it is, line item by line item', () => {
    const recording = recordingOf({
      pools: [ec2PoolOf(), fargatePoolOf()],
      workloads: [workloadOf()],
      ec2: [ec2MeterOf([3600, 1800], { rootVolumeGiB: 0, purchaseOption: 'spot' })],
      fargate: [fargateMeterOf([3600, 0], { pool: 1 })],
    });
    const { header, rows } = costTable(runOf([clusterResultOf(recording)]));
    const [ec2, vcpu] = [...rows].map((row) => Object.fromEntries(row.map((cell, at) => [header[at], cell])));
    expect(ec2).toEqual({
      cluster: 'shop',
      service: 'EC2',
      item: 'ec2-instance',
      description: 'm5.xlarge Linux Spot',
      capacityProvider: 'general',
      instanceType: 'm5.xlarge',
      workload: null,
      quantity: 1.5,
      unit: 'hour',
      rateUsd: 0.0768,
      rateSource: 'sheet',
      rateAsOf: '2026-09-28',
      rateIsEstimate: true,
      amountUsd: 0.1152,
    });
    expect(vcpu).toMatchObject({
      capacityProvider: 'FARGATE',
      instanceType: null,
      workload: 'web',
      amountUsd: 0.04048,
    });
  });
});
