import type { ClusterState } from '../../sim/state/cluster-state.ts';
import type { TaskRequest } from '../../sim/state/task-request.ts';
import { isInReach } from '../closest-instance.ts';
import type { InstanceFilter } from '../stage.ts';
import type { Candidates } from './candidates.ts';

/**
 * Answers one request without looking at every instance (docs/decisions/0003): it keeps the candidates, and before an
 * answer looks again at the instances that have changed since its last one. The filters judge an instance by its own
 * row, so nothing else can have changed. The answer is the scan's, decision by decision.
 */
export class RequestIndex {
  private readonly cluster: ClusterState;
  private readonly request: TaskRequest;
  private readonly filters: readonly InstanceFilter[];
  private readonly candidates: Candidates;
  /** Instances it knows: rows below. */
  private known = 0;
  /** Changes it has followed. */
  private seen = 0;

  constructor(cluster: ClusterState, request: TaskRequest, filters: readonly InstanceFilter[], candidates: Candidates) {
    this.cluster = cluster;
    this.request = request;
    this.filters = filters;
    this.candidates = candidates;
  }

  /** The container instance for one task: its row, or NONE. O(log instances) per change since the last answer. */
  choose(): number {
    this.catchUp();
    return this.candidates.choose(this.request, this.cluster);
  }

  private catchUp(): void {
    const { cluster, candidates } = this;
    const { instanceChanges, containerInstances } = cluster;
    candidates.begin(cluster);
    if (!instanceChanges.reaches(this.seen) || instanceChanges.count - this.seen > this.known) this.lookAtAll();
    else this.followChanges();
    this.seen = instanceChanges.count;
    for (; this.known < containerInstances.count; this.known++) {
      candidates.add(this.known, cluster);
      this.lookAt(this.known);
    }
  }

  private lookAtAll(): void {
    for (let row = 0; row < this.known; row++) this.lookAt(row);
  }

  private followChanges(): void {
    const { instanceChanges } = this.cluster;
    let last = -1;
    for (let change = this.seen; change < instanceChanges.count; change++) {
      const row = instanceChanges.row(change);
      // A start or a stop changes one instance several times in a row.
      if (row === last || row >= this.known) continue;
      this.lookAt(row);
      last = row;
    }
  }

  private lookAt(row: number): void {
    this.candidates.set(row, this.isCandidate(row));
  }

  private isCandidate(row: number): boolean {
    const { cluster, filters, request } = this;
    if (!isInReach(row, request, cluster)) return false;
    for (let i = 0; i < filters.length; i++) {
      if (filters[i].failures(row, request, cluster) !== 0) return false;
    }
    return true;
  }
}
