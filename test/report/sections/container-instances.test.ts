import { describe, expect, it } from 'vitest';
import { containerInstances } from '../../../src/report/sections/container-instances.ts';
import { HEAT_SERIES } from '../../../src/sim/record/recording.ts';
import { clusterResultOf, recordingOf, runOf, seriesOf } from '../../recordings.ts';
import { build } from '../blocks.ts';
import { fargateCluster, weekRun } from '../weeks.ts';

const instanceOf = (name: string, zone: string, launchedAtMs = 0) => ({
  name,
  zone,
  launchedAtMs,
  pool: 0,
  cpuUnits: 4096,
  memoryMiB: 8192,
});
const HOUR_MS = 3_600_000;
const heatInstances = [instanceOf('i-1', 'us-east-1b'), instanceOf('i-2', 'us-east-1a', HOUR_MS)];
const widths = { bucketMs: HOUR_MS, durationMs: 2 * HOUR_MS, bucketCount: 2 };
const heatSeries = seriesOf(HEAT_SERIES, 2, widths, {
  reservedCpuUnits: [
    [1024, 2048],
    [0, 4096],
  ],
  reservedMemoryMiB: [[4096, 4096]],
});

describe('the map of container instances', () => {
  const run = runOf([
    clusterResultOf(recordingOf({ heatInstances, heatSeries, containerInstanceNames: ['i-1', 'i-2'] })),
  ]);
  const { charts } = build(containerInstances, run);

  it('sorts instances by zone and shows shares of what each registered', () => {
    const { cells, zones } = charts[0].datasets;
    expect(zones.zone).toEqual(['us-east-1a', 'us-east-1b']);
    expect(cells.instance).toEqual([0, 1, 1]);
    expect(cells.reservedCpu).toEqual([1, 0.25, 0.5]);
    expect(cells.reservedMemory).toEqual([0, 0.5, 0.5]);
  });

  it('begins a row at the launch of its instance', () => {
    expect(charts[0].datasets.cells.t).toEqual([3600, 0, 3600]);
  });

  it('shows use where some is known', () => {
    expect(charts).toHaveLength(1);
    expect(build(containerInstances, weekRun(3)).charts).toHaveLength(2);
  });

  it('says how many of all instances it shows', () => {
    expect(build(containerInstances, weekRun(140)).notes).toEqual([
      'The first 100 of 140 container instances are shown.',
    ]);
  });

  it('says that Fargate has none', () => {
    expect(build(containerInstances, runOf([fargateCluster()])).notes[0]).toMatch(/on Fargate there are none/);
  });
});
