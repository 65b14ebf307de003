import type { ClusterState } from '../../state/cluster-state.ts';
import type { UsageClasses } from '../usage/usage-classes.ts';
import type { FluidQueues } from './fluid-queues.ts';
import { isOfPrimary, isServing, isWarming, type TargetRouting, zoneOfVariant } from './target-routing.ts';

/** Queues of a class: of its tasks that get the CPU they ask for, and of those on full container instances. */
export const QUEUES_PER_CLASS = 2;

/**
 * How the requests of a service are shared out among its tasks: evenly (P7.1: round robin and weighted random), or by
 * what they can serve (least outstanding requests); less to those in slow start (P7.4), zone by zone without cross-zone
 * load balancing (P7.6), and by percent where a deployment shifts traffic. Without a load balancer all RUNNING tasks
 * share evenly.
 */
export class TrafficShares {
  /** By class: requests per second of each of its tasks. */
  readonly perTask: Float64Array;
  /** By class of tasks in slow start: the sum of the instants at which that is over. */
  private readonly warmUntilSumMs: Float64Array;
  private readonly classes: UsageClasses;
  private readonly routing: TargetRouting;
  private readonly queues: FluidQueues;
  /** By zone, for the service at hand: weight of its tasks, all and of the PRIMARY deployment. */
  private readonly weights: Float64Array;
  private readonly primaryWeights: Float64Array;

  constructor(cluster: ClusterState, classes: UsageClasses, routing: TargetRouting, queues: FluidQueues) {
    this.classes = classes;
    this.routing = routing;
    this.queues = queues;
    this.perTask = new Float64Array(classes.count);
    this.warmUntilSumMs = new Float64Array(classes.count);
    this.weights = new Float64Array(Math.max(1, cluster.input.zones.length));
    this.primaryWeights = new Float64Array(this.weights.length);
  }

  /** Shares `perSecond` out among the classes of the workload; returns the part that no task gets. */
  share(workload: number, own: Int32Array, perSecond: number, nowMs: number): number {
    if (this.routing.groupOf(workload) === null) return this.shareEvenly(own, perSecond);
    this.weigh(workload, own, nowMs);
    const zones = this.routing.zonesOf(workload);
    let activeZones = 0;
    for (let zone = 0; zone < zones; zone++) if (this.weights[zone] > 0) activeZones++;
    const primaryPortion = this.routing.primaryPortion(workload);
    for (let i = 0; i < own.length; i++) {
      const perWeight = this.perWeight(own[i], perSecond / activeZones, primaryPortion);
      this.perTask[own[i]] = perWeight === 0 ? 0 : perWeight * this.weightOf(workload, own[i], nowMs);
    }
    return activeZones === 0 ? perSecond : 0;
  }

  private shareEvenly(own: Int32Array, perSecond: number): number {
    let running = 0;
    for (let i = 0; i < own.length; i++) running += this.classes.running[own[i]];
    for (let i = 0; i < own.length; i++) this.perTask[own[i]] = running === 0 ? 0 : perSecond / running;
    return running === 0 ? perSecond : 0;
  }

  private weigh(workload: number, own: Int32Array, nowMs: number): void {
    this.weights.fill(0);
    this.primaryWeights.fill(0);
    for (let i = 0; i < own.length; i++) {
      const count = this.classes.running[own[i]];
      const variant = this.classes.variantOf[own[i]];
      if (count === 0 || !isServing(variant)) continue;
      const weight = count * this.weightOf(workload, own[i], nowMs);
      const zone = zoneOfVariant(variant);
      this.weights[zone] += weight;
      if (isOfPrimary(variant)) this.primaryWeights[zone] += weight;
    }
  }

  /** Requests per second of one unit of weight in the class's zone and among the deployments it is of. */
  private perWeight(usageClass: number, perZone: number, primaryPortion: number): number {
    const variant = this.classes.variantOf[usageClass];
    if (this.classes.running[usageClass] === 0 || !isServing(variant)) return 0;
    const zone = zoneOfVariant(variant);
    const all = this.weights[zone];
    const ofPrimary = this.primaryWeights[zone];
    const ofOthers = all - ofPrimary;
    // One of the two deployments has no target yet, or none any more: the other gets what there is.
    if (Number.isNaN(primaryPortion) || ofPrimary === 0 || ofOthers === 0) return perZone / all;
    return isOfPrimary(variant) ? (perZone * primaryPortion) / ofPrimary : (perZone * (1 - primaryPortion)) / ofOthers;
  }

  /** A task that joins its class, or leaves it (-1), is in its slow start until then. */
  countWarming(usageClass: number, warmUntilMs: number, sign: 1 | -1): void {
    this.warmUntilSumMs[usageClass] += sign * warmUntilMs;
  }

  /** Of one task of the class. */
  private weightOf(workload: number, usageClass: number, nowMs: number): number {
    const group = this.routing.groupOf(workload);
    if (group === null) return 1;
    const isByCapacity = group.algorithm === 'least_outstanding_requests';
    const weight = isByCapacity ? this.queues.capacityPerMs(usageClass * QUEUES_PER_CLASS) : 1;
    if (!isWarming(this.classes.variantOf[usageClass])) return weight;
    return weight * this.warmth(usageClass, group.slowStartMs, nowMs);
  }

  /** The mean part of their slow start that the tasks of a class have behind them; never nothing. */
  private warmth(usageClass: number, slowStartMs: number, nowMs: number): number {
    const count = this.classes.running[usageClass];
    if (count === 0) return 1;
    const leftMs = this.warmUntilSumMs[usageClass] / count - nowMs;
    return Math.min(1, Math.max(1 / (slowStartMs + 1), 1 - leftMs / slowStartMs));
  }
}

/** The queue of a task of that class. */
export function queueOf(usageClass: number, unservedCpuUnits: number): number {
  return usageClass * QUEUES_PER_CLASS + (unservedCpuUnits > 0 ? 1 : 0);
}
