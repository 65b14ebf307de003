import { describe, expect, it } from 'vitest';
import { capacity } from '../../../src/report/sections/capacity.ts';
import { clusterResultOf, ec2PoolOf, fargatePoolOf, lifetimesLogOf, recordingOf, runOf } from '../../recordings.ts';
import { build, seriesOfChart } from '../blocks.ts';

const HOUR_MS = 3_600_000;
const parts = {
  pools: [ec2PoolOf(), fargatePoolOf()],
  poolLevels: { instances: [[2, 3]] },
  containerInstanceNames: ['i-0123456789abcdef0', 'i-0123456789abcdef1'],
};
const fixed = recordingOf({
  ...parts,
  containerInstances: lifetimesLogOf([{ launchedAtMs: 0, registeredAtMs: 0, containerInstance: 0 }]),
});
const scaling = recordingOf({
  ...parts,
  targetCapacities: [90, null],
  providerLevels: {
    activeInstances: [[1, 0.75]],
    pendingInstances: [[0, 0.25]],
    drainingInstances: [[0, 0.5]],
    reservationPercent: [[100, 150]],
  },
  containerInstances: lifetimesLogOf([
    {
      launchedAtMs: 0,
      registeredAtMs: 0,
      containerInstance: 0,
      drainingAtMs: HOUR_MS,
      terminatedAtMs: 1.5 * HOUR_MS,
      cause: 0,
    },
    { launchedAtMs: HOUR_MS, registeredAtMs: 1.25 * HOUR_MS, containerInstance: 1 },
  ]),
});

describe('capacity over time', () => {
  it('has the container instances of each pool but Fargate, which has none', () => {
    const { charts } = build(capacity, runOf([clusterResultOf(fixed)]));
    expect(charts[0].legend.map(({ label }) => label)).toEqual(['general: m5.xlarge']);
    expect(seriesOfChart(charts[0], 'general: m5.xlarge')).toEqual([2, 3]);
  });

  it('draws no lives where nobody came and nobody went', () => {
    expect(build(capacity, runOf([clusterResultOf(fixed)])).charts).toHaveLength(1);
  });

  it('P5.5: has CapacityProviderReservation with its target where managed scaling is on', () => {
    const [reservation] = build(capacity, runOf([clusterResultOf(scaling)])).charts;
    expect(reservation.title).toBe('general: CapacityProviderReservation');
    expect(seriesOfChart(reservation, 'CapacityProviderReservation')).toEqual([100, 150]);
    expect(seriesOfChart(reservation, 'target')).toEqual([90, 90]);
  });

  it('counts instances by state', () => {
    const [, states] = build(capacity, runOf([clusterResultOf(scaling)])).charts;
    expect(states.title).toBe('general: instances by state');
    expect([
      seriesOfChart(states, 'launching'),
      seriesOfChart(states, 'active'),
      seriesOfChart(states, 'draining'),
    ]).toEqual([
      [0, 0.25],
      [1, 0.75],
      [0, 0.5],
    ]);
  });

  it('shows every instance from launch over draining to its end, and why it ended', () => {
    const [, , lives] = build(capacity, runOf([clusterResultOf(scaling)])).charts;
    expect(lives.datasets.parts).toMatchObject({
      row: [0, 0, 1, 1],
      state: ['active', 'draining', 'launching', 'active'],
      t: [0, 3600, 3600, 4500],
      end: [3600, 5400, 4500, 7200],
    });
    expect(lives.datasets.parts.text[0]).toBe(
      'i-0123456789abcdef0, m5.xlarge, us-east-1a. Ended: its Auto Scaling group is made smaller.',
    );
  });

  it('puts instances that came and went together into one row when they are many, and says so', () => {
    const wave = Array.from({ length: 100 }, (_, i) => ({
      launchedAtMs: HOUR_MS + i,
      registeredAtMs: HOUR_MS + 60_000,
    }));
    const many = recordingOf({ ...parts, containerInstances: lifetimesLogOf(wave) });
    const [, lives] = build(capacity, runOf([clusterResultOf(many)])).charts;
    expect(lives.subtitle).toBe(
      '100 instances; those of a type that came and went within the same 1 min are drawn as one',
    );
    expect(lives.datasets.parts.text[0]).toBe('100 × m5.xlarge.');
  });

  it('says so where none ran', () => {
    expect(build(capacity, runOf([clusterResultOf(recordingOf())])).notes[0]).toContain('No container instance ran');
  });
});
