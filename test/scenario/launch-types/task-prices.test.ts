import { describe, expect, it } from 'vitest';
import { launchTypePrices } from '../../../src/scenario/launch-types/task-prices.ts';
import {
  fargateDefinition,
  provider,
  read,
  scenarioText,
  service,
  taskSource,
  webDefinition,
} from '../scenario-texts.ts';

const sized = (cpu: number, memory: number, fields: object = {}) =>
  webDefinition({ containerDefinitions: [{ name: 'web', image: 'web', cpu, memory }], ...fields });
const m5 = [provider({ instanceType: 'm5.xlarge' })];
const pricesOf = (services: object[], more: object = {}) =>
  launchTypePrices(read(scenarioText({ capacityProviders: m5, services, ...more })));
const instancesOf = (services: object[]) =>
  pricesOf(services)[0]!.options.flatMap((option) => (option.kind === 'instances' ? [option.tasksPerInstance] : []));

describe('what a task costs on each launch type', () => {
  it('P9.10: four tasks of 3.75 GiB and three of 4 GiB share an m5.xlarge, by registered memory', () => {
    const [three] = pricesOf([service({ taskDefinition: sized(1024, 3840) })]);
    expect(three!.options.map(({ name }) => name)).toEqual([
      'EC2',
      'EC2 Spot',
      'EC2 Graviton',
      'Fargate',
      'Fargate Spot',
      'Fargate ARM',
    ]);
    expect(instancesOf([service({ taskDefinition: sized(1024, 3840) })])).toEqual([4, 4, 4]);
    expect(instancesOf([service({ taskDefinition: sized(1024, 4096) })])).toEqual([3, 3, 3]);
  });

  it('P9.7, P9.10: an instance costs its price and its root volume, a task on Fargate its size', () => {
    const [{ options }] = pricesOf([service({ taskDefinition: sized(1024, 3840) })]) as [
      ReturnType<typeof pricesOf>[0],
    ];
    expect(options[0]!.usdPerHour).toBeCloseTo(0.192 + (30 * 0.08) / 730, 8);
    expect(options[3]).toMatchObject({
      cpuUnits: 1024,
      memoryMiB: 4096,
      usdPerHour: expect.closeTo(0.04048 + 4 * 0.004445, 8),
    });
  });

  it('leaves room for daemons, and for network interfaces', () => {
    const daemon = service({
      serviceName: 'agent',
      schedulingStrategy: 'DAEMON',
      desiredCount: undefined,
      taskDefinition: sized(64, 256),
    });
    expect(instancesOf([service({ taskDefinition: sized(1024, 3840) }), daemon])).toEqual([3, 3, 3]);
    const tiny = service({ taskDefinition: sized(8, 8, { networkMode: 'awsvpc' }) });
    // P2.8: what trunking leaves of the interfaces of an m5.xlarge, in AWS's table.
    expect(instancesOf([tiny])[0]).toBe(20);
  });

  it('tells each size once, by the first service that has it, standalone tasks too', () => {
    const services = [service(), service({ serviceName: 'api' })];
    const tasks = [
      taskSource({
        arrivals: { poissonPerHour: 1 },
        launchType: undefined,
        taskDefinition: fargateDefinition({ cpu: '512', memory: '1024' }),
      }),
    ];
    expect(pricesOf(services, { tasks }).map(({ work, tasks: count }) => [work, count])).toEqual([
      ['web', 2],
      ['job', 0],
    ]);
  });
});
