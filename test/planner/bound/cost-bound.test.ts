import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Expectation } from '../../../src/base/expectations.ts';
import { HOUR_MS, HOURS_PER_MONTH } from '../../../src/base/units.ts';
import { rateCard } from '../../../src/catalog/rates.ts';
import { NO_DISCOUNTS } from '../../../src/planner/bound/capacity-prices.ts';
import { costBound } from '../../../src/planner/bound/cost-bound.ts';
import { loadSolver, type Solver } from '../../../src/planner/bound/linear-program.ts';
import { invoice } from '../../../src/pricing/invoice.ts';
import { shareOfEnded } from '../../../src/report/summary/availability.ts';
import { compileScenario } from '../../../src/scenario/compile.ts';
import { readScenarioFile } from '../../../src/scenario/read.ts';
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
  costBound(given, { expectations, rates, discountOf: NO_DISCOUNTS }, solver)?.usdPerMonth ?? null;

/** No request waits for the next hour, or at the end of the run. */
const NONE_WAIT = { queuedRequestsMax: 0, concurrentRequestsMax: 0 };

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
        load: load({ requestsPerSecond: curve([[0, 10]]), cpuSecondsPerRequest: vcpus / 10, ...NONE_WAIT }),
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

  it('leaves out what may still wait at the end of the run: it counts as neither served nor lost', () => {
    const given = busy({ capacityProviders: [FARGATE] });
    const waiting = { ...given.services[0]!.load!, queuedRequestsMax: 5, concurrentRequestsMax: 4 };
    const queued = { ...given, services: [{ ...given.services[0]!, load: waiting }] };
    // 20 tasks with 9 requests of a tenth of a vCPU-second.
    const wanted = 3600 - 20 * 9 * 0.1;
    expect(given.durationMs).toBe(HOUR_MS);
    expect(bound(queued, availability(99))).toBeCloseTo(((0.98 * wanted) / 3600 / 0.5) * FARGATE_HALF * 730, 6);
  });

  it('of a group that scales is the share of its instances that hold the tasks: half an instance, by patterns', () => {
    const given = busy({ capacityProviders: [scaled([0], { managedScaling: managedScaling() })] });
    // 1.96 tasks: an instance holds four by CPU and memory, two where they are awsvpc, one where they are distinct.
    expect(bound(given, availability(99))).toBeCloseTo((1.96 / 4) * USD_PER_HOUR * 730, 6);
    const heavy = { ...given, taskDefinitions: [{ ...given.taskDefinitions[0]!, memoryMiB: 1500 }] };
    // Two of 1,500 MiB leave 1,000 MiB that nobody can use: added up they would take 2,940 of 4,000 MiB.
    expect(bound(heavy, availability(99))).toBeCloseTo((1.96 / 2) * USD_PER_HOUR * 730, 6);
    const awsvpc = { ...given, taskDefinitions: [{ ...given.taskDefinitions[0]!, isAwsvpc: true }] };
    expect(bound(awsvpc, availability(99))).toBeCloseTo((1.96 / 2) * USD_PER_HOUR * 730, 6);
    const distinct = {
      ...given.services[0]!,
      placementConstraints: [{ type: 'distinctInstance', expression: '' }] as const,
    };
    expect(bound({ ...given, services: [distinct] }, availability(99))).toBeCloseTo(1.96 * USD_PER_HOUR * 730, 6);
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

describe('the bound on settings that differ in counts', () => {
  /** Tasks of 0.6 instances: one on each. */
  const bulky = (desiredCapacity: number, desiredCount = 20) =>
    busy({
      capacityProviders: [
        scaled(
          Array.from({ length: desiredCapacity }, () => 0),
          { desiredCapacity, maxSize: 9 },
        ),
      ],
      taskDefinitions: [definition({ cpuUnits: 1229, cpuLimitUnits: 1229, memoryMiB: 1000 })],
      services: [
        service({
          desiredCount,
          load: load({ requestsPerSecond: curve([[0, 10]]), cpuSecondsPerRequest: 0.2, ...NONE_WAIT }),
        }),
      ],
    });
  const terms = { expectations: [availability(99)], rates, discountOf: NO_DISCOUNTS };

  it('is the fewest whole instances whose patterns hold the tasks: 1.96 vCPU in tasks of 1.2, which never share one', () => {
    const family = costBound(bulky(6), terms, solver, bulky(1));
    expect(family).toMatchObject({ instances: [2], desiredCounts: [null], isPackingAddedUp: false });
    expect(family!.usdPerMonth).toBeCloseTo(2 * USD_PER_HOUR * 730, 6);
    // Added up, 1.96 vCPU are less than one instance has.
    expect(bound(bulky(1), availability(99))).toBeNull();
    expect(bound(bulky(2), availability(99))).toBeCloseTo(2 * USD_PER_HOUR * 730, 6);
  });

  it('says the fewest tasks to be desired, which cost nothing on container instances', () => {
    const family = costBound(bulky(6, 20), terms, solver, bulky(1, 1));
    expect(family).toMatchObject({ instances: [2], desiredCounts: [1] });
    const still = (parts: SimulationInput) => ({
      ...parts,
      services: [{ ...parts.services[0]!, maximumPercent: 100 }],
    });
    // Without more tasks than desired while some drain, two are needed.
    expect(costBound(still(bulky(6, 20)), terms, solver, still(bulky(1, 1)))).toMatchObject({ desiredCounts: [2] });
  });

  it('of a group that may lose instances is no more than what serves: the rest of it may be missing', () => {
    const outage = { kind: 'zone-outage', atMs: 1000, untilMs: 2000, zone: 0 } as const;
    const failing = { ...bulky(3), failures: { hazards: [], incidents: [outage] } };
    expect(bound(failing, availability(99))).toBeCloseTo((1.96 / (1229 / 1024)) * USD_PER_HOUR * 730, 6);
  });

  it('is null where none of them can serve what is promised', () => {
    expect(costBound(bulky(1), terms, solver, bulky(1))).toBeNull();
  });

  it('is of added-up reservations, and says so, where an instance has too many patterns', () => {
    const sizes = Array.from({ length: 12 }, (_, row) => 100 + row);
    const given = busy({
      capacityProviders: [scaled([0], { managedScaling: managedScaling() })],
      taskDefinitions: sizes.map((memoryMiB) => definition({ cpuUnits: 64, memoryMiB })),
      services: sizes.map((_, row) =>
        service({
          serviceName: `s${row}`,
          taskDefinition: row,
          desiredCount: 20,
          load: load({ requestsPerSecond: curve([[0, 1]]), cpuSecondsPerRequest: 0.02 }),
        }),
      ),
    });
    expect(costBound(given, terms, solver)).toMatchObject({ isPackingAddedUp: true });
  });

  it('P4.1: a DAEMON service, which has no desired count, can serve what it is promised to', () => {
    const daemon = { ...bulky(2).services[0]!, schedulingStrategy: 'DAEMON' as const, desiredCount: 0 };
    expect(bound({ ...bulky(2), services: [daemon] }, availability(99))).toBeCloseTo(2 * USD_PER_HOUR * 730, 6);
  });

  it('P9.4: is at the price of what a commitment may cover, volumes are not covered', () => {
    const discountOf = (category: string) => (category === 'm5' ? 0.5 : 0);
    const given = costBound(bulky(2), { ...terms, discountOf }, solver);
    expect(given!.usdPerMonth).toBeCloseTo(2 * (USD_PER_HOUR - 0.048) * 730, 6);
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
    capacity: fc.constantFrom('fleet', 'group', 'fixed', 'fargate' as const),
    isAwsvpc: fc.boolean(),
    failuresPerHour: fc.constantFrom(0, 0, 0.5),
    otherMemoryMiB: fc.constantFrom(300, 1300, 2100),
    seed: fc.nat(1000),
  });

  it('never costs less than its bound, nor than that of a family it is in', () => {
    fc.assert(
      fc.property(work, (one) => {
        const rows = (count: number) => Array.from({ length: count }, () => 0);
        const fixed = (count: number) => scaled(rows(count), { desiredCapacity: count, maxSize: 9 });
        const isOnFargate = one.capacity === 'fargate';
        const provider = {
          fleet: fleet(rows(one.instances)),
          group: scaled(rows(one.instances), { managedScaling: managedScaling(), minSize: 1, maxSize: 6 }),
          fixed: fixed(one.instances),
          fargate: FARGATE,
        }[one.capacity];
        const sizes = { cpuUnits: one.cpuUnits, fargateCpuUnits: one.cpuUnits, fargateMemoryMiB: 2048 };
        const cpuLimitUnits = one.hasLimit || isOnFargate ? one.cpuUnits : 0;
        const steps = curve([
          [0, one.rate],
          [2 * HOUR_MS, one.peak],
          [3 * HOUR_MS, one.rate],
        ]);
        const given = busy({
          seed: String(one.seed),
          durationMs: 6 * HOUR_MS,
          capacityProviders: [provider],
          ...(isOnFargate ? { launchTemplates: [] } : {}),
          failures: {
            hazards:
              isOnFargate || one.failuresPerHour === 0
                ? []
                : [{ kind: 'instance-failure', launchTemplate: 0, perHour: one.failuresPerHour }],
            incidents: [],
          },
          taskDefinitions: [
            definition({ ...sizes, memoryMiB: one.memoryMiB, cpuLimitUnits, isAwsvpc: one.isAwsvpc }),
            definition({ ...sizes, memoryMiB: one.otherMemoryMiB, cpuLimitUnits }),
          ],
          services: [
            service({
              desiredCount: one.desiredCount,
              load: load({ requestsPerSecond: steps, cpuSecondsPerRequest: one.cpuSeconds }),
            }),
            service({
              serviceName: 'other',
              taskDefinition: 1,
              desiredCount: 2,
              load: load({ requestsPerSecond: curve([[0, 4]]), cpuSecondsPerRequest: one.cpuSeconds }),
            }),
          ],
        });
        const recording = simulate(given);
        const expectations = recording.requests.slice(0, 2).map((requests, row): Expectation => {
          const { served, rejected, failed } = requests!;
          const limit = (100 * served) / (served + rejected + failed);
          return { ...availability(limit), service: given.services[row]!.serviceName };
        });
        const usdPerMonth = (invoice(recording, rates).totalUsd * HOURS_PER_MONTH) / 6;
        const least = bound(given, ...expectations);
        expect(least).not.toBeNull();
        expect(usdPerMonth).toBeGreaterThanOrEqual(least! - 1e-6);
        if (one.capacity !== 'fixed') return;
        const [first, other] = given.services;
        const sized = (count: number, desiredCount: number): SimulationInput => ({
          ...given,
          capacityProviders: [fixed(count)],
          services: [{ ...first!, desiredCount }, other!],
        });
        const terms = { expectations, rates, discountOf: NO_DISCOUNTS };
        const family = costBound(sized(one.instances + 2, 9), terms, solver, sized(1, 1));
        expect(family).not.toBeNull();
        expect(family!.usdPerMonth).toBeLessThanOrEqual(least! + 1e-6);
      }),
      { numRuns: 60 },
    );
  });
});

describe('the samples', () => {
  /** Those that take long, or are no scenarios of runs. */
  const LEFT_OUT = /^(flash-crowd|month-|packing|request-level)/;
  const names = readdirSync('scenarios').filter((name) => name.endsWith('.yaml') && !LEFT_OUT.test(name));

  it.each(names)('%s costs no less than its bound at the availability it had', async (name) => {
    const { inputs, rates: own } = compileScenario(await readScenarioFile(join('scenarios', name)));
    for (const one of inputs) {
      const recording = simulate(one);
      const expectations = one.services.flatMap(({ serviceName }, row): Expectation[] => {
        const percent = shareOfEnded(recording.requests[row]!, ({ served }) => served);
        return percent === null ? [] : [{ ...availability(percent), service: serviceName }];
      });
      const least = costBound(one, { expectations, rates: own, discountOf: NO_DISCOUNTS }, solver);
      const usdPerMonth = (invoice(recording, own).totalUsd * HOURS_PER_MONTH * HOUR_MS) / one.durationMs;
      expect(least).not.toBeNull();
      expect(usdPerMonth).toBeGreaterThanOrEqual(least!.usdPerMonth - 1e-6);
    }
  });
});
