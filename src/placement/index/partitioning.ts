import { NONE } from '../../base/units.ts';
import type { ClusterState } from '../../sim/state/cluster-state.ts';
import { RowBits } from './row-bits.ts';

/**
 * The container instances by what they have for the attributes that some strategies spread over: one partition per
 * combination of values that a launch template has. Inside a partition such a strategy sees equals.
 */
export class Partitioning {
  /** Tells it from others of the cluster. */
  readonly name: string;
  /** How many partitions there are: at most as many as launch templates. */
  readonly count: number;
  /** The instances of each partition; of none where there is one for all. */
  readonly rows: readonly RowBits[];
  /** By partition: the first instance of it, or NONE. */
  readonly samples: Int32Array;
  private readonly cluster: ClusterState;
  private readonly ofTemplate: Int32Array;
  private known = 0;

  /** Attributes by their position in AttributeColumns. */
  constructor(cluster: ClusterState, attributes: readonly number[]) {
    const names = attributes.map((attribute) => cluster.attributes.names[attribute]);
    const keys: string[] = [];
    this.cluster = cluster;
    this.name = attributes.join();
    this.ofTemplate = Int32Array.from(cluster.input.launchTemplates, (template) => {
      const key = JSON.stringify(names.map((name) => template.attributes[name] ?? ''));
      if (!keys.includes(key)) keys.push(key);
      return keys.indexOf(key);
    });
    this.count = Math.max(1, keys.length);
    this.samples = new Int32Array(this.count).fill(NONE);
    this.rows = this.count === 1 ? [] : keys.map(() => new RowBits());
  }

  of(row: number): number {
    if (this.count === 1) return 0;
    return this.ofTemplate[this.cluster.containerInstances.launchTemplate[row]];
  }

  /** Takes in the instances that have registered since. */
  catchUp(): void {
    const { count } = this.cluster.containerInstances;
    for (; this.known < count; this.known++) {
      const partition = this.of(this.known);
      if (this.samples[partition] === NONE) this.samples[partition] = this.known;
      if (this.count > 1) this.rows[partition].add(this.known);
    }
  }
}
