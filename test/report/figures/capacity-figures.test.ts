import { expect, it } from 'vitest';
import { CAPACITY_FIGURES } from '../../../src/report/figures/capacity-figures.ts';
import { summarise } from '../../../src/report/summary.ts';
import { clusterResultOf, ec2MeterOf, ec2PoolOf, recordingOf, runOf, workloadOf } from '../../recordings.ts';

/** A cluster of so many vCPU, of which half an hour's mean is reserved. */
const cluster = (clusterName: string, registered: number, reserved: readonly [number, number]) =>
  clusterResultOf(
    recordingOf({
      clusterName,
      pools: [ec2PoolOf()],
      workloads: [workloadOf({ hasLoad: false })],
      ec2: [ec2MeterOf([3600, 3600])],
      poolLevels: {
        instances: [[1, 3]],
        registeredCpuUnits: [[registered, registered]],
        reservedCpuUnits: [reserved],
      },
    }),
  );
const { clusters } = summarise(runOf([cluster('a', 4096, [1024, 3072]), cluster('b', 12_288, [0, 0])]));
const figure = (name: string, parts = clusters.map(({ total }) => total)) =>
  CAPACITY_FIGURES.find((facts) => facts.name === name)!.read(parts);

it('means of clusters add up, and so do their peaks', () => {
  expect([figure('instancesMean'), figure('instancesMax')]).toEqual([4, 6]);
  expect([figure('cpuRegisteredMeanVcpu'), figure('cpuReservedMeanVcpu')]).toEqual([16, 2]);
});

it('a percentage is of the sums; a peak that of the fullest', () => {
  expect(figure('cpuReservedPercent')).toBe(12.5);
  expect(figure('cpuReservedPercent', [clusters[0]!.total])).toBe(50);
  expect(figure('cpuReservedPeakPercent')).toBe(75);
});

it('what nobody knows has no value', () => {
  expect([figure('cpuUsedPercent'), figure('cpuUsedMeanVcpu'), figure('memoryReservedPercent')]).toEqual([
    null,
    null,
    null,
  ]);
});
