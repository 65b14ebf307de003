import { describe, expect, it } from 'vitest';
import { compile, fargateDefinition, service, webDefinition } from '../scenario-texts.ts';

function load(fields: object, setting: object) {
  return compile({ services: [service({ ...fields, load: setting })] }).inputs[0]!.services[0]!.load;
}

describe('a load', () => {
  it('has its series as curves and its figures as they are', () => {
    const setting = { requestsPerSecond: 20, cpuSecondsPerRequest: 0.05, waitSecondsPerRequest: 0.1, memoryMiB: 300 };
    expect(load({}, setting)).toEqual({
      requestsPerSecond: { atMs: Float64Array.of(0), values: Float64Array.of(20), periodMs: 0 },
      cpuSecondsPerRequest: 0.05,
      waitSecondsPerRequest: 0.1,
      cpuFraction: null,
      memoryMiB: 300,
      memoryMiBPerConcurrentRequest: 0,
      requests: { detail: 'fluid', arrivals: 'poisson', times: { kind: 'exponential', deviation: 1 } },
      concurrentRequestsMax: 100,
      queuedRequestsMax: 1000,
      memoryGrowthMiBPerHour: 0,
    });
  });

  it('without memory uses what the task reserves where it runs', () => {
    const soft = webDefinition({
      containerDefinitions: [{ name: 'a', image: 'i', memory: 900, memoryReservation: 400 }],
    });
    expect(load({ taskDefinition: soft }, { cpuFraction: 1 })?.memoryMiB).toBe(400);
    const onFargate = { taskDefinition: fargateDefinition(), launchType: 'FARGATE' };
    expect(load(onFargate, { cpuFraction: 1 })?.memoryMiB).toBe(512);
    const windows = fargateDefinition({
      cpu: '1024',
      memory: '2048',
      runtimePlatform: { operatingSystemFamily: 'WINDOWS_SERVER_2022_CORE' },
      containerDefinitions: [{ name: 'a', image: 'i', memory: 700 }],
    });
    expect(load({ taskDefinition: windows, launchType: 'FARGATE' }, { cpuFraction: 1 })?.memoryMiB).toBe(2048);
  });
});
