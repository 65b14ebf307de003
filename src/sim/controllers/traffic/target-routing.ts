import { NONE } from '../../../base/units.ts';
import type { Workloads } from '../../actions/workloads.ts';
import type { ClusterState } from '../../state/cluster-state.ts';
import type { TargetGroupInput } from '../../state/input/load-balancing.ts';
import { TARGET_HEALTHY, TARGET_INITIAL, TARGET_UNHEALTHY, type TargetTable } from '../../state/target-groups.ts';

/** How a RUNNING task of a load-balanced service takes requests, beside its zone: the variants of its usage class. */
export const SERVING = 0;
export const NOT_SERVING = 1;
/** In its slow start (P7.4). */
export const WARMING = 2;
/** SERVING and WARMING of tasks of the PRIMARY deployment: traffic may be shifted to it by percent (P4.23, P4.24). */
const OF_PRIMARY = 3;
const KINDS = 5;

/**
 * Which targets get requests, and with what weight (P7.1, P7.3, P7.4, P7.6). Like targets are one usage class: a
 * request
 * row has a variant per kind, and per zone where cross-zone load balancing is off.
 */
export class TargetRouting {
  /** By request: variants of its usage class; 1 without a load balancer. */
  readonly variants: Int32Array;
  /** By service: 1 while it fails open. */
  private readonly failsOpen: Uint8Array;
  /** By service: the part of its requests that goes to nodes of its load balancer which are down, in [0, 1]. */
  readonly lostPortion: Float64Array;
  private readonly cluster: ClusterState;
  private readonly targets: TargetTable;
  /** By workload: the group that its requests come through, or null; and the row of that. */
  private readonly groups: readonly (TargetGroupInput | null)[];
  private readonly groupRows: Int32Array;
  private readonly zoneCount: number;

  constructor(cluster: ClusterState, workloads: Workloads) {
    const { targetGroups, zones } = cluster.input;
    this.cluster = cluster;
    this.targets = cluster.targets;
    this.zoneCount = zones.length;
    this.groupRows = Int32Array.from(
      workloads.work,
      (_, workload) => cluster.targets.groupsOfWorkload(workload)[0]?.targetGroup ?? NONE,
    );
    this.groups = Array.from(this.groupRows, (row) => (row === NONE ? null : targetGroups[row]));
    this.failsOpen = new Uint8Array(workloads.count);
    this.lostPortion = new Float64Array(workloads.count);
    this.variants = new Int32Array(cluster.requests.length).fill(1);
    for (let workload = 0; workload < workloads.count; workload++) {
      for (const request of workloads.requestsOf[workload]) this.variants[request] = this.variantsOf(workload);
    }
  }

  groupOf(workload: number): TargetGroupInput | null {
    return this.groups[workload];
  }

  /** Zones that share out requests each for itself; 1 where it does not matter. */
  zonesOf(workload: number): number {
    const group = this.groups[workload];
    return group === null || group.isCrossZone ? 1 : this.zoneCount;
  }

  /** The variant of a RUNNING task now. */
  variantOf(task: number, nowMs: number): number {
    const { tasks, deployments } = this.cluster;
    const workload = tasks.workload[task];
    const group = this.groups[workload];
    if (group === null) return 0;
    const zone = group.isCrossZone ? 0 : tasks.zone[task];
    const isOfPrimary = tasks.deployment[task] === deployments.primary[workload];
    return zone * KINDS + this.kindOf(task, group, nowMs, isOfPrimary);
  }

  /** True when it has begun or ceased to fail open (P7.3): then every target of the service is another one. */
  updateFailOpen(workload: number): boolean {
    const row = this.groupRows[workload];
    if (row === NONE) return false;
    const isNoneHealthy = this.targets.countOf(row, TARGET_HEALTHY) === 0;
    const failsOpen = isNoneHealthy && this.targets.countOf(row, TARGET_UNHEALTHY) > 0 ? 1 : 0;
    const hasChanged = failsOpen !== this.failsOpen[workload];
    this.failsOpen[workload] = failsOpen;
    return hasChanged;
  }

  isFailOpen(workload: number): boolean {
    return this.failsOpen[workload] === 1;
  }

  /** True when another part of the requests goes to nodes that are down. Of a load balancer nobody described: none. */
  updateLostPortion(workload: number): boolean {
    const group = this.groups[workload];
    if (group === null || group.loadBalancer === NONE) return false;
    const portion = this.cluster.nodes.lostPortion[group.loadBalancer];
    const hasChanged = portion !== this.lostPortion[workload];
    this.lostPortion[workload] = portion;
    return hasChanged;
  }

  /** When its slow start is over; NaN where it has none, or is in none. */
  warmUntilMs(task: number): number {
    const group = this.groups[this.cluster.tasks.workload[task]];
    if (group === null || group.slowStartMs === 0) return Number.NaN;
    const slot = task * this.targets.groupsMax;
    if (this.targets.status[slot] !== TARGET_HEALTHY) return Number.NaN;
    return this.targets.healthySinceMs[slot] + group.slowStartMs;
  }

  /** The part of all requests that is for the PRIMARY deployment; NaN = by its targets. */
  primaryPortion(service: number): number {
    const { productionTrafficPercent, primary } = this.cluster.deployments;
    return productionTrafficPercent[primary[service]] / 100;
  }

  private variantsOf(workload: number): number {
    return this.groups[workload] === null ? 1 : KINDS * this.zonesOf(workload);
  }

  private kindOf(task: number, group: TargetGroupInput, nowMs: number, isOfPrimary: boolean): number {
    const status = this.targets.status[task * this.targets.groupsMax];
    const isOpen = this.failsOpen[this.cluster.tasks.workload[task]] === 1;
    const isCandidate = status === TARGET_INITIAL || status === TARGET_UNHEALTHY;
    if (status !== TARGET_HEALTHY && !(isOpen && isCandidate)) return NOT_SERVING;
    const isWarm = group.slowStartMs === 0 || !(nowMs < this.warmUntilMs(task));
    if (isWarm) return isOfPrimary ? OF_PRIMARY : SERVING;
    return isOfPrimary ? OF_PRIMARY + 1 : WARMING;
  }
}

/** Whether a variant gets requests; is in its slow start; is of the PRIMARY deployment; and its zone. */
export function isServing(variant: number): boolean {
  return variant % KINDS !== NOT_SERVING;
}

export function isWarming(variant: number): boolean {
  return variant % KINDS === WARMING || variant % KINDS === OF_PRIMARY + 1;
}

export function isOfPrimary(variant: number): boolean {
  return variant % KINDS >= OF_PRIMARY;
}

export function zoneOfVariant(variant: number): number {
  return Math.floor(variant / KINDS);
}
