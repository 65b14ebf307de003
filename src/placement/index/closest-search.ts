import { NONE } from '../../base/units.ts';
import type { ClusterState } from '../../sim/state/cluster-state.ts';
import type { TaskRequest } from '../../sim/state/task-request.ts';
import { countFailures, isInReach } from '../closest-instance.ts';
import type { InstanceFilter } from '../stage.ts';
import { InstanceFollower } from './instance-follower.ts';

/**
 * The closest instance of a request that keeps being refused: the one that fails the fewest filters, the first
 * registered of equals. The next answer looks only at the instances that have changed since the last; at all when the
 * closest of them has moved away.
 */
export class ClosestSearch extends InstanceFollower {
  private readonly request: TaskRequest;
  private readonly filters: readonly InstanceFilter[];
  private row = NONE;
  private fewest = Number.POSITIVE_INFINITY;
  private hasMovedAway = false;

  constructor(cluster: ClusterState, request: TaskRequest, filters: readonly InstanceFilter[]) {
    super(cluster);
    this.request = request;
    this.filters = filters;
  }

  /** Its row, or NONE where there is no instance to look at. */
  find(): number {
    this.catchUp();
    if (this.hasMovedAway) {
      this.known = 0;
      this.restart();
      this.catchUp();
    }
    return this.row;
  }

  protected override restart(): void {
    this.row = NONE;
    this.fewest = Number.POSITIVE_INFINITY;
    this.hasMovedAway = false;
  }

  protected look(row: number): void {
    const { cluster, filters, request } = this;
    const failed = isInReach(row, request, cluster)
      ? countFailures(filters, row, request, cluster)
      : Number.POSITIVE_INFINITY;
    if (row === this.row) {
      if (failed > this.fewest) this.hasMovedAway = true;
      this.fewest = failed;
    } else if (failed < this.fewest || (failed === this.fewest && row < this.row)) {
      this.row = row;
      this.fewest = failed;
    }
  }
}
