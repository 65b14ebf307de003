import type { ClusterState } from '../../sim/state/cluster-state.ts';
import type { TaskRequest } from '../../sim/state/task-request.ts';
import type { PlacementStrategy, Ranking } from '../stage.ts';

/** A strategy that prefers the instances with the least value in a column of the tables. */
export class ColumnOrder implements PlacementStrategy {
  readonly name: string;
  readonly ranking: Ranking;
  private readonly column: (cluster: ClusterState) => Int32Array;

  constructor(name: string, column: (cluster: ClusterState) => Int32Array) {
    this.name = name;
    this.column = column;
    this.ranking = { by: 'instance', column };
  }

  keep(candidates: Int32Array, count: number, _request: TaskRequest, cluster: ClusterState): number {
    const column = this.column(cluster);
    let least = Number.POSITIVE_INFINITY;
    let kept = 0;
    for (let i = 0; i < count; i++) {
      const row = candidates[i];
      const value = column[row];
      if (value > least) continue;
      if (value < least) {
        least = value;
        kept = 0;
      }
      candidates[kept++] = row;
    }
    return kept;
  }
}
