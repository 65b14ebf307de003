import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { erlangC, lossProbability, meanWait, roundRobinWaitProbability } from '../../../../src/base/queueing.ts';
import { ResponseTimes } from '../../../../src/base/response-times.ts';
import { type Algorithm, confidenceInterval, measured, requestModel, targetService } from './models.ts';

const ALGORITHMS: readonly Algorithm[] = ['round_robin', 'least_outstanding_requests', 'weighted_random'];

describe('every request', () => {
  const operation = fc.record({
    afterMs: fc.integer({ min: 0, max: 400 }),
    kind: fc.constantFrom('start', 'drain', 'return', 'end', 'slower'),
    which: fc.nat(20),
  });
  const plan = fc.record({
    seed: fc.nat(1000),
    algorithm: fc.constantFrom(...ALGORITHMS),
    perSecond: fc.integer({ min: 1, max: 200 }),
    service: fc.record({
      cpuMs: fc.constantFrom(0, 5, 60),
      waitMs: fc.constantFrom(0, 20, 300),
      cpuServers: fc.integer({ min: 1, max: 4 }),
      slots: fc.integer({ min: 1, max: 6 }),
      placesMax: fc.integer({ min: 0, max: 5 }),
    }),
    operations: fc.array(operation, { maxLength: 30 }),
  });

  it('is served, rejected, failed or in flight: at every event, while targets come, drain and die', () => {
    fc.assert(
      fc.property(plan, ({ operations, service, ...spec }) => {
        const model = requestModel({ ...spec, service, targets: 2 });
        const alive = [0, 1];
        let nowMs = 0;
        const runTo = (timeMs: number) => {
          while (model.step(timeMs)) model.validate();
          nowMs = timeMs;
        };
        for (const { afterMs, kind, which } of operations) {
          runTo(nowMs + afterMs);
          const target = alive[which % alive.length];
          if (kind === 'start') {
            const started = model.add(targetService(service));
            alive.push(started);
            model.route(started, nowMs);
          } else if (target !== undefined) {
            if (kind === 'drain') model.unroute(target);
            if (kind === 'return') model.route(target, nowMs);
            if (kind === 'slower') model.changeSpeed(target, service.cpuMs * 2, service.cpuServers);
            if (kind === 'end') {
              model.end(target, nowMs);
              alive.splice(which % alive.length, 1);
            }
          }
          model.validate();
        }
        for (const target of alive) model.end(target, nowMs);
        expect(model.inFlight).toBe(0);
        // What is still to depart from dead targets is dropped in silence.
        const { served } = model;
        runTo(nowMs + 100_000);
        expect(model.served).toBe(served);
      }),
      { numRuns: 150 },
    );
  });

  it('is rejected where there is no target, and where its target has neither slot nor place', () => {
    const none = requestModel({ seed: 1, perSecond: 10, isEven: true, targets: 0 });
    none.advanceTo(10_001);
    expect([none.arrived, none.rejectedWithoutTarget]).toEqual([100, 100]);
    const service = { cpuMs: 0, waitMs: 60_000, slots: 3, placesMax: 4 };
    const full = requestModel({
      seed: 1,
      perSecond: 10,
      isEven: true,
      times: { kind: 'constant', deviation: 0 },
      service,
    });
    full.advanceTo(10_001);
    expect([full.inFlight, full.rejectedByTarget]).toEqual([7, 93]);
  });

  it('P7.5 a draining target gets no new requests and finishes those it has', () => {
    const model = requestModel({
      seed: 1,
      perSecond: 4,
      isEven: true,
      targets: 2,
      service: { cpuMs: 0, waitMs: 1000 },
    });
    model.advanceTo(5000);
    const before = model.outstanding(0);
    expect(before).toBeGreaterThan(0);
    model.unroute(0);
    const { served } = model;
    model.advanceTo(30_000);
    expect(model.outstanding(0)).toBe(0);
    expect(model.failed).toBe(0);
    expect(model.served).toBeGreaterThan(served + before);
  });

  it('fails with the task that it is at', () => {
    const model = requestModel({ seed: 1, perSecond: 10, targets: 2, service: { slots: 1 } });
    model.advanceTo(20_000);
    const lost = model.outstanding(1);
    expect(lost).toBeGreaterThan(2);
    model.end(1, 20_000);
    expect(model.failed).toBe(lost);
    expect(model.inFlight).toBe(model.outstanding(0));
  });

  it('of one seed comes at the same instant and with the same size through every algorithm', () => {
    const sums = ALGORITHMS.map((algorithm) => {
      const model = requestModel({ seed: 5, perSecond: 50, targets: 200, algorithm });
      model.advanceTo(60_000);
      return [model.arrived, Math.round(model.workArrived(0) * 1e6)];
    });
    expect(sums[1]).toEqual(sums[0]);
    expect(sums[2]).toEqual(sums[0]);
  });
});

describe('what requests use', () => {
  it('is CPU as the utilization law says: the work that came, but for what is in the queues', () => {
    const model = requestModel({ seed: 3, perSecond: 30, targets: 4, service: { cpuMs: 100 } });
    model.advanceTo(2_000_000);
    // 60,000 requests; the sum of their exponential sizes deviates by 1 / sqrt(n).
    expect(Math.abs(model.workDone(0, 2_000_000) / 60_000 - 1)).toBeLessThan(5 / Math.sqrt(60_000));
    expect(model.workDone(1, 2_000_000)).toBe(0);
    expect(model.workArrived(0)).toBeGreaterThanOrEqual(model.workDone(0, 2_000_000));
  });

  it('is slots as Little says: rate × time in the task', () => {
    const model = requestModel({ seed: 3, perSecond: 30, targets: 4, service: { cpuMs: 100, waitMs: 50 } });
    model.advanceTo(1_000_000);
    model.latencies.clear();
    model.restartSlots(1_000_000);
    model.advanceTo(3_000_000);
    const { sumMs } = model.latencies;
    expect(model.slotMs(0, 3_000_000) / sumMs).toBeCloseTo(1, 3);
  });

  it('is nothing any more from the moment a task dies', () => {
    const model = requestModel({ seed: 3, perSecond: 10, service: { cpuMs: 1000, slots: 50 } });
    model.advanceTo(10_000);
    const heldBefore = model.slotMs(0, 10_000);
    model.end(0, 10_000);
    const used = model.workDone(0, 10_000);
    const held = model.slotMs(0, 10_000);
    expect(held).toBeCloseTo(heldBefore, 6);
    expect(used).toBeLessThanOrEqual(10);
    model.advanceTo(100_000);
    expect(model.workDone(0, 100_000)).toBe(used);
    expect(model.slotMs(0, 100_000)).toBe(held);
  });
});

describe('queueing theory, within a 99 % confidence interval over 20 replications', () => {
  function holds(expected: number, measure: (seed: number) => number): void {
    const { low, high, mean } = confidenceInterval(measure);
    expect(low, `mean ${mean}`).toBeLessThan(expected);
    expect(high, `mean ${mean}`).toBeGreaterThan(expected);
    // An interval that says nothing shows nothing.
    expect((high - low) / expected).toBeLessThan(0.2);
  }

  it.each([
    [1, 0.5],
    [1, 0.8],
    [2, 0.8],
    [4, 0.9],
    [16, 0.9],
  ])('Erlang C: one task with %d CPU servers at %d is M/M/c', (servers, utilization) => {
    const perSecond = servers * utilization;
    const expected = 1 + meanWait(servers, perSecond, 1);
    const service = { cpuServers: servers };
    holds(expected, (seed) => measured({ seed, perSecond, service }, 40_000 / servers).meanMs() / 1000);
  });

  it.each([
    [5, 0.8],
    [50, 0.95],
  ])('Erlang C: one task with %d slots at %d is M/M/c as well', (slots, utilization) => {
    const perSecond = slots * utilization;
    const expected = 1 + meanWait(slots, perSecond, 1);
    const service = { cpuMs: 0, waitMs: 1000, slots };
    holds(expected, (seed) => measured({ seed, perSecond, service }, 60_000 / slots).meanMs() / 1000);
  });

  it.each([0.5, 0.95, 0.99])('Erlang C: the %d quantile of M/M/4 response times', (portion) => {
    const times = new ResponseTimes({ kind: 'exponential', mean: 1, deviation: 1 });
    times.update(erlangC(4, 3.2), meanWait(4, 3.2, 1));
    const service = { cpuServers: 4 };
    holds(times.quantile(portion), (seed) => {
      return measured({ seed, perSecond: 3.2, service }, 10_000).quantile(portion) / 1000;
    });
  });

  it.each([
    ['constant', 0, 0.8],
    ['lognormal', 0.5, 0.8],
    ['lognormal', 2, 0.6],
  ] as const)('Pollaczek–Khinchine: M/G/1 with %s service of deviation %d at %d', (kind, deviation, perSecond) => {
    const expected = 1 + meanWait(1, perSecond, 1, 1, deviation ** 2);
    holds(expected, (seed) => measured({ seed, perSecond, times: { kind, deviation } }, 60_000).meanMs() / 1000);
  });

  it.each([
    [1, 5, 1.2],
    [3, 8, 0.9],
  ])('M/M/c/K: %d slots and %d places at %d turn away what the formula says', (slots, placesMax, utilization) => {
    const perSecond = slots * utilization;
    const service = { cpuMs: 0, waitMs: 1000, slots, placesMax };
    holds(lossProbability(slots, placesMax, perSecond), (seed) => {
      const model = requestModel({ seed, perSecond, service });
      model.advanceTo(20_000_000);
      return model.rejectedByTarget / model.arrived;
    });
  });

  it.each([2, 10])('round robin over %d tasks of one server is GI/M/1 with Erlang arrivals', (targets) => {
    const share = roundRobinWaitProbability(targets, targets * 0.8, 1);
    const spec = { perSecond: targets * 0.8, targets };
    holds(1 + share / (1 - share), (seed) => measured({ ...spec, seed }, 60_000 / targets).meanMs() / 1000);
  });

  it('weighted_random over 10 tasks of one server is ten times M/M/1', () => {
    const spec = { perSecond: 7, targets: 10, algorithm: 'weighted_random' as const };
    holds(1 / 0.3, (seed) => measured({ ...spec, seed }, 4_000).meanMs() / 1000);
  });

  it('least outstanding requests lies between one queue for all tasks and round robin, which ECS has not', () => {
    const [targets, perSecond] = [10, 9];
    const { low, high } = confidenceInterval((seed) => {
      const spec = { seed, perSecond, targets, algorithm: 'least_outstanding_requests' as const };
      return measured(spec, 5000).meanMs() / 1000;
    });
    const share = roundRobinWaitProbability(targets, perSecond, 1);
    expect(low).toBeGreaterThan(1 + meanWait(targets, perSecond, 1));
    expect(high).toBeLessThan(1 + share / (1 - share));
  });
});
