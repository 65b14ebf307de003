import { expect, it } from 'vitest';
import { usdPerHourOf } from '../../src/pricing/launch-type-prices.ts';

it('an instance is paid whole, a task of Fargate by itself', () => {
  const instances = {
    kind: 'instances',
    name: 'EC2',
    instanceType: 'm5.xlarge',
    usdPerHour: 0.2,
    tasksPerInstance: 4,
  } as const;
  expect([0, 1, 4, 5].map((tasks) => usdPerHourOf(instances, tasks))).toEqual([0, 0.2, 0.2, 0.4]);
  const tasks = { kind: 'tasks', name: 'Fargate', cpuUnits: 256, memoryMiB: 512, usdPerHour: 0.05 } as const;
  expect(usdPerHourOf(tasks, 4)).toBeCloseTo(0.2, 12);
});
