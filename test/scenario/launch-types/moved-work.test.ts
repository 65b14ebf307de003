import { describe, expect, it } from 'vitest';
import { rateCard } from '../../../src/catalog/rates.ts';
import { asDaemon, fargateSizeOf, isMovable, onEc2, onFargate } from '../../../src/scenario/launch-types/moved-work.ts';
import { fargateDefinition, read, scenarioText, service, webDefinition } from '../scenario-texts.ts';

const rates = rateCard('us-east-1').fargate({
  operatingSystem: 'linux',
  architecture: 'x86_64',
  capacity: 'on-demand',
})!;
const serviceOf = (fields: object) => read(scenarioText({ services: [service(fields)] })).clusters[0]!.services[0]!;
const sized = (cpu: number, memory: number, fields: object = {}) =>
  webDefinition({ containerDefinitions: [{ name: 'web', image: 'web', cpu, memory }], ...fields });
const fargate = { architecture: 'X86_64', strategy: [{ capacityProvider: 'FARGATE', base: 0, weight: 1 }] } as const;

describe('work that moves to Fargate', () => {
  it.each([
    [300, 900, 512, 1024],
    [1024, 9000, 2048, 9216],
    [200, 5000, 1024, 5120],
  ])('P1.14 EX: %d units and %d MiB get %d and %d', (cpu, memory, cpuUnits, memoryMiB) => {
    const { taskDefinition } = onFargate(serviceOf({ taskDefinition: sized(cpu, memory) }), fargate, rates);
    expect(taskDefinition).toMatchObject({
      cpuUnits,
      memoryMiB,
      networkMode: 'awsvpc',
      requiresCompatibilities: ['FARGATE'],
    });
  });

  it('keeps a size that Fargate has, and gives up how it was placed', () => {
    const placement = {
      placementStrategy: [{ type: 'binpack', field: 'cpu' }],
      placementConstraints: [{ type: 'distinctInstance' }],
    };
    const moved = onFargate(serviceOf({ taskDefinition: sized(1024, 3840), ...placement }), fargate, rates);
    expect(moved).toMatchObject({
      placementStrategy: [],
      placementConstraints: [],
      capacity: { strategy: fargate.strategy },
    });
    const own = serviceOf({ taskDefinition: fargateDefinition(), launchType: 'FARGATE' });
    expect(fargateSizeOf(own.taskDefinition, rates)).toEqual({ cpuUnits: 256, memoryMiB: 512 });
  });

  it('takes its later revisions along', () => {
    const deployments = [{ at: '1h', taskDefinition: sized(700, 900) }];
    const moved = onFargate(serviceOf({ deployments }), fargate, rates);
    expect(moved.deployments[0]!.taskDefinition).toMatchObject({
      cpuUnits: 1024,
      memoryMiB: 2048,
      networkMode: 'awsvpc',
    });
  });
});

describe('work that moves to EC2', () => {
  const target = {
    architecture: 'ARM64',
    strategy: [{ capacityProvider: 'ec2-on-demand', base: 0, weight: 1 }],
  } as const;

  it('keeps its definition but for the architecture, and forgets instances that it named', () => {
    const memberOf = { type: 'memberOf', expression: 'attribute:ecs.instance-type == m6i.xlarge' };
    const own = serviceOf({ placementConstraints: [memberOf, { type: 'distinctInstance' }] });
    const moved = onEc2(own, target);
    expect(moved.taskDefinition).toEqual({ ...own.taskDefinition, cpuArchitecture: 'ARM64' });
    expect(moved.placementConstraints).toEqual([{ type: 'distinctInstance' }]);
  });

  it('is spread over zones and packed where nothing was said, else placed as before', () => {
    expect(onEc2(serviceOf({}), target).placementStrategy.map(({ type }) => type)).toEqual(['spread', 'binpack']);
    const random = serviceOf({ placementStrategy: [{ type: 'random' }] });
    expect(onEc2(random, target).placementStrategy).toEqual([{ type: 'random' }]);
  });

  it('as a daemon is on whatever instances there are', () => {
    const daemon = serviceOf({ schedulingStrategy: 'DAEMON', desiredCount: undefined });
    expect(asDaemon(daemon, target)).toMatchObject({ capacity: { launchType: 'EC2' }, placementStrategy: [] });
  });
});

it('daemons, GPUs, Windows and tasks without a network stay where they are', () => {
  expect(isMovable(serviceOf({}))).toBe(true);
  expect(isMovable(serviceOf({ schedulingStrategy: 'DAEMON', desiredCount: undefined }))).toBe(false);
  const gpu = { resourceRequirements: [{ type: 'GPU', value: '1' }] };
  const container = { name: 'web', image: 'web', cpu: 256, memory: 512 };
  expect(
    isMovable(serviceOf({ taskDefinition: webDefinition({ containerDefinitions: [{ ...container, ...gpu }] }) })),
  ).toBe(false);
  expect(isMovable(serviceOf({ taskDefinition: sized(256, 512, { networkMode: 'none' }) }))).toBe(false);
  expect(isMovable(serviceOf({ taskDefinition: sized(1024, 130_000) }))).toBe(false);
});
