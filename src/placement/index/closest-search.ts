import { NONE } from '../../base/units.ts';
import type { ClusterState } from '../../sim/state/cluster-state.ts';
import type { TaskRequest } from '../../sim/state/task-request.ts';
import { countFailures, isInReach } from '../closest-instance.ts';
import type { InstanceFilter } from '../stage.ts';

/** Of a request that found no place every instance fails at least so many filters. */
const FEWEST = 1;

/**
 * The closest instance of a request that keeps being refused: the one that fails the fewest filters, the first
 * registered of equals. The next answer looks only at the instances that have changed since the last, unless the
 * living ones, in order of registration, lead to an answer sooner: nobody is closer than the first that fails one.
 */
export class ClosestSearch {
  private readonly cluster: ClusterState;
  private readonly request: TaskRequest;
  private readonly filters: readonly InstanceFilter[];
  /** Changes it has followed, and instances it knows: rows below. */
  private seen = 0;
  private known = 0;
  /** Instances that the last search from the start looked at; at first nobody was looked at, so nothing is known. */
  private searched = NONE;
  private row = NONE;
  private fewest = Number.POSITIVE_INFINITY;

  constructor(cluster: ClusterState, request: TaskRequest, filters: readonly InstanceFilter[]) {
    this.cluster = cluster;
    this.request = request;
    this.filters = filters;
  }

  /** Its row, or NONE where there is no instance to look at. To be asked of a request that was just refused. */
  find(): number {
    const { instanceChanges, containerInstances } = this.cluster;
    const changes = instanceChanges.count - this.seen + containerInstances.count - this.known;
    if (changes > this.searched || !instanceChanges.reaches(this.seen) || !this.follow()) this.search();
    this.seen = instanceChanges.count;
    this.known = containerInstances.count;
    return this.row;
  }

  /** Looks at what has changed and at what is new; false when the closest has moved away: any other may be it now. */
  private follow(): boolean {
    const { instanceChanges, containerInstances } = this.cluster;
    let last = NONE;
    for (let change = this.seen; change < instanceChanges.count; change++) {
      const row = instanceChanges.row(change);
      // A start or a stop changes one instance several times in a row.
      if (row !== last && !this.look(row)) return false;
      last = row;
    }
    for (let row = this.known; row < containerInstances.count; row++) this.look(row);
    return true;
  }

  private look(row: number): boolean {
    const failed = this.failuresOf(row);
    if (row === this.row && failed > this.fewest) return false;
    if (failed < this.fewest || (failed === this.fewest && row < this.row)) this.row = row;
    this.fewest = Math.min(this.fewest, failed);
    return true;
  }

  private search(): void {
    const { living, livingCount } = this.cluster.containerInstances;
    this.row = NONE;
    this.fewest = Number.POSITIVE_INFINITY;
    let looked = 0;
    while (looked < livingCount && this.fewest > FEWEST) {
      const row = living[looked++];
      const failed = this.failuresOf(row);
      if (failed >= this.fewest) continue;
      this.row = row;
      this.fewest = failed;
    }
    this.searched = looked;
  }

  /** How many filters the instance fails; infinitely many where no task of the request is placed at all. */
  private failuresOf(row: number): number {
    const { cluster, filters, request } = this;
    return isInReach(row, request, cluster) ? countFailures(filters, row, request, cluster) : Number.POSITIVE_INFINITY;
  }
}
