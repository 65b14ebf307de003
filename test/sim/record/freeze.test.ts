import { describe, expect, it } from 'vitest';
import { NONE } from '../../../src/base/units.ts';
import { freeze } from '../../../src/sim/record/freeze.ts';
import { Recorder } from '../../../src/sim/record/recorder.ts';
import { EVENT_STARTED_TASKS, type Recording } from '../../../src/sim/record/recording.ts';
import { AlarmTable } from '../../../src/sim/state/alarms.ts';
import type { SimulationInput } from '../../../src/sim/state/input.ts';
import { MetricTable } from '../../../src/sim/state/metrics.ts';
import { definition, fleet, input, load, service, source, template } from '../builders.ts';
import { clusterOf } from '../clusters.ts';

function frozen(parts: Partial<SimulationInput>, record: (recorder: Recorder) => void = () => {}): Recording {
  const cluster = clusterOf(input(parts));
  const recorder = new Recorder(cluster);
  recorder.meters.ready();
  record(recorder);
  const metrics = new MetricTable(false);
  return freeze(recorder, cluster, [['resources']], 7, { metrics, alarms: new AlarmTable(metrics) });
}

describe('freeze', () => {
  it('names workloads, revisions, instances and pools', () => {
    const recording = frozen({
      launchTemplates: [template(), template({ instanceType: 'm6i.xlarge', zone: 1 })],
      capacityProviders: [fleet([0, 1, 0])],
      taskDefinitions: [definition({ revision: 3 }), definition({ family: 'etl' })],
      services: [service({ schedulingStrategy: 'DAEMON', load: load() })],
      taskSources: [source({ taskDefinition: 1 })],
      record: { ...input().record, heatInstancesMax: 2 },
    });
    expect(recording.workloads).toEqual([
      {
        name: 'web',
        kind: 'service',
        schedulingStrategy: 'DAEMON',
        taskDefinition: 'web:3',
        hasLoad: true,
        scalingPolicies: [],
      },
      {
        name: 'etl',
        kind: 'standalone',
        schedulingStrategy: null,
        taskDefinition: 'etl:1',
        hasLoad: false,
        scalingPolicies: [],
      },
    ]);
    expect(recording.containerInstanceNames[1]).toBe('i-00000000000000001');
    expect(new Set(recording.containerInstanceNames).size).toBe(3);
    expect(recording.heatInstances.map(({ name, pool, zone }) => [name, pool, zone])).toEqual([
      ['i-00000000000000000', 0, 'us-east-1a'],
      ['i-00000000000000001', 1, 'us-east-1b'],
    ]);
    expect(recording.heatSeries.tasks).toHaveLength(2 * recording.heatBucketCount);
    expect([recording.bucketCount, recording.eventCount]).toEqual([12, 7]);
  });

  it('integrates every gauge to the end of the run', () => {
    const recording = frozen({ services: [service()], durationMs: 700_000 }, (recorder) => {
      recorder.workload.desiredTasks.set(0, 3, 100_000);
    });
    expect([...recording.workloadSeries.desiredTasks]).toEqual([600_000, 900_000, 300_000]);
  });

  it('keeps the latest 2,000 events of each workload, in order of time, and counts the others', () => {
    const recording = frozen({ services: [service()], taskSources: [source()] }, (recorder) => {
      recorder.serviceEvent(1, EVENT_STARTED_TASKS, 1, NONE, 0);
      for (let i = 0; i < 2050; i++) recorder.serviceEvent(0, EVENT_STARTED_TASKS, i, NONE, i);
    });
    const { atMs, workload, detail, length } = recording.serviceEvents;
    expect(length).toBe(2001);
    expect([atMs[0], workload[0]]).toEqual([0, 1]);
    expect([...detail.subarray(1)]).toEqual(Array.from({ length: 2000 }, (_, i) => 50 + i));
    expect(recording.serviceEvents.older).toBe(50);
  });

  it('sums up pending times: within 0.1 % of what they were, no percentile above the largest, all 0 without any', () => {
    const recording = frozen({ services: [service()], taskSources: [source()] }, (recorder) => {
      for (let ms = 1; ms <= 10_000; ms++) recorder.pendingTimes[0]!.add(ms);
    });
    const [{ count, meanMs, p50Ms, p95Ms, p99Ms, maxMs }, none] = recording.pendingTimes as [
      Recording['pendingTimes'][number],
      Recording['pendingTimes'][number],
    ];
    expect(count).toBe(10_000);
    for (const [found, exact] of [
      [meanMs, 5000.5],
      [p50Ms, 5000],
      [p95Ms, 9500],
      [p99Ms, 9900],
      [maxMs, 10_000],
    ]) {
      expect(Math.abs(found! / exact! - 1)).toBeLessThan(0.001);
    }
    expect(p99Ms).toBeLessThanOrEqual(maxMs);
    expect(none).toEqual({ count: 0, meanMs: 0, p50Ms: 0, p95Ms: 0, p99Ms: 0, maxMs: 0 });
  });

  it('has NONE in the log of placements where a stage is missing', () => {
    const recording = frozen({ services: [service()] }, (recorder) => {
      recorder.placement(0, NONE, NONE, 4, Int32Array.of(5, 2), 30);
    });
    const log = recording.placements!;
    expect([log.length, log.atMs[0], log.taskNumber[0], log.containerInstance[0], log.failure[0]]).toEqual([
      1,
      30,
      NONE,
      NONE,
      4,
    ]);
    expect([...log.candidates.subarray(0, 4)]).toEqual([5, 2, NONE, NONE]);
    expect(log.candidates).toHaveLength(log.stagesMax);
  });
});
