import { describe, expect, it } from 'vitest';
import { simulate } from '../../../../src/sim/simulation.ts';
import {
  constant,
  definition,
  FARGATE,
  fleet,
  image,
  input,
  service,
  source,
  template,
  timing,
} from '../../builders.ts';

const explainAt = (atMs: number) => ({ ...input().record, explain: { fromMs: 0, atMs, toMs: 600_000 } });
const onFargate = {
  capacityProviders: [FARGATE],
  images: [image('web', 100)],
  taskDefinitions: [definition({ images: [0], fargateCpuUnits: 1024 })],
  services: [service({ desiredCount: 3 })],
  timing: timing({
    fargateProvisioningMs: constant(15_000),
    containerStartMs: constant(2_000),
    fargatePullMiBPerSecond: 20,
  }),
};
const told = (parts: Parameters<typeof input>[0], atMs: number) =>
  simulate(input({ durationMs: 600_000, ...parts, record: explainAt(atMs) })).stateTold;

describe('StateTeller', () => {
  it('tells how the tasks of a service stood, and what they waited for', () => {
    const pendingAt = (atMs: number) => told(onFargate, atMs)?.workloads[0]?.pendingTasks;
    expect(pendingAt(10_000)).toEqual({ capacity: 0, provisioning: 3, imagePull: 0, containerStart: 0 });
    expect(pendingAt(19_000)).toEqual({ capacity: 0, provisioning: 0, imagePull: 3, containerStart: 0 });
    expect(pendingAt(21_000)).toEqual({ capacity: 0, provisioning: 0, imagePull: 0, containerStart: 3 });
    expect(told(onFargate, 120_000)?.workloads[0]).toEqual({
      desiredTasks: 3,
      runningTasks: 3,
      healthyTasks: 3,
      stoppingTasks: 0,
      pendingTasks: { capacity: 0, provisioning: 0, imagePull: 0, containerStart: 0 },
      missing: null,
    });
  });

  it('P5.14: knows who waits for an instance, and whom placement refused', () => {
    const small = { launchTemplates: [template({ cpuUnits: 128 })], capacityProviders: [fleet([0])] };
    const services = [service(), service({ serviceName: 'api', capacity: { launchType: 'EC2' } })];
    const [web, api] = told({ ...small, services }, 60_000)!.workloads;
    expect(web).toMatchObject({ pendingTasks: { capacity: 1 }, missing: null });
    expect(api).toMatchObject({ pendingTasks: { capacity: 0 }, missing: { cause: 'placementRefused', tasks: 1 } });
  });

  it('has no desired count of standalone tasks, and is silent unless asked', () => {
    expect(told({ taskSources: [source()] }, 1000)?.workloads[0]?.desiredTasks).toBeNull();
    expect(simulate(input({ services: [service()] })).stateTold).toBeNull();
  });

  it('changes nothing of the run but the count of events', () => {
    const { stateTold: _, eventCount: asked, ...heard } = simulate(input({ ...onFargate, record: explainAt(30_000) }));
    const { stateTold: __, eventCount: alone, ...plain } = simulate(input(onFargate));
    expect(heard).toEqual(plain);
    expect(asked).toBe(alone + 1);
  });
});
