import { assert } from '../../base/assert.ts';
import type { ClusterState } from '../../sim/state/cluster-state.ts';
import type { TaskRequest } from '../../sim/state/task-request.ts';
import { type PlacementStrategy, type Ranking, REMAINING_CPU_UNITS, REMAINING_MEMORY_MIB } from '../stage.ts';

/** `binpack`: the least remaining amount of one resource that still fits the task; only that one counts (P3.6). */
export function binpack(field: string): PlacementStrategy {
  assert(field === 'cpu' || field === 'memory', `binpack by ${field}`);
  return new Binpack(field);
}

class Binpack implements PlacementStrategy {
  readonly name: string;
  readonly ranking: Ranking;
  private readonly isByCpu: boolean;

  constructor(field: 'cpu' | 'memory') {
    this.name = `binpack(${field})`;
    this.isByCpu = field === 'cpu';
    this.ranking = { by: 'instance', key: this.isByCpu ? REMAINING_CPU_UNITS : REMAINING_MEMORY_MIB };
  }

  keep(candidates: Int32Array, count: number, _request: TaskRequest, cluster: ClusterState): number {
    const { remainingCpuUnits, remainingMemoryMiB } = cluster.containerInstances;
    const remaining = this.isByCpu ? remainingCpuUnits : remainingMemoryMiB;
    let least = Number.POSITIVE_INFINITY;
    let kept = 0;
    for (let i = 0; i < count; i++) {
      const row = candidates[i];
      if (remaining[row] > least) continue;
      if (remaining[row] < least) {
        least = remaining[row];
        kept = 0;
      }
      candidates[kept++] = row;
    }
    return kept;
  }
}
