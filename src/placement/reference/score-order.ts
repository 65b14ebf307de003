import type { ClusterState } from '../../sim/state/cluster-state.ts';
import type { TaskRequest } from '../../sim/state/task-request.ts';
import type { PlacementStrategy, Ranking } from '../stage.ts';

/** How good an instance is for the request, as it stands before the task; the least is the best. */
export type Score = (row: number, request: TaskRequest, cluster: ClusterState) => number;

/** A strategy that keeps the instances with the least score. No strategy of ECS scores, so no index serves it. */
export class ScoreOrder implements PlacementStrategy {
  readonly name: string;
  readonly ranking: Ranking = { by: 'score' };
  private readonly score: Score;

  constructor(name: string, score: Score) {
    this.name = name;
    this.score = score;
  }

  keep(candidates: Int32Array, count: number, request: TaskRequest, cluster: ClusterState): number {
    let least = Number.POSITIVE_INFINITY;
    let kept = 0;
    for (let i = 0; i < count; i++) {
      const row = candidates[i];
      const value = this.score(row, request, cluster);
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
