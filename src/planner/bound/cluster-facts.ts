/** What the bound asks of a cluster: what may run where, how much of it, and whether instances are ever missing. */
import { NONE, SECOND_MS } from '../../base/units.ts';
import type { RateCard } from '../../catalog/rates.ts';
import type {
  AutoScalingGroupInput,
  CapacityProviderInput,
  LaunchTemplateInput,
  ServiceInput,
  SimulationInput,
  TaskDefinitionInput,
} from '../../sim/state/input.ts';
import { type Discounts, instanceUsdPerHour } from './capacity-prices.ts';
import { type DemandLevel, leastCpuSeconds } from './demand-levels.ts';

/** A kind of container instance of one provider: alike in size and price, in whatever zone. */
export interface InstanceKind {
  readonly provider: number;
  readonly template: LaunchTemplateInput;
  readonly usdPerHour: number;
  /** How many there are at time 0. */
  readonly count: number;
}

/** Kinds in the order of the launch templates. */
export function instanceKinds(
  { launchTemplates, capacityProviders }: SimulationInput,
  rates: RateCard,
  discountOf: Discounts,
): InstanceKind[] {
  const counts = new Float64Array(launchTemplates.length);
  for (const { instances } of capacityProviders) for (const template of instances) counts[template]++;
  const kinds = new Map<string, InstanceKind>();
  for (const [row, template] of launchTemplates.entries()) {
    const { capacityProvider: provider } = template;
    if (provider === NONE) continue;
    const usdPerHour = instanceUsdPerHour(template, rates, discountOf);
    const key = `${provider} ${kindKey(template)} ${usdPerHour}`;
    kinds.set(key, { provider, template, usdPerHour, count: (kinds.get(key)?.count ?? 0) + counts[row] });
  }
  return [...kinds.values()];
}

function kindKey({ instanceType, cpuUnits, memoryMiB, gpuCount, awsvpcTaskLimit, reservedPorts }: LaunchTemplateInput) {
  return JSON.stringify([instanceType, cpuUnits, memoryMiB, gpuCount, awsvpcTaskLimit, reservedPorts]);
}

export function isFargate({ kind }: CapacityProviderInput): boolean {
  return kind === 'fargate' || kind === 'fargate-spot';
}

/** Whether nothing changes the size of the group during the run. */
export function isFixed({ managedScaling, updates, repack }: AutoScalingGroupInput): boolean {
  return managedScaling === null && updates.length === 0 && repack === null;
}

/** Whether anything may end an instance of the provider, which then is missing for a while, or never joins. */
export function losesInstances(
  { failures, capacityShortages, launchTemplates, capacityProviders, network }: SimulationInput,
  provider: number,
): boolean {
  const isOwn = (template: number) => launchTemplates[template].capacityProvider === provider;
  const hazards = failures.hazards.some((hazard) => 'launchTemplate' in hazard && isOwn(hazard.launchTemplate));
  const group = capacityProviders[provider].autoScalingGroup;
  return (
    hazards ||
    failures.incidents.length > 0 ||
    capacityShortages.length > 0 ||
    network.subnets.length > 0 ||
    (group?.warmPool ?? null) !== null
  );
}

/** Rows of the providers on which a service may run. */
export function providersOf({ capacity }: ServiceInput, { capacityProviders }: SimulationInput): number[] {
  if ('launchType' in capacity)
    return [...capacityProviders.keys()].filter((row) => !isFargate(capacityProviders[row]));
  return [...new Set(capacity.strategy.map(({ capacityProvider }) => capacityProvider))];
}

/** The revision of time 0 and those of later deployments. */
export function definitionsOf(
  { taskDefinition, deployments }: ServiceInput,
  { taskDefinitions }: SimulationInput,
): TaskDefinitionInput[] {
  const rows = new Set([taskDefinition, ...deployments.map((deployment) => deployment.taskDefinition)]);
  return [...rows].map((row) => taskDefinitions[row]);
}

/** vCPU-seconds of the requests that may wait at its tasks at a time, those that are worked on included. */
export function waitingVcpuSeconds(service: ServiceInput, input: SimulationInput): number {
  if (service.load === null || service.load.requestsPerSecond === null) return 0;
  const loads = [service.load, ...service.deployments.flatMap(({ load }) => load ?? [])];
  const perTask = Math.max(...loads.map((load) => load.queuedRequestsMax + load.concurrentRequestsMax));
  return perTask * mostTasks(service, input) * leastCpuSeconds(service);
}

/** What requests that wait at its tasks, from before the level, add to what can be served in it: vCPUs in the mean. */
export function carriedVcpus(
  service: ServiceInput,
  { entries, durationMs }: DemandLevel,
  input: SimulationInput,
): number {
  return entries === 0 ? 0 : (entries * waitingVcpuSeconds(service, input) * SECOND_MS) / durationMs;
}

/**
 * Tasks that a service may have at once, those of a deployment or of what replaces others included (P4.2, P4.23).
 * A DAEMON service has one on every instance (P4.1).
 */
export function mostTasks(service: ServiceInput, input: SimulationInput): number {
  const { schedulingStrategy, desiredCount, updates, scaling } = service;
  if (schedulingStrategy === 'DAEMON') return input.capacityProviders.reduce((sum, one) => sum + mostInstances(one), 0);
  const scheduled = scaling?.scheduledActions.map(({ maxCapacity }) => maxCapacity ?? 0) ?? [];
  const most = Math.max(
    desiredCount,
    ...updates.map((update) => update.desiredCount),
    scaling?.maxCapacity ?? 0,
    ...scheduled,
  );
  return Math.ceil(most * tasksPerDesired(service, input));
}

function mostInstances({ kind, instances, autoScalingGroup }: CapacityProviderInput): number {
  if (kind === 'managed-instances') return Number.POSITIVE_INFINITY;
  if (autoScalingGroup === null) return instances.length;
  const { desiredCapacity, maxSize, updates } = autoScalingGroup;
  return Math.max(desiredCapacity, maxSize, ...updates.map((update) => update.maxSize ?? 0));
}

/** Tasks at once for each that is desired, at most. */
export function tasksPerDesired(service: ServiceInput, input: SimulationInput): number {
  const { maximumPercent, trafficShift } = service;
  return replacesTasks(service, input) ? Math.max(100, maximumPercent, trafficShift === null ? 0 : 200) / 100 : 1;
}

/** Whether nothing changes how many tasks the service is to have. */
export function hasFixedCount({ schedulingStrategy, updates, scaling }: ServiceInput): boolean {
  return schedulingStrategy === 'REPLICA' && updates.length === 0 && scaling === null;
}

/** Whether tasks may be started before those that they replace have stopped (P4.17, P3.28, P5.17). */
function replacesTasks(service: ServiceInput, input: SimulationInput): boolean {
  const { deployments, targetGroups, rebalancesZones } = service;
  const isUnhealthy = definitionsOf(service, input).some(({ unhealthyAfterMs }) => unhealthyAfterMs !== null);
  const mayDrain = input.capacityProviders.some((provider) => !isFargate(provider));
  return deployments.length > 0 || targetGroups.length > 0 || rebalancesZones || isUnhealthy || mayDrain;
}
