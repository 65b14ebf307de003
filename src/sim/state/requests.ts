import { NONE } from '../../base/units.ts';
import type { ClusterState } from './cluster-state.ts';
import type { LaunchTemplateInput, TaskDefinitionInput } from './input.ts';
import type { TaskRequest } from './task-request.ts';

/** What decides a request beside the definition. */
export interface RequestScope {
  /** Row in task groups. */
  readonly group: number;
  /** Row in capacity providers, or NONE for launch type EC2. */
  readonly capacityProvider: number;
  /** Rows in zones the awsvpc subnets reach; empty = all. */
  readonly zones: readonly number[];
  /** Only this zone, in every network mode; absent = wherever the subnets reach. */
  readonly onlyZone?: number;
}

/** Adds the request of one definition in one scope to `cluster.requests`; returns its row. */
export function addRequest(cluster: ClusterState, definition: TaskDefinitionInput, scope: RequestScope): number {
  return cluster.requests.push(buildRequest(cluster, definition, scope)) - 1;
}

function buildRequest(cluster: ClusterState, definition: TaskDefinitionInput, scope: RequestScope): TaskRequest {
  const provider = scope.capacityProvider === NONE ? null : cluster.input.capacityProviders[scope.capacityProvider];
  const isFargate = provider !== null && (provider.kind === 'fargate' || provider.kind === 'fargate-spot');
  const reaches = (zone: number) => {
    if (scope.onlyZone !== undefined && zone !== scope.onlyZone) return false;
    return scope.zones.length === 0 || !definition.isAwsvpc || scope.zones.includes(zone);
  };
  return {
    cpuUnits: isFargate ? definition.fargateCpuUnits : definition.cpuUnits,
    memoryMiB: isFargate ? definition.fargateMemoryMiB : definition.memoryMiB,
    gpuCount: definition.gpuCount,
    eniCount: definition.isAwsvpc ? 1 : 0,
    hostPortMask: cluster.ports.maskOf(definition.hostPorts),
    hostPortCount: definition.hostPorts.length,
    group: scope.group,
    capacityProvider: scope.capacityProvider,
    hasRequiredAttributes: Uint8Array.from(cluster.input.launchTemplates, (template) =>
      hasRequiredAttributes(template, definition) ? 1 : 0,
    ),
    isInSubnets: Uint8Array.from(cluster.input.zones, (_, zone) => (reaches(zone) ? 1 : 0)),
  };
}

/** Architecture and operating system bind as attributes do (P1.16, model). */
function hasRequiredAttributes(template: LaunchTemplateInput, definition: TaskDefinitionInput): boolean {
  if (template.architecture !== definition.architecture) return false;
  if (template.operatingSystem !== definition.operatingSystem) return false;
  return definition.requiredAttributes.every(({ name, value }) => {
    const found = template.attributes[name];
    return found !== undefined && (value === undefined || value === found);
  });
}
