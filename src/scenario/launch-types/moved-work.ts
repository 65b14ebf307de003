/** Services and standalone tasks as they would be on the other kind of capacity. */
import { type FargateSizeRates, isFargateSize, sizeUp } from '../../catalog/fargate-sizes.ts';
import { ec2Reservation, gpuCount, isWindowsTask } from '../ecs/reservation.ts';
import type { CapacityProviderStrategyItem } from '../ecs/service.ts';
import type { CpuArchitecture, TaskDefinition } from '../ecs/task-definition.ts';
import type { ScenarioService, ScenarioTaskSource, ScenarioWork } from '../scenario.ts';

type Movable = ScenarioService | ScenarioTaskSource;

/** Whether work can be on EC2 and on Fargate alike: no daemon, no GPU, no Windows, a network of its own possible. */
export function isMovable(work: Movable): boolean {
  const isDaemon = 'schedulingStrategy' in work && work.schedulingStrategy === 'DAEMON';
  return !isDaemon && definitionsOf(work).every(isMovableDefinition);
}

function isMovableDefinition(definition: TaskDefinition): boolean {
  const isPlain = gpuCount(definition) === 0 && !isWindowsTask(definition) && definition.networkMode !== 'none';
  const { cpuUnits, memoryMiB } = ec2Reservation(definition);
  return isPlain && cpuUnits <= LARGEST.cpuUnits && memoryMiB <= LARGEST.memoryMiB;
}

/** The largest task of Fargate (P1.12). */
const LARGEST = { cpuUnits: 16_384, memoryMiB: 122_880 };

function definitionsOf(work: Movable): TaskDefinition[] {
  const later = 'deployments' in work ? work.deployments.map(({ taskDefinition }) => taskDefinition) : [];
  return [work.taskDefinition, ...later];
}

/** Where work goes, and on which architecture. */
export interface Target {
  readonly architecture: CpuArchitecture;
  readonly strategy: readonly CapacityProviderStrategyItem[];
}

/** Without a strategy of its own: zones first, then as few instances as possible, which managed scaling pays back. */
const PACKED: ScenarioWork['placementStrategy'] = [
  { type: 'spread', field: 'attribute:ecs.availability-zone' },
  { type: 'binpack', field: 'memory' },
];

/** On container instances: the definition as it is, `memberOf` left out, for it may name the old instances. */
export function onEc2<Work extends Movable>(work: Work, { architecture, strategy }: Target): Work {
  const convert = (definition: TaskDefinition): TaskDefinition => ({
    ...definition,
    cpuArchitecture: architecture,
    requiresCompatibilities: [],
    placementConstraints: [],
  });
  return {
    ...withDefinitions(work, convert),
    capacity: { strategy },
    placementStrategy: work.placementStrategy.length === 0 ? PACKED : work.placementStrategy,
    placementConstraints: work.placementConstraints.filter(({ type }) => type === 'distinctInstance'),
  };
}

/** A daemon goes with the container instances, whichever there are. */
export function asDaemon(service: ScenarioService, { architecture }: Target): ScenarioService {
  const moved = onEc2(service, { architecture, strategy: [] });
  return { ...moved, capacity: { launchType: 'EC2' }, placementStrategy: [] };
}

/** On Fargate: awsvpc, and the cheapest size that holds what the task reserves on EC2 (P1.14). */
export function onFargate<Work extends Movable>(
  work: Work,
  { architecture, strategy }: Target,
  rates: FargateSizeRates,
): Work {
  const convert = (definition: TaskDefinition): TaskDefinition => ({
    ...definition,
    ...fargateSizeOf(definition, rates),
    networkMode: 'awsvpc',
    cpuArchitecture: architecture,
    requiresCompatibilities: ['FARGATE'],
    placementConstraints: [],
  });
  return { ...withDefinitions(work, convert), capacity: { strategy }, placementStrategy: [], placementConstraints: [] };
}

/** The task's own size where Fargate has it, else sized up. */
export function fargateSizeOf(definition: TaskDefinition, rates: FargateSizeRates) {
  const reserved = ec2Reservation(definition);
  return isFargateSize(reserved) ? reserved : (sizeUp(reserved, rates) ?? LARGEST);
}

function withDefinitions<Work extends Movable>(
  work: Work,
  convert: (definition: TaskDefinition) => TaskDefinition,
): Work {
  const moved = { ...work, taskDefinition: convert(work.taskDefinition) };
  if (!('deployments' in moved)) return moved;
  return {
    ...moved,
    deployments: moved.deployments.map((one) => ({ ...one, taskDefinition: convert(one.taskDefinition) })),
  };
}
