import { HOUR_MS, NONE } from '../../../base/units.ts';
import type { ClusterState } from '../../state/cluster-state.ts';
import type { AutoScalingGroupInput } from '../../state/input.ts';
import { onDemandInstances } from './auto-scaling-rules.ts';

/**
 * Which container instance an Auto Scaling group ends on scale-in: the default termination policy (P5.16). In the zone
 * with the most instances; of the purchase option that the group has too many of; the closest to the next billing hour,
 * the oldest of equals. All launch templates are of one version. Instances with tasks are left out under managed
 * termination protection.
 */
export class ScaleInChoice {
  private readonly cluster: ClusterState;
  /** Scratch, by zone: the instance that would go there, or NONE, and its rank. */
  private readonly bestInZone: Int32Array;
  private readonly rankInZone: Float64Array;

  constructor(cluster: ClusterState) {
    this.cluster = cluster;
    this.bestInZone = new Int32Array(cluster.input.zones.length);
    this.rankInZone = new Float64Array(cluster.input.zones.length);
  }

  /** Row in container instances, or NONE when none may go. O(living instances). */
  choose(provider: number, group: AutoScalingGroupInput, nowMs: number): number {
    const { bestInZone, rankInZone } = this;
    const { living, livingCount, zone } = this.cluster.containerInstances;
    const surplusIsOnDemand = this.hasTooManyOnDemand(provider, group);
    bestInZone.fill(NONE);
    rankInZone.fill(-1);
    for (let i = 0; i < livingCount; i++) {
      const row = living[i];
      if (!this.mayGo(row, provider, group.managedTerminationProtection)) continue;
      const rank = this.rankOf(row, surplusIsOnDemand, nowMs);
      if (rank <= rankInZone[zone[row]]) continue;
      bestInZone[zone[row]] = row;
      rankInZone[zone[row]] = rank;
    }
    const fullest = this.fullestZone(provider);
    return fullest === NONE ? NONE : bestInZone[fullest];
  }

  /** The zone with the most members among those where an instance may go; NONE where there is none. */
  private fullestZone(provider: number): number {
    const { autoScaling, input } = this.cluster;
    const base = provider * input.zones.length;
    let fullest = NONE;
    for (let one = 0; one < input.zones.length; one++) {
      if (this.bestInZone[one] === NONE) continue;
      const members = autoScaling.membersInZone[base + one];
      if (fullest === NONE || members > autoScaling.membersInZone[base + fullest]) fullest = one;
    }
    return fullest;
  }

  private mayGo(row: number, provider: number, isProtected: boolean): boolean {
    const { capacityProvider, workTaskCount } = this.cluster.containerInstances;
    if (capacityProvider[row] !== provider || !this.cluster.isInService(row)) return false;
    return !isProtected || workTaskCount[row] === 0;
  }

  private hasTooManyOnDemand(provider: number, group: AutoScalingGroupInput): boolean {
    const { autoScaling } = this.cluster;
    return autoScaling.onDemandCount[provider] > onDemandInstances(autoScaling.memberCount(provider) - 1, group);
  }

  /** Higher goes first: the right purchase option, then how far the running hour has gone. */
  private rankOf(row: number, surplusIsOnDemand: boolean, nowMs: number): number {
    const { containerInstances, ec2Instances, input } = this.cluster;
    const { purchaseOption } = input.launchTemplates[containerInstances.launchTemplate[row]];
    const intoHourMs = (nowMs - ec2Instances.launchedAtMs[containerInstances.ec2Instance[row]]) % HOUR_MS;
    return (purchaseOption === 'on-demand') === surplusIsOnDemand ? HOUR_MS + intoHourMs : intoHourMs;
  }
}
