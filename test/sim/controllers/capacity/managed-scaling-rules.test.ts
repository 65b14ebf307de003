import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  capacityProviderReservation,
  neededWhileWaiting,
  newInstances,
  scaledIn,
  tasksPerInstance,
  trackedCapacity,
} from '../../../../src/sim/controllers/capacity/managed-scaling-rules.ts';

const room = (vcpu: number, gib: number) => ({ cpuUnits: vcpu * 1024, memoryMiB: gib * 1024, gpus: 0, enis: 0 });

/** M, CPR and the new desired capacity of a line of the table below P5.15. */
function line(given: { n: number; m: number; target: number }): number[] {
  const reservation = capacityProviderReservation(given.m, given.n);
  return [given.m, reservation, trackedCapacity(given.m, given.n, given.target)];
}

describe('managed scaling, the examples of P5', () => {
  const type = room(4, 15.5);
  const eight = newInstances(8, tasksPerInstance(type, room(1, 2)));

  it('P5.6 EX a: 10 full instances and nothing waiting are 100 percent, and stay', () => {
    expect(line({ n: 10, m: 10, target: 100 })).toEqual([10, 100, 10]);
  });

  it('P5.6 EX b: 2 of 10 empty are 80 percent, and 8 are wanted', () => {
    expect(line({ n: 10, m: 8, target: 100 })).toEqual([8, 80, 8]);
  });

  it('P5.8 EX c: 8 waiting tasks of 1 vCPU and 2 GiB need 2 instances of 4 vCPU', () => {
    expect(eight).toBe(2);
    expect(line({ n: 5, m: neededWhileWaiting(5, eight, 1, 10_000), target: 100 })).toEqual([7, 140, 7]);
  });

  it('P5.11 EX d: at target 80 the same asks for 9', () => {
    expect(line({ n: 5, m: neededWhileWaiting(5, eight, 1, 10_000), target: 80 })).toEqual([7, 140, 9]);
  });

  it('P5.13 EX e: a minimum step of 3 asks for 8', () => {
    expect(line({ n: 5, m: neededWhileWaiting(5, eight, 3, 10_000), target: 100 })).toEqual([8, 160, 8]);
  });

  it('P5.13 EX f: a maximum step of 1 asks for 6', () => {
    expect(line({ n: 5, m: neededWhileWaiting(5, eight, 1, 1), target: 100 })).toEqual([6, 120, 6]);
  });

  it('P5.11 EX g: from 0 instances the published 200 leads to 2', () => {
    expect(capacityProviderReservation(neededWhileWaiting(0, 1, 1, 10_000), 0)).toBe(200);
    expect(trackedCapacity(neededWhileWaiting(0, 1, 1, 10_000), 0, 100)).toBe(2);
    expect(trackedCapacity(neededWhileWaiting(0, 50, 1, 10_000), 0, 100)).toBe(2);
    expect([capacityProviderReservation(0, 0), trackedCapacity(0, 0, 100)]).toEqual([100, 0]);
  });

  it('P5.11 EX h: 9 full instances at target 90 ask for one spare', () => {
    expect(line({ n: 9, m: 9, target: 90 })).toEqual([9, 100, 10]);
  });

  it('P5.11 EX i: half empty at target 50 is steady', () => {
    expect(line({ n: 10, m: 5, target: 50 })).toEqual([5, 50, 10]);
  });

  it('P5.8 EX j: two groups of waiting tasks count as the larger of them, not as their sum', () => {
    const need = Math.max(
      newInstances(4, tasksPerInstance(type, room(1, 1))),
      newInstances(2, tasksPerInstance(type, room(2, 1))),
    );
    expect(line({ n: 4, m: neededWhileWaiting(4, need, 1, 10_000), target: 100 })).toEqual([5, 125, 5]);
  });

  it('P5.9 EX k: a task larger than the smallest type leaves the reservation at 100', () => {
    expect(line({ n: 5, m: neededWhileWaiting(5, 0, 3, 10_000), target: 100 })).toEqual([5, 100, 5]);
  });
});

describe('tasksPerInstance', () => {
  it('P5.8: is bounded by the scarcest of CPU, memory, GPUs and ENIs', () => {
    const full = { cpuUnits: 4096, memoryMiB: 15_500, gpus: 4, enis: 3 };
    const need = { cpuUnits: 256, memoryMiB: 1024, gpus: 0, enis: 0 };
    expect(tasksPerInstance(full, need)).toBe(15);
    expect(tasksPerInstance(full, { ...need, enis: 1 })).toBe(3);
    expect(tasksPerInstance(full, { ...need, gpus: 2 })).toBe(2);
    expect(tasksPerInstance(full, { ...need, cpuUnits: 4097 })).toBe(0);
  });
});

describe('scaledIn', () => {
  it('P5.12: removes at least one and at most half of the instances, and lands on what is wanted', () => {
    expect([scaledIn(10, 8), scaledIn(10, 2), scaledIn(1, 0), scaledIn(3, 0)]).toEqual([8, 5, 0, 2]);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5000 }), fc.nat(5000), (desired, below) => {
        const wanted = Math.max(0, desired - 1 - below);
        let size = desired;
        for (let minutes = 0; size > wanted; minutes++) {
          const next = scaledIn(size, wanted);
          expect(next).toBeLessThan(size);
          expect(next).toBeGreaterThanOrEqual(Math.max(wanted, Math.floor(size / 2)));
          expect(minutes).toBeLessThan(14);
          size = next;
        }
        expect(size).toBe(wanted);
      }),
    );
  });
});
