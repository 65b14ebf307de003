import { describe, expect, it } from 'vitest';
import {
  capacityStep,
  isOneQueue,
  queueShapeOf,
  targetStep,
} from '../../../../src/sim/controllers/requests/target-queues.ts';
import { load, targetGroup } from '../../builders.ts';

const busy = load({ cpuSecondsPerRequest: 0.02, concurrentRequestsMax: 100, queuedRequestsMax: 50 });

describe('the queue that a task is', () => {
  it('has a server per begun vCPU, each at an equal part of its CPU', () => {
    expect(queueShapeOf(busy, 1024, null, 1)).toMatchObject({ servers: 1, places: 149, service: { mean: 20 } });
    expect(queueShapeOf(busy, 256, null, 1)).toMatchObject({ servers: 1, service: { mean: 80 } });
    expect(queueShapeOf(busy, 1536, null, 1)).toMatchObject({
      servers: 2,
      service: { mean: expect.closeTo(26.667, 3) },
    });
  });

  it('has as many servers as it works on requests where waiting for others is what takes time', () => {
    const waiting = { ...busy, waitSecondsPerRequest: 10 };
    expect(queueShapeOf(waiting, 1024, null, 1)).toMatchObject({ servers: 100, places: 50, delayMs: 0 });
    expect(queueShapeOf({ ...busy, waitSecondsPerRequest: 0.2 }, 1024, null, 1)).toMatchObject({
      servers: 1,
      places: 139,
      delayMs: 200,
    });
  });

  it('P7.1: is one with those of all targets under least outstanding requests; round robin makes arrivals steadier', () => {
    const least = targetGroup({ algorithm: 'least_outstanding_requests' });
    expect(queueShapeOf(busy, 1024, least, 4)).toMatchObject({ servers: 4, places: 4 * 149, arrivalVariation: 1 });
    expect(queueShapeOf(busy, 1024, targetGroup(), 4)).toMatchObject({ servers: 1, arrivalVariation: 0.25 });
    const random = targetGroup({ algorithm: 'weighted_random' });
    expect(queueShapeOf(busy, 1024, random, 4)).toMatchObject({ servers: 1, arrivalVariation: 1 });
  });

  it('P7.1: is one with those of all targets under round robin where all requests take the same', () => {
    const steady: typeof busy = { ...busy, requests: { ...busy.requests, times: { kind: 'constant', deviation: 0 } } };
    expect(isOneQueue(steady, targetGroup())).toBe(true);
    expect(isOneQueue(busy, targetGroup())).toBe(false);
    expect(isOneQueue(steady, null)).toBe(false);
    expect(queueShapeOf(steady, 1024, targetGroup(), 4)).toMatchObject({ servers: 4, queues: 4, arrivalVariation: 1 });
  });

  it('is made for numbers of targets and for CPU in steps, within their part of what is asked', () => {
    expect([1, 5, 7].map(targetStep)).toEqual([1, 5, 7]);
    for (const targets of [8, 20, 100, 777]) {
      expect(Math.abs(targetStep(targets) / targets - 1)).toBeLessThan(0.12);
      expect(Math.abs(capacityStep(targets) / targets - 1)).toBeLessThan(0.012);
    }
    expect(capacityStep(0)).toBe(1);
  });
});
