import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Expectation } from '../../../src/base/expectations.ts';
import { HOUR_MS, HOURS_PER_MONTH } from '../../../src/base/units.ts';
import { rateCard } from '../../../src/catalog/rates.ts';
import { costBoundUsdPerMonth } from '../../../src/planner/bound/cost-bound.ts';
import { loadSolver, type Solver } from '../../../src/planner/bound/linear-program.ts';
import { invoice } from '../../../src/pricing/invoice.ts';
import { simulate } from '../../../src/sim/simulation.ts';
import type { SimulationInput } from '../../../src/sim/state/input.ts';
import {
  curve,
  definition,
  FARGATE,
  fleet,
  input,
  load,
  managedScaling,
  scaled,
  service,
  template,
} from '../../sim/builders.ts';

const rates = rateCard('us-east-1');
const USD_PER_HOUR = 0.096 + (30 * 0.08) / HOURS_PER_MONTH;
const FARGATE_HALF = 0.5 * 0.04048 + 0.004445;
/** An m5.large of 2 vCPU and 4,000 MiB. */
const large = template({ instanceType: 'm5.large' });
let solver: Solver;
beforeAll(async () => {
  solver = await loadSolver();
});

function availability(limit: number): Expectation {
  return { cluster: null, service: null, clause: 'availability', limit, place: 's.yaml:1:1' };
}

const bound = (given: SimulationInput, ...expectations: Expectation[]) =>
  costBoundUsdPerMonth(given, expectations, rates, solver);

/** Hardly a request waits for the next hour. */
const NONE_WAIT = { queuedRequestsMax: 0, concurrentRequestsMax: 1 };

/** One vCPU of requests at all times, on tasks of half a vCPU at most and 1,000 MiB. */
function busy(parts: Partial<SimulationInput>, vcpus = 1): SimulationInput {
  return input({
    launchTemplates: [large],
    taskDefinitions: [
      definition({ cpuUnits: 512, cpuLimitUnits: 512, memoryMiB: 1000, fargateCpuUnits: 512, fargateMemoryMiB: 1024 }),
    ],
    services: [
      service({
        desiredCount: 20,
        load: load({ requestsPerSecond: curve([[0, 10]]), cpuSecondsPerRequest: vcpus / 10 }),
      }),
    ],
    ...parts,
  });
}

describe('the bound on cost', () => {
  it('of a fleet in which nothing is launched is that fleet, whatever is served', () => {
    expect(bound(busy({ capacityProviders: [fleet([0, 0, 0])] }))).toBeCloseTo(3 * USD_PER_HOUR * 730, 6);
  });

  it('on Fargate is the tasks that serve 98 of 100 requests, when 99 are promised', () => {
    const given = busy({ capacityProviders: [FARGATE] });
    expect(bound(given)).toBe(0);
    expect(bound(given, availability(99))).toBeCloseTo((0.98 / 0.5) * FARGATE_HALF * 730, 6);
  });

  it('of a group that scales is what its tasks reserve: of memory here, 1,960 of 4,000 MiB', () => {
    const given = busy({ capacityProviders: [scaled([0], { managedScaling: managedScaling() })] });
    // 1.96 tasks: 1003.52 of 2048 units, 1960 of 4000 MiB, and as many of two ENIs where they are awsvpc.
    expect(bound(given, availability(99))).toBeCloseTo((1003.52 / 2048) * USD_PER_HOUR * 730, 6);
    const heavy = { ...given, taskDefinitions: [{ ...given.taskDefinitions[0]!, memoryMiB: 1500 }] };
    expect(bound(heavy, availability(99))).toBeCloseTo(((1.96 * 1500) / 4000) * USD_PER_HOUR * 730, 6);
    const awsvpc = { ...given, taskDefinitions: [{ ...given.taskDefinitions[0]!, isAwsvpc: true }] };
    expect(bound(awsvpc, availability(99))).toBeCloseTo((1.96 / 2) * USD_PER_HOUR * 730, 6);
  });

  it('has the least size of the group at least, and the whole group where its size is fixed', () => {
    const scaling = scaled([0, 0, 0, 0], { minSize: 2, managedScaling: managedScaling() });
    expect(bound(busy({ capacityProviders: [scaling] }))).toBeCloseTo(2 * USD_PER_HOUR * 730, 6);
    const fixed = scaled([0, 0, 0, 0], { minSize: 2 });
    expect(bound(busy({ capacityProviders: [fixed] }))).toBeCloseTo(4 * USD_PER_HOUR * 730, 6);
  });

  it('takes the cheaper of two ways', () => {
    const capacity = {
      strategy: [
        { capacityProvider: 0, base: 0, weight: 1 },
        { capacityProvider: 1, base: 0, weight: 1 },
      ],
    };
    const given = busy({ capacityProviders: [FARGATE, scaled([], { managedScaling: managedScaling() })] });
    const both = {
      ...given,
      services: [{ ...given.services[0]!, capacity }],
      launchTemplates: [{ ...large, capacityProvider: 1 }],
    };
    expect(bound(both, availability(99))).toBeCloseTo(
      Math.min((1003.52 / 2048) * USD_PER_HOUR, 1.96 * FARGATE_HALF) * 730,
      6,
    );
  });

  it('says that a fleet, or its tasks, cannot serve what is promised', () => {
    expect(bound(busy({ capacityProviders: [fleet([0])] }, 4), availability(99))).toBeNull();
    const few = busy({ capacityProviders: [FARGATE] }, 4);
    const limited = { ...few, services: [{ ...few.services[0]!, desiredCount: 2 }] };
    expect(bound(limited, availability(99))).toBeNull();
    expect(bound(limited, availability(20))).not.toBeNull();
    // Three tasks keep 1.5 vCPU busy, 38 % of 4; a deployment has as many again for a while.
    const three = { ...few.services[0]!, desiredCount: 3 };
    const deployments = [{ atMs: 0, taskDefinition: 0, load: null, startFailureProbability: 0, test: null }];
    expect(bound({ ...few, services: [three] }, availability(39))).toBeNull();
    expect(bound({ ...few, services: [{ ...three, deployments }] }, availability(39))).not.toBeNull();
  });

  it('may drop the peak where the promise lets it', () => {
    // An hour in ten at 3 vCPU, else 1: 1.2 in the mean. A fleet of 2 vCPU serves 1.1 of 1.2, 91.7 %, where none wait.
    const steps = curve([
      [0, 10],
      [9 * HOUR_MS, 30],
    ]);
    const given = busy({ durationMs: 10 * HOUR_MS, capacityProviders: [fleet([0])] });
    const peaky = {
      ...given,
      services: [
        { ...given.services[0]!, load: load({ requestsPerSecond: steps, cpuSecondsPerRequest: 0.1, ...NONE_WAIT }) },
      ],
    };
    expect(bound(peaky, availability(92))).toBeCloseTo(USD_PER_HOUR * 730, 6);
    expect(bound(peaky, availability(99))).toBeNull();
  });
});

describe('a run that keeps its promises', () => {
  const work = fc.record({
    rate: fc.integer({ min: 1, max: 40 }),
    peak: fc.integer({ min: 1, max: 60 }),
    cpuSeconds: fc.constantFrom(0.02, 0.05, 0.1),
    cpuUnits: fc.constantFrom(256, 512, 1024),
    memoryMiB: fc.constantFrom(500, 1000, 1900),
    hasLimit: fc.boolean(),
    desiredCount: fc.integer({ min: 1, max: 8 }),
    instances: fc.integer({ min: 1, max: 4 }),
    capacity: fc.constantFrom('fleet', 'group', 'fargate' as const),
    seed: fc.nat(1000),
  });

  it('never costs less than the bound', () => {
    fc.assert(
      fc.property(work, (one) => {
        const rows = Array.from({ length: one.instances }, () => 0);
        const provider = {
          fleet: fleet(rows),
          group: scaled(rows, { managedScaling: managedScaling(), minSize: 1, maxSize: 6 }),
          fargate: FARGATE,
        }[one.capacity];
        const given = busy({
          seed: String(one.seed),
          durationMs: 6 * HOUR_MS,
          capacityProviders: [provider],
          ...(one.capacity === 'fargate' ? { launchTemplates: [] } : {}),
          taskDefinitions: [
            definition({
              cpuUnits: one.cpuUnits,
              memoryMiB: one.memoryMiB,
              cpuLimitUnits: one.hasLimit || one.capacity === 'fargate' ? one.cpuUnits : 0,
              fargateCpuUnits: one.cpuUnits,
              fargateMemoryMiB: 2048,
            }),
          ],
          services: [
            service({
              desiredCount: one.desiredCount,
              load: load({
                requestsPerSecond: curve([
                  [0, one.rate],
                  [2 * HOUR_MS, one.peak],
                  [3 * HOUR_MS, one.rate],
                ]),
                cpuSecondsPerRequest: one.cpuSeconds,
              }),
            }),
          ],
        });
        const recording = simulate(given);
        const { served, rejected, failed } = recording.requests[0]!;
        const percent = (100 * served) / (served + rejected + failed);
        const usd = invoice(recording, rates).totalUsd;
        const least = bound(given, availability(percent));
        expect(least).not.toBeNull();
        expect((usd * HOURS_PER_MONTH) / 6).toBeGreaterThanOrEqual(least! - 1e-6);
      }),
      { numRuns: 40 },
    );
  });
});
