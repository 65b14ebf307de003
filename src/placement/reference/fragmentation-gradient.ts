import type { ClusterState } from '../../sim/state/cluster-state.ts';
import type { ContainerInstanceTable } from '../../sim/state/container-instances.ts';
import type { PlacementStrategy, TaskShape } from '../stage.ts';
import { ScoreOrder } from './score-order.ts';

/**
 * `fgd`: fragmentation gradient descent (Weng et al., USENIX ATC 2023). What lies idle on an instance is fragmented for
 * a shape of task that does not fit there any more; weighed by how often each shape comes, that is the instance's
 * fragmentation. The task goes where it raises that least.
 *
 * Theirs counts GPUs, shared ones by the thousandth; ECS gives whole ones (P1.17). Where no task asks for a GPU, the
 * mean of the idle shares of CPU and memory is counted instead.
 */
export function fragmentationGradient(mix: readonly TaskShape[]): PlacementStrategy {
  const asksForGpus = mix.some(({ gpuCount }) => gpuCount > 0);
  const counted = asksForGpus ? mix.filter(({ gpuCount }) => gpuCount > 0) : mix;
  const idle = asksForGpus ? idleGpus : idleShare;
  return new ScoreOrder('fgd', (row, request, { containerInstances: table }: ClusterState) => {
    const after = fragmentation(counted, idle, table, row, request.cpuUnits, request.memoryMiB, request.gpuCount);
    return after - fragmentation(counted, idle, table, row, 0, 0, 0);
  });
}

type Idle = (table: ContainerInstanceTable, row: number, cpuUnits: number, memoryMiB: number, gpus: number) => number;

/** Of one instance once so much more of it is taken. */
function fragmentation(
  mix: readonly TaskShape[],
  idle: Idle,
  table: ContainerInstanceTable,
  row: number,
  takenCpuUnits: number,
  takenMemoryMiB: number,
  takenGpus: number,
): number {
  const cpuUnits = table.remainingCpuUnits[row] - takenCpuUnits;
  const memoryMiB = table.remainingMemoryMiB[row] - takenMemoryMiB;
  const gpus = table.remainingGpus[row] - takenGpus;
  let unusable = 0;
  for (let i = 0; i < mix.length; i++) {
    const shape = mix[i];
    if (shape.cpuUnits > cpuUnits || shape.memoryMiB > memoryMiB || shape.gpuCount > gpus) unusable += shape.weight;
  }
  return unusable * idle(table, row, cpuUnits, memoryMiB, gpus);
}

function idleGpus(_table: ContainerInstanceTable, _row: number, _cpu: number, _memory: number, gpus: number): number {
  return gpus;
}

function idleShare(table: ContainerInstanceTable, row: number, cpuUnits: number, memoryMiB: number): number {
  return cpuUnits / table.registeredCpuUnits[row] + memoryMiB / table.registeredMemoryMiB[row];
}
