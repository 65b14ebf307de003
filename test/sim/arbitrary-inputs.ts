/** Random small clusters: every kind of capacity, service, task source, load and misbehaviour, an hour at most. */
import fc from 'fast-check';
import type { DistributionInput } from '../../src/base/distributions.ts';
import { MINUTE_MS, NONE } from '../../src/base/units.ts';
import { capacityShortages } from '../../src/scenario/compile/failures.ts';
import {
  FARGATE_LIMITS_DEFAULT,
  type FailuresInput,
  type HazardInput,
  type IncidentInput,
  NO_FAILURES,
} from '../../src/sim/state/input/failures.ts';
import type { TargetGroupInput } from '../../src/sim/state/input/load-balancing.ts';
import type { ManagedInstancesInput } from '../../src/sim/state/input/managed-instances.ts';
import { type NetworkInput, NO_NETWORK, type StartPathsInput } from '../../src/sim/state/input/network.ts';
import type { RequestsInput } from '../../src/sim/state/input/requests.ts';
import type { AlarmInput, ScalingPolicyInput, ServiceScalingInput } from '../../src/sim/state/input/service-scaling.ts';
import type {
  CapacityInput,
  LaunchTemplateInput,
  LoadInput,
  ServiceInput,
  SimulationInput,
  TaskDefinitionInput,
  TaskSourceInput,
  TimingInput,
} from '../../src/sim/state/input.ts';
import { requestCountPerTarget } from '../../src/sim/state/metric-names.ts';
import type { MetricSpec } from '../../src/sim/state/metrics.ts';
import { NO_SPACE_LEFT, PULL_DENIED, PULL_TIMED_OUT, ROLE_NOT_ASSUMED } from '../../src/sim/state/start-failures.ts';
import {
  cloudWatch,
  constant,
  curve,
  definition,
  FARGATE,
  FARGATE_SPOT,
  fleet,
  group,
  image,
  input,
  listed,
  load,
  loadBalancer,
  managedScaling,
  service,
  source,
  targetGroup,
  template,
  timing,
  ZONES,
} from './builders.ts';
import { MANAGED_TEMPLATES, managedProvider } from './managed.ts';
import { cpu, scaling, stepping, tracking } from './scaling.ts';

/**
 * Definitions 0 and 3 may run on Fargate, 1 and 2 are for EC2; 3 is a revision that is slower and leaks. Providers 0
 * and 1 are fleets, 2 and 3 Fargate, 4 Managed Instances.
 */
const ON_FARGATE = 0;
const SLOW = 3;
const MANAGED = 4;

function duration(maxMs: number): fc.Arbitrary<DistributionInput> {
  return fc.oneof(
    fc.nat(maxMs).map(constant),
    fc.integer({ min: 1, max: maxMs }).map((mean) => ({ kind: 'exponential' as const, mean })),
    fc.nat(maxMs).map((max) => ({ kind: 'uniform' as const, min: 0, max })),
  );
}

/** A subnet in each zone, the second with hardly an address; and one NAT gateway. */
const network: fc.Arbitrary<NetworkInput> = fc
  .tuple(fc.constantFrom(null, 11), fc.constantFrom(1, 3), fc.constantFrom(null, 4))
  .map((addresses) => ({
    ...NO_NETWORK,
    subnets: addresses.map((usableAddresses, zone) => ({
      name: `subnet-${zone}`,
      zone,
      usableAddresses,
      heldAddresses: zone === 2 ? 1 : 0,
    })),
    natGateways: [{ name: 'nat-a', zone: 0, isBilledElsewhere: false }],
    zonesOut: [{ zones: [0], cutOff: Uint8Array.of(0, 1, 0) }],
  }));

/** Definition 0 as it starts from each of three places and nowhere. */
const startPaths: fc.Arbitrary<readonly StartPathsInput[]> = fc.oneof(
  fc.constant([]),
  fc
    .array(fc.constantFrom(NONE, NONE, PULL_TIMED_OUT, PULL_DENIED, NO_SPACE_LEFT, ROLE_NOT_ASSUMED), {
      minLength: 4,
      maxLength: 4,
    })
    .map((failures) => [
      {
        taskDefinition: 0,
        failures: Int32Array.from(failures),
        failuresWithout: [Int32Array.from(failures).reverse()],
        ecrWays: Int32Array.of(0, NONE, 0, NONE),
        otherWays: Int32Array.of(NONE, 0, 0, NONE),
      },
    ]),
);

const launchTemplate: fc.Arbitrary<LaunchTemplateInput> = fc
  .record({
    zone: fc.nat(2),
    hasSubnet: fc.boolean(),
    capacityProvider: fc.nat(1),
    cpuUnits: fc.constantFrom(1024, 2048),
    memoryMiB: fc.constantFrom(1000, 4000),
    gpuCount: fc.nat(1),
    awsvpcTaskLimit: fc.nat(3),
    reservedPorts: fc.constantFrom([], [{ protocol: 'tcp' as const, port: 80 }]),
    architecture: fc.constantFrom('x86_64' as const, 'x86_64' as const, 'arm64' as const),
    hasPublicIpv4: fc.boolean(),
    pullMiBPerSecond: fc.constantFrom(10, 100),
  })
  .map(({ hasSubnet, ...parts }) =>
    template({
      ...parts,
      // The subnet of zone 0 has room for every instance there.
      subnet: hasSubnet && parts.zone === 0 ? 0 : NONE,
      instanceType: `m.${parts.cpuUnits}.${parts.memoryMiB}`,
    }),
  );

/** Some seconds to some minutes: what comes and goes every few ms is a run of nothing else. */
const spell: fc.Arbitrary<DistributionInput> = fc.constantFrom(constant(20_000), constant(4 * MINUTE_MS), {
  kind: 'exponential',
  mean: 2 * MINUTE_MS,
} as const);

const protection: fc.Arbitrary<TaskDefinitionInput['protection']> = fc.option(
  fc.record({
    probability: fc.constantFrom(0.5, 1),
    startsAfterMs: duration(2 * MINUTE_MS),
    lastsMs: fc.option(spell),
    expiresAfterMs: fc.constantFrom(MINUTE_MS, 20 * MINUTE_MS),
    againAfterMs: fc.option(spell),
  }),
  { freq: 2 },
);

const taskDefinition: fc.Arbitrary<TaskDefinitionInput> = fc
  .record({
    cpuUnits: fc.constantFrom(0, 128, 256, 1024),
    memoryMiB: fc.constantFrom(128, 512, 1024),
    cpuLimitUnits: fc.constantFrom(0, 1024),
    memoryLimitMiB: fc.constantFrom(0, 600),
    gpuCount: fc.constantFrom(0, 0, 0, 1),
    isAwsvpc: fc.boolean(),
    hostPorts: fc.constantFrom([], [], [{ protocol: 'tcp' as const, port: 80 }]),
    images: fc.subarray([0, 1]),
    startupMs: fc.constantFrom(0, 5_000),
    healthyAfterMs: fc.constantFrom(0, 40_000),
    unhealthyAfterMs: fc.constantFrom(null, null, 20_000, 90_000),
    hasHealthCheck: fc.boolean(),
    answersAfterMs: fc.constantFrom(0, 0, 40_000),
    failsChecksAfterMs: fc.constantFrom(null, null, 0, 100_000),
    stopMs: fc.constantFrom(0, 30_000),
    restartPolicy: fc.constantFrom(null, null, { attemptPeriodMs: MINUTE_MS, ignoredExitCodes: [0] }),
    protection,
    behaviour: fc.record({
      startFailureProbability: fc.constantFrom(0, 0, 0.3, 1),
      exitAfterMs: fc.oneof(fc.constant(null), duration(5 * MINUTE_MS)),
      exitCode: fc.nat(1),
    }),
  })
  .map((parts) => definition(parts));

const onEc2: fc.Arbitrary<CapacityInput> = fc.constantFrom<CapacityInput>(
  { launchType: 'EC2' },
  { strategy: [{ capacityProvider: 0, base: 0, weight: 1 }] },
  {
    strategy: [
      { capacityProvider: 0, base: 2, weight: 1 },
      { capacityProvider: 1, base: 0, weight: 3 },
    ],
  },
  { strategy: [{ capacityProvider: MANAGED, base: 0, weight: 1 }] },
);
const onFargate: fc.Arbitrary<CapacityInput> = fc.constantFrom<CapacityInput>(
  { strategy: [{ capacityProvider: 2, base: 0, weight: 1 }] },
  {
    strategy: [
      { capacityProvider: 2, base: 1, weight: 1 },
      { capacityProvider: 3, base: 0, weight: 2 },
    ],
  },
);

const anyLoad: fc.Arbitrary<LoadInput> = fc
  .record({
    requestsPerSecond: fc.option(
      fc.nat(80).map((rate) =>
        curve(
          [
            [0, 20],
            [4 * MINUTE_MS, rate],
          ],
          11 * MINUTE_MS,
        ),
      ),
    ),
    cpuSecondsPerRequest: fc.constantFrom(0, 0.02, 0.1),
    cpuFraction: fc.option(
      fc.constantFrom(
        curve([[0, 0.5]]),
        curve([
          [0, 4],
          [6 * MINUTE_MS, 0.2],
        ]),
      ),
    ),
    memoryMiB: fc.constantFrom(100, 550),
    memoryMiBPerConcurrentRequest: fc.constantFrom(0, 5),
    memoryGrowthMiBPerHour: fc.constantFrom(0, 0, 600),
    requests: fc.record({
      detail: fc.constantFrom<RequestsInput['detail']>('fluid', 'fluid', 'fluid', 'requests'),
      arrivals: fc.constantFrom<RequestsInput['arrivals']>('poisson', 'even'),
      times: fc.constantFrom<RequestsInput['times']>(
        { kind: 'exponential', deviation: 1 },
        { kind: 'constant', deviation: 0 },
        { kind: 'lognormal', deviation: 1.5 },
      ),
    }),
    concurrentRequestsMax: fc.constantFrom(1, 4, 100),
    queuedRequestsMax: fc.constantFrom(0, 5, 1000),
  })
  .map((parts) => fewerWhereDetailed(load(parts)));

/** Where requests are simulated one by one a twentieth comes, and each takes twenty times as long. */
function fewerWhereDetailed(one: LoadInput): LoadInput {
  const { requestsPerSecond, cpuSecondsPerRequest } = one;
  if (one.requests.detail === 'fluid' || requestsPerSecond === null) return one;
  return {
    ...one,
    requestsPerSecond: { ...requestsPerSecond, values: requestsPerSecond.values.map((value) => value / 20) },
    cpuSecondsPerRequest: cpuSecondsPerRequest * 20,
  };
}

const placed = {
  zones: fc.subarray([0, 1, 2]),
  subnets: fc.subarray([0, 1, 2]),
  startPaths,
  hasPublicIpv4: fc.boolean(),
  logMiBPerHour: fc.constantFrom(0, 100),
  load: fc.option(anyLoad),
  placementStrategy: fc.constantFrom<ServiceInput['placementStrategy']>(
    [],
    [{ type: 'binpack', field: 'memory' }],
    [{ type: 'spread', field: 'instanceId' }],
    [{ type: 'spread', field: 'attribute:ecs.availability-zone' }, { type: 'random' }],
  ),
  placementConstraints: fc.constantFrom<ServiceInput['placementConstraints']>(
    [],
    [],
    [{ type: 'distinctInstance', expression: '' }],
    [{ type: 'memberOf', expression: 'runningTasksCount < 2' }],
  ),
};

/** Where and what: Fargate takes definition 0 only. */
const place = fc.oneof(
  fc.record({ capacity: onEc2, taskDefinition: fc.nat(2) }),
  fc.record({ capacity: onFargate, taskDefinition: fc.constant(ON_FARGATE) }),
);

/** Of the two groups of `smallInputs`, none, one or both; a load balancer reaches them, or not. */
const targetGroups: fc.Arbitrary<ServiceInput['targetGroups']> = fc.constantFrom(
  [],
  [{ targetGroup: 0, isReachable: true }],
  [{ targetGroup: 1, isReachable: true }],
  [{ targetGroup: 0, isReachable: false }],
  [
    { targetGroup: 0, isReachable: true },
    { targetGroup: 1, isReachable: true },
  ],
);

const anyTargetGroup: fc.Arbitrary<TargetGroupInput> = fc
  .record({
    checkIntervalMs: fc.constantFrom(10_000, 30_000),
    checkTimeoutMs: fc.constantFrom(0, 2_000),
    deregistrationDelayMs: fc.constantFrom(0, 20_000, 300_000),
    slowStartMs: fc.constantFrom(0, 0, 60_000),
    algorithm: fc.constantFrom<TargetGroupInput['algorithm']>(
      'round_robin',
      'least_outstanding_requests',
      'weighted_random',
    ),
    isCrossZone: fc.boolean(),
    failsChecksWhenOverloaded: fc.boolean(),
  })
  .map((parts) => targetGroup(parts.algorithm === 'round_robin' ? parts : { ...parts, slowStartMs: 0 }));

const deploymentTest: fc.Arbitrary<ServiceInput['deployments'][number]['test']> = fc.constantFrom(
  null,
  { durationMs: 60_000, fails: false },
  { durationMs: 0, fails: true },
);
const trafficShift = fc.constantFrom<ServiceInput['trafficShift']>(
  null,
  { percents: [100], stepBakeMs: 0, bakeMs: 60_000 },
  { percents: [25, 50, 75, 100], stepBakeMs: 90_000, bakeMs: 0 },
);
/** Deployments in order of time: on container instances of any definition, on Fargate of those that may run there. */
const deployments = fc
  .array(fc.record({ atMs: fc.nat(30 * MINUTE_MS), taskDefinition: fc.nat(SLOW), test: deploymentTest }), {
    maxLength: 3,
  })
  .map((all) => all.sort((one, other) => one.atMs - other.atMs));
const circuitBreaker = fc.option(
  fc.record({
    rollback: fc.boolean(),
    resetsOnHealthyTask: fc.boolean(),
    threshold: fc.constantFrom<NonNullable<ServiceInput['circuitBreaker']>['threshold']>(
      { type: 'BOUNDED_PERCENT', value: 50 },
      { type: 'UNBOUNDED_PERCENT', value: 100 },
      { type: 'COUNT', value: 1 },
    ),
  }),
);
const deployed = {
  deployments,
  circuitBreaker,
  deploymentAlarms: fc.option(fc.record({ alarms: fc.constant([0]), rollback: fc.boolean() })),
  healthCheckGraceMs: fc.constantFrom(0, 60_000),
  targetGroups,
  minimumHealthyPercent: fc.constantFrom(0, 50, 100),
};

/** Revisions use what the service says, the slow one more. */
function deploymentsOf(
  all: readonly Pick<ServiceInput['deployments'][number], 'atMs' | 'taskDefinition' | 'test'>[],
  { load, capacity }: Pick<ServiceInput, 'load' | 'capacity'>,
): ServiceInput['deployments'] {
  const isOnFargate = 'strategy' in capacity && capacity.strategy[0]!.capacityProvider >= 2;
  return all.map((one) => {
    const isSlow = one.taskDefinition === SLOW;
    const taskDefinition = isOnFargate && !isSlow ? ON_FARGATE : one.taskDefinition;
    return { ...one, taskDefinition, load: isSlow ? slower(load) : load };
  });
}

function slower(load: LoadInput | null): LoadInput | null {
  if (load === null) return null;
  return { ...load, cpuSecondsPerRequest: load.cpuSecondsPerRequest * 3, memoryGrowthMiBPerHour: 900 };
}

/** RequestCountPerTarget of a target group of `smallInputs`. */
function requestsPerTarget(group: number): MetricSpec {
  return requestCountPerTarget(`app/front/1/targetgroup/group-${group}/1`);
}

/** Policies of short windows, so that half an hour sees them act; their metrics are named once the service is. */
const policy: fc.Arbitrary<ScalingPolicyInput> = fc.oneof(
  fc
    .record({
      targetValue: fc.constantFrom(10, 50, 200),
      scaleOutCooldownMs: fc.constantFrom(0, 3 * MINUTE_MS),
      scaleInCooldownMs: fc.constantFrom(0, 3 * MINUTE_MS),
      disableScaleIn: fc.boolean(),
      metric: fc.constantFrom(cpu('', MINUTE_MS), cpu('', 20_000), requestsPerTarget(0)),
    })
    .map((parts) => tracking(parts)),
  fc
    .record({
      adjustmentType: fc.constantFrom('ChangeInCapacity' as const, 'PercentChangeInCapacity' as const),
      stepAdjustments: fc.constantFrom(-50, -1, 1, 50).map((scalingAdjustment) => [
        { lowerBound: Number.NEGATIVE_INFINITY, upperBound: 0, scalingAdjustment: -1 },
        { lowerBound: 0, upperBound: Number.POSITIVE_INFINITY, scalingAdjustment },
      ]),
      alarm: fc.record({
        threshold: fc.constantFrom(5, 50),
        treatMissingData: fc.constantFrom('missing' as const, 'breaching' as const, 'ignore' as const),
      }),
    })
    .map((parts) => stepping(parts)),
);
const anyScaling: fc.Arbitrary<ServiceScalingInput | null> = fc.option(
  fc
    .record({
      minCapacity: fc.nat(3),
      spare: fc.nat(5),
      policies: fc.array(policy, { maxLength: 3 }),
      scheduledActions: fc
        .array(
          fc.record({
            atMs: fc.nat(30 * MINUTE_MS),
            minCapacity: fc.option(fc.nat(2)),
            maxCapacity: fc.option(fc.integer({ min: 3, max: 8 })),
          }),
          { maxLength: 2 },
        )
        .map((actions) => actions.sort((one, other) => one.atMs - other.atMs)),
    })
    .map(({ minCapacity, spare, ...parts }) => scaling({ ...parts, minCapacity, maxCapacity: 3 + spare })),
);

/** Of that service: its requests per target where it has targets, else its CPU. */
function metricOf({ targetGroups }: ServiceInput, serviceName: string, metric: MetricSpec): MetricSpec {
  const [first] = targetGroups;
  const isOfRequests = metric.name === 'RequestCountPerTarget' && first !== undefined;
  return isOfRequests ? requestsPerTarget(first.targetGroup) : cpu(serviceName, metric.periodMs);
}

/** With its policies' metrics under its own name. */
function named(one: ServiceInput, serviceName: string): ServiceInput {
  if (one.scaling === null) return { ...one, serviceName };
  const policies = one.scaling.policies.map((item) =>
    item.type === 'StepScaling'
      ? { ...item, alarm: { ...item.alarm, metric: cpu(serviceName) } }
      : { ...item, metric: metricOf(one, serviceName, item.metric) },
  );
  return { ...one, serviceName, scaling: { ...one.scaling, policies } };
}

const replica: fc.Arbitrary<ServiceInput> = fc
  .tuple(
    fc.record({
      ...placed,
      desiredCount: fc.nat(6),
      ...deployed,
      maximumPercent: fc.constantFrom(100, 150, 200),
      rebalancesZones: fc.boolean(),
      scaling: anyScaling,
      trafficShift,
      updates: fc
        .array(fc.record({ atMs: fc.nat(30 * MINUTE_MS), desiredCount: fc.nat(8) }), { maxLength: 3 })
        .map((updates) => updates.sort((one, other) => one.atMs - other.atMs)),
    }),
    place,
  )
  .map(([parts, where]) =>
    service({ ...parts, ...where, deployments: deploymentsOf(parts.deployments, { ...parts, ...where }) }),
  );
const daemon: fc.Arbitrary<ServiceInput> = fc
  .record({ ...placed, ...deployed, taskDefinition: fc.nat(2), capacity: onEc2 })
  .map((parts) => ({ ...parts, deployments: deploymentsOf(parts.deployments, parts) }))
  .map((parts) => service({ ...parts, schedulingStrategy: 'DAEMON', desiredCount: 0, placementStrategy: [] }));

const taskSource: fc.Arbitrary<TaskSourceInput> = fc
  .tuple(
    fc.record({
      ...placed,
      arrivals: fc.oneof(
        fc.nat(200).map((perHour) => ({ kind: 'poisson' as const, perHour: curve([[0, perHour]]) })),
        fc.array(fc.nat(30 * MINUTE_MS), { maxLength: 5 }).map((at) => listed(...at.sort((a, b) => a - b))),
      ),
      count: fc.integer({ min: 1, max: 3 }),
      durationMs: duration(10 * MINUTE_MS),
      retryMs: fc.constantFrom(0, 30_000),
    }),
    place,
  )
  .map(([parts, where]) => source({ ...parts, ...where }));

const times: fc.Arbitrary<TimingInput> = fc
  .record({
    fargateProvisioningMs: duration(20_000),
    eniAttachMs: duration(5_000),
    containerStartMs: duration(3_000),
    deprovisioningMs: duration(10_000),
    activatingMs: duration(5_000),
    targetRegistrationMs: duration(10_000),
    usageIntervalMs: fc.constantFrom(30_000, 60_000),
    schedulerTickMs: fc.constantFrom(7_000, 10_000),
  })
  .map((parts) => timing(parts));

/** Updates keep minSize at most at this, and maxSize at least. */
const MIN_SIZE_MAX = 2;

/** A group that scales or is scaled, of whatever templates its provider has; without any it launches nothing. */
const scalingOf = fc.record({
  spare: fc.nat(4),
  scales: fc.boolean(),
  targetCapacity: fc.constantFrom(50, 90, 100),
  lowAlarmMinutes: fc.constantFrom(3, 15),
  alarmDelayMs: fc.constantFrom(0, 30_000),
  instanceWarmupMs: fc.constantFrom(0, 120_000),
  launchMs: duration(90_000),
  registrationMs: duration(20_000),
  isProtected: fc.boolean(),
  drainTimeoutMs: fc.constantFrom(null, 5 * MINUTE_MS, 60 * MINUTE_MS),
  onDemandPercentageAboveBaseCapacity: fc.constantFrom(0, 50, 100),
  takesTurns: fc.boolean(),
  isInManyZones: fc.boolean(),
  warmPool: fc.option(
    fc.record({
      minSize: fc.nat(2),
      maxGroupPreparedCapacity: fc.constantFrom(0, 5, null),
      poolState: fc.constantFrom('Stopped' as const, 'Running' as const),
      startMs: duration(20_000),
    }),
  ),
  updates: fc
    .array(
      fc.record({
        atMs: fc.nat(30 * MINUTE_MS),
        minSize: fc.option(fc.nat(MIN_SIZE_MAX)),
        maxSize: fc.option(fc.integer({ min: MIN_SIZE_MAX, max: 8 })),
        desiredCapacity: fc.option(fc.nat(8)),
      }),
      { maxLength: 4 },
    )
    .map((all) => all.sort((one, other) => one.atMs - other.atMs)),
  repackMs: fc.constantFrom(null, null, 4 * MINUTE_MS),
});
type ScalingParts = typeof scalingOf extends fc.Arbitrary<infer Parts> ? Parts : never;

/** The group over templates of its provider: a type per template, in one zone; or one type in every zone. */
function groupOf(provider: number, instances: number, templates: readonly LaunchTemplateInput[], parts: ScalingParts) {
  const rows = [...templates.keys()].filter((row) => templates[row]!.capacityProvider === provider);
  if (rows.length === 0) return null;
  const { spare, scales, targetCapacity, lowAlarmMinutes, alarmDelayMs, instanceWarmupMs, isProtected } = parts;
  const all = [...new Set(rows.map((row) => templates[row]!.zone))];
  const zones = parts.isInManyZones ? all : [all[0]!];
  const inZone = (zone: number) => rows.filter((row) => templates[row]!.zone === zone);
  // In many zones the first template of each stands for one type.
  const onDemandTypes = parts.isInManyZones
    ? [Int32Array.from(zones, (zone) => inZone(zone)[0]!)]
    : inZone(zones[0]!).map((row) => Int32Array.of(row));
  return group({
    minSize: Math.min(1, instances),
    maxSize: Math.max(MIN_SIZE_MAX, instances + spare),
    desiredCapacity: instances,
    zones,
    onDemandTypes,
    spotTypes: rows.length > 1 ? onDemandTypes : [],
    takesTurns: parts.takesTurns,
    onDemandPercentageAboveBaseCapacity: parts.onDemandPercentageAboveBaseCapacity,
    launchMs: parts.launchMs,
    registrationMs: parts.registrationMs,
    warmPool: parts.warmPool,
    updates: parts.updates,
    managedScaling: scales ? managedScaling({ targetCapacity, lowAlarmMinutes, alarmDelayMs, instanceWarmupMs }) : null,
    managedTerminationProtection: isProtected,
    drainTimeoutMs: parts.drainTimeoutMs,
    repack: parts.repackMs === null ? null : { everyMs: parts.repackMs },
  });
}

/** Several times an hour, of the first template and of Fargate Spot. */
const hazard: fc.Arbitrary<HazardInput> = fc.oneof(
  fc.record({
    kind: fc.constant('instance-interruption'),
    launchTemplate: fc.constant(0),
    perHour: fc.constantFrom(0.5, 6),
    withoutNotice: fc.constantFrom(0, 0.5, 1),
    drainsOnNotice: fc.boolean(),
  }),
  fc.record({
    kind: fc.constant('instance-failure'),
    launchTemplate: fc.constant(0),
    perHour: fc.constantFrom(0.5, 6),
  }),
  fc.record({
    kind: fc.constant('task-interruption'),
    capacityProvider: fc.constant(3),
    perHour: fc.constantFrom(1, 20),
  }),
  fc.record({
    kind: fc.constant('task-crash'),
    service: fc.constant(0),
    perHour: fc.constantFrom(1, 20),
    exitCode: fc.constant(139),
  }),
);

/** They may overlap. */
const incident: fc.Arbitrary<IncidentInput> = fc.oneof(
  spanning({ kind: fc.constant('zone-outage'), zone: fc.nat(2) }),
  spanning({
    kind: fc.constant('agent-disconnected'),
    capacityProvider: fc.constantFrom(NONE, 0, MANAGED),
    share: fc.constantFrom(0.5, 1),
  }),
  spanning({ kind: fc.constant('registry-unavailable') }),
  fc.record({
    kind: fc.constant('fargate-retirement'),
    atMs: fc.nat(30 * MINUTE_MS),
    createdBeforeMs: fc.nat(20 * MINUTE_MS),
  }),
  spanning({ kind: fc.constant('instances-unavailable'), launchTemplates: fc.constant([0]) }),
  spanning({
    kind: fc.constant('fargate-unavailable'),
    capacityProvider: fc.constantFrom(2, 3),
    zones: fc.constantFrom([0], [0, 1, 2]),
  }),
  fc.record({
    kind: fc.constant('instance-failure'),
    atMs: fc.nat(30 * MINUTE_MS),
    capacityProvider: fc.constantFrom(0, MANAGED),
    count: fc.integer({ min: 1, max: 3 }),
  }),
);

function spanning<T>(parts: { [K in keyof T]: fc.Arbitrary<T[K]> }) {
  return fc
    .tuple(fc.record(parts), fc.nat(30 * MINUTE_MS), fc.nat(10 * MINUTE_MS))
    .map(([own, atMs, forMs]) => ({ ...own, atMs, untilMs: atMs + forMs }));
}

const failures: fc.Arbitrary<FailuresInput> = fc.record({
  hazards: fc.uniqueArray(hazard, { selector: ({ kind }) => kind, maxLength: 4 }),
  incidents: fc.array(incident, { maxLength: 5 }),
});

/** Of service 0 there may be none. */
function withoutCrashes({ hazards, incidents }: FailuresInput): FailuresInput {
  return { hazards: hazards.filter(({ kind }) => kind !== 'task-crash'), incidents };
}

/** A small and a large type, each in two zones; sometimes none is launched, for EC2 has none. */
const managedInstances: fc.Arbitrary<Omit<ManagedInstancesInput, 'types'>> = fc.record({
  zones: fc.constantFrom([0], [0, 1]),
  launchMs: duration(60_000),
  provisionDelayMs: fc.constantFrom(0, 5_000),
  scaleInAfterMs: fc.constantFrom(null, 30_000, 5 * MINUTE_MS),
  managementFeePercent: fc.constant(12),
});

/** Its types, whose launch templates come after those of the fleets. */
function managedTypes({ zones }: Pick<ManagedInstancesInput, 'zones'>, first: number): ManagedInstancesInput['types'] {
  return [0.1, 0.8].map((usdPerHour, type) => ({
    templates: zones.map((zone) => first + type * 2 + zone),
    usdPerHour,
  }));
}

/** Alarm 0, which watches deployments: much CPU, or errors of a target group. */
const deploymentAlarm: fc.Arbitrary<AlarmInput> = fc
  .record({ threshold: fc.constantFrom(5, 80), metric: fc.constantFrom(cpu('service-0'), errorsOf(0), errorsOf(1)) })
  .map((parts) => ({ ...stepping({ alarm: parts }).alarm, name: 'bad-release' }));

function errorsOf(group: number): MetricSpec {
  return { ...requestsPerTarget(group), name: 'HTTPCode_Target_5XX_Count', unit: 'Count' };
}

/** Buckets of 7 minutes, so that the last one is mostly short. */
export const smallInputs: fc.Arbitrary<SimulationInput> = fc
  .record({
    seed: fc.nat().map(String),
    durationMs: fc.integer({ min: 1, max: 40 * MINUTE_MS }),
    network,
    templates: fc.array(launchTemplate, { minLength: 1, maxLength: 3 }),
    instances: fc.array(fc.nat(2), { maxLength: 5 }),
    definitions: fc.tuple(taskDefinition, taskDefinition, taskDefinition, taskDefinition),
    services: fc.array(fc.oneof({ weight: 3, arbitrary: replica }, { weight: 1, arbitrary: daemon }), { maxLength: 3 }),
    sources: fc.array(taskSource, { maxLength: 2 }),
    scalings: fc.tuple(fc.option(scalingOf), fc.option(scalingOf)),
    shortage: fc.record({ template: fc.nat(2), fromMs: fc.nat(20 * MINUTE_MS), forMs: fc.nat(10 * MINUTE_MS) }),
    timing: times,
    groups: fc.tuple(anyTargetGroup, anyTargetGroup),
    keepMetrics: fc.boolean(),
    cloudWatch: fc
      .record({
        metricDelayMs: fc.constantFrom(0, 90_000),
        scaleInDatapoints: fc.constantFrom(1, 5),
        containerInsights: fc.constantFrom('disabled' as const, 'enabled' as const),
        alarms: fc.tuple(deploymentAlarm),
      })
      .map((parts) => cloudWatch(parts)),
    managed: managedInstances,
    failures: fc.oneof({ weight: 2, arbitrary: fc.constant(NO_FAILURES) }, { weight: 1, arbitrary: failures }),
    fargateLimits: fc.constantFrom(FARGATE_LIMITS_DEFAULT, {
      launchBurst: 2,
      launchesPerSecond: 0.02,
      onDemandVcpus: 2,
      spotVcpus: 1,
    }),
    limits: fc.record({
      provisioningTasksMax: fc.constantFrom(2, 500),
      serviceLaunchesPerMinute: fc.constantFrom(6, 500),
    }),
  })
  .map(
    ({
      templates,
      instances,
      definitions: [first, second, third, slow],
      managed,
      services,
      sources,
      groups,
      keepMetrics,
      scalings,
      shortage,
      ...parts
    }) => {
      const onFargate = { isAwsvpc: true, gpuCount: 0, hostPorts: [] };
      const launchTemplates = [
        ...templates,
        ...MANAGED_TEMPLATES.map((one) => ({ ...one, capacityProvider: MANAGED })),
      ];
      const managedInstances = { ...managed, types: managedTypes(managed, templates.length) };
      const rows = instances.map((instance) => instance % templates.length);
      const onFleet = (provider: number) => rows.filter((row) => templates[row]!.capacityProvider === provider);
      const scaledFleet = (provider: number, name: string) => {
        const scaling = scalings[provider];
        const rowsOfFleet = onFleet(provider);
        if (scaling === null || scaling === undefined) return fleet(rowsOfFleet, name);
        return {
          ...fleet(rowsOfFleet, name),
          autoScalingGroup: groupOf(provider, rowsOfFleet.length, templates, scaling),
        };
      };
      return input({
        ...parts,
        failures: services.length === 0 ? withoutCrashes(parts.failures) : parts.failures,
        zones: ZONES,
        images: [image('base', 100), image('app', 300)],
        launchTemplates,
        capacityProviders: [
          scaledFleet(0, 'one'),
          scaledFleet(1, 'two'),
          FARGATE,
          FARGATE_SPOT,
          managedProvider(managedInstances),
        ],
        capacityShortages: [
          {
            launchTemplates: [shortage.template % templates.length],
            fromMs: shortage.fromMs,
            toMs: shortage.fromMs + shortage.forMs,
          },
          ...capacityShortages(parts.failures, launchTemplates),
        ],
        taskDefinitions: [{ ...first, ...onFargate }, second, third, { ...slow, ...onFargate }],
        loadBalancers: [loadBalancer()],
        ec2Quotas: [{ name: 'standard on demand', vcpus: 9, launchTemplates: [0, 1] }],
        targetGroups: groups.map((group, i) => ({ ...group, name: `group-${i}`, loadBalancer: i - 1 })),
        services: services.map((one, i) => named(one, `service-${i}`)),
        taskSources: sources.map((one, i) => ({ ...one, name: `source-${i}`, group: `family:source-${i % 2}` })),
        record: {
          bucketMs: 7 * MINUTE_MS,
          heatBucketMs: 10 * MINUTE_MS,
          heatInstancesMax: 3,
          keepPlacements: true,
          keepMetrics,
          keepUse: true,
          keepTasks: true,
          keepStateChanges: true,
          explain: null,
        },
      });
    },
  );

/** As many times the tasks, on instances so much larger: scratch space that starts small has to grow. */
const CROWD = 40;

/** Small clusters with hundreds of tasks a service; in a quarter of an hour they have as many events. */
export const crowdedInputs: fc.Arbitrary<SimulationInput> = smallInputs.map((small) => ({
  ...small,
  durationMs: Math.min(small.durationMs, 15 * MINUTE_MS),
  launchTemplates: small.launchTemplates.map((one) => ({
    ...one,
    cpuUnits: one.cpuUnits * CROWD,
    memoryMiB: one.memoryMiB * CROWD,
    awsvpcTaskLimit: one.awsvpcTaskLimit * CROWD,
  })),
  services: small.services.map((one) => ({
    ...one,
    desiredCount: one.desiredCount * CROWD,
    updates: one.updates.map((update) => ({ ...update, desiredCount: update.desiredCount * CROWD })),
    scaling: one.scaling === null ? null : crowded(one.scaling),
    load: one.load === null ? null : { ...one.load, requests: { ...one.load.requests, detail: 'fluid' } },
  })),
}));

function crowded(one: ServiceScalingInput): ServiceScalingInput {
  return {
    ...one,
    minCapacity: one.minCapacity * CROWD,
    maxCapacity: one.maxCapacity * CROWD,
    scheduledActions: one.scheduledActions.map((action) => ({
      ...action,
      minCapacity: action.minCapacity === null ? null : action.minCapacity * CROWD,
      maxCapacity: action.maxCapacity === null ? null : action.maxCapacity * CROWD,
    })),
  };
}
