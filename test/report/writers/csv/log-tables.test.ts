import { describe, expect, it } from 'vitest';
import { placementsTable, tasksTable } from '../../../../src/report/writers/csv/log-tables.ts';
import type { CsvTable } from '../../../../src/report/writers/csv/table.ts';
import { RESOURCE_MEMORY } from '../../../../src/sim/state/failure-reasons.ts';
import { OUT_OF_MEMORY } from '../../../../src/sim/state/stop-causes.ts';
import {
  clusterResultOf,
  placementLogOf,
  type RecordingParts,
  recordingOf,
  runOf,
  taskLogOf,
  workloadOf,
} from '../../../recordings.ts';

const named = ({ header, rows }: CsvTable) =>
  [...rows].map((row) => Object.fromEntries(row.map((cell, at) => [header[at], cell])));

const runWith = (parts: RecordingParts) =>
  runOf([
    clusterResultOf(
      recordingOf({
        workloads: [workloadOf(), workloadOf({ name: 'etl', kind: 'standalone' })],
        capacityProviders: ['general', 'FARGATE'],
        containerInstanceNames: ['i-0', 'i-1'],
        ...parts,
      }),
    ),
  ]);

describe('tasks.csv', () => {
  it('has the life of a task, its instance, and why it stopped in ECS’s words (P12)', () => {
    const tasks = taskLogOf([
      { taskNumber: 7, containerInstance: 1, pullStartedAtMs: 500, startedAtMs: 2500, stoppedAtMs: 60_000 },
    ]);
    tasks.stopCause[0] = OUT_OF_MEMORY;
    tasks.exitCode[0] = 137;
    expect(named(tasksTable(runWith({ tasks })))).toEqual([
      {
        cluster: 'shop',
        task: 7,
        workload: 'web',
        kind: 'service',
        taskDefinition: 'web:3',
        deployment: 'ecs-svc/web-1',
        capacityProvider: 'general',
        containerInstance: 'i-1',
        availabilityZone: 'us-east-1a',
        createdAt: '2026-03-02T00:00:00Z',
        pullStartedAt: '2026-03-02T00:00:00.500Z',
        startedAt: '2026-03-02T00:00:02.500Z',
        stoppedAt: '2026-03-02T00:01:00Z',
        stopCode: 'EssentialContainerExited',
        stoppedReason: 'Essential container in task exited',
        containerReason: 'OutOfMemoryError: Container killed due to memory usage',
        exitCode: 137,
      },
    ]);
  });

  it('lists tasks in the order of their creation, whenever they ended', () => {
    const tasks = taskLogOf([2, 0, 10, 1].map((taskNumber) => ({ taskNumber })));
    expect(named(tasksTable(runWith({ tasks }))).map(({ task }) => task)).toEqual([0, 1, 2, 10]);
  });

  it('leaves empty what has not come: a task that is still pending on Fargate', () => {
    const [row] = named(tasksTable(runWith({ tasks: taskLogOf([{ taskNumber: 1, capacityProvider: 1 }]) })));
    expect(row).toMatchObject({ containerInstance: null, pullStartedAt: null, startedAt: null, stoppedAt: null });
    expect(row).toMatchObject({ capacityProvider: 'FARGATE', stopCode: null, exitCode: null });
  });
});

describe('placements.csv', () => {
  const placementStages = [['resources', 'spread attribute:ecs.availability-zone', 'binpack memory'], ['resources']];
  const placements = placementLogOf([
    { atMs: 1000, workload: 0, taskNumber: 4, containerInstance: 1, failure: -1, candidates: [9, 3, 1] },
    { atMs: 2000, workload: 1, taskNumber: -1, containerInstance: -1, failure: RESOURCE_MEMORY, candidates: [0] },
  ]);
  const table = placementsTable(runWith({ placements, placementStages }));

  it('has a pair of columns per stage of the longest pipeline', () => {
    expect(table.header.slice(7)).toEqual(['stage1', 'candidates1', 'stage2', 'candidates2', 'stage3', 'candidates3']);
  });

  it('has the chosen instance and the candidates left after each stage', () => {
    expect(named(table)[0]).toEqual({
      cluster: 'shop',
      time: '2026-03-02T00:00:01Z',
      workload: 'web',
      kind: 'service',
      task: 4,
      containerInstance: 'i-1',
      failureReason: null,
      stage1: 'resources',
      candidates1: 9,
      stage2: 'spread attribute:ecs.availability-zone',
      candidates2: 3,
      stage3: 'binpack memory',
      candidates3: 1,
    });
  });

  it('P12: has the reason where no instance was found, and nothing past the stage that left nobody', () => {
    expect(named(table)[1]).toMatchObject({
      task: null,
      containerInstance: null,
      failureReason: 'RESOURCE:MEMORY',
      stage1: 'resources',
      candidates1: 0,
      stage2: null,
      candidates2: null,
    });
  });

  it('has only its header where no placement was kept', () => {
    expect([...placementsTable(runWith({ placementStages })).rows]).toEqual([]);
  });
});
