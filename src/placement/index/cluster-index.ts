import type { ClusterState } from '../../sim/state/cluster-state.ts';
import type { InstanceKey } from '../stage.ts';
import { CellOrder } from './cell-order.ts';
import { FitSet } from './fit-set.ts';
import { Partitioning } from './partitioning.ts';
import { Verdicts } from './verdicts.ts';

/** What the indexes of one cluster's requests share, each part made when a request first needs it. */
export class ClusterIndex {
  readonly verdicts: Verdicts;
  private readonly cluster: ClusterState;
  private readonly partitionings = new Map<string, Partitioning>();
  private readonly fitSets = new Map<string, FitSet>();
  private readonly orders = new Map<string, CellOrder>();

  constructor(cluster: ClusterState) {
    this.cluster = cluster;
    this.verdicts = new Verdicts(cluster);
  }

  /** By what the instances have for those attributes, in any order. */
  partitioning(attributes: readonly number[]): Partitioning {
    const positions = [...new Set(attributes)].sort((a, b) => a - b);
    return ensure(this.partitionings, positions.join(), () => new Partitioning(this.cluster, positions));
  }

  fitSet(demand: number, attributes: readonly number[]): FitSet {
    const partitioning = this.partitioning(attributes);
    return ensure(this.fitSets, `${demand} ${partitioning.name}`, () => {
      const fitSet = new FitSet(this.verdicts, demand, partitioning);
      this.verdicts.follow(demand, fitSet);
      return fitSet;
    });
  }

  /** All instances by those keys; `group`: whose tasks are counted where they are a key, else NONE. */
  order(attributes: readonly number[], keys: readonly InstanceKey[], group: number): CellOrder {
    const partitioning = this.partitioning(attributes);
    return ensure(this.orders, `${partitioning.name} ${keys.join()} ${group}`, () => {
      const tasks = group < 0 ? null : this.cluster.groups.desiredOnInstance[group];
      return new CellOrder(this.cluster, this.verdicts, partitioning, keys, tasks);
    });
  }
}

const indexes = new WeakMap<ClusterState, ClusterIndex>();

/** The one of that cluster. */
export function clusterIndexOf(cluster: ClusterState): ClusterIndex {
  let index = indexes.get(cluster);
  if (index === undefined) {
    index = new ClusterIndex(cluster);
    indexes.set(cluster, index);
  }
  return index;
}

function ensure<Value>(map: Map<string, Value>, key: string, create: () => Value): Value {
  let value = map.get(key);
  if (value === undefined) {
    value = create();
    map.set(key, value);
  }
  return value;
}
