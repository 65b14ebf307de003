import type { RandomStream } from '../base/streams.ts';
import { NONE } from '../base/units.ts';
import { type ClusterState, ZONE_ATTRIBUTE } from '../sim/state/cluster-state.ts';
import type { FailureReason } from '../sim/state/failure-reasons.ts';
import type { PlacementConstraintInput, PlacementStrategyInput } from '../sim/state/input.ts';
import type { TaskRequest } from '../sim/state/task-request.ts';
import { ClosestInstance, isInReach } from './closest-instance.ts';
import { Resources } from './constraints/resources.ts';
import { ClosestSearch } from './index/closest-search.ts';
import type { InstanceChoice } from './index/instance-choice.ts';
import { createRequestIndex, isIndexed } from './index/request-index.ts';
import { createConstraint, createStrategy, type ReferenceStrategyInput } from './registry.ts';
import type { InstanceFilter, PlacementStage, PlacementStrategy, StageContext, TaskShape } from './stage.ts';

/** What decides where the tasks of one service or task source go. */
export interface PlacedWork {
  readonly placementStrategy: readonly (PlacementStrategyInput | ReferenceStrategyInput)[];
  readonly placementConstraints: readonly PlacementConstraintInput[];
  /** memberOf expressions of the task definition (P3.16). */
  readonly memberOf: readonly string[];
  /** Row in task groups: `service:<name>`, or the group of the standalone tasks (P3.5). */
  readonly group: number;
  readonly scheduling: 'REPLICA' | 'DAEMON' | 'standalone';
  /** The tasks to come, for the strategies that ask. */
  readonly mix?: readonly TaskShape[];
}

/** Smaller clusters take the scan: it is as fast there, and an index takes memory (decision 0022). */
const INDEX_FROM_INSTANCES = 32;

/** A service without a strategy balances over zones, then over instances (P3.12). */
const SERVICE_DEFAULT: readonly PlacementStrategyInput[] = [
  { type: 'spread', field: `attribute:${ZONE_ATTRIBUTE}` },
  { type: 'spread', field: 'instanceId' },
];
/** RunTask without a strategy (P3.12). */
const STANDALONE_DEFAULT: readonly PlacementStrategyInput[] = [{ type: 'random' }];

/**
 * Chooses the container instance of each task of one kind of work: P3.1's steps as a line of stages. It only decides;
 * the resources are taken by `ClusterState.placeTask` before the next decision (P3.3). Make it before the group's
 * first task, for it asks the tables to count what its stages look at.
 */
export class PlacementPipeline {
  /** Names of the stages in their order: resources, constraints, strategies. */
  readonly stageNames: readonly string[];
  /** Candidates left after each stage of the last decision, entry per stage name; only while placements are traced. */
  readonly stageCounts: Int32Array;
  private readonly cluster: ClusterState;
  private readonly filters: readonly InstanceFilter[];
  private readonly strategies: readonly PlacementStrategy[];
  private readonly stages: readonly PlacementStage[];
  private candidates = new Int32Array(64);
  /** One index per request, made at its first decision that an index serves; the lists go together. */
  private readonly indexes: InstanceChoice[] = [];
  private readonly indexed: TaskRequest[] = [];
  private readonly canIndex: boolean;
  /** One search per request that was ever refused and explained; the lists go together. */
  private readonly searches: ClosestSearch[] = [];
  private readonly refused: TaskRequest[] = [];
  /** The request that found no place and whose reason has not been looked for yet. */
  private unexplained: TaskRequest | null = null;
  private readonly closest = new ClosestInstance();

  constructor(cluster: ClusterState, work: PlacedWork, random: RandomStream) {
    const context: StageContext = { cluster, group: work.group, random, mix: work.mix ?? [] };
    const ofDefinition = work.memberOf.map((expression) => ({ type: 'memberOf' as const, expression }));
    const constraints = [...ofDefinition, ...work.placementConstraints];
    this.cluster = cluster;
    this.filters = [new Resources(), ...constraints.map((constraint) => createConstraint(constraint, context))];
    this.strategies = strategiesOf(work).map((strategy) => createStrategy(strategy, context));
    this.stages = [...this.filters, ...this.strategies];
    this.stageNames = this.stages.map((stage) => stage.name);
    this.stageCounts = new Int32Array(this.stages.length);
    this.canIndex = !cluster.input.record.keepPlacements && isIndexed(this.strategies);
  }

  /** The container instance for one task of that request: its row, or NONE with the reason in `failure`. */
  place(request: TaskRequest): number {
    const index = this.indexOf(request);
    const row = index === null ? this.scan(request) : index.choose();
    this.unexplained = row === NONE ? request : null;
    if (row !== NONE) this.closest.clear();
    return row;
  }

  /** Whether that one instance takes the task, whatever the strategies prefer: for DAEMON services (P4.1). */
  canPlaceOn(request: TaskRequest, row: number): boolean {
    const { closest, cluster, filters } = this;
    this.unexplained = null;
    closest.judge(row, filters, request, cluster);
    this.stageCounts.fill(closest.reason === NONE ? 1 : 0);
    return closest.reason === NONE;
  }

  /**
   * Why the last decision found no place (P12.2); NONE when it did. Looked for when it is asked for, so ask before the
   * cluster changes.
   */
  get failure(): FailureReason {
    this.explain();
    return this.closest.reason;
  }

  /** The closest matching instance of a failed decision (P12.2), or NONE. As `failure`. */
  get closestInstance(): number {
    this.explain();
    return this.closest.row;
  }

  /** After a `canPlaceOn` that said no: the instance lacks nothing but room. */
  get isEligible(): boolean {
    return this.closest.isEligible;
  }

  private explain(): void {
    if (this.unexplained === null) return;
    const { closest, cluster, filters, unexplained } = this;
    closest.judge(this.searchOf(unexplained).find(), filters, unexplained, cluster);
    this.unexplained = null;
  }

  private searchOf(request: TaskRequest): ClosestSearch {
    const { refused, searches } = this;
    let position = refused.indexOf(request);
    if (position < 0) {
      position = refused.push(request) - 1;
      searches.push(new ClosestSearch(this.cluster, request, this.filters));
    }
    return searches[position];
  }

  private indexOf(request: TaskRequest): InstanceChoice | null {
    if (!this.canIndex || this.cluster.containerInstances.livingCount < INDEX_FROM_INSTANCES) return null;
    for (let i = 0; i < this.indexed.length; i++) {
      if (this.indexed[i] === request) return this.indexes[i];
    }
    return this.openIndex(request);
  }

  private openIndex(request: TaskRequest): InstanceChoice | null {
    const { cluster, filters, strategies } = this;
    const index = createRequestIndex(cluster, { request, constraints: filters.slice(1) }, strategies);
    if (index === null) return null;
    this.indexes.push(index);
    this.indexed.push(request);
    return index;
  }

  private scan(request: TaskRequest): number {
    let count = this.gather(request);
    const { candidates, cluster, stages, stageCounts } = this;
    for (let stage = 0; stage < stages.length; stage++) {
      count = stages[stage].keep(candidates, count, request, cluster);
      stageCounts[stage] = count;
    }
    return count === 0 ? NONE : candidates[0];
  }

  /** The instances in reach into `candidates`, in order of registration; returns how many. */
  private gather(request: TaskRequest): number {
    const { cluster } = this;
    const { living, livingCount } = cluster.containerInstances;
    if (this.candidates.length < livingCount) this.candidates = new Int32Array(livingCount * 2);
    let gathered = 0;
    for (let i = 0; i < livingCount; i++) {
      const row = living[i];
      if (isInReach(row, request, cluster)) this.candidates[gathered++] = row;
    }
    return gathered;
  }
}

/** DAEMON services place on every instance, so they have no preference. */
function strategiesOf(work: PlacedWork): PlacedWork['placementStrategy'] {
  if (work.scheduling === 'DAEMON') return [];
  if (work.placementStrategy.length > 0) return work.placementStrategy;
  return work.scheduling === 'REPLICA' ? SERVICE_DEFAULT : STANDALONE_DEFAULT;
}
