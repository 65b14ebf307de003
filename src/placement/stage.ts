/**
 * Placement is a line of sieves (P3.1): resources, then constraints, then strategies each keep a subset of the
 * candidate container instances, in their order. One type for all three; what an index has to know beside it is which
 * of them judge an instance by itself, and by what a strategy orders.
 */

import type { RandomStream } from '../base/streams.ts';
import { NONE } from '../base/units.ts';
import type { ClusterState } from '../sim/state/cluster-state.ts';
import type { TaskRequest } from '../sim/state/task-request.ts';

/** A sieve over candidate container instances. */
export interface PlacementStage {
  /** As a trace shows it: `resources`, `memberOf(…)`, `spread(instanceId)`. */
  readonly name: string;
  /** Compacts candidates[0, count) in place, order kept; returns the new count. Never allocates. */
  keep(candidates: Int32Array, count: number, request: TaskRequest, cluster: ClusterState): number;
}

/** A stage that judges every instance by itself, and may keep nobody: resources and constraints. */
export abstract class InstanceFilter implements PlacementStage {
  abstract readonly name: string;

  /** Equal for filters that judge every instance alike. */
  get identity(): string {
    return this.name;
  }

  /** The verdict on all instances of that launch template, where it is one and stays; null where the instance tells. */
  takesTemplate(_template: number, _cluster: ClusterState): boolean | null {
    return null;
  }

  /** It is all about that group: no instance with a task of it, whatever its desiredStatus. Else NONE. */
  get avoidedGroup(): number {
    return NONE;
  }

  /** Why the instance cannot take the task: bit `1 << reason` per FailureReason; 0 when it can. */
  abstract failures(row: number, request: TaskRequest, cluster: ClusterState): number;

  keep(candidates: Int32Array, count: number, request: TaskRequest, cluster: ClusterState): number {
    let kept = 0;
    for (let i = 0; i < count; i++) {
      const row = candidates[i];
      if (this.failures(row, request, cluster) === 0) candidates[kept++] = row;
    }
    return kept;
  }
}

/** A stage that prefers: given a candidate it keeps at least one (P3.2). */
export interface PlacementStrategy extends PlacementStage {
  readonly ranking: Ranking;
}

/** What an instance is ordered by, the least first. */
export const REMAINING_CPU_UNITS = 0;
export const REMAINING_MEMORY_MIB = 1;
/** Desired tasks of the group there. */
export const DESIRED_TASKS = 2;
export type InstanceKey = typeof REMAINING_CPU_UNITS | typeof REMAINING_MEMORY_MIB | typeof DESIRED_TASKS;

/** By what a strategy prefers one instance to another. */
export type Ranking =
  | { readonly by: 'instance'; readonly key: InstanceKey }
  /** Something the instances with one value of that attribute share; position in AttributeColumns. */
  | { readonly by: 'attribute'; readonly attribute: number }
  /** A draw from the stream. */
  | { readonly by: 'chance'; readonly random: RandomStream }
  /** Whatever it works out of the instance and the request: only the scan serves it. */
  | { readonly by: 'score' };

/** What some of the tasks to come ask for. */
export interface TaskShape {
  readonly cpuUnits: number;
  readonly memoryMiB: number;
  readonly gpuCount: number;
  /** The share of all tasks that they are. */
  readonly weight: number;
}

/** What a stage is made for. */
export interface StageContext {
  readonly cluster: ClusterState;
  /** Row in task groups: whose tasks spread and distinctInstance count (P3.5, P3.15). */
  readonly group: number;
  readonly random: RandomStream;
  /** The tasks to come, where somebody knows them: no strategy of ECS does. */
  readonly mix: readonly TaskShape[];
}
