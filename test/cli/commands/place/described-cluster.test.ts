import { describe, expect, it } from 'vitest';
import {
  buildDescribedCluster,
  type DescribedCluster,
  placeListedTasks,
  zoneOf,
} from '../../../../src/cli/commands/place/described-cluster.ts';
import { parseDocument } from '../../../../src/scenario/document.ts';
import { readContainerInstances } from '../../../../src/scenario/ecs/container-instance.ts';
import { readTasks } from '../../../../src/scenario/ecs/task.ts';
import { readTaskDefinition } from '../../../../src/scenario/ecs/task-definition.ts';
import type { Checked } from '../../../../src/scenario/issues.ts';
import { describedInstance, describedTask } from './described.ts';

function read<T>(reader: (document: ReturnType<typeof parseDocument>) => Checked<T>, value: unknown): T {
  const checked = reader(parseDocument(JSON.stringify(value), 'described.json'));
  if (checked.value === undefined) throw new Error(JSON.stringify(checked.issues));
  return checked.value;
}

/** Two instances, the first with 500 MiB reserved; tasks of `web` and of `other` there, and one that is STOPPED. */
function described(): DescribedCluster {
  const definition = { family: 'web', containerDefinitions: [{ name: 'web', image: 'web', cpu: 256, memory: 800 }] };
  const stopped = { ...describedTask('c', 1), lastStatus: 'STOPPED', desiredStatus: 'STOPPED' };
  const leaving = { ...describedTask('d', 2), desiredStatus: 'STOPPED' };
  return {
    instances: read(readContainerInstances, [
      describedInstance(1, { remainingMemoryMiB: 15_000, runningTasksCount: 5 }),
      describedInstance(2, { zone: 'us-east-1b' }),
    ]),
    tasks: read(readTasks, [describedTask('a', 1), describedTask('b', 1, { group: 'other' }), stopped, leaving]),
    definition: read(readTaskDefinition, definition),
    requiredAttributes: [],
    group: 'family:web',
    strategies: [],
  };
}

describe('buildDescribedCluster', () => {
  it('P2.5: takes what remains, and the running tasks, as the instance states them', () => {
    const { containerInstances } = buildDescribedCluster(described());
    expect([...containerInstances.remainingMemoryMiB.subarray(0, 2)]).toEqual([15_000, 15_500]);
    expect([...containerInstances.registeredMemoryMiB.subarray(0, 2)]).toEqual([15_500, 15_500]);
    expect([...containerInstances.runningTaskCount.subarray(0, 2)]).toEqual([5, 0]);
  });

  it('knows the zone of each instance', () => {
    expect(described().instances.map(zoneOf)).toEqual(['us-east-1a', 'us-east-1b']);
  });
});

describe('placeListedTasks', () => {
  it('P3.5, P3.11: counts each listed task for its group, and takes no resources twice', () => {
    const question = described();
    const cluster = buildDescribedCluster(question);
    const groups = ['family:web', 'other'].map((name) => cluster.groups.names.indexOf(name));
    for (const group of groups) {
      cluster.groups.countDesiredOnInstances(group);
      cluster.groups.countPresentOnInstances(group);
    }
    placeListedTasks(cluster, question);
    const counts = (columns: typeof cluster.groups.desiredOnInstance) =>
      groups.map((group) => [0, 1].map((row) => columns[group]?.at(row)));
    expect(counts(cluster.groups.desiredOnInstance)).toEqual([
      [1, 0],
      [1, 0],
    ]);
    expect(counts(cluster.groups.presentOnInstance)).toEqual([
      [1, 1],
      [1, 0],
    ]);
    expect([...cluster.containerInstances.remainingMemoryMiB.subarray(0, 2)]).toEqual([15_000, 15_500]);
  });
});
