import type { ClusterState } from '../../sim/state/cluster-state.ts';
import type { ContainerInstanceTable } from '../../sim/state/container-instances.ts';
import {
  AGENT,
  ATTRIBUTE,
  LOCATION,
  RESOURCE_CPU,
  RESOURCE_ENI,
  RESOURCE_GPU,
  RESOURCE_MEMORY,
  RESOURCE_PORTS,
} from '../../sim/state/failure-reasons.ts';
import { HOST_PORTS_MAX } from '../../sim/state/host-ports.ts';
import type { TaskRequest } from '../../sim/state/task-request.ts';
import { InstanceFilter } from '../stage.ts';

/**
 * Step 1 of placement (P3.1): a connected agent, enough remaining CPU and memory, free host ports (P1.26, P1.28), GPUs
 * (P1.17) and ENI slots (P2.7), the required attributes (P1.16), and a zone that the subnets reach.
 */
export class Resources extends InstanceFilter {
  readonly name = 'resources';

  failures(row: number, request: TaskRequest, cluster: ClusterState): number {
    const table = cluster.containerInstances;
    let failures = 0;
    if (table.remainingCpuUnits[row] < request.cpuUnits) failures |= 1 << RESOURCE_CPU;
    if (table.remainingMemoryMiB[row] < request.memoryMiB) failures |= 1 << RESOURCE_MEMORY;
    if (request.hostPortCount > 0 && !hasFreePorts(table, row, request)) failures |= 1 << RESOURCE_PORTS;
    if (table.remainingGpus[row] < request.gpuCount) failures |= 1 << RESOURCE_GPU;
    if (table.remainingEnis[row] < request.eniCount) failures |= 1 << RESOURCE_ENI;
    if (request.hasRequiredAttributes[table.launchTemplate[row]] === 0) failures |= 1 << ATTRIBUTE;
    if (table.agentConnected[row] === 0) failures |= 1 << AGENT;
    if (request.isInSubnets[table.zone[row]] === 0) failures |= 1 << LOCATION;
    return failures;
  }
}

/** No wanted port is taken, and the instance stays within its 100 reserved ports. */
export function hasFreePorts(table: ContainerInstanceTable, row: number, request: TaskRequest): boolean {
  if (table.hostPortCount[row] + request.hostPortCount > HOST_PORTS_MAX) return false;
  const { words } = table.ports;
  const first = row * words;
  for (let word = 0; word < words; word++) {
    if ((table.hostPortWords[first + word] & request.hostPortMask[word]) !== 0) return false;
  }
  return true;
}
