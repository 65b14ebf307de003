import type { ClusterState } from '../../sim/state/cluster-state.ts';
import type { TaskRequest } from '../../sim/state/task-request.ts';
import type { PlacementStrategy } from '../stage.ts';
import { ScoreOrder } from './score-order.ts';

/** `best-fit`: where the task leaves least, all resources together (Johnson 1973, for vectors by the sum of shares). */
export function bestFit(): PlacementStrategy {
  return new ScoreOrder('best-fit', shareLeft);
}

/** `worst-fit`: where the task leaves most. */
export function worstFit(): PlacementStrategy {
  return new ScoreOrder('worst-fit', (row, request, cluster) => -shareLeft(row, request, cluster));
}

/** What remains after the task as shares of what is registered, summed over CPU, memory and GPUs. */
function shareLeft(row: number, request: TaskRequest, { containerInstances: table }: ClusterState): number {
  return (
    share(table.remainingCpuUnits[row] - request.cpuUnits, table.registeredCpuUnits[row]) +
    share(table.remainingMemoryMiB[row] - request.memoryMiB, table.registeredMemoryMiB[row]) +
    share(table.remainingGpus[row] - request.gpuCount, table.registeredGpus[row])
  );
}

/** Of a resource that an instance does not have, nothing remains. */
function share(amount: number, registered: number): number {
  return registered === 0 ? 0 : amount / registered;
}
