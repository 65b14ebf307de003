/** Container instances: what each registers with, and which make up a fleet. */

import { assert } from '../../base/assert.ts';
import type { InstanceType } from '../../catalog/instance-types.ts';
import type { RateCard } from '../../catalog/rates.ts';
import { awsvpcTaskLimit, RESERVED_TCP_PORTS, registeredResources } from '../../catalog/registered-resources.ts';
import type { ManagedInstancesInput } from '../../sim/state/input/managed-instances.ts';
import type { CapacityProviderInput, CapacityShortageInput, LaunchTemplateInput } from '../../sim/state/input.ts';
import type { Fleet, Scenario, ScenarioCapacityProvider, ScenarioCluster } from '../scenario.ts';
import {
  compileGroup,
  compileShortages,
  fleetInstances,
  type TemplateKey,
  templateKeys,
} from './auto-scaling-groups.ts';
import { instanceStorageMiB } from './images.ts';
import { fleetSubnet } from './network.ts';

/** The container instances and capacity providers of a cluster. */
export interface CompiledCapacity {
  readonly zones: readonly string[];
  readonly launchTemplates: readonly LaunchTemplateInput[];
  readonly capacityProviders: readonly CapacityProviderInput[];
  readonly capacityShortages: readonly CapacityShortageInput[];
}

/** What the compiler looks up. */
export interface FleetContext {
  readonly scenario: Scenario;
  readonly zones: readonly string[];
  readonly rates: RateCard;
  findInstanceType(name: string): InstanceType | undefined;
  /** Row of the subnet of a fleet's instances in a zone, or NONE. */
  subnetRow(fleet: Fleet, zone: string): number;
}

/**
 * The capacity providers of a cluster with their groups of instances, in the order of the scenario; launch type
 * FARGATE adds Fargate's own where the cluster does not list it.
 */
export function compileCapacity(context: FleetContext, cluster: ScenarioCluster): CompiledCapacity {
  const launchTemplates: LaunchTemplateInput[] = [];
  const capacityShortages: CapacityShortageInput[] = [];
  const capacityProviders = withFargate(cluster).map((provider, row): CapacityProviderInput => {
    if (!('fleet' in provider)) return { ...provider, ...NO_INSTANCES };
    const first = launchTemplates.length;
    const { name, kind, fleet } = provider;
    launchTemplates.push(...templateKeys(fleet).map((key) => launchTemplate(context, fleet, key, row)));
    capacityShortages.push(...compileShortages(fleet, first));
    if (provider.kind === 'managed-instances') {
      const managedInstances = compileManaged({ ...context, firstTemplate: first }, provider);
      return { name, kind, ...NO_INSTANCES, managedInstances };
    }
    const autoScalingGroup = compileGroup({ ...context, firstTemplate: first }, fleet);
    const instances = fleetInstances(fleet, autoScalingGroup, first);
    return { name, kind, instances, autoScalingGroup, managedInstances: null };
  });
  return { zones: context.zones, launchTemplates, capacityProviders, capacityShortages };
}

const NO_INSTANCES = { instances: new Int32Array(0), autoScalingGroup: null, managedInstances: null };

/** Every type of the provider with its launch template in each zone. */
function compileManaged(
  { zones, firstTemplate }: { readonly zones: readonly string[]; readonly firstTemplate: number },
  { fleet, managed }: Extract<ScenarioCapacityProvider, { kind: 'managed-instances' }>,
): ManagedInstancesInput {
  const { usdPerHour, ...settings } = managed;
  const zoneCount = fleet.availabilityZones.length;
  return {
    ...settings,
    zones: fleet.availabilityZones.map((zone) => zones.indexOf(zone)),
    types: fleet.instanceTypes.map((type, number) => ({
      templates: Array.from({ length: zoneCount }, (_, zone) => firstTemplate + number * zoneCount + zone),
      usdPerHour: usdPerHour[type]!,
    })),
  };
}

function withFargate({ capacityProviders, services, taskSources }: ScenarioCluster): ScenarioCapacityProvider[] {
  const uses = [...services, ...taskSources].some(
    ({ capacity }) => 'strategy' in capacity && capacity.strategy.some((item) => item.capacityProvider === 'FARGATE'),
  );
  const isListed = capacityProviders.some((provider) => provider.name === 'FARGATE');
  return uses && !isListed ? [...capacityProviders, { kind: 'fargate', name: 'FARGATE' }] : [...capacityProviders];
}

function launchTemplate(
  { scenario, zones, findInstanceType, subnetRow }: FleetContext,
  fleet: Fleet,
  { instanceType: name, zone, purchaseOption }: TemplateKey,
  capacityProvider: number,
): LaunchTemplateInput {
  const type = findInstanceType(name);
  assert(type !== undefined, `no instance type ${name}`);
  const operatingSystem = fleet.operatingSystemFamily === 'LINUX' ? 'linux' : 'windows';
  const { cpuUnits, memoryMiB, gpuCount } = registeredResources(type, {
    operatingSystem,
    reservedMemoryMiB: fleet.reservedMemoryMiB,
    measuredMemoryMiB: measuredMemoryMiB(fleet, name),
  });
  return {
    instanceType: name,
    capacityProvider,
    zone: zones.indexOf(zone),
    subnet: subnetRow(fleet, zone),
    cpuUnits,
    memoryMiB,
    gpuCount,
    awsvpcTaskLimit: awsvpcTaskLimit(type, { trunking: fleet.hasTrunking }) ?? 0,
    reservedPorts: RESERVED_TCP_PORTS[operatingSystem].map((port) => ({ protocol: 'tcp', port })),
    attributes: attributesOf(scenario, fleet, type, zone),
    agentVersion: fleet.agentVersion,
    architecture: type.architecture,
    operatingSystem,
    purchaseOption,
    rootVolumeGiB: fleet.rootVolumeGiB,
    rootVolumeType: fleet.rootVolumeType,
    hasPublicIpv4: fleet.hasPublicIpv4,
    agentImages: fleet.agentImages,
    imageStorageMiB: instanceStorageMiB(fleet, scenario.images),
    pullMiBPerSecond: Math.min(scenario.timing.ec2PullMiBPerSecond, networkMiBPerSecond(type)),
  };
}

/** What is shown as registered has lost the reserved memory already; what the system sees has not. */
function measuredMemoryMiB({ registeredMemoryMiB, reservedMemoryMiB }: Fleet, name: string): number | undefined {
  const shown = typeof registeredMemoryMiB === 'object' ? registeredMemoryMiB[name] : registeredMemoryMiB;
  return shown === undefined ? undefined : shown + reservedMemoryMiB;
}

const MIB_PER_SECOND_PER_GBPS = 1e9 / 8 / 2 ** 20;

function networkMiBPerSecond({ networkBurstGbps, networkBaselineGbps }: InstanceType): number {
  const gbps = networkBurstGbps ?? networkBaselineGbps;
  return gbps === null ? Number.POSITIVE_INFINITY : gbps * MIB_PER_SECOND_PER_GBPS;
}

/** Built-in attributes (P2.10), the capability that awsvpc tasks need, and custom ones (P2.11). */
function attributesOf(
  { subnets }: Scenario,
  fleet: Fleet,
  type: InstanceType,
  zone: string,
): Readonly<Record<string, string>> {
  const someSubnet = Object.keys(subnets).find((id) => subnets[id] === zone) ?? `subnet-${zone}`;
  const subnet = fleetSubnet(fleet, zone, subnets) ?? someSubnet;
  return {
    'ecs.ami-id': fleet.amiId,
    'ecs.availability-zone': zone,
    'ecs.instance-type': type.instanceType,
    'ecs.os-type': fleet.operatingSystemFamily === 'LINUX' ? 'linux' : 'windows',
    'ecs.os-family': fleet.operatingSystemFamily,
    'ecs.cpu-architecture': type.architecture,
    'ecs.vpc-id': fleet.vpcId,
    'ecs.subnet-id': subnet,
    [TASK_ENI]: '',
    ...(fleet.hasTrunking && type.trunkedTasks !== null ? { 'ecs.awsvpc-trunk-id': `eni-trunk-${zone}` } : {}),
    ...fleet.attributes,
  };
}

/** The capability of container instances that give tasks a network interface of their own (P2.10). */
export const TASK_ENI = 'ecs.capability.task-eni';
