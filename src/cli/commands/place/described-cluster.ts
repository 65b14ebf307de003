/** A cluster as the AWS CLI describes it, turned into the tables that placement reads. */
import { NONE } from '../../../base/units.ts';
import { findInstanceType } from '../../../catalog/instance-types.ts';
import { awsvpcTaskLimit } from '../../../catalog/registered-resources.ts';
import { placementNeeds } from '../../../scenario/compile/task-definition.ts';
import type { ContainerInstance } from '../../../scenario/ecs/container-instance.ts';
import { ec2Reservation } from '../../../scenario/ecs/reservation.ts';
import type { Task } from '../../../scenario/ecs/task.ts';
import type { TaskDefinition } from '../../../scenario/ecs/task-definition.ts';
import { ClusterState, ZONE_ATTRIBUTE } from '../../../sim/state/cluster-state.ts';
import { ACTIVE, DRAINING, INACTIVE, REGISTERING } from '../../../sim/state/container-instances.ts';
import {
  BARE_INPUT,
  BARE_LAUNCH_TEMPLATE,
  BARE_TASK_DEFINITION,
  BARE_TASK_SOURCE,
} from '../../../sim/state/input/bare.ts';
import type {
  HostPort,
  LaunchTemplateInput,
  PlacementStrategyInput,
  SimulationInput,
  TaskDefinitionInput,
} from '../../../sim/state/input.ts';
import { addRequest } from '../../../sim/state/requests.ts';
import type { TaskRequest } from '../../../sim/state/task-request.ts';

/** What the files say. */
export interface DescribedCluster {
  readonly instances: readonly ContainerInstance[];
  readonly tasks: readonly Task[];
  readonly definition: TaskDefinition;
  /** Attributes that the definition requires, as describe-task-definition lists them. */
  readonly requiredAttributes: TaskDefinitionInput['requiredAttributes'];
  /** Group of the tasks to place. */
  readonly group: string;
  readonly strategies: readonly PlacementStrategyInput[];
}

/** ENI slots of an instance whose type the catalog does not know: no limit. */
const ENIS_UNKNOWN = 1 << 20;
const STATUSES: Readonly<Record<ContainerInstance['status'], number>> = {
  ACTIVE,
  DRAINING,
  REGISTERING,
  DEREGISTERING: INACTIVE,
  REGISTRATION_FAILED: INACTIVE,
  INACTIVE,
};

/**
 * The tables: row i is the i-th instance given, which come in order of registration; workload 0 and request 0 are the
 * tasks to place. What an instance has reserved is taken from its remaining resources, whoever holds it; the listed
 * tasks say to which groups they belong, and hold ENI slots.
 */
export function buildDescribedCluster(described: DescribedCluster): ClusterState {
  const { instances, tasks, definition, requiredAttributes, group } = described;
  const groups = [...new Set([group, ...tasks.map(groupOf)])];
  const cluster = new ClusterState(inputOf(described, groups));
  addRequest(cluster, toTaskDefinitionInput(definition, requiredAttributes), {
    group: cluster.groups.names.indexOf(group),
    capacityProvider: NONE,
    zones: [],
  });
  instances.forEach((instance, row) => {
    cluster.registerInstance(row, instance.registeredAtMs ?? Number.NaN);
    cluster.setInstanceStatus(row, STATUSES[instance.status]);
    cluster.setAgentConnected(row, instance.agentConnected);
    cluster.holdForOthers(row, heldOn(instance, cluster), instance.runningTasksCount);
  });
  return cluster;
}

/** Puts the listed tasks on their instances; after the pipeline that asks for their counts is made. */
export function placeListedTasks(cluster: ClusterState, { instances, tasks }: DescribedCluster): void {
  const rowOf = new Map(instances.map((instance, row) => [instance.containerInstanceArn, row]));
  for (const task of tasks) {
    const row = rowOf.get(task.containerInstanceArn ?? '');
    if (row === undefined || task.lastStatus === 'STOPPED') continue;
    const group = cluster.groups.names.indexOf(groupOf(task));
    const request = cluster.requests.push(listedRequest(cluster, task, group)) - 1;
    const listed = cluster.createTask(group, 0, request, 0);
    cluster.placeTask(listed, row);
    if (task.desiredStatus === 'STOPPED') cluster.setUndesired(listed);
  }
}

/** `family:<family>` where the task names none (P3.5). */
function groupOf({ group, taskDefinitionArn }: Task): string {
  return group ?? `family:${taskDefinitionArn?.replace(/^.*\//, '').replace(/:\d+$/, '') ?? ''}`;
}

/** Rows: a template, a group and a workload each; nothing is simulated, so times and loads are of no account. */
function inputOf(described: DescribedCluster, groups: readonly string[]): SimulationInput {
  const { instances, tasks, definition, requiredAttributes, strategies } = described;
  const zones = [...new Set(instances.map(zoneOf))];
  return {
    ...BARE_INPUT,
    clusterName: 'described',
    zones,
    launchTemplates: instances.map((instance) => toLaunchTemplate(instance, zones, tasks)),
    taskDefinitions: [toTaskDefinitionInput(definition, requiredAttributes)],
    taskSources: groups.map((group) => ({
      ...BARE_TASK_SOURCE,
      name: group,
      group,
      placementStrategy: strategies,
    })),
    // Tracing makes placement keep the candidates after each stage.
    record: { ...BARE_INPUT.record, keepPlacements: true },
  };
}

/** The zone of an instance; '' when it has no such attribute. */
export function zoneOf({ attributes }: ContainerInstance): string {
  return attributes.find(({ name }) => name === ZONE_ATTRIBUTE)?.value ?? '';
}

function toLaunchTemplate(
  instance: ContainerInstance,
  zones: readonly string[],
  tasks: readonly Task[],
): LaunchTemplateInput {
  const attributes = Object.fromEntries(instance.attributes.map(({ name, value }) => [name, value]));
  const { registered, remaining, ec2InstanceId } = instance;
  return {
    ...BARE_LAUNCH_TEMPLATE,
    instanceType: attributes['ecs.instance-type'] ?? '',
    zone: zones.indexOf(zoneOf(instance)),
    cpuUnits: registered.cpuUnits,
    memoryMiB: registered.memoryMiB,
    gpuCount: registered.gpuIds.length,
    // What runs there has its slot, whatever limit we know.
    awsvpcTaskLimit: Math.max(eniLimit(attributes), enisHeld(instance, tasks)),
    // The lists of ports hold those that are taken, the agent's own and those of its tasks (P2.6).
    reservedPorts: takenPorts(remaining),
    attributes,
    agentVersion: instance.agentVersion ?? '',
    ...(ec2InstanceId === undefined ? {} : { ec2InstanceId }),
    architecture: attributes['ecs.cpu-architecture'] === 'arm64' ? 'arm64' : 'x86_64',
    operatingSystem: attributes['ecs.os-type'] === 'windows' ? 'windows' : 'linux',
  };
}

/** P2.7, and P2.8 where the instance has a trunk interface. */
function eniLimit(attributes: Readonly<Record<string, string>>): number {
  const type = findInstanceType(attributes['ecs.instance-type'] ?? '');
  const trunking = 'ecs.awsvpc-trunk-id' in attributes;
  return (type === undefined ? undefined : awsvpcTaskLimit(type, { trunking })) ?? ENIS_UNKNOWN;
}

function enisHeld({ containerInstanceArn }: ContainerInstance, tasks: readonly Task[]): number {
  return tasks.filter((task) => task.hasEni && task.containerInstanceArn === containerInstanceArn).length;
}

function takenPorts({ tcpPorts, udpPorts }: ContainerInstance['remaining']): HostPort[] {
  const tcp = tcpPorts.map((port): HostPort => ({ protocol: 'tcp', port }));
  return [...tcp, ...udpPorts.map((port): HostPort => ({ protocol: 'udp', port }))];
}

/** The part of the definition that placement reads; the rest is of no account here. */
function toTaskDefinitionInput(
  definition: TaskDefinition,
  requiredAttributes: TaskDefinitionInput['requiredAttributes'],
): TaskDefinitionInput {
  return {
    ...BARE_TASK_DEFINITION,
    ...placementNeeds(definition),
    ...ec2Reservation(definition),
    requiredAttributes,
  };
}

/** What is reserved on the instance, as the difference of its registered and remaining resources. */
function heldOn({ registered, remaining }: ContainerInstance, { requests }: ClusterState): TaskRequest {
  return {
    ...requests[0],
    ...NO_RESOURCES,
    cpuUnits: registered.cpuUnits - remaining.cpuUnits,
    memoryMiB: registered.memoryMiB - remaining.memoryMiB,
    gpuCount: registered.gpuIds.length - remaining.gpuIds.length,
    hostPortMask: new Int32Array(requests[0].hostPortMask.length),
  };
}

/**
 * A listed task's CPU, memory, GPUs and ports are part of what its instance has reserved; its ENI is not shown there.
 */
function listedRequest({ requests }: ClusterState, { hasEni }: Task, group: number): TaskRequest {
  const hostPortMask = new Int32Array(requests[0].hostPortMask.length);
  return { ...requests[0], ...NO_RESOURCES, eniCount: hasEni ? 1 : 0, hostPortMask, group };
}

const NO_RESOURCES = { cpuUnits: 0, memoryMiB: 0, gpuCount: 0, eniCount: 0, hostPortCount: 0 } as const;
