import { createSampler } from '../../../base/distributions.ts';
import { MINUTE_MS, NONE } from '../../../base/units.ts';
import type { EngineParts } from '../../actions/engine-parts.ts';
import type { GroupActions } from '../../actions/group-actions.ts';
import type { InstanceActions } from '../../actions/instance-actions.ts';
import { GROUP_RESIZED, GROUP_UPDATED, INSTANCE_READY } from '../../kernel/event-kinds.ts';
import type { Timeline } from '../../kernel/timeline.ts';
import { GROUP_CAPACITY_UPDATED, INSTANCE_LAUNCHED, LAUNCH_FAILED } from '../../record/decisions.ts';
import type { Recorder } from '../../record/recorder.ts';
import type { ClusterState } from '../../state/cluster-state.ts';
import { EC2_PENDING, EC2_WARM, EC2_WARMING } from '../../state/ec2-instances.ts';
import type { AutoScalingGroupInput } from '../../state/input.ts';
import { GROUP_SCALE_IN } from '../../state/instance-causes.ts';
import { warmPoolSize } from './auto-scaling-rules.ts';
import { LaunchChoice } from './launch-choice.ts';
import { ScaleInChoice } from './scale-in-choice.ts';

/** EC2 Auto Scaling tries again to launch what EC2 did not have after this long (model). */
const LAUNCH_RETRY_MS = MINUTE_MS;

/** What a group draws its times with. */
interface Draws {
  readonly launchMs: () => number;
  readonly registrationMs: () => number;
  readonly warmStartMs: () => number;
}

/**
 * EC2 Auto Scaling: keeps every group at its desired capacity. It launches what is missing, from the warm pool first,
 * ends what is too much, replaces what has failed, and keeps the warm pool filled.
 */
export class AutoScalingGroups {
  private readonly cluster: ClusterState;
  private readonly timeline: Timeline;
  private readonly recorder: Recorder;
  private readonly instances: InstanceActions;
  private readonly groupActions: GroupActions;
  /** By capacity provider; null where there is no group. */
  private readonly groups: readonly (AutoScalingGroupInput | null)[];
  private readonly draws: readonly (Draws | null)[];
  private readonly launches: LaunchChoice;
  private readonly scaleIns: ScaleInChoice;
  /** By capacity provider: when it tries again to launch what EC2 did not have; Infinity = it lacks nothing. */
  private readonly retryMs: Float64Array;
  /** By capacity provider: instances that EC2 did not have when that was last told; told again when it differs. */
  private readonly toldMissing: Int32Array;

  constructor(parts: EngineParts) {
    const { cluster, timeline, recorder, streams, instances, groups } = parts;
    this.cluster = cluster;
    this.timeline = timeline;
    this.recorder = recorder;
    this.instances = instances;
    this.groupActions = groups;
    this.groups = cluster.input.capacityProviders.map(({ autoScalingGroup }) => autoScalingGroup);
    this.draws = cluster.input.capacityProviders.map(({ name, autoScalingGroup: group }) => {
      if (group === null) return null;
      return {
        launchMs: createSampler(group.launchMs, streams.get(`instance-launch/${name}`)),
        registrationMs: createSampler(group.registrationMs, streams.get(`agent-registration/${name}`)),
        warmStartMs: createSampler(group.warmPool?.startMs ?? group.launchMs, streams.get(`warm-start/${name}`)),
      };
    });
    this.launches = new LaunchChoice(cluster);
    this.scaleIns = new ScaleInChoice(cluster);
    this.retryMs = new Float64Array(this.groups.length).fill(Number.POSITIVE_INFINITY);
    this.toldMissing = new Int32Array(this.groups.length).fill(NONE);
  }

  /** The instances of time 0 are there, and the updates of every group are known. */
  onStart(): void {
    for (let provider = 0; provider < this.groups.length; provider++) {
      const group = this.groups[provider];
      if (group === null) continue;
      this.groupActions.setDesiredCapacity(provider, group.desiredCapacity);
      for (let update = 0; update < group.updates.length; update++) {
        this.timeline.schedule(group.updates[update].atMs, GROUP_UPDATED, provider, update);
      }
      this.fillWarmPool(provider, group);
    }
  }

  /** update-auto-scaling-group. */
  onGroupUpdated(provider: number, update: number): void {
    const group = this.groups[provider];
    if (group === null) return;
    const { minSize, maxSize, desiredCapacity } = this.cluster.autoScaling;
    const change = group.updates[update];
    const before = desiredCapacity[provider];
    if (change.minSize !== null) minSize[provider] = change.minSize;
    if (change.maxSize !== null) maxSize[provider] = change.maxSize;
    this.groupActions.setDesiredCapacity(provider, change.desiredCapacity ?? before);
    const { nowMs } = this.timeline;
    this.recorder.decided(GROUP_CAPACITY_UPDATED, provider, nowMs, before, desiredCapacity[provider]);
    this.fillWarmPool(provider, group);
  }

  /** Launches or ends instances until the group has its desired capacity. */
  onGroupResized(provider: number): void {
    const group = this.groups[provider];
    if (group === null) return;
    const { autoScaling } = this.cluster;
    if (this.timeline.nowMs >= this.retryMs[provider]) this.retryMs[provider] = Number.POSITIVE_INFINITY;
    while (autoScaling.memberCount(provider) < autoScaling.desiredCapacity[provider]) {
      if (!this.launchOne(provider, group)) break;
    }
    let surplus = autoScaling.memberCount(provider) - autoScaling.desiredCapacity[provider];
    if (surplus >= 0) this.toldMissing[provider] = NONE;
    if (surplus > 0) surplus -= this.abandonPending(provider, surplus);
    while (surplus > 0 && this.endOne(provider, group)) surplus--;
    this.fillWarmPool(provider, group);
  }

  /** It has booted: its agent has registered, or it rests in the warm pool. */
  onInstanceReady(ec2Instance: number): void {
    const { ec2Instances, input } = this.cluster;
    const state = ec2Instances.state[ec2Instance];
    if (state === EC2_PENDING) this.instances.register(ec2Instance);
    if (state !== EC2_WARMING) return;
    const provider = input.launchTemplates[ec2Instances.launchTemplate[ec2Instance]].capacityProvider;
    this.instances.rest(ec2Instance, this.groups[provider]?.warmPool?.poolState === 'Stopped');
  }

  /** The group replaces it where it still wants it. */
  onInstanceTerminated(instance: number): void {
    const provider = this.cluster.containerInstances.capacityProvider[instance];
    if (provider !== NONE && this.groups[provider] !== null) this.groupActions.settle(provider);
  }

  /** False when EC2 has nothing to launch: it is tried again. */
  private launchOne(provider: number, group: AutoScalingGroupInput): boolean {
    const { nowMs } = this.timeline;
    const draws = this.draws[provider];
    if (draws === null) return false;
    this.launches.exceededQuota = NONE;
    const resting = this.warmInstance(provider);
    const warm = resting !== NONE && this.mayRun(resting) ? resting : NONE;
    const template = warm === NONE ? this.launches.choose(provider, group, nowMs) : NONE;
    if (warm === NONE && template === NONE) {
      this.retryLater(provider);
      return false;
    }
    const bootMs = Math.round(warm === NONE ? draws.launchMs() : draws.warmStartMs());
    const ec2Instance = warm === NONE ? this.instances.launch(template) : warm;
    if (warm !== NONE) this.instances.wake(warm);
    const launched = this.cluster.ec2Instances.launchTemplate[ec2Instance];
    const { zone } = this.cluster.input.launchTemplates[launched];
    const pool = this.recorder.pools.ofTemplate[launched];
    this.recorder.decided(INSTANCE_LAUNCHED, provider, nowMs, pool, zone, warm === NONE ? 0 : 1);
    this.countWarmUp(provider, group, nowMs + bootMs);
    this.timeline.schedule(bootMs + Math.round(draws.registrationMs()), INSTANCE_READY, ec2Instance, NONE);
    return true;
  }

  /** Until it is in service and warmed up managed scaling waits with the next scale-out (P5.13). */
  private countWarmUp(provider: number, { managedScaling }: AutoScalingGroupInput, inServiceMs: number): void {
    const { warmedUpAtMs } = this.cluster.autoScaling;
    const untilMs = inServiceMs + (managedScaling?.instanceWarmupMs ?? 0);
    warmedUpAtMs[provider] = Math.max(warmedUpAtMs[provider], untilMs);
  }

  private retryLater(provider: number): void {
    if (this.retryMs[provider] !== Number.POSITIVE_INFINITY) return;
    const { autoScaling } = this.cluster;
    const missing = autoScaling.desiredCapacity[provider] - autoScaling.memberCount(provider);
    if (missing !== this.toldMissing[provider]) {
      this.recorder.decided(LAUNCH_FAILED, provider, this.timeline.nowMs, missing, this.launches.exceededQuota);
    }
    this.toldMissing[provider] = missing;
    this.retryMs[provider] = this.timeline.nowMs + LAUNCH_RETRY_MS;
    this.timeline.schedule(LAUNCH_RETRY_MS, GROUP_RESIZED, provider, NONE);
  }

  /** Those that have not registered go first, the latest launched before the others (model); returns how many. */
  private abandonPending(provider: number, count: number): number {
    const { autoScaling, ec2Instances } = this.cluster;
    let abandoned = 0;
    for (let row = ec2Instances.count - 1; abandoned < count && autoScaling.pendingCount[provider] > 0; row--) {
      if (ec2Instances.state[row] !== EC2_PENDING || this.providerOf(row) !== provider) continue;
      this.instances.abandon(row, GROUP_SCALE_IN);
      abandoned++;
    }
    return abandoned;
  }

  /** False when none may go. */
  private endOne(provider: number, group: AutoScalingGroupInput): boolean {
    const instance = this.scaleIns.choose(provider, group, this.timeline.nowMs);
    if (instance === NONE) return false;
    if (group.drainTimeoutMs === null) this.instances.terminate(instance, GROUP_SCALE_IN);
    else this.instances.drainAndLeave(instance, GROUP_SCALE_IN, group.drainTimeoutMs);
    return true;
  }

  /**
   * One that rests in the provider's warm pool, where the group has the fewest members, of these the first launched;
   * NONE where there is none.
   */
  private warmInstance(provider: number): number {
    const { autoScaling, ec2Instances, input } = this.cluster;
    if (autoScaling.warmCount[provider] === 0) return NONE;
    let best = NONE;
    let fewest = Number.POSITIVE_INFINITY;
    for (let row = 0; row < ec2Instances.count; row++) {
      if (ec2Instances.state[row] !== EC2_WARM || this.providerOf(row) !== provider) continue;
      const { zone } = input.launchTemplates[ec2Instances.launchTemplate[row]];
      const members = autoScaling.membersInZone[provider * input.zones.length + zone];
      if (members >= fewest) continue;
      best = row;
      fewest = members;
    }
    return best;
  }

  /** One that was stopped counts to the quota of vCPUs again when it starts (P10.3). */
  private mayRun(ec2Instance: number): boolean {
    const { ec2Instances, ec2Quotas } = this.cluster;
    const isStopped = !Number.isNaN(ec2Instances.stoppedSinceMs[ec2Instance]);
    return !isStopped || ec2Quotas.allows(ec2Instances.launchTemplate[ec2Instance]);
  }

  /** Launches into the warm pool, or ends what is too much there. */
  private fillWarmPool(provider: number, group: AutoScalingGroupInput): void {
    const { warmPool } = group;
    const draws = this.draws[provider];
    if (warmPool === null || draws === null) return;
    const { autoScaling } = this.cluster;
    const wanted = warmPoolSize(warmPool, autoScaling.maxSize[provider], autoScaling.desiredCapacity[provider]);
    while (autoScaling.warmCount[provider] < wanted) {
      const template = this.launches.choose(provider, group, this.timeline.nowMs);
      if (template === NONE) {
        this.retryLater(provider);
        return;
      }
      const bootMs = Math.round(draws.launchMs());
      this.timeline.schedule(bootMs, INSTANCE_READY, this.instances.launchWarm(template), NONE);
    }
    while (autoScaling.warmCount[provider] > wanted) {
      const surplus = this.warmInstance(provider);
      if (surplus === NONE) return;
      this.instances.discard(surplus, GROUP_SCALE_IN);
    }
  }

  private providerOf(ec2Instance: number): number {
    const { ec2Instances, input } = this.cluster;
    return input.launchTemplates[ec2Instances.launchTemplate[ec2Instance]].capacityProvider;
  }
}
