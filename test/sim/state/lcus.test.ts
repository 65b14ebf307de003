import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lcusAt, lcusOf, ruleEvaluations } from '../../../src/sim/state/lcus.ts';
import { loadBalancer } from '../builders.ts';

const NOTHING = { newConnectionsPerSecond: 0, activeConnections: 0, gbPerHour: 0, requestsPerSecond: 0, ruleCount: 0 };

describe('load balancer capacity units', () => {
  it('P7.7 EX 4 LCU: 100 new connections/s, 6000 active, 3 GB/h, 5 rules at 500 req/s are max(4, 2, 3, 0) = 4', () => {
    const usage = {
      newConnectionsPerSecond: 100,
      activeConnections: 6000,
      gbPerHour: 3,
      requestsPerSecond: 500,
      ruleCount: 5,
    };
    expect(lcusOf(usage)).toBe(4);
    expect(lcusOf({ ...usage, newConnectionsPerSecond: 0 })).toBe(3);
    expect(lcusOf({ ...usage, newConnectionsPerSecond: 0, gbPerHour: 0 })).toBe(2);
  });

  it('P7.7 EX 15 rules: at 4000 req/s they are (15 − 10) × 4000 / 1000 = 20', () => {
    expect(lcusOf({ ...NOTHING, requestsPerSecond: 4000, ruleCount: 15 })).toBe(20);
    expect(lcusOf({ ...NOTHING, requestsPerSecond: 4000, ruleCount: 10 })).toBe(0);
    expect([ruleEvaluations(4000, 15), ruleEvaluations(4000, 9)]).toEqual([20_000, 0]);
  });

  it('P7.7: of a load balancer follow from what one request brings', () => {
    // 50 new connections/s, each open for 60 s: 3000 active; 500 × 3600 × 2000 bytes = 3.6 GB/h.
    const front = loadBalancer({ connectionsPerRequest: 0.1, connectionMs: 60_000, bytesPerRequest: 2000 });
    expect(lcusAt(500, front)).toBeCloseTo(3.6, 12);
    expect(lcusAt(500, { ...front, bytesPerRequest: 0 })).toBe(2);
    expect(lcusAt(500, { ...front, bytesPerRequest: 0, connectionMs: 180_000 })).toBe(3);
  });

  it('grow evenly with the requests, so that LCU-hours do not depend on when they come', () => {
    fc.assert(
      fc.property(fc.nat(10_000), fc.nat(10_000), fc.nat(30), (one, other, ruleCount) => {
        const front = loadBalancer({
          connectionsPerRequest: 0.5,
          connectionMs: 10_000,
          bytesPerRequest: 900,
          ruleCount,
        });
        expect(lcusAt(one, front) + lcusAt(other, front)).toBeCloseTo(lcusAt(one + other, front), 6);
      }),
    );
  });
});
