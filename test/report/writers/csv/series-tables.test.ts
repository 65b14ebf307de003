import { describe, expect, it } from 'vitest';
import { servicesTable, utilizationTable } from '../../../../src/report/writers/csv/series-tables.ts';
import type { CsvTable } from '../../../../src/report/writers/csv/table.ts';
import {
  clusterResultOf,
  ec2MeterOf,
  ec2PoolOf,
  fargatePoolOf,
  recordingOf,
  runOf,
  workloadOf,
} from '../../../recordings.ts';

const named = ({ header, rows }: CsvTable) =>
  [...rows].map((row) => Object.fromEntries(row.map((cell, at) => [header[at], cell])));

/** 90 minutes in buckets of an hour; two instance types in one capacity provider. */
const run = runOf([
  clusterResultOf(
    recordingOf({
      durationMs: 5_400_000,
      pools: [ec2PoolOf(), ec2PoolOf({ instanceType: 'c5.large' }), fargatePoolOf()],
      workloads: [
        workloadOf(),
        workloadOf({ name: 'etl', kind: 'standalone', schedulingStrategy: null, hasLoad: false }),
      ],
      ec2: [ec2MeterOf([3600, 1800], { rootVolumeGiB: 0 })],
      poolLevels: {
        instances: [
          [1, 2],
          [1, 0],
        ],
        reservedCpuUnits: [
          [1024, 1024],
          [512, 512],
        ],
        measuredCpuUnits: [[1024, 0]],
        usedCpuUnits: [[300, 0]],
      },
      workloadLevels: {
        desiredTasks: [[2, 4]],
        runningTasks: [
          [2, 3.5],
          [1, 0],
        ],
        usedCpuUnits: [[300, 250]],
        requestsPerSecond: [[12.5, 0]],
      },
    }),
  ),
]);

describe('utilization.csv', () => {
  const rows = named(utilizationTable(run));

  it('has a row per bucket and capacity provider, in order of time', () => {
    expect(rows.map(({ capacityProvider, start }) => [start, capacityProvider])).toEqual([
      ['2026-03-02T00:00:00Z', 'general'],
      ['2026-03-02T00:00:00Z', 'FARGATE'],
      ['2026-03-02T01:00:00Z', 'general'],
      ['2026-03-02T01:00:00Z', 'FARGATE'],
    ]);
  });

  it('has means over the bucket, also over the short last one, and the dollars of the bucket', () => {
    expect(rows[0]).toMatchObject({ instances: 2, reservedCpuUnits: 1536, usedCpuUnits: 300, usd: 0.192 });
    expect(rows[2]).toMatchObject({ instances: 2, reservedCpuUnits: 1536, usd: 0.096 });
  });

  it('leaves use empty where of all that is reserved it is not known', () => {
    expect(rows[2].usedCpuUnits).toBeNull();
    expect(rows[1].usedCpuUnits).toBe(0);
  });
});

describe('services.csv', () => {
  const rows = named(servicesTable(run));

  it('has a row per bucket and workload', () => {
    expect(rows.map(({ kind, name }) => [name, kind])).toEqual([
      ['web', 'service'],
      ['etl', 'standalone'],
      ['web', 'service'],
      ['etl', 'standalone'],
    ]);
    expect(rows[2]).toMatchObject({
      start: '2026-03-02T01:00:00Z',
      desiredTasks: 4,
      runningTasks: 3.5,
      usedCpuUnits: 250,
    });
    expect(rows[0]).toMatchObject({ requestsPerSecond: 12.5 });
  });

  it('has no desired count for standalone tasks, and no use without a load', () => {
    expect(rows[1]).toMatchObject({ runningTasks: 1, reservedCpuUnits: 0 });
    expect(rows[1]).toMatchObject({
      desiredTasks: null,
      usedCpuUnits: null,
      usedMemoryMiB: null,
      requestsPerSecond: null,
    });
  });
});
