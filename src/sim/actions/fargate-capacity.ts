import { CPU_UNITS_PER_VCPU, NONE, SECOND_MS } from '../../base/units.ts';
import type { Timeline } from '../kernel/timeline.ts';
import type { ClusterState } from '../state/cluster-state.ts';
import { LAUNCH_RATE, RESOURCE_FARGATE, VCPU_LIMIT } from '../state/failure-reasons.ts';
import { FARGATE_LAUNCHES, FARGATE_VCPUS } from '../state/use-log.ts';

/** Fargate on demand, and Fargate Spot: each has a bucket and a quota of its own. */
const SIDES = 2;

/**
 * What Fargate gives an account in a region: launches from a token bucket (P8.5), vCPUs up to a quota (P8.4), and
 * capacity where there is some (P8.9). A cluster is simulated alone: it has the account's limits to itself, or its own
 * part of them.
 */
export class FargateCapacity {
  /** When a launch that the bucket refused is worth trying again; Infinity = when something changes. */
  retryAtMs = Number.POSITIVE_INFINITY;
  private readonly cluster: ClusterState;
  private readonly timeline: Timeline;
  /** By capacity provider: 0 on demand, 1 Spot, NONE where it is not Fargate. */
  private readonly sideOf: Int32Array;
  private readonly tokens: Float64Array;
  private readonly filledAtMs = new Float64Array(SIDES);
  private readonly usedCpuUnits = new Float64Array(SIDES);
  private readonly quotaCpuUnits: Float64Array;
  /** By side: a launch was refused for want of vCPUs since some were given back last. */
  private readonly isShortOfVcpus = new Uint8Array(SIDES);

  constructor(cluster: ClusterState, timeline: Timeline) {
    const { capacityProviders, fargateLimits } = cluster.input;
    const { launchBurst, onDemandVcpus, spotVcpus } = fargateLimits;
    this.cluster = cluster;
    this.timeline = timeline;
    this.sideOf = Int32Array.from(capacityProviders, ({ kind }) => (kind === 'fargate-spot' ? 1 : 0));
    this.tokens = new Float64Array(SIDES).fill(launchBurst);
    const quotas = [onDemandVcpus ?? Number.POSITIVE_INFINITY, spotVcpus ?? Number.POSITIVE_INFINITY];
    this.quotaCpuUnits = Float64Array.from(quotas, (vcpus) => vcpus * CPU_UNITS_PER_VCPU);
  }

  /**
   * Takes a launch and its vCPUs for a task of that many CPU units; NONE, or why there is none (P12).
   *
   * @param zone row in zones, or NONE where no zone of the task has capacity
   */
  take(capacityProvider: number, zone: number, cpuUnits: number): number {
    this.retryAtMs = Number.POSITIVE_INFINITY;
    if (zone === NONE || !this.cluster.conditions.canLaunchTask(capacityProvider, zone)) return RESOURCE_FARGATE;
    const side = this.sideOf[capacityProvider];
    if (this.usedCpuUnits[side] + cpuUnits > this.quotaCpuUnits[side]) {
      this.isShortOfVcpus[side] = 1;
      return VCPU_LIMIT;
    }
    this.refill(side);
    if (this.tokens[side] < 1) {
      const { launchesPerSecond } = this.cluster.input.fargateLimits;
      const waitMs = Math.ceil(((1 - this.tokens[side]) * SECOND_MS) / launchesPerSecond);
      this.retryAtMs = this.timeline.nowMs + waitMs;
      return LAUNCH_RATE;
    }
    this.tokens[side]--;
    this.usedCpuUnits[side] += cpuUnits;
    const { nowMs } = this.timeline;
    this.cluster.useLog?.add(FARGATE_VCPUS + side, cpuUnits / CPU_UNITS_PER_VCPU, nowMs);
    this.cluster.useLog?.add(FARGATE_LAUNCHES + side, 1, nowMs);
    return NONE;
  }

  /** A task of that many CPU units is STOPPED; true when a launch was refused for want of its vCPUs. */
  giveBack(capacityProvider: number, cpuUnits: number): boolean {
    const side = this.sideOf[capacityProvider];
    this.usedCpuUnits[side] -= cpuUnits;
    this.cluster.useLog?.add(FARGATE_VCPUS + side, -cpuUnits / CPU_UNITS_PER_VCPU, this.timeline.nowMs);
    const wasShort = this.isShortOfVcpus[side] === 1;
    this.isShortOfVcpus[side] = 0;
    return wasShort;
  }

  private refill(side: number): void {
    const { launchBurst, launchesPerSecond } = this.cluster.input.fargateLimits;
    const { nowMs } = this.timeline;
    const refilled = ((nowMs - this.filledAtMs[side]) * launchesPerSecond) / SECOND_MS;
    this.tokens[side] = Math.min(launchBurst, this.tokens[side] + refilled);
    this.filledAtMs[side] = nowMs;
  }
}
