import { expect, it } from 'vitest';
import { planSchema } from '../../../src/scenario/schema/plan.ts';

it('a plan chooses by axes as a sweep has them, and says which loss must be survived', () => {
  const choose = [
    { path: 'a.b', values: [1] },
    { path: ['a', 'b'], range: { from: 1, to: 3, step: 1 } },
    { path: 'c', instanceTypes: { family: 'm6i', vcpu: 4 } },
  ];
  expect(planSchema.safeParse({ choose, surviveZoneOutage: { at: '2h', for: '30m' } }).success).toBe(true);
  expect(planSchema.safeParse({ choose: [] }).success).toBe(false);
  expect(planSchema.safeParse({ choose, replications: 0 }).success).toBe(false);
});
