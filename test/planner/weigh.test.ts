import { beforeAll, describe, expect, it } from 'vitest';
import { NO_DISCOUNTS } from '../../src/planner/bound/capacity-prices.ts';
import { costBound } from '../../src/planner/bound/cost-bound.ts';
import { loadSolver, type Solver } from '../../src/planner/bound/linear-program.ts';
import type { Plan } from '../../src/planner/read-plan.ts';
import type { Contender, Family } from '../../src/planner/search.ts';
import { Weighing } from '../../src/planner/weigh.ts';
import { compileScenario } from '../../src/scenario/compile.ts';
import { PLAN_TEXT, planOf } from './plans.ts';

let solver: Solver;
beforeAll(async () => {
  solver = await loadSolver();
});

/** Two vCPU of requests in tasks of half a vCPU on instances of two: counts of instances and tasks. */
const COUNTS = `plimsoll: 1
name: counts
region: us-east-1
duration: 4h
expect: { availability: 99% }
plan:
  choose:
    - name: type
      path: clusters.shop.capacityProviders.general.autoScalingGroupProvider.instanceType
      values: [m6i.large, c6i.large]
    - name: instances
      path: clusters.shop.capacityProviders.general.autoScalingGroupProvider.desiredCapacity
      range: { from: 1, to: 9, step: 1 }
    - { name: tasks, path: clusters.shop.services.web.desiredCount, values: [2, 4, 5, 8] }
clusters:
  - clusterName: shop
    capacityProviders:
      - name: general
        autoScalingGroupProvider:
          instanceType: m6i.large
          availabilityZones: [us-east-1a, us-east-1b]
          minSize: 0
          maxSize: 9
          desiredCapacity: 6
    services:
      - serviceName: web
        taskDefinition: web
        desiredCount: 6
        capacityProviderStrategy: [{ capacityProvider: general, weight: 1 }]
        deploymentConfiguration: { maximumPercent: 100 }
        load: { requestsPerSecond: 20, cpuSecondsPerRequest: 0.1, memoryMiB: 300, queuedRequestsMax: 1 }
taskDefinitions:
  - family: web
    cpu: "512"
    memory: "2600"
    containerDefinitions: [{ name: web, image: web, cpu: 512, memory: 2600 }]
`;

/** What the bound of a setting by itself is. */
function ownBound(plan: Plan, index: number): number | null {
  const { facts, inputs, rates } = compileScenario(plan.scenarioOf(plan.points[index]!, null));
  const terms = { expectations: facts.expectations, rates, discountOf: NO_DISCOUNTS };
  return inputs.reduce((sum: number | null, input) => {
    const bound = costBound(input, terms, solver);
    return bound === null || sum === null ? null : sum + bound.usdPerMonth;
  }, 0);
}

/** Every setting that comes out, with the least bound of the families that it was in. */
function opened(families: readonly Family[], least = 0): { contender: Contender; family: number }[] {
  return families.flatMap((family) => {
    const { boundUsdPerMonth } = family;
    if (boundUsdPerMonth === null) return [];
    expect(boundUsdPerMonth).toBeGreaterThanOrEqual(least - 1e-6);
    const { contenders, families: smaller } = family.open();
    return [
      ...contenders.map((contender) => ({ contender, family: boundUsdPerMonth })),
      ...opened(smaller, boundUsdPerMonth),
    ];
  });
}

describe('what settings cannot cost less than', () => {
  it('is told for a family at once, and no setting of it has a bound below that', async () => {
    const plan = planOf(COUNTS);
    const weighing = new Weighing(plan, solver);
    const families = await weighing.families();
    expect(families).toHaveLength(2);
    expect(weighing.facts().programCount).toBe(2);
    const all = opened(families);
    // An m6i.large holds two tasks by memory, a c6i.large one.
    for (const { contender, family } of all) {
      const own = ownBound(plan, contender.index);
      if (contender.boundUsdPerMonth === null) expect(own).toBeNull();
      else if (own !== null) expect(contender.boundUsdPerMonth).toBeLessThanOrEqual(own + 1e-6);
      expect(contender.boundUsdPerMonth ?? family).toBeGreaterThanOrEqual(family - 1e-6);
    }
    const out = new Set(all.map(({ contender }) => contender.index));
    for (const { index } of plan.points) if (!out.has(index)) expect(ownBound(plan, index)).toBeNull();
    const possible = all.filter(({ contender }) => contender.boundUsdPerMonth !== null).length;
    expect(weighing.facts().impossibleCount).toBe(plan.points.length - possible);
  });

  it('the first that comes out of a family is the start: its counts are those of the programme', async () => {
    const plan = planOf(COUNTS);
    const [family] = await new Weighing(plan, solver).families();
    const { contenders } = family!.open();
    expect(plan.points[contenders[0]!.index]!.labels).toEqual({ type: 'm6i.large', instances: 2, tasks: 4 });
    expect(contenders[0]!.boundUsdPerMonth).toBe(family!.boundUsdPerMonth);
  });

  it('leaves a family closed that nobody opens: its settings need no programme', async () => {
    const plan = planOf(COUNTS);
    const weighing = new Weighing(plan, solver);
    const [family] = await weighing.families();
    family!.open();
    // Two families; below and above the start, and as many instances with other tasks.
    expect(weighing.facts().programCount).toBeLessThan(12);
  });

  it('a group that scales, or whose size an update changes, makes its settings families of one', async () => {
    const scaling = COUNTS.replace('maxSize: 9', 'maxSize: 9\n          managedScaling: { status: ENABLED }').replace(
      'desiredCapacity\n      range: { from: 1, to: 9, step: 1 }',
      'minSize\n      values: [1, 2]',
    );
    const plan = planOf(scaling);
    const weighing = new Weighing(plan, solver);
    const families = await weighing.families();
    expect(families).toHaveLength(plan.points.length);
    expect(families.every(({ boundUsdPerMonth }, index) => boundUsdPerMonth === ownBound(plan, index))).toBe(true);
  });

  it('knows the rest of a family whose corner is no valid scenario', async () => {
    const plan = planOf(COUNTS.replace('maxSize: 9', 'maxSize: 6'));
    const weighing = new Weighing(plan, solver);
    const all = opened(await weighing.families());
    const { invalidCount, invalidFault } = weighing.facts();
    expect(invalidCount).toBe(2 * 3 * 4);
    expect(invalidFault).toContain('desiredCapacity');
    expect(all.every(({ contender }) => Number(plan.points[contender.index]!.labels.instances) <= 6)).toBe(true);
  });

  it('is told no further once a signal is aborted', async () => {
    const controller = new AbortController();
    const weighing = new Weighing(planOf(COUNTS), solver);
    const families = weighing.families(controller.signal);
    controller.abort(new Error('enough'));
    await expect(families).rejects.toThrow('enough');
    expect(weighing.facts().programCount).toBe(0);
  });

  it('counts settings that are no scenarios, with the first fault', async () => {
    const plan = planOf(PLAN_TEXT.replace('large: "4096"', 'odd: "5000"'));
    const weighing = new Weighing(plan, solver);
    expect(await weighing.families()).toHaveLength(1);
    expect(weighing.facts()).toMatchObject({ invalidCount: 5, invalidFault: expect.stringContaining('5000') });
  });
});
