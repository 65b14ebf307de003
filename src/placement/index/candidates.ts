/**
 * The container instances that can take one request now, kept so that the strategies' choice is at hand. Which sort of
 * set serves which strategies is decided here, once per request.
 */

import type { RandomStream } from '../../base/streams.ts';
import { NONE } from '../../base/units.ts';
import type { ClusterState } from '../../sim/state/cluster-state.ts';
import { growInt32 } from '../../sim/state/rows.ts';
import type { TaskRequest } from '../../sim/state/task-request.ts';
import type { PlacementStrategy } from '../stage.ts';
import { drawPosition } from '../strategies/random.ts';
import { CountTree } from './count-tree.ts';
import { InstanceOrder } from './instance-order.ts';
import { TournamentTree } from './tournament-tree.ts';

/** More combinations of attribute values than this are no shorter to look through than the instances. */
const PARTITIONS_MAX = 64;

/** The set behind an index. Rows are added in order, each once, before they are set. */
export interface Candidates {
  add(row: number, cluster: ClusterState): void;
  /** Before the calls of `set` that bring the set up to date. */
  begin(cluster: ClusterState): void;
  /** The instance has changed: whether it is a candidate, or what the strategies order by. */
  set(row: number, isCandidate: boolean): void;
  /** What the strategies choose, or NONE. */
  choose(request: TaskRequest, cluster: ClusterState): number;
}

/** The set that serves these strategies; null where only the scan does. */
export function createCandidates(strategies: readonly PlacementStrategy[], cluster: ClusterState): Candidates | null {
  if (strategies.some(({ ranking }) => ranking.by === 'score')) return null;
  const chance = strategies.find(({ ranking }) => ranking.by === 'chance')?.ranking;
  if (chance?.by === 'chance') {
    return strategies[0].ranking === chance ? new UnorderedCandidates(chance.random) : null;
  }
  const partitions = new Partitions(strategies, cluster);
  return partitions.count > PARTITIONS_MAX ? null : new OrderedCandidates(strategies, partitions);
}

/** For `random`: any member, found by its position (P3.7). */
class UnorderedCandidates implements Candidates {
  private readonly members = new CountTree();
  private readonly random: RandomStream;

  constructor(random: RandomStream) {
    this.random = random;
  }

  add(row: number): void {
    this.members.set(row, false);
  }

  begin(): void {}

  set(row: number, isCandidate: boolean): void {
    this.members.set(row, isCandidate);
  }

  choose(): number {
    const { size } = this.members;
    return size === 0 ? NONE : this.members.member(drawPosition(this.random, size));
  }
}

/** The combinations of values of the attributes that the strategies spread over, numbered. */
class Partitions {
  readonly count: number;
  /** Positions in AttributeColumns, and what one value further counts for in the number. */
  private readonly attributes: readonly number[];
  private readonly strides: readonly number[];

  constructor(strategies: readonly PlacementStrategy[], { attributes }: ClusterState) {
    const used = strategies.flatMap(({ ranking }) => (ranking.by === 'attribute' ? [ranking.attribute] : []));
    this.attributes = [...new Set(used)];
    const strides: number[] = [];
    let count = 1;
    for (const attribute of this.attributes) {
      strides.push(count);
      count *= attributes.values[attribute].length;
    }
    this.strides = strides;
    this.count = count;
  }

  of(row: number, { attributes }: ClusterState): number {
    let partition = 0;
    for (let i = 0; i < this.attributes.length; i++) {
      partition += this.strides[i] * attributes.valueOnInstance[this.attributes[i]][row];
    }
    return partition;
  }
}

/**
 * For `binpack` and `spread`: the candidates of each partition in a tournament. Inside a partition every spread over an
 * attribute sees equals, so the best by the other strategies is its only possible choice; the strategies themselves
 * then choose among the partitions' best, of which there are few.
 */
class OrderedCandidates implements Candidates {
  private readonly strategies: readonly PlacementStrategy[];
  private readonly partitions: Partitions;
  private readonly order: InstanceOrder;
  private readonly trees: TournamentTree[] = [];
  /** By row: its partition, and its position there. */
  private partitionOf = new Int32Array(64);
  private positionOf = new Int32Array(64);
  private readonly winners: Int32Array;

  constructor(strategies: readonly PlacementStrategy[], partitions: Partitions) {
    this.strategies = strategies;
    this.partitions = partitions;
    this.order = new InstanceOrder(
      strategies.flatMap(({ ranking }) => (ranking.by === 'instance' ? [ranking.column] : [])),
    );
    for (let i = 0; i < partitions.count; i++) this.trees.push(new TournamentTree(this.order));
    this.winners = new Int32Array(partitions.count);
  }

  add(row: number, cluster: ClusterState): void {
    if (row >= this.partitionOf.length) {
      this.partitionOf = growInt32(this.partitionOf, row * 2);
      this.positionOf = growInt32(this.positionOf, row * 2);
    }
    const partition = this.partitions.of(row, cluster);
    this.partitionOf[row] = partition;
    this.positionOf[row] = this.trees[partition].add(row);
  }

  begin(cluster: ClusterState): void {
    this.order.read(cluster);
  }

  set(row: number, isCandidate: boolean): void {
    this.trees[this.partitionOf[row]].set(this.positionOf[row], isCandidate);
  }

  choose(request: TaskRequest, cluster: ClusterState): number {
    const { strategies, winners } = this;
    let count = this.gatherWinners();
    for (let i = 0; i < strategies.length && count > 1; i++)
      count = strategies[i].keep(winners, count, request, cluster);
    return count === 0 ? NONE : winners[0];
  }

  /** The best of each partition, in order of registration; returns how many. */
  private gatherWinners(): number {
    const { trees, winners } = this;
    let count = 0;
    for (let partition = 0; partition < trees.length; partition++) {
      const { best } = trees[partition];
      if (best === NONE) continue;
      let place = count++;
      for (; place > 0 && winners[place - 1] > best; place--) winners[place] = winners[place - 1];
      winners[place] = best;
    }
    return count;
  }
}
