import { describe, expect, it } from 'vitest';
import { summarise } from '../../src/report/summary.ts';
import { summarySchema } from '../../src/report/summary-schema.ts';
import {
  clusterResultOf,
  ec2MeterOf,
  ec2PoolOf,
  fargateMeterOf,
  fargatePoolOf,
  recordingOf,
  runOf,
  serviceEventsOf,
  workloadOf,
} from '../recordings.ts';

/** A half reserved m5.xlarge and an hour of a task on Fargate. */
const shop = recordingOf({
  pools: [ec2PoolOf({ instanceGpuCount: 1 }), fargatePoolOf()],
  workloads: [workloadOf(), workloadOf({ name: 'etl', kind: 'standalone', schedulingStrategy: null, hasLoad: false })],
  ec2: [ec2MeterOf([3600, 3600])],
  fargate: [fargateMeterOf([3600, 0], { pool: 1, workload: 1 })],
  poolLevels: {
    reservedCpuUnits: [[2048, 2048]],
    reservedMemoryMiB: [[8192, 8192]],
  },
  serviceEvents: serviceEventsOf([[60_000, 0, 2, -1, -1]]),
  counts: { tasksCreated: [4, 1] },
});
const summary = summarise(runOf([clusterResultOf(shop, { notes: ['A note.'] })]));
const [cluster] = summary.clusters;

describe('summarise', () => {
  it('validates against the published schema', () => {
    expect(() => summarySchema.parse(summary)).not.toThrow();
  });

  it('is plain data: the same after a trip through JSON', () => {
    expect(JSON.parse(JSON.stringify(summary))).toEqual(summary);
  });

  it('says what was run, and where', () => {
    expect(summary.scenario).toEqual({
      name: 'web-shop',
      description: 'A web shop over two hours',
      region: 'us-east-1',
      seed: '42',
      start: '2026-03-02T00:00:00Z',
      durationSeconds: 7200,
    });
    expect(summary.engine).toEqual({ name: 'plimsoll', version: '0.1.0' });
  });

  it('P8.2, P9.1, P9.7: totals the cost, over the run and per month of 730 h', () => {
    const usd = 2 * 0.192 + (2 * 30 * 0.08) / 730 + 0.04048 + 2 * 0.004445;
    expect(summary.cost.usd).toBeCloseTo(usd, 6);
    expect(summary.cost.usdPerMonth).toBeCloseTo(usd * 365, 3);
  });

  it('shares the cost out to workloads and idle capacity, which sum to it', () => {
    const names = cluster.costByWorkload.map(({ kind, name }) => [name, kind]);
    expect(names).toContainEqual(['idle capacity', 'idle']);
    const sum = cluster.costByWorkload.reduce((total, { usd }) => total + usd, 0);
    expect(sum).toBeCloseTo(summary.cost.usd, 5);
    expect(cluster.workloads.map(({ usd }) => usd)).toEqual(
      cluster.workloads.map(({ name }) => cluster.costByWorkload.find((row) => row.name === name)?.usd),
    );
  });

  it('has no idle row on Fargate alone', () => {
    const recording = recordingOf({
      pools: [fargatePoolOf()],
      workloads: [workloadOf()],
      fargate: [fargateMeterOf([60])],
    });
    const [only] = summarise(runOf([clusterResultOf(recording)])).clusters;
    expect(only.costByWorkload.map(({ kind }) => kind)).toEqual(['service']);
  });

  it('tells the events of the services at their time, in ECS’s words', () => {
    expect(cluster.serviceEvents).toEqual([
      { time: '2026-03-02T00:01:00Z', service: 'web', message: '(service web) has reached a steady state.' },
    ]);
  });

  it('tells the latest 100 events of each service, as ECS keeps them', () => {
    const rows = Array.from({ length: 150 }, (_, i) => [i * 1000, i % 2 === 0 ? 0 : 1, 2, -1, -1] as const);
    const many = {
      ...shop,
      serviceEvents: serviceEventsOf([...rows, ...rows.map(([, , ...one]) => [150_000, 0, ...one] as const)]),
    };
    const [{ serviceEvents }] = summarise(runOf([clusterResultOf(many)])).clusters;
    const countOf = (name: string) => serviceEvents.filter(({ service }) => service === name).length;
    expect([countOf('web'), countOf('etl')]).toEqual([100, 75]);
    expect(serviceEvents[0].time).toBe('2026-03-02T00:00:01Z');
  });

  it('says what is unknown: workloads without a load, GPUs', () => {
    expect(summary.unknown).toEqual([
      'shop: no load is given for etl, so what they use of their reservation is unknown.',
      'shop: how much of the reserved GPUs is used is not modelled.',
    ]);
    expect(cluster.notes).toEqual(['A note.']);
  });

  it('adds clusters up', () => {
    const both = summarise(runOf([clusterResultOf(shop), clusterResultOf({ ...shop, clusterName: 'other' })]));
    expect(both.cost.usd).toBeCloseTo(2 * summary.cost.usd, 5);
    expect(both.waste.wasted.usd).toBeCloseTo(2 * summary.waste.wasted.usd, 5);
    expect(both.clusters.map(({ clusterName, sharePercent }) => [clusterName, sharePercent])).toEqual([
      ['shop', 50],
      ['other', 50],
    ]);
  });

  it('sums up an empty run: nothing costs nothing', () => {
    const empty = summarise(runOf([clusterResultOf(recordingOf())]));
    expect(() => summarySchema.parse(empty)).not.toThrow();
    expect(empty.cost).toEqual({ usd: 0, usdPerMonth: 0, services: [], lineItems: [] });
    expect(empty.unknown).toEqual([]);
  });
});
