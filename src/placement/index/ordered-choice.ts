import { assert } from '../../base/assert.ts';
import { NONE } from '../../base/units.ts';
import type { ClusterState } from '../../sim/state/cluster-state.ts';
import { growInt32 } from '../../sim/state/rows.ts';
import type { SparseCounts } from '../../sim/state/sparse-counts.ts';
import type { TaskRequest } from '../../sim/state/task-request.ts';
import { DESIRED_TASKS, type InstanceKey, type PlacementStrategy } from '../stage.ts';
import type { CellOrder } from './cell-order.ts';
import type { ClusterIndex } from './cluster-index.ts';
import type { FitSet } from './fit-set.ts';
import type { InstanceChoice } from './instance-choice.ts';
import type { Partitioning } from './partitioning.ts';

/** What one look again at an instance costs, in words and cells looked at. */
const LOOK = 8;
/** What one instance that holds tasks of the group costs. */
const HOLDER = 2;

/**
 * For chains of `binpack` and `spread`. Inside a partition every spread over an attribute sees equals, so the best of a
 * partition by the other strategies is its only possible choice; the strategies themselves then choose among those few.
 *
 * Tasks of the group per instance are the group's own, and the order of the instances is shared by all. So they are
 * looked at apart: of the instances without one the shared order knows the best, and the others are few. Where they
 * are many, the group gets an order of its own, as soon as what looking at them has cost would have paid for it.
 */
export class OrderedChoice implements InstanceChoice {
  private readonly cluster: ClusterState;
  private readonly index: ClusterIndex;
  private readonly demand: number;
  private readonly request: TaskRequest;
  private readonly strategies: readonly PlacementStrategy[];
  /** How many of them come before the first that looks at the instance. */
  private readonly leading: number;
  /** The first after those asks for the fewest tasks: an instance without one wins. */
  private readonly isTasksNext: boolean;
  private readonly attributes: readonly number[];
  private readonly keys: readonly InstanceKey[];
  /** Desired tasks of the group, where the strategies look at them and an instance may have one. */
  private readonly tasks: SparseCounts | null;
  /** With distinctInstance: tasks of the group that are there still; an instance without one has no desired one. */
  private readonly present: SparseCounts | null;
  private readonly partitioning: Partitioning;
  /** The best of each partition, and what is left of them. */
  private candidates: Int32Array;
  /** By partition: 1 = what the leading strategies leave. */
  private readonly isLeft: Uint8Array;
  private readonly fits: FitSet | null = null;
  private readonly shared: CellOrder | null = null;
  /** The group's own, empty until it is used. */
  private readonly own: CellOrder | null = null;
  /** What looking at the shared order cost last. */
  private lastCost = 0;
  private holdersSeen = 0;

  constructor(
    cluster: ClusterState,
    index: ClusterIndex,
    demand: number,
    request: TaskRequest,
    strategies: readonly PlacementStrategy[],
    isDistinct: boolean,
  ) {
    this.cluster = cluster;
    this.index = index;
    this.demand = demand;
    this.request = request;
    this.strategies = strategies;
    this.attributes = strategies.flatMap(({ ranking }) => (ranking.by === 'attribute' ? [ranking.attribute] : []));
    const keys = strategies.flatMap(({ ranking }) => (ranking.by === 'instance' ? [ranking.key] : []));
    this.keys = [...new Set(keys)];
    const leading = strategies.findIndex(({ ranking }) => ranking.by !== 'attribute');
    this.leading = leading < 0 ? strategies.length : leading;
    this.isTasksNext = leading >= 0 && this.keys[0] === DESIRED_TASKS;
    const countsTasks = this.keys.includes(DESIRED_TASKS);
    this.present = isDistinct ? cluster.groups.presentOnInstance[request.group] : null;
    this.tasks = countsTasks && !isDistinct ? cluster.groups.desiredOnInstance[request.group] : null;
    this.partitioning = index.partitioning(this.attributes);
    this.candidates = new Int32Array(this.partitioning.count);
    this.isLeft = new Uint8Array(this.partitioning.count);
    const sharedKeys = this.keys.filter((key) => key !== DESIRED_TASKS);
    if (sharedKeys.length === 0) this.fits = index.fitSet(demand, this.attributes);
    else this.shared = index.order(this.attributes, sharedKeys, NONE);
    if (this.tasks !== null) this.own = index.order(this.attributes, this.keys, request.group);
  }

  choose(): number {
    this.index.verdicts.catchUp();
    const { own, tasks } = this;
    if (tasks === null || own === null || tasks.size === 0) return this.chooseShared();
    if (own.pending * LOOK <= Math.max(this.lastCost, own.forgone)) return this.chooseOwn(own);
    const before = this.steps;
    const row = this.chooseApart(tasks);
    this.lastCost = this.steps - before;
    own.forgone += this.lastCost;
    return row;
  }

  /** Words, cells and instances looked at so far, but for those of the own order. */
  private get steps(): number {
    return this.holdersSeen * HOLDER + (this.fits?.steps ?? 0) + (this.shared?.steps ?? 0);
  }

  /** Nothing of the group decides: the order that all share has the answer. */
  private chooseShared(): number {
    this.catchUpShared();
    return this.narrow(this.gatherLeading(null), this.leading);
  }

  /** The order of the group's own counts its tasks. */
  private chooseOwn(own: CellOrder): number {
    own.forgone = 0;
    this.partitioning.catchUp();
    own.catchUp();
    return this.narrow(this.gatherLeading(own), this.leading);
  }

  /** Instances with tasks of the group apart from those without. */
  private chooseApart(tasks: SparseCounts): number {
    this.catchUpShared();
    const count = this.gatherLeading(null);
    if (count === 0) return NONE;
    this.markLeft(count);
    const without = this.gatherLeft(tasks);
    if (without > 0 && this.isTasksNext) return this.narrow(without, this.leading + 1);
    return this.narrow(this.addHolders(tasks, without), this.leading);
  }

  private catchUpShared(): void {
    this.partitioning.catchUp();
    this.shared?.catchUp();
    this.fits?.catchUp();
  }

  /**
   * The best of each partition that the leading strategies leave, to `candidates`; returns how many. They look at the
   * partition alone, so they are asked before anybody is looked for, and again without those that had nobody.
   */
  private gatherLeading(own: CellOrder | null): number {
    const { candidates, isLeft, partitioning } = this;
    for (let partition = 0; partition < isLeft.length; partition++) isLeft[partition] = 1;
    for (;;) {
      const parts = this.keepLeading(this.gatherSamples());
      if (parts === 0) return 0;
      let count = 0;
      for (let i = 0; i < parts; i++) {
        const partition = partitioning.of(candidates[i]);
        const best = own === null ? this.bestOf(partition, this.present) : own.best(partition, this.demand, null);
        if (best === NONE) isLeft[partition] = 0;
        else candidates[count++] = best;
      }
      if (count > 0 || this.leading === 0) return count;
    }
  }

  /** An instance of each partition that is left to `candidates`; returns how many. */
  private gatherSamples(): number {
    const { candidates, isLeft, partitioning } = this;
    let count = 0;
    for (let partition = 0; partition < isLeft.length; partition++) {
      if (isLeft[partition] === 1 && partitioning.samples[partition] !== NONE)
        candidates[count++] = partitioning.samples[partition];
    }
    return count;
  }

  /** The best without a task of the group, of each partition that is left. */
  private gatherLeft(tasks: SparseCounts): number {
    const { candidates, isLeft } = this;
    let count = 0;
    for (let partition = 0; partition < isLeft.length; partition++) {
      if (isLeft[partition] === 0) continue;
      const best = this.bestOf(partition, tasks);
      if (best !== NONE) candidates[count++] = best;
    }
    return count;
  }

  private bestOf(partition: number, excluded: SparseCounts | null): number {
    const { fits, shared } = this;
    if (fits !== null) return fits.best(partition, excluded);
    assert(shared !== null, 'a chain has neither a set nor an order');
    return shared.best(partition, this.demand, excluded);
  }

  private keepLeading(gathered: number): number {
    let count = gathered;
    for (let i = 0; i < this.leading && count > 1; i++)
      count = this.strategies[i].keep(this.candidates, count, this.request, this.cluster);
    return count;
  }

  private markLeft(count: number): void {
    const { candidates, isLeft, partitioning } = this;
    for (let partition = 0; partition < isLeft.length; partition++) isLeft[partition] = 0;
    for (let i = 0; i < count; i++) isLeft[partitioning.of(candidates[i])] = 1;
  }

  /** Adds every instance that has tasks of the group, takes another and is in a partition that is left. */
  private addHolders(tasks: SparseCounts, gathered: number): number {
    const all = gathered + tasks.size;
    if (all > this.candidates.length) this.candidates = growInt32(this.candidates, all * 2);
    const { candidates, demand, index, isLeft, partitioning } = this;
    tasks.copyRows(candidates, gathered);
    this.holdersSeen += tasks.size;
    let count = gathered;
    for (let i = gathered; i < all; i++) {
      const row = candidates[i];
      if (index.verdicts.takes(row, demand) && isLeft[partitioning.of(row)] === 1) candidates[count++] = row;
    }
    return count;
  }

  /** What the strategies from that one on leave of the candidates, the first registered of equals. */
  private narrow(gathered: number, from: number): number {
    const { candidates, strategies } = this;
    let count = gathered;
    for (let i = from; i < strategies.length && count > 1; i++)
      count = strategies[i].keep(candidates, count, this.request, this.cluster);
    if (count === 0) return NONE;
    let first = candidates[0];
    for (let i = 1; i < count; i++) if (candidates[i] < first) first = candidates[i];
    return first;
  }
}
