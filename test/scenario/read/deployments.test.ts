import { describe, expect, it } from 'vitest';
import { HOUR_MS } from '../../../src/base/units.ts';
import { compile, faultsOf, service, webDefinition } from '../scenario-texts.ts';

const CHECKED = {
  family: 'web',
  containerDefinitions: [
    {
      name: 'web',
      image: 'nginx:2',
      cpu: 256,
      memory: 512,
      healthCheck: { command: ['CMD-SHELL', 'true'], interval: 10, retries: 3, startPeriod: 20 },
    },
  ],
};
const at = (hours: number, fields: object = {}) => ({ at: `${hours}h`, forceNewDeployment: true, ...fields });
const compiled = (fields: object) => compile({ services: [service(fields)] }).inputs[0]!;

describe('the deployments of a service', () => {
  it('P4.7: are in order of time, each with its own revision (P1.1: the next of the family)', () => {
    const files = { 'web-3.json': JSON.stringify(webDefinition({ networkMode: 'host' })) };
    const { inputs } = compile(
      {
        services: [
          service({ deployments: [at(5, { taskDefinition: 'web-3.json' }), at(2, { taskDefinition: CHECKED })] }),
        ],
      },
      {},
      files,
    );
    const { services, taskDefinitions } = inputs[0]!;
    const { deployments } = services[0]!;
    expect(deployments.map(({ atMs }) => atMs)).toEqual([2 * HOUR_MS, 5 * HOUR_MS]);
    expect(deployments.map((one) => taskDefinitions[one.taskDefinition]!.revision)).toEqual([2, 3]);
  });

  it('P4.7: forceNewDeployment alone deploys the revision that is there', () => {
    const { services } = compiled({ deployments: [at(1)] });
    expect(services[0]!.deployments[0]!.taskDefinition).toBe(services[0]!.taskDefinition);
  });

  it('P4.7: every so long until the run ends, from an instant or from the first time on', () => {
    const instants = (fields: object) =>
      compiled({ deployments: [{ forceNewDeployment: true, ...fields }] }).services[0]!.deployments.map(
        ({ atMs }) => atMs / HOUR_MS,
      );
    expect(instants({ every: '7h' })).toEqual([7, 14, 21]);
    expect(instants({ every: '10h', at: '2h' })).toEqual([2, 12, 22]);
    expect(instants({ every: '48h' })).toEqual([]);
    const faults = faultsOf({
      services: [service({ deployments: [{ every: '7h', taskDefinition: CHECKED }, { forceNewDeployment: true }] })],
    });
    expect(faults).toEqual([
      expect.stringContaining('deployments[0].every: '),
      expect.stringContaining('deployments[1].at: '),
    ]);
  });

  it('P4.7: with neither a taskDefinition nor forceNewDeployment are none', () => {
    expect(faultsOf({ services: [service({ deployments: [{ at: '1h' }] })] })).toEqual([
      'clusters[0].services[0].deployments[0]: found neither, expected a taskDefinition, or forceNewDeployment: true; anything else is no deployment',
    ]);
  });

  it('have the behaviour of the service unless they say otherwise', () => {
    const { services, taskDefinitions } = compiled({
      behaviour: { startFailureProbability: 0.25 },
      deployments: [at(1), at(2, { behaviour: { startFailureProbability: 1 } })],
    });
    const chances = services[0]!.deployments.map(
      (one) => taskDefinitions[one.taskDefinition]!.behaviour.startFailureProbability,
    );
    expect(chances).toEqual([0.25, 1]);
  });

  it('use what the service does, but for what they say: a leak, slower by a factor', () => {
    const load = { requestsPerSecond: 10, cpuSecondsPerRequest: 0.02, cpuFraction: 0.1, memoryMiB: 300 };
    const own = { memoryGrowthMiBPerHour: 64, cpuFactor: 3 };
    const { services } = compiled({
      load,
      deployments: [at(1, { load: own }), at(2, { taskDefinition: CHECKED })],
    });
    const [slow, usual] = services[0]!.deployments;
    expect(slow!.load).toMatchObject({ memoryMiB: 300, memoryGrowthMiBPerHour: 64 });
    expect(slow!.load!.cpuSecondsPerRequest).toBeCloseTo(0.06, 12);
    expect(slow!.load!.cpuFraction!.values[0]).toBeCloseTo(0.3, 12);
    expect(usual!.load).toEqual(services[0]!.load);
    expect(slow!.taskDefinition).not.toBe(services[0]!.taskDefinition);
  });

  it('P4.7: forceNewDeployment behaves as the revision that is there, and another revision as the service', () => {
    const { services, taskDefinitions } = compiled({
      behaviour: { exitCode: 5 },
      deployments: [
        at(1, { behaviour: { exitCode: 7 } }),
        at(2),
        at(3, { taskDefinition: CHECKED }),
        at(4, { taskDefinition: CHECKED, behaviour: { exitCode: 9 } }),
        at(5),
      ],
    });
    const exitCodes = services[0]!.deployments.map((one) => taskDefinitions[one.taskDefinition]!.behaviour.exitCode);
    expect(exitCodes).toEqual([7, 7, 5, 9, 9]);
  });

  it('P4.7: forceNewDeployment uses what the revision that is there does, not what the first one did', () => {
    const load = { requestsPerSecond: 10, cpuSecondsPerRequest: 0.02, memoryMiB: 300 };
    const slower = { load: { cpuFactor: 3 } };
    const { services } = compiled({
      load,
      deployments: [at(1), at(2, slower), at(3), at(4, slower), at(5, { taskDefinition: CHECKED }), at(6)],
    });
    const { deployments } = services[0]!;
    const costs = deployments.map((one) => one.load!.cpuSecondsPerRequest);
    expect(costs.map((cost) => Number(cost.toFixed(6)))).toEqual([0.02, 0.06, 0.06, 0.06, 0.02, 0.02]);
    expect(deployments[2]!.taskDefinition).toBe(deployments[1]!.taskDefinition);
  });

  it('cannot change a load that the service does not have, nor its requests', () => {
    expect(faultsOf({ services: [service({ deployments: [at(1, { load: { cpuFactor: 2 } })] })] })[0]).toContain(
      'deployments[0].load',
    );
    const load = { requestsPerSecond: 1, cpuSecondsPerRequest: 1 };
    const deployments = [at(1, { load: { requestsPerSecond: 5 } })];
    expect(faultsOf({ services: [service({ load, deployments })] })[0]).toContain('deployments[0].load');
  });

  it('P1.22, P1.23: fail their health check from then on; one in the start period does not count', () => {
    const times = (failsHealthCheckAfterSeconds: number) => {
      const behaviour = { failsHealthCheckAfterSeconds };
      const { taskDefinitions, services } = compiled({ deployments: [at(1, { taskDefinition: CHECKED, behaviour })] });
      const { healthyAfterMs, unhealthyAfterMs } = taskDefinitions[services[0]!.deployments[0]!.taskDefinition]!;
      return [healthyAfterMs < 1e12 ? healthyAfterMs : 'never', unhealthyAfterMs];
    };
    // Checks every 10 s; those at 10 and 20 s are in the start period, so 30, 40 and 50 s are the three that count.
    expect(times(0)).toEqual(['never', 50_000]);
    // Healthy at 10 s; the first that fails is the one at 70 s.
    expect(times(65)).toEqual([10_000, 90_000]);
  });

  it('P1.23: without a health check cannot fail it', () => {
    const deployments = [at(1, { behaviour: { failsHealthCheckAfterSeconds: 0 } })];
    expect(faultsOf({ services: [service({ deployments })] })).toEqual([
      'clusters[0].services[0].deployments[0].behaviour.failsHealthCheckAfterSeconds: found no health check, expected a service with a target group, or a task definition with a healthCheck on an essential container',
    ]);
  });

  it('on Fargate must be of a size of Fargate, as the first revision (P1.12)', () => {
    const definition = (memory: string) => ({
      family: 'job',
      networkMode: 'awsvpc',
      cpu: '256',
      memory,
      containerDefinitions: [{ name: 'job', image: 'job' }],
    });
    const deployments = [at(1, { taskDefinition: definition('4096') })];
    const faults = faultsOf({
      services: [service({ launchType: 'FARGATE', taskDefinition: definition('512'), deployments })],
    });
    expect(faults).toHaveLength(1);
    expect(faults[0]).toContain('deployments[0].taskDefinition');
  });

  it('P4.13: the circuit breaker has its defaults, and is off unless enabled', () => {
    const breaker = (deploymentCircuitBreaker: object) =>
      compiled({ deploymentConfiguration: { deploymentCircuitBreaker } }).services[0]!.circuitBreaker;
    expect(breaker({ enable: true, rollback: false })).toEqual({
      rollback: false,
      resetsOnHealthyTask: true,
      threshold: { type: 'BOUNDED_PERCENT', value: 50 },
    });
    expect(breaker({ enable: false, rollback: true })).toBeNull();
  });

  it('P4.18: the grace period is read in seconds', () => {
    expect(compiled({ healthCheckGracePeriodSeconds: 90 }).services[0]!.healthCheckGraceMs).toBe(90_000);
  });
});
