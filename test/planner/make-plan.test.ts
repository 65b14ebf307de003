import { describe, expect, it } from 'vitest';
import { makePlan } from '../../src/planner/make-plan.ts';
import type { Plan } from '../../src/planner/read-plan.ts';
import runReplication from '../../src/sweep/summary-worker.ts';
import { PLAN_TEXT, planOf } from './plans.ts';

/** Every run of every setting: the cheapest that keeps every promise in all of them. */
function exhaustive(plan: Plan): { labels: unknown; usdPerMonth: number }[] {
  const kept = plan.points.flatMap((point) => {
    const summaries = plan.seeds.flatMap((seed) =>
      plan.cases.map((lost) => ({ lost, summary: runReplication({ scenario: plan.scenarioOf(point, lost), seed }) })),
    );
    if (summaries.some(({ summary }) => summary.expectations!.some(({ met }) => !met))) return [];
    const paid = summaries.filter(({ lost }) => lost === null).map(({ summary }) => summary.cost.usdPerMonth);
    return [{ labels: point.labels, usdPerMonth: paid.reduce((sum, usd) => sum + usd, 0) / paid.length }];
  });
  return kept.sort((a, b) => a.usdPerMonth - b.usdPerMonth);
}

describe('a plan', () => {
  it('is what running everything finds, and costs no less than its bound', async () => {
    const plan = planOf(PLAN_TEXT);
    const result = await makePlan(plan, { threads: 1 });
    const [best, runnerUp] = exhaustive(plan);
    expect(result.best).toMatchObject({ labels: best!.labels, broken: [] });
    expect(result.best!.usdPerMonth).toBeCloseTo(best!.usdPerMonth, 9);
    expect(result.runnerUp!.usdPerMonth).toBeCloseTo(runnerUp!.usdPerMonth, 9);
    expect(result.isProven).toBe(true);
    expect(result.boundUsdPerMonth).toBeLessThanOrEqual(best!.usdPerMonth);
    // 98 of 100 requests of two vCPUs, in tasks of half a vCPU and 1 GB.
    expect(result.boundUsdPerMonth).toBeCloseTo(((0.98 * 2) / 0.5) * (0.5 * 0.04048 + 0.004445) * 730, 4);
    // Three tasks cannot serve two vCPUs, whatever their memory: no run is made of them.
    expect(result.impossibleCount).toBe(2);
    // Four tasks can, by the programme, and do not: requests wait too long, or the start took too long.
    expect(result.runs).toBeLessThan(20);
  });

  it('is the same with any number of threads', async () => {
    const plan = planOf(PLAN_TEXT);
    expect(await makePlan(plan, { threads: 2 })).toEqual(await makePlan(plan, { threads: 1 }));
  });

  it('on container instances with the loss of zones is what running everything finds', async () => {
    const text = `plimsoll: 1
name: zones
region: us-east-1
seed: 3
duration: 3h
expect: { availability: 98.5% }
plan:
  replications: 1
  surviveZoneOutage: { at: 1h, for: 30m }
  choose:
    - name: instances
      path: clusters.shop.capacityProviders.general.autoScalingGroupProvider.desiredCapacity
      values: [3, 2, 6, 4]
    - name: type
      path: clusters.shop.capacityProviders.general.autoScalingGroupProvider.instanceType
      values: [m6i.large, c6i.large]
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
        load: { requestsPerSecond: 20, cpuSecondsPerRequest: 0.1, memoryMiB: 300 }
taskDefinitions:
  - family: web
    containerDefinitions: [{ name: web, image: web, cpu: 512, memory: 900 }]
`;
    const plan = planOf(text);
    const result = await makePlan(plan, { threads: 1 });
    const [best] = exhaustive(plan);
    expect(result.best).toMatchObject({ labels: best!.labels });
    expect(result.best!.usdPerMonth).toBeCloseTo(best!.usdPerMonth, 9);
    expect(result.zonesLost).toEqual(['us-east-1a', 'us-east-1b']);
  });

  it('says when nothing that may be chosen keeps the promises, and what comes nearest', async () => {
    const plan = planOf(
      PLAN_TEXT.replace('[8, 3, 6, 5, 4]', '[3, 4]').replace('expect: {', 'expect: { latencyP50: 1ms,'),
    );
    const result = await makePlan(plan, { threads: 1 });
    expect(result.best).toBeNull();
    expect(result.tried.every(({ broken }) => broken.length > 0)).toBe(true);
    expect(result.today.broken[0]).toContain('latencyP50 of web of cluster shop: found');
  });

  it('leaves out settings that are no valid scenarios, and says why', async () => {
    const plan = planOf(PLAN_TEXT.replace('large: "4096"', 'odd: "5000"'));
    const result = await makePlan(plan, { threads: 1 });
    expect(result.invalidCount).toBe(5);
    expect(result.invalidFault).toContain('5000');
    expect(result.best?.labels).toMatchObject({ size: 'small' });
  });
});
