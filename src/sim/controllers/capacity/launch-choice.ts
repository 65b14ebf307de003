import { NONE } from '../../../base/units.ts';
import type { ClusterState } from '../../state/cluster-state.ts';
import type { AutoScalingGroupInput } from '../../state/input.ts';
import { onDemandInstances } from './auto-scaling-rules.ts';

/**
 * What an Auto Scaling group launches next: in the zone with the fewest of its instances, on demand or Spot by its
 * mixed instances policy, of the first type that EC2 has. Where a zone has none of them, or its subnet no address,
 * the next zone is tried.
 */
export class LaunchChoice {
  /** A quota of vCPUs that stood against a type since this was set to NONE last; NONE = none did. */
  exceededQuota = NONE;
  private readonly cluster: ClusterState;
  /** By launch template: when EC2 has none of it, from and to; null where it always has. */
  private readonly shortages: readonly (readonly number[] | null)[];
  /** Scratch: 1 for the zones of the group that have been tried. */
  private readonly isTried: Uint8Array;

  constructor(cluster: ClusterState) {
    const { launchTemplates, capacityShortages, zones } = cluster.input;
    this.cluster = cluster;
    this.shortages = launchTemplates.map((_, template) => {
      const spans = capacityShortages
        .filter((shortage) => shortage.launchTemplates.includes(template))
        .flatMap(({ fromMs, toMs }) => [fromMs, toMs]);
      return spans.length === 0 ? null : spans;
    });
    this.isTried = new Uint8Array(zones.length);
  }

  /** Row in launch templates, or NONE while EC2 has nothing that the group could launch. */
  choose(provider: number, group: AutoScalingGroupInput, nowMs: number): number {
    const { autoScaling } = this.cluster;
    const desired = autoScaling.desiredCapacity[provider];
    const onDemandWanted = onDemandInstances(desired, group);
    const onDemand = autoScaling.onDemandCount[provider];
    const spot = autoScaling.memberCount(provider) - onDemand;
    const lacksOnDemand = onDemand < onDemandWanted;
    const lacksSpot = spot < desired - onDemandWanted;
    // A warm pool is filled beyond the desired capacity, in the same proportion.
    if (!lacksOnDemand && !lacksSpot) return this.search(provider, group, this.isNextOnDemand(provider, group), nowMs);
    // Neither waits for the other: what EC2 has of one is launched while it has none of the other.
    const template = lacksOnDemand ? this.search(provider, group, true, nowMs) : NONE;
    return template === NONE && lacksSpot ? this.search(provider, group, false, nowMs) : template;
  }

  /** The zone with the fewest members that has one of the types; each zone is tried. */
  private search(provider: number, group: AutoScalingGroupInput, isOnDemand: boolean, nowMs: number): number {
    const types = isOnDemand ? group.onDemandTypes : group.spotTypes;
    this.isTried.fill(0);
    for (let tried = 0; tried < group.zones.length; tried++) {
      const position = this.emptiestZone(provider, group);
      this.isTried[position] = 1;
      const template = this.typeIn(types, position, group.takesTurns, nowMs);
      if (template !== NONE) return template;
    }
    return NONE;
  }

  private isNextOnDemand(provider: number, group: AutoScalingGroupInput): boolean {
    const { onDemandCount } = this.cluster.autoScaling;
    const size = this.cluster.autoScaling.memberCount(provider) + 1;
    return onDemandCount[provider] < onDemandInstances(size, group);
  }

  /**
   * Position in the group's zones of the one with the fewest members that was not tried, the first of equals. What
   * rests there in the warm pool counts: while there is any, members come from it, and only it is launched.
   */
  private emptiestZone(provider: number, { zones }: AutoScalingGroupInput): number {
    const { autoScaling, input } = this.cluster;
    const base = provider * input.zones.length;
    let best = NONE;
    let fewest = 0;
    for (let position = 0; position < zones.length; position++) {
      if (this.isTried[position] === 1) continue;
      const here = autoScaling.membersInZone[base + zones[position]] + autoScaling.warmInZone[base + zones[position]];
      if (best !== NONE && here >= fewest) continue;
      best = position;
      fewest = here;
    }
    return best;
  }

  /** The first type to be had there; where types take turns, the one with the fewest members. */
  private typeIn(types: readonly Int32Array[], position: number, takesTurns: boolean, nowMs: number): number {
    const { membersOfTemplate } = this.cluster.autoScaling;
    let best = NONE;
    for (let type = 0; type < types.length; type++) {
      const template = types[type][position];
      if (!this.isAvailable(template, nowMs)) continue;
      if (!takesTurns) return template;
      if (best === NONE || membersOfTemplate[template] < membersOfTemplate[best]) best = template;
    }
    return best;
  }

  /** EC2 has the type, the account vCPUs of it left, and its subnet an address. */
  isAvailable(template: number, nowMs: number): boolean {
    if (!this.cluster.hasAddressFor(template)) return false;
    if (!this.cluster.ec2Quotas.allows(template)) {
      this.exceededQuota = this.cluster.ec2Quotas.quotaOf[template];
      return false;
    }
    const spans = this.shortages[template];
    if (spans === null) return true;
    for (let i = 0; i < spans.length; i += 2) {
      if (nowMs >= spans[i] && nowMs < spans[i + 1]) return false;
    }
    return true;
  }
}
