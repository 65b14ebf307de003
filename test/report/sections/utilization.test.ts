import { describe, expect, it } from 'vitest';
import { utilization } from '../../../src/report/sections/utilization.ts';
import { clusterResultOf, ec2PoolOf, fargatePoolOf, recordingOf, runOf } from '../../recordings.ts';
import { build, seriesOfChart } from '../blocks.ts';
import { fargateCluster, sideBySideRun } from '../weeks.ts';

const recording = recordingOf({
  pools: [ec2PoolOf(), fargatePoolOf()],
  poolLevels: {
    instances: [[2, 2]],
    registeredCpuUnits: [
      [8192, 8192],
      [1024, 0],
    ],
    reservedCpuUnits: [
      [2048, 4096],
      [1024, 0],
    ],
    registeredMemoryMiB: [
      [32_768, 32_768],
      [2048, 0],
    ],
  },
});

describe('the utilization', () => {
  const { charts, rows } = build(utilization, runOf([clusterResultOf(recording)]));

  it('adds up the pools of a cluster, in vCPU and GiB', () => {
    expect(seriesOfChart(charts[0], 'registered')).toEqual([9, 8]);
    expect(seriesOfChart(charts[0], 'reserved')).toEqual([3, 4]);
    expect(seriesOfChart(charts[1], 'registered')).toEqual([34, 32]);
  });

  it('has small multiples for each capacity provider that had something', () => {
    expect(charts.map(({ title, width }) => `${title} ${width}`)).toEqual([
      'CPU full',
      'Memory full',
      'CPU: general half',
      'Memory: general half',
      'CPU: FARGATE half',
      'Memory: FARGATE half',
    ]);
    expect(seriesOfChart(charts[4], 'registered')).toEqual([1, 0]);
  });

  it('draws no line of use where no task has a load', () => {
    expect(charts[0].legend.map(({ label }) => label)).toEqual(['registered', 'reserved']);
    const loaded = build(utilization, runOf([fargateCluster()])).charts;
    expect(loaded[0].legend.map(({ label }) => label)).toEqual(['registered', 'reserved', 'used']);
  });

  it('has a chart of GPUs where some are registered', () => {
    const gpus = recordingOf({
      pools: [ec2PoolOf({ instanceGpuCount: 1 })],
      poolLevels: { registeredGpus: [[4, 4]], reservedGpus: [[1, 3]] },
    });
    const chart = build(utilization, runOf([clusterResultOf(gpus)])).charts.find(({ title }) => title === 'GPUs');
    expect(chart?.description).toBe('GPUs of shop over time: 3 of 4 reserved at most.');
    expect(charts.some(({ title }) => title === 'GPUs')).toBe(false);
  });

  it('has a row for each capacity provider and one for the cluster', () => {
    expect(rows.map(([name]) => name)).toEqual(['general', 'FARGATE', 'Cluster']);
  });

  it('gives clusters beside each other one axis, the same for all', () => {
    const both = build(utilization, sideBySideRun());
    const maxima = both.charts
      .filter(({ title }) => title === 'CPU')
      .map(({ spec }) => /"domainMax":([\d.]+)/.exec(JSON.stringify(spec))?.[1]);
    expect(maxima).toHaveLength(2);
    expect(maxima[0]).toBeDefined();
    expect(maxima[1]).toBe(maxima[0]);
    expect(both.headings).toEqual(['shop', 'shop-fargate']);
  });
});
