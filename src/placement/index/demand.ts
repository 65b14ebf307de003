import { NONE } from '../../base/units.ts';
import type { ClusterState } from '../../sim/state/cluster-state.ts';
import type { TaskRequest } from '../../sim/state/task-request.ts';
import { hasFreePorts } from '../constraints/resources.ts';
import type { InstanceFilter } from '../stage.ts';

/** What requests that the same instances can take have in common: one request stands for all of them. */
export interface Demand {
  readonly request: TaskRequest;
  readonly constraints: readonly InstanceFilter[];
}

/** Equal for demands that the same instances can take, whatever happens to those. */
export function nameDemand({ request, constraints }: Demand): string {
  const { cpuUnits, memoryMiB, gpuCount, eniCount, hostPortCount, capacityProvider } = request;
  return [
    [cpuUnits, memoryMiB, gpuCount, eniCount, hostPortCount, capacityProvider],
    request.hostPortMask,
    request.hasRequiredAttributes,
    request.isInSubnets,
    ...constraints.map((constraint) => constraint.identity),
  ].join('|');
}

/**
 * Whether instances of that launch template take the demand when they have the CPU, memory, GPUs and ENIs; null where
 * more of the instance has to be asked.
 */
export function isOpenTo(template: number, { request, constraints }: Demand, cluster: ClusterState): boolean | null {
  const { capacityProvider, zone } = cluster.input.launchTemplates[template];
  if (request.capacityProvider !== NONE && request.capacityProvider !== capacityProvider) return false;
  if (request.hasRequiredAttributes[template] === 0 || request.isInSubnets[zone] === 0) return false;
  const answers = constraints.map((constraint) => constraint.takesTemplate(template, cluster));
  if (answers.includes(false)) return false;
  return request.hostPortCount > 0 || answers.includes(null) ? null : true;
}

/** What `isOpenTo` could not say: free host ports, and constraints that look at the instance. */
export function isOpen(row: number, { request, constraints }: Demand, cluster: ClusterState): boolean {
  if (request.hostPortCount > 0 && !hasFreePorts(cluster.containerInstances, row, request)) return false;
  for (let i = 0; i < constraints.length; i++) {
    if (constraints[i].failures(row, request, cluster) !== 0) return false;
  }
  return true;
}
