import { assert } from '../../base/assert.ts';
import type { ClusterState } from '../../sim/state/cluster-state.ts';
import type { PlacementStrategy } from '../stage.ts';
import { ColumnOrder } from './column-order.ts';

/** `binpack`: the least remaining amount of one resource that still fits the task; only that one counts (P3.6). */
export function binpack(field: string): PlacementStrategy {
  assert(field === 'cpu' || field === 'memory', `binpack by ${field}`);
  return new ColumnOrder(`binpack(${field})`, field === 'cpu' ? remainingCpuUnits : remainingMemoryMiB);
}

function remainingCpuUnits(cluster: ClusterState): Int32Array {
  return cluster.containerInstances.remainingCpuUnits;
}

function remainingMemoryMiB(cluster: ClusterState): Int32Array {
  return cluster.containerInstances.remainingMemoryMiB;
}
