import type { RandomStream } from '../../base/streams.ts';
import { NONE } from '../../base/units.ts';
import type { ClusterState } from '../../sim/state/cluster-state.ts';
import type { TaskRequest } from '../../sim/state/task-request.ts';
import type { PlacementStrategy } from '../stage.ts';
import { drawPosition } from '../strategies/random.ts';
import type { ClusterIndex } from './cluster-index.ts';
import type { FitSet } from './fit-set.ts';
import type { InstanceChoice } from './instance-choice.ts';
import type { Partitioning } from './partitioning.ts';

/** For `random`, alone or behind spreads over attributes: any instance of what those leave, by its position (P3.7). */
export class RandomChoice implements InstanceChoice {
  private readonly cluster: ClusterState;
  private readonly index: ClusterIndex;
  private readonly request: TaskRequest;
  private readonly spreads: readonly PlacementStrategy[];
  private readonly random: RandomStream;
  private readonly partitioning: Partitioning;
  private readonly fits: FitSet;
  /** An instance of each partition, and what is left of them. */
  private readonly candidates: Int32Array;
  private readonly isLeft: Uint8Array;

  constructor(
    cluster: ClusterState,
    index: ClusterIndex,
    demand: number,
    request: TaskRequest,
    spreads: readonly PlacementStrategy[],
    random: RandomStream,
  ) {
    const attributes = spreads.flatMap(({ ranking }) => (ranking.by === 'attribute' ? [ranking.attribute] : []));
    this.cluster = cluster;
    this.index = index;
    this.request = request;
    this.spreads = spreads;
    this.random = random;
    this.partitioning = index.partitioning(attributes);
    this.fits = index.fitSet(demand, attributes);
    this.candidates = new Int32Array(this.partitioning.count);
    this.isLeft = new Uint8Array(this.partitioning.count);
  }

  choose(): number {
    this.index.verdicts.catchUp();
    this.partitioning.catchUp();
    const { fits, isLeft } = this;
    fits.catchUp();
    if (fits.rows.size === 0) return NONE;
    this.chooseParts();
    return fits.memberIn(isLeft, drawPosition(this.random, fits.countIn(isLeft)));
  }

  /** Which partitions the spreads leave: to them all instances of one are as good as its first. */
  private chooseParts(): void {
    const { candidates, fits, isLeft, partitioning, spreads } = this;
    let count = 0;
    for (let partition = 0; partition < partitioning.count; partition++) {
      const best = fits.best(partition, null);
      if (best !== NONE) candidates[count++] = best;
    }
    for (let i = 0; i < spreads.length && count > 1; i++)
      count = spreads[i].keep(candidates, count, this.request, this.cluster);
    isLeft.fill(0);
    for (let i = 0; i < count; i++) isLeft[partitioning.of(candidates[i])] = 1;
  }
}
