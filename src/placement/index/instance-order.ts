import type { ClusterState } from '../../sim/state/cluster-state.ts';

/** Compares container instances by columns of the tables, the first column first, the least of each best (P3.8). */
export class InstanceOrder {
  private readonly sources: readonly ((cluster: ClusterState) => Int32Array)[];
  private readonly columns: Int32Array[] = [];

  constructor(sources: readonly ((cluster: ClusterState) => Int32Array)[]) {
    this.sources = sources;
  }

  /** Looks the columns up anew: tables replace them when they grow. */
  read(cluster: ClusterState): void {
    for (let i = 0; i < this.sources.length; i++) this.columns[i] = this.sources[i](cluster);
  }

  /** True when row `a` is strictly better than row `b`. */
  isBefore(a: number, b: number): boolean {
    const { columns } = this;
    for (let i = 0; i < columns.length; i++) {
      const difference = columns[i][a] - columns[i][b];
      if (difference !== 0) return difference < 0;
    }
    return false;
  }
}
