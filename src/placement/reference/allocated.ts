import type { ClusterState } from '../../sim/state/cluster-state.ts';
import type { TaskRequest } from '../../sim/state/task-request.ts';
import type { PlacementStrategy } from '../stage.ts';
import { ScoreOrder } from './score-order.ts';

/**
 * `most-allocated`: Kubernetes' NodeResourcesFit with MostAllocated. The mean of CPU and memory that would be
 * requested, as whole percent of what can be, is the score; the highest wins. Its scheduler adds other scores to
 * this one and breaks ties by chance: here the first registered takes them.
 */
export function mostAllocated(): PlacementStrategy {
  return new ScoreOrder('most-allocated', (row, request, cluster) => -allocatedScore(row, request, cluster));
}

/** `least-allocated`: the same with LeastAllocated, Kubernetes' default: the percent that would remain. */
export function leastAllocated(): PlacementStrategy {
  return new ScoreOrder('least-allocated', (row, request, cluster) => -freeScore(row, request, cluster));
}

/** Kubernetes' best score. */
const SCORE_MAX = 100;

function allocatedScore(row: number, request: TaskRequest, { containerInstances: table }: ClusterState): number {
  const cpu = taken(table.remainingCpuUnits[row] - request.cpuUnits, table.registeredCpuUnits[row]);
  const memory = taken(table.remainingMemoryMiB[row] - request.memoryMiB, table.registeredMemoryMiB[row]);
  return Math.floor((cpu + memory) / 2);
}

function freeScore(row: number, request: TaskRequest, { containerInstances: table }: ClusterState): number {
  const cpu = free(table.remainingCpuUnits[row] - request.cpuUnits, table.registeredCpuUnits[row]);
  const memory = free(table.remainingMemoryMiB[row] - request.memoryMiB, table.registeredMemoryMiB[row]);
  return Math.floor((cpu + memory) / 2);
}

function taken(left: number, registered: number): number {
  return registered === 0 ? 0 : Math.floor(((registered - left) * SCORE_MAX) / registered);
}

function free(left: number, registered: number): number {
  return registered === 0 ? 0 : Math.floor((left * SCORE_MAX) / registered);
}
