import { describe, expect, it } from 'vitest';
import { TaskGroupTable } from '../../../src/sim/state/task-groups.ts';

/** Instances 0 and 1 have value 1 of the attribute, instance 2 has value 2. */
const VALUES = [Int32Array.of(1, 1, 2)];

describe('TaskGroupTable', () => {
  it('counts only what somebody asked for', () => {
    const groups = new TaskGroupTable(['service:web', 'service:db'], 1, 3);
    groups.countDesiredOnInstances(0);
    groups.moveDesired(0, 1, VALUES, 1);
    groups.moveDesired(1, 1, VALUES, 1);
    groups.movePresent(0, 1, 1);
    expect([0, 1, 2].map((row) => groups.desiredOnInstance[0]!.at(row))).toEqual([0, 1, 0]);
    expect([groups.desiredOnInstance[1], ...groups.presentOnInstance]).toEqual([null, null, null]);
    expect(groups.desiredByValue).toEqual([[null], [null]]);
  });

  it('P3.11, P3.15: a task told to stop leaves the desired count and stays present until STOPPED', () => {
    const groups = new TaskGroupTable(['service:web'], 1, 3);
    groups.countDesiredOnInstances(0);
    groups.countPresentOnInstances(0);
    groups.moveDesired(0, 2, VALUES, 1);
    groups.movePresent(0, 2, 1);
    groups.moveDesired(0, 2, VALUES, -1);
    expect([groups.desiredOnInstance[0]!.at(2), groups.presentOnInstance[0]!.at(2)]).toEqual([0, 1]);
    groups.movePresent(0, 2, -1);
    expect(groups.presentOnInstance[0]!.at(2)).toBe(0);
  });

  it('P3.5: counts a group per value of an attribute', () => {
    const groups = new TaskGroupTable(['service:web'], 1, 3);
    groups.countByAttribute(0, 0, 3);
    for (const instance of [0, 1, 2, 1]) groups.moveDesired(0, instance, VALUES, 1);
    groups.moveDesired(0, 0, VALUES, -1);
    expect([...groups.desiredByValue[0]![0]!]).toEqual([0, 2, 1]);
  });

  it('asked twice, keeps what it has counted', () => {
    const groups = new TaskGroupTable(['service:web'], 1, 3);
    groups.countDesiredOnInstances(0);
    groups.moveDesired(0, 0, VALUES, 1);
    groups.countDesiredOnInstances(0);
    expect(groups.desiredOnInstance[0]!.at(0)).toBe(1);
  });

  it('grows with the container instances', () => {
    const groups = new TaskGroupTable(['service:web'], 0, 1);
    groups.countDesiredOnInstances(0);
    groups.countPresentOnInstances(0);
    groups.moveDesired(0, 0, [], 1);
    groups.ensureInstances(5);
    groups.moveDesired(0, 4, [], 1);
    groups.movePresent(0, 4, 1);
    expect([0, 1, 2, 3, 4].map((row) => groups.desiredOnInstance[0]!.at(row))).toEqual([1, 0, 0, 0, 1]);
    expect(groups.presentOnInstance[0]!.at(4)).toBe(1);
  });

  it('lets no task leave an instance that it was not on', () => {
    const groups = new TaskGroupTable(['service:web'], 1, 3);
    groups.countDesiredOnInstances(0);
    expect(() => groups.moveDesired(0, 0, VALUES, -1)).toThrow('was not counted on');
  });
});
