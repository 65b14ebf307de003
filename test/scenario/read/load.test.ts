import { describe, expect, it } from 'vitest';
import { faultsOf, read, scenarioText, service } from '../scenario-texts.ts';

const only = (fields: object) => read(scenarioText({ services: [service(fields)] })).clusters[0]!.services[0]!;

describe('a load', () => {
  it('has defaults: no waiting, no leak, 100 requests at once, memory as reserved', () => {
    expect(only({ load: { requestsPerSecond: 5, cpuSecondsPerRequest: 0.02 } }).load).toEqual({
      requestsPerSecond: { kind: 'constant', value: 5 },
      cpuSecondsPerRequest: 0.02,
      waitSecondsPerRequest: 0,
      cpuFraction: null,
      memoryMiB: null,
      memoryMiBPerConcurrentRequest: 0,
      requests: { detail: 'fluid', arrivals: 'poisson', times: { kind: 'exponential', deviation: 1 } },
      concurrentRequestsMax: 100,
      queuedRequestsMax: 1000,
      memoryGrowthMiBPerHour: 0,
      cpuFactor: 1,
    });
  });

  it('states memory as one figure, or as a base and a part per request', () => {
    expect(only({ load: { memoryMiB: '1 GB' } }).load).toMatchObject({ memoryMiB: 1024 });
    expect(only({ load: { memoryMiB: { base: 300, perConcurrentRequest: 2 } } }).load).toMatchObject({
      memoryMiB: 300,
      memoryMiBPerConcurrentRequest: 2,
    });
  });

  it('says in which detail requests are simulated, and how they come and vary', () => {
    const requests = { requestsPerSecond: 5, cpuSecondsPerRequest: 0.02, detail: 'requests', requestArrivals: 'even' };
    const read = (fields: object) => only({ load: { ...requests, ...fields } }).load?.requests;
    const expected = { detail: 'requests', arrivals: 'even' };
    expect(read({ requestTimes: 'constant' })).toEqual({ ...expected, times: { kind: 'constant', deviation: 0 } });
    expect(read({ requestTimes: { lognormal: { cv: 2 } } })).toEqual({
      ...expected,
      times: { kind: 'lognormal', deviation: 2 },
    });
  });

  it('has requests to simulate one by one, where it asks for that', () => {
    expect(faultsOf({ services: [service({ load: { detail: 'requests', cpuSecondsPerRequest: 1 } })] })).toEqual([
      'clusters[0].services[0].load.requestsPerSecond: found nothing, expected the requests that are to be simulated one by one, beside detail: requests',
    ]);
  });

  it('that nobody stated is unknown, not none', () => {
    expect(only({}).load).toBeNull();
  });

  it('with requests must say what a request takes', () => {
    expect(faultsOf({ services: [service({ load: { requestsPerSecond: 5 } })] })).toEqual([
      'clusters[0].services[0].load.cpuSecondsPerRequest: found nothing, expected the CPU time of one request in seconds, beside requestsPerSecond',
    ]);
  });
});

describe('a behaviour', () => {
  it('has defaults: no failures, no exit', () => {
    expect(only({}).behaviour).toEqual({
      startFailureProbability: 0,
      exitAfterMs: null,
      exitCode: 1,
      failsHealthCheckAfterMs: null,
      protection: null,
      containers: {},
    });
  });

  it('is read with its containers, in seconds', () => {
    const containers = { web: { readySeconds: '1m', stopSeconds: 2, runSeconds: 3, exitCode: 4 } };
    const behaviour = {
      startFailureProbability: 0.1,
      exitAfterSeconds: { exponential: { mean: '1h' } },
      exitCode: 137,
      containers,
    };
    expect(only({ behaviour }).behaviour).toEqual({
      startFailureProbability: 0.1,
      exitAfterMs: { kind: 'exponential', mean: 3_600_000 },
      exitCode: 137,
      failsHealthCheckAfterMs: null,
      protection: null,
      containers: { web: { readySeconds: 60, stopSeconds: 2, runSeconds: 3, exitCode: 4 } },
    });
  });

  it('P3.26: protects from scale-in with the defaults and limits of UpdateTaskProtection', () => {
    expect(only({ behaviour: { taskProtection: {} } }).behaviour.protection).toEqual({
      probability: 1,
      startsAfterMs: { kind: 'constant', value: 0 },
      lastsMs: null,
      expiresAfterMs: 7_200_000,
      againAfterMs: null,
    });
    const taskProtection = {
      probability: 0.5,
      startsAfterSeconds: 30,
      lastsSeconds: { exponential: { mean: '20m' } },
      expiresInMinutes: 2880,
      againAfterSeconds: '5m',
    };
    expect(only({ behaviour: { taskProtection } }).behaviour.protection).toEqual({
      probability: 0.5,
      startsAfterMs: { kind: 'constant', value: 30_000 },
      lastsMs: { kind: 'exponential', mean: 1_200_000 },
      expiresAfterMs: 172_800_000,
      againAfterMs: { kind: 'constant', value: 300_000 },
    });
    const expiring = (expiresInMinutes: number) =>
      faultsOf({ services: [service({ behaviour: { taskProtection: { expiresInMinutes } } })] });
    expect(expiring(2881)).toEqual([expect.stringContaining('behaviour.taskProtection.expiresInMinutes: found 2881')]);
    expect(expiring(0)).toEqual([expect.stringContaining('behaviour.taskProtection.expiresInMinutes: found 0')]);
  });

  it('of a container that the task does not have is refused', () => {
    expect(faultsOf({ services: [service({ behaviour: { containers: { wep: {} } } })] })).toEqual([
      'clusters[0].services[0].behaviour.containers.wep: found an unknown container, expected one of web; did you mean "web"?',
    ]);
  });
});
