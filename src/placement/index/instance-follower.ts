import type { ClusterState } from '../../sim/state/cluster-state.ts';

/**
 * Something derived from the container instances that is brought up to date when it is asked: it looks again at the
 * instances that have changed since, at the new ones, and at all when more has changed than is remembered.
 */
export abstract class InstanceFollower {
  protected readonly cluster: ClusterState;
  /** Instances it knows: rows below. */
  known = 0;
  /** Changes it has followed. */
  private seen = 0;

  constructor(cluster: ClusterState) {
    this.cluster = cluster;
  }

  /** How many looks the next `catchUp` takes at most. */
  get pending(): number {
    const { instanceChanges, containerInstances } = this.cluster;
    return containerInstances.count - this.known + Math.min(this.known, instanceChanges.count - this.seen);
  }

  catchUp(): void {
    const { instanceChanges, containerInstances } = this.cluster;
    const changes = instanceChanges.count - this.seen;
    if (changes > this.known || !instanceChanges.reaches(this.seen)) this.known = 0;
    else this.followChanges();
    this.seen = instanceChanges.count;
    while (this.known < containerInstances.count) this.look(this.known++);
  }

  /** The instance is new, or what placement reads of it has changed. */
  protected abstract look(row: number): void;

  private followChanges(): void {
    const { instanceChanges } = this.cluster;
    let last = -1;
    for (let change = this.seen; change < instanceChanges.count; change++) {
      const row = instanceChanges.row(change);
      // A start or a stop changes one instance several times in a row.
      if (row === last || row >= this.known) continue;
      this.look(row);
      last = row;
    }
  }
}
