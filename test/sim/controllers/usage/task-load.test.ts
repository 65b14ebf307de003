import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { concurrentRequests, TaskLoad, toExact } from '../../../../src/sim/controllers/usage/task-load.ts';
import { load } from '../../builders.ts';

const busy = load({
  cpuSecondsPerRequest: 0.01,
  waitSecondsPerRequest: 0.09,
  memoryMiB: 200,
  memoryMiBPerConcurrentRequest: 2,
});

describe('concurrentRequests', () => {
  it("is Little's law: rate × time in the task, the CPU part stretched by 1 / (1 − ρ)", () => {
    expect(concurrentRequests(busy, 10, 0)).toBeCloseTo(10 * 0.1, 12);
    expect(concurrentRequests(busy, 50, 0.5)).toBeCloseTo(50 * (0.09 + 0.02), 12);
  });

  it('with CPU time alone is the M/G/1 processor-sharing queue: ρ / (1 − ρ)', () => {
    const cpuOnly = load({ cpuSecondsPerRequest: 0.01, concurrentRequestsMax: 1e9 });
    for (const rho of [0.1, 0.5, 0.9, 0.99]) {
      expect(concurrentRequests(cpuOnly, rho / 0.01, rho)).toBeCloseTo(rho / (1 - rho), 9);
    }
  });

  it('is never more than a task holds, and that much when it is full', () => {
    expect(concurrentRequests(busy, 90, 1)).toBe(100);
    expect(concurrentRequests(busy, 1e6, 0.999)).toBe(100);
    expect(concurrentRequests(busy, 0, 2)).toBe(0);
  });
});

describe('TaskLoad', () => {
  it('wants CPU by its requests and by its fraction of what it reserves, and asks for no more than its ceiling', () => {
    const task = new TaskLoad();
    task.update(busy, 50, 0.5, 512, 1024);
    expect([task.wantedCpuUnits, task.cpuUnits]).toEqual([768, 768]);
    task.update(busy, 50, 2, 512, 1024);
    expect([task.wantedCpuUnits, task.cpuUnits]).toEqual([1536, 1024]);
  });

  it('uses memory by its base and by the requests in it', () => {
    const task = new TaskLoad();
    task.update(busy, 50, 0, 512, 1024);
    expect(task.memoryMiB).toBe(toExact(200 + 2 * 50 * (0.09 + 0.01 / (1 - 0.5))));
    task.update(busy, 0, 0, 512, 1024);
    expect(task.memoryMiB).toBe(200);
  });

  it('keeps use in 1/1024 parts, so that sums do not depend on their order', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { maxLength: 50 }), (values) => {
        const parts = values.map(toExact);
        const forward = parts.reduce((sum, part) => sum + part, 0);
        const back = parts.reduceRight((sum, part) => sum + part, 0);
        expect(forward).toBe(back);
        parts.forEach((part, i) => {
          expect(Math.abs(part - values[i]!)).toBeLessThanOrEqual(0.5 / 1024);
        });
      }),
    );
  });
});
