import type { ClusterState } from '../../sim/state/cluster-state.ts';
import type { TaskRequest } from '../../sim/state/task-request.ts';
import type { PlacementStrategy } from '../stage.ts';
import { ScoreOrder } from './score-order.ts';

/**
 * `dot-product`: where the task's demand points the way of what remains, both as shares of what is registered; the
 * largest product of the two vectors. Panigrahy et al. 2011, Heuristics for Vector Bin Packing; the alignment of
 * Grandl et al. 2014 (Tetris).
 */
export function dotProduct(): PlacementStrategy {
  return new ScoreOrder('dot-product', (row, request, cluster) => -alignment(row, request, cluster));
}

function alignment(row: number, request: TaskRequest, { containerInstances: table }: ClusterState): number {
  return (
    product(request.cpuUnits, table.remainingCpuUnits[row], table.registeredCpuUnits[row]) +
    product(request.memoryMiB, table.remainingMemoryMiB[row], table.registeredMemoryMiB[row]) +
    product(request.gpuCount, table.remainingGpus[row], table.registeredGpus[row])
  );
}

function product(demand: number, remaining: number, registered: number): number {
  return registered === 0 ? 0 : (demand / registered) * (remaining / registered);
}
