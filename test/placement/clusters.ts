/** Random clusters, work and histories for the properties of placement. Every part shrinks by itself. */
import fc from 'fast-check';
import type {
  HostPort,
  LaunchTemplateInput,
  PlacementConstraintInput,
  PlacementStrategyInput,
  ServiceInput,
  SimulationInput,
  TaskDefinitionInput,
  TaskSourceInput,
} from '../../src/sim/state/input.ts';
import { definition, fleet, input, service, source, template, ZONES } from '../sim/builders.ts';

const PROVIDERS = 2;
const GROUPS = ['service:s0', 'service:s1', 'batch'];

/** What happens next; `pick` chooses among what there is. */
export interface Step {
  readonly action: 'place' | 'run' | 'fail' | 'stop' | 'drain' | 'disconnect' | 'register';
  readonly pick: number;
}

export interface History {
  readonly input: SimulationInput;
  readonly steps: readonly Step[];
}

const port: fc.Arbitrary<HostPort> = fc.record({
  protocol: fc.constantFrom('tcp' as const, 'udp' as const),
  port: fc.constantFrom(22, 80, 443, 8080),
});
const ports = fc.uniqueArray(port, { maxLength: 2, selector: ({ protocol, port }) => `${protocol}/${port}` });
/** So many ports that P1.28's limit of 100 is near. */
const manyPorts = fc
  .integer({ min: 98, max: 100 })
  .map((count) => Array.from({ length: count }, (_, index): HostPort => ({ protocol: 'tcp', port: 1000 + index })));

const architecture = fc.constantFrom<('x86_64' | 'arm64')[]>(
  ...Array.from({ length: 9 }, () => 'x86_64' as const),
  'arm64',
);

const launchTemplate: fc.Arbitrary<LaunchTemplateInput> = fc
  .record({
    capacityProvider: fc.nat(PROVIDERS - 1),
    zone: fc.nat(ZONES.length - 1),
    cpuUnits: fc.constantFrom(1024, 2048, 4096),
    memoryMiB: fc.constantFrom(1900, 3800, 7600),
    gpuCount: fc.constantFrom(0, 0, 0, 1, 2),
    awsvpcTaskLimit: fc.constantFrom(1, 2, 10),
    reservedPorts: fc.oneof({ weight: 5, arbitrary: ports }, { weight: 1, arbitrary: manyPorts }),
    architecture: architecture,
    agentVersion: fc.constantFrom('1.14.0', '1.90.0'),
    instanceType: fc.constantFrom('m6i.large', 'c6i.large', 'g5.xlarge'),
    rack: fc.constantFrom('a', 'b', 'c', '', undefined),
  })
  .map(({ rack, ...parts }) =>
    template({
      ...parts,
      attributes: {
        'ecs.availability-zone': ZONES[parts.zone]!,
        'ecs.instance-type': parts.instanceType,
        ...(rack === undefined ? {} : { rack }),
      },
    }),
  );

const expression = fc.constantFrom(
  'attribute:rack exists',
  'attribute:rack != a',
  'attribute:ecs.instance-type =~ m6i.*',
  'attribute:ecs.availability-zone in [us-east-1a, us-east-1b]',
  'agentVersion >= 1.15.0',
  'agentConnected == true',
  'registeredAt > 1970-01-01T00:00:02',
  'ec2InstanceId !~ .*3',
  'task:group == batch',
  'not(task:group == batch)',
  'task:group =~ service:.*',
  'task:group != service:s0',
  'not(task:group in [service:s0, service:s1])',
  'runningTasksCount < 2',
  'runningTasksCount >= 1 or attribute:rack == b',
  'runningTasksCount != 1 and not(attribute:rack == c)',
  'runningTasksCount == 0 or (task:group == batch and agentVersion < 1.15)',
  'runningTasksCount <= 3 and runningTasksCount > 0',
);

const constraint: fc.Arbitrary<PlacementConstraintInput> = fc.oneof(
  fc.constant({ type: 'distinctInstance' as const, expression: '' }),
  fc.record({ type: fc.constant('memberOf' as const), expression }),
);

const strategy: fc.Arbitrary<PlacementStrategyInput> = fc.oneof(
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      { type: 'binpack', field: 'cpu' } as const,
      { type: 'binpack', field: 'memory' } as const,
    ),
  },
  {
    weight: 4,
    arbitrary: fc
      .constantFrom('instanceId', 'attribute:ecs.availability-zone', 'attribute:rack', 'attribute:none')
      .map((field) => ({ type: 'spread' as const, field })),
  },
  { weight: 1, arbitrary: fc.constant({ type: 'random' } as const) },
);

const taskDefinition: fc.Arbitrary<TaskDefinitionInput> = fc
  .record({
    cpuUnits: fc.constantFrom(0, 128, 256, 512, 1024),
    memoryMiB: fc.constantFrom(128, 300, 512, 1024, 2048),
    gpuCount: fc.constantFrom(0, 0, 0, 0, 0, 0, 0, 0, 0, 1),
    isAwsvpc: fc.constantFrom(false, false, true),
    hostPorts: fc.oneof({ weight: 2, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: ports }),
    architecture: architecture,
    requiredAttributes: fc.constantFrom(
      [],
      [],
      [],
      [],
      [],
      [],
      [],
      [],
      [{ name: 'rack' }],
      [{ name: 'rack', value: 'a' }],
    ),
    memberOf: fc.oneof({ weight: 4, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: fc.tuple(expression) }),
  })
  .map((parts) => definition({ ...parts, hostPorts: parts.isAwsvpc ? [] : parts.hostPorts }));

/** Work of all kinds; which definition a task has and which capacity it asks for is drawn per placement. */
const placed = fc.record({
  placementStrategy: fc.oneof(
    { weight: 1, arbitrary: fc.constant<PlacementStrategyInput[]>([]) },
    { weight: 4, arbitrary: fc.array(strategy, { minLength: 1, maxLength: 5 }) },
  ),
  placementConstraints: fc.oneof(
    { weight: 2, arbitrary: fc.constant<PlacementConstraintInput[]>([]) },
    { weight: 1, arbitrary: fc.array(constraint, { minLength: 1, maxLength: 3 }) },
  ),
  capacity: fc.constantFrom(
    { launchType: 'EC2' as const },
    { strategy: [{ capacityProvider: 0, base: 0, weight: 1 }] },
    { strategy: [{ capacityProvider: 1, base: 0, weight: 1 }] },
  ),
  zones: fc.constantFrom<readonly number[]>([], [], [0], [1, 2]),
});
const services: fc.Arbitrary<ServiceInput[]> = fc
  .tuple(fc.tuple(placed, placed), fc.constantFrom('REPLICA' as const, 'REPLICA' as const, 'DAEMON' as const))
  .map(([works, schedulingStrategy]) =>
    works.map((work, row) =>
      service({ ...work, serviceName: `s${row}`, schedulingStrategy: row === 1 ? schedulingStrategy : 'REPLICA' }),
    ),
  );
const sources: fc.Arbitrary<TaskSourceInput[]> = placed.map((work) => [
  source({ ...work, name: 'etl', group: GROUPS[2]! }),
]);

const step: fc.Arbitrary<Step> = fc.record({
  action: fc.oneof(
    { weight: 10, arbitrary: fc.constant('place' as const) },
    { weight: 4, arbitrary: fc.constant('run' as const) },
    { weight: 1, arbitrary: fc.constant('fail' as const) },
    { weight: 4, arbitrary: fc.constant('stop' as const) },
    { weight: 1, arbitrary: fc.constantFrom('drain' as const, 'disconnect' as const, 'register' as const) },
  ),
  pick: fc.nat(),
});

/** A cluster of up to so many instances, and what happens in it. */
export function arbitraryHistory(instancesMax: number, stepsMax: number): fc.Arbitrary<History> {
  return fc
    .record({
      launchTemplates: fc.array(launchTemplate, { minLength: 1, maxLength: 6 }),
      fleets: fc.tuple(
        fc.array(fc.nat(), { maxLength: Math.floor(instancesMax / 2), size: 'max' }),
        fc.array(fc.nat(), { maxLength: Math.floor(instancesMax / 2), size: 'max' }),
      ),
      taskDefinitions: fc.array(taskDefinition, { minLength: 1, maxLength: 3 }),
      services,
      taskSources: sources,
      keepPlacements: fc.boolean(),
      steps: fc.array(step, { minLength: stepsMax >> 2, maxLength: stepsMax, size: 'max' }),
    })
    .map(({ fleets, steps, keepPlacements, ...parts }) => ({
      input: input({
        ...parts,
        startEpochMs: 0,
        capacityProviders: fleets.map((picks, provider) =>
          fleet(fleetOf(parts.launchTemplates, provider, picks), `p${provider}`),
        ),
        record: { ...input().record, keepPlacements },
      }),
      steps,
    }));
}

/** Rows of templates of that provider, one per instance. */
function fleetOf(templates: readonly LaunchTemplateInput[], provider: number, picks: readonly number[]): number[] {
  const rows = templates.flatMap((one, row) => (one.capacityProvider === provider ? [row] : []));
  return rows.length === 0 ? [] : picks.map((pick) => rows[pick % rows.length]!);
}
