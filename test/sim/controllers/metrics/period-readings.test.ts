import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HOUR_MS, MINUTE_MS } from '../../../../src/base/units.ts';
import { assembleEngine } from '../../../../src/sim/actions/engine-parts.ts';
import { metricSources } from '../../../../src/sim/controllers/metrics/metric-sources.ts';
import { PeriodReadings } from '../../../../src/sim/controllers/metrics/period-readings.ts';
import { Simulation, simulate } from '../../../../src/sim/simulation.ts';
import type { SimulationInput } from '../../../../src/sim/state/input.ts';
import { smallInputs } from '../../arbitrary-inputs.ts';
import {
  cloudWatch,
  curve,
  definition,
  FARGATE,
  fleet,
  input,
  load,
  service,
  TARGETS,
  targetGroup,
  template,
} from '../../builders.ts';

const KEPT = { ...input().record, keepMetrics: true };
const WITH_INSIGHTS = cloudWatch({ containerInsights: 'enabled' });

/** Datapoints of a metric by name and the value of its last dimension. */
function datapoints(given: SimulationInput, name: string, dimension: string): number[] {
  const metric = simulate({ ...given, record: KEPT }).metrics!.find(
    (one) => one.name === name && one.dimensions.at(-1)!.value === dimension,
  );
  return [...metric!.values];
}

/** One task of 512 units and 1024 MiB on an instance of 2048 units, with that use. */
function oneTask(units: number, memoryMiB: number): SimulationInput {
  const use = load({ cpuFraction: curve([[0, units / 512]]), memoryMiB });
  return input({
    durationMs: 10 * MINUTE_MS,
    taskDefinitions: [definition({ cpuUnits: 512, memoryMiB: 1024 })],
    services: [service({ load: use })],
  });
}

describe('Container Insights at instance level', () => {
  it('P11.3: are in the mean of the container instances, with tasks or without', () => {
    const given = input({
      ...oneTask(512, 400),
      capacityProviders: [fleet([0, 0])],
      cloudWatch: cloudWatch({ containerInsights: 'enabled', hasInstanceInsights: true }),
    });
    const last = (name: string) => datapoints(given, name, 'shop').at(-1);
    // One of two instances of 2048 units and 4000 MiB has a task of 512 units and 1024 MiB.
    expect(last('instance_cpu_limit')).toBe(2048);
    expect(last('instance_cpu_usage_total')).toBe(256);
    expect(last('instance_cpu_utilization')).toBe(12.5);
    expect(last('instance_cpu_reserved_capacity')).toBe(12.5);
    expect(last('instance_memory_limit')).toBe(4000 * 2 ** 20);
    expect(last('instance_memory_working_set')).toBe(200 * 2 ** 20);
    expect(last('instance_memory_utilization')).toBe(5);
    expect(last('instance_memory_reserved_capacity')).toBe(12.8);
    expect(last('instance_number_of_running_tasks')).toBe(0.5);
  });

  it('P11.3: a service that is deployed anew has two deployments until the old tasks are gone', () => {
    const given = input({
      services: [
        service({
          deployments: [{ atMs: 3 * MINUTE_MS, taskDefinition: 1, load: null, test: null }],
        }),
      ],
      taskDefinitions: [definition(), definition({ revision: 2, healthyAfterMs: 100_000 })],
      cloudWatch: WITH_INSIGHTS,
      durationMs: 10 * MINUTE_MS,
    });
    const counts = datapoints(given, 'DeploymentCount', 'web');
    expect([counts[1], counts[3], counts.at(-1)]).toEqual([1, 2, 1]);
  });
});

describe('the metrics of a service', () => {
  it.each([
    [2048, 512, 400, 50],
    [128, 128, 25, 12.5],
  ])(
    'P6.14 EX (AWS): %d units and %d MiB of 512 and 1024 are %d %% CPU and %d %% memory',
    (units, mib, cpu, memory) => {
      expect(datapoints(oneTask(units, mib), 'CPUUtilization', 'web').at(-1)).toBe(cpu);
      expect(datapoints(oneTask(units, mib), 'MemoryUtilization', 'web').at(-1)).toBe(memory);
    },
  );

  it('P6.14: is the mean over the tasks and the minute, exact to the millisecond of a change', () => {
    const use = load({
      cpuFraction: curve([
        [0, 0.2],
        [3 * MINUTE_MS + 30_000, 0.6],
      ]),
    });
    const given = input({
      durationMs: 6 * MINUTE_MS,
      services: [service({ desiredCount: 3, load: use })],
      timing: { ...input().timing, usageIntervalMs: 10_000 },
    });
    expect(datapoints(given, 'CPUUtilization', 'web')).toEqual([20, 20, 20, 40, 60]);
  });

  it('P11.1: has no datapoint while no task of it runs', () => {
    const updates = [
      { atMs: 2 * MINUTE_MS, desiredCount: 0 },
      { atMs: 5 * MINUTE_MS, desiredCount: 1 },
    ];
    const use = load({ cpuFraction: curve([[0, 0.5]]) });
    const given = input({ durationMs: 7 * MINUTE_MS, services: [service({ load: use, updates })] });
    expect(datapoints(given, 'CPUUtilization', 'web').map(Number.isNaN)).toEqual([
      false,
      false,
      true,
      true,
      true,
      false,
    ]);
  });

  it('P6.14: has no CPU datapoint where its tasks reserve no CPU, whatever they use', () => {
    const use = load({ requestsPerSecond: curve([[0, 1]]), cpuSecondsPerRequest: 0.5, memoryMiB: 256 });
    const given = input({
      durationMs: 3 * MINUTE_MS,
      taskDefinitions: [definition({ cpuUnits: 0 })],
      services: [service({ load: use })],
    });
    expect(datapoints(given, 'CPUUtilization', 'web')).toEqual([Number.NaN, Number.NaN]);
    expect(datapoints(given, 'MemoryUtilization', 'web').at(-1)).toBe(50);
  });

  it('P11.3: Container Insights count its tasks and its units', () => {
    const use = load({ cpuFraction: curve([[0, 0.5]]) });
    const services = [service({ desiredCount: 4, load: use }), service({ serviceName: 'api' })];
    const given = input({ durationMs: 5 * MINUTE_MS, services, cloudWatch: WITH_INSIGHTS });
    const last = (name: string, of: string) => datapoints(given, name, of).at(-1);
    expect([last('DesiredTaskCount', 'web'), last('RunningTaskCount', 'web'), last('PendingTaskCount', 'web')]).toEqual(
      [4, 4, 0],
    );
    expect([last('CpuReserved', 'web'), last('CpuUtilized', 'web'), last('MemoryReserved', 'web')]).toEqual([
      1024, 512, 2048,
    ]);
    expect([last('TaskCount', 'shop'), last('ServiceCount', 'shop'), last('ContainerInstanceCount', 'shop')]).toEqual([
      5, 2, 1,
    ]);
    expect(last('CpuReserved', 'shop')).toBe(1280);
  });
});

describe('the metrics of a cluster', () => {
  it('P6.15 EX (AWS): ten tasks of 1024 and 2048 on a c4.4xlarge and a c4.large are 55.56 % CPU and 60.37 % memory', () => {
    const given = input({
      durationMs: 5 * MINUTE_MS,
      launchTemplates: [
        template({ instanceType: 'c4.4xlarge', cpuUnits: 16_384, memoryMiB: 30_158 }),
        template({ instanceType: 'c4.large', cpuUnits: 2048, memoryMiB: 3768 }),
      ],
      capacityProviders: [fleet([0, 1])],
      taskDefinitions: [definition({ cpuUnits: 1024, memoryMiB: 2048 })],
      services: [service({ desiredCount: 10 })],
    });
    expect(datapoints(given, 'CPUReservation', 'shop').at(-1)).toBe(55.56);
    expect(datapoints(given, 'MemoryReservation', 'shop').at(-1)).toBe(60.37);
  });

  it('P6.15: counts container instances only', () => {
    const given = input({
      launchTemplates: [],
      capacityProviders: [FARGATE],
      services: [service()],
      record: KEPT,
    });
    expect(simulate(given).metrics).toEqual([]);
  });

  it('P11.1: no datapoint of reservation without a running task', () => {
    const given = input({ durationMs: 3 * MINUTE_MS, services: [service({ desiredCount: 0 })] });
    expect(datapoints(given, 'CPUReservation', 'shop')).toEqual([Number.NaN, Number.NaN]);
  });
});

describe('PeriodReadings, on random clusters', () => {
  it('P11.1: no datapoint of use in a minute in which no task ran, and one in every other', () => {
    fc.assert(
      fc.property(smallInputs, (given) => {
        const cloudWatch = { ...given.cloudWatch, containerInsights: 'enabled' as const };
        const { metrics } = simulate({ ...given, cloudWatch, record: { ...given.record, keepMetrics: true } });
        const running = (serviceName: string) =>
          metrics!.find(
            ({ name, dimensions }) => name === 'RunningTaskCount' && dimensions.at(-1)!.value === serviceName,
          )?.values;
        for (const { name, namespace, dimensions, periodMs, values } of metrics!) {
          if (namespace !== 'AWS/ECS' || periodMs !== MINUTE_MS || dimensions.length < 2) continue;
          const counts = running(dimensions.at(-1)!.value);
          // An alarm may look at a service that is not there.
          if (counts === undefined) continue;
          const hasUnits = given.taskDefinitions.every(({ cpuUnits }) => cpuUnits > 0) || name === 'MemoryUtilization';
          values.forEach((value, minute) => {
            if (counts[minute] === 0) expect(value).toBeNaN();
            else if (hasUnits) expect(value).toBeGreaterThanOrEqual(0);
          });
        }
      }),
      { numRuns: 100 },
    );
  });

  it('looking does not change what happens', () => {
    fc.assert(
      fc.property(smallInputs, (given) => {
        const run = (keepMetrics: boolean) => {
          const {
            eventCount: _,
            metrics: __,
            meters,
            ...rest
          } = simulate({
            ...given,
            record: { ...given.record, keepMetrics },
          });
          return { ...rest, meters: { ec2: meters.ec2, fargate: meters.fargate } };
        };
        expect(run(true)).toEqual(run(false));
      }),
      { numRuns: 200 },
    );
  });

  it('refuses what it cannot read', () => {
    const given = input({ services: [service()] });
    const { recorder, cluster } = assembleEngine(given);
    const readings = new PeriodReadings(MINUTE_MS, recorder, cluster, metricSources(given).groups);
    expect(() => readings.datapoint(99, 0, MINUTE_MS)).toThrow('no reading');
    expect(readings.datapoint(99, -1, MINUTE_MS)).toBeNaN();
  });
});

describe('the requests of a target', () => {
  /** Three targets with 30 requests a second. */
  function watched(requests: Partial<ReturnType<typeof load>['requests']> = {}): SimulationInput {
    const use = load({
      requestsPerSecond: curve([[0, 30]]),
      cpuSecondsPerRequest: 0.001,
      requests: { ...load({}).requests, ...requests },
    });
    const spec = {
      namespace: 'AWS/ApplicationELB',
      name: 'RequestCountPerTarget',
      dimensions: [{ name: 'TargetGroup', value: 'targetgroup/web/1' }],
      periodMs: MINUTE_MS,
      unit: 'None' as const,
      statistic: 'Sum' as const,
    };
    const policy = {
      type: 'TargetTrackingScaling' as const,
      policyName: 'requests',
      metric: spec,
      targetValue: 10_000,
      scaleOutCooldownMs: 0,
      scaleInCooldownMs: HOUR_MS,
      disableScaleIn: true,
    };
    const scaling = { minCapacity: 3, maxCapacity: 3, policies: [policy], scheduledActions: [] };
    return input({
      durationMs: 5 * MINUTE_MS + 1,
      targetGroups: [targetGroup()],
      services: [service({ desiredCount: 3, load: use, scaling, targetGroups: TARGETS })],
    });
  }

  it('P6.2: RequestCountPerTarget is the sum of a minute by the targets that were there', () => {
    expect(datapoints(watched(), 'RequestCountPerTarget', 'targetgroup/web/1').at(-1)).toBe(600);
    expect(new Simulation(watched()).eventCount).toBe(0);
  });

  it('P6.2, P7.8: one by one it is a third of RequestCount: what came, not what was to be expected', () => {
    const given = watched({ detail: 'requests' });
    const perTarget = datapoints(given, 'RequestCountPerTarget', 'targetgroup/web/1').slice(1);
    const counts = datapoints(given, 'RequestCount', 'targetgroup/web').slice(1);
    expect(perTarget.map((value) => value * 3)).toEqual(counts.map((count) => expect.closeTo(count, 6)));
    expect(new Set(counts).size).toBeGreaterThan(1);
  });
});
