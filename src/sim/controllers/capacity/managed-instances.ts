import { createSampler } from '../../../base/distributions.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, NONE } from '../../../base/units.ts';
import type { EngineParts } from '../../actions/engine-parts.ts';
import type { InstanceActions } from '../../actions/instance-actions.ts';
import type { Workloads } from '../../actions/workloads.ts';
import {
  INSTANCE_READY,
  MANAGED_CAPACITY_LOOKED,
  MANAGED_INSTANCE_EXPIRED,
  MANAGED_INSTANCE_IDLE,
} from '../../kernel/event-kinds.ts';
import type { Timeline } from '../../kernel/timeline.ts';
import { INSTANCE_LAUNCHED, LAUNCH_FAILED } from '../../record/decisions.ts';
import type { Recorder } from '../../record/recorder.ts';
import type { ClusterState } from '../../state/cluster-state.ts';
import { ACTIVE } from '../../state/container-instances.ts';
import { EC2_PENDING } from '../../state/ec2-instances.ts';
import type { ManagedInstancesInput } from '../../state/input/managed-instances.ts';
import { INSTANCE_EXPIRED, INSTANCE_IDLE, INSTANCE_UNDERUSED } from '../../state/instance-causes.ts';
import { growFloat64 } from '../../state/rows.ts';
import { ManagedInstanceChoice } from './managed-instance-choice.ts';
import { RepackFit } from './repack-fit.ts';
import { WaitingRoom } from './waiting-room.ts';

/** A capacity provider of Managed Instances. */
interface Managed {
  readonly provider: number;
  readonly input: ManagedInstancesInput;
  readonly requests: Int32Array;
  readonly drawLaunchMs: () => number;
  /** Rows in EC2 instances that have not registered yet, and others that no longer count. */
  readonly pending: number[];
}

/** Where EC2 had nothing, or a launch has not helped, it is looked at again after this long (model). */
const RETRY_MS = MINUTE_MS;
/** An instance that is emptied for the sake of others may take so long (P5.17). */
const DRAIN_TIMEOUT_MS = 48 * HOUR_MS;
/** To be patched, an instance is drained 14 days after its launch, and terminated after 21 at the latest. */
const LIFE_MS = 14 * DAY_MS;
const LIFE_DRAIN_TIMEOUT_MS = 7 * DAY_MS;

/**
 * ECS Managed Instances: when tasks wait it launches what costs least for them, spread over the zones; what is idle for
 * a while it ends, and what is so little used that its tasks fit elsewhere it empties first.
 */
export class ManagedInstances {
  private readonly cluster: ClusterState;
  private readonly timeline: Timeline;
  private readonly recorder: Recorder;
  private readonly instances: InstanceActions;
  private readonly managed: readonly Managed[];
  /** By capacity provider: position in managed, or NONE. */
  private readonly positionOf: Int32Array;
  private readonly choice: ManagedInstanceChoice;
  private readonly room: WaitingRoom;
  private readonly fit: RepackFit;
  /** By position in managed: 1 while a look is due. */
  private readonly isLookDue: Uint8Array;
  /** By position in managed: 1 while EC2 has nothing for some of the tasks that wait. */
  private readonly lacks: Uint8Array;
  /** By container instance: since when it has lost no further task. */
  private quietSinceMs = new Float64Array(64);
  /** Scratch, by request row: tasks that want a place in one zone. */
  private readonly share: Int32Array;
  /** Scratch: 1 for the zones of the provider that have been served. */
  private readonly isServed: Uint8Array;

  constructor(parts: EngineParts) {
    const { cluster, workloads, timeline, recorder, streams, instances } = parts;
    this.cluster = cluster;
    this.timeline = timeline;
    this.recorder = recorder;
    this.instances = instances;
    this.positionOf = new Int32Array(cluster.input.capacityProviders.length).fill(NONE);
    this.managed = cluster.input.capacityProviders.flatMap(({ name, managedInstances: input }, provider) => {
      if (input === null) return [];
      const rows = [...cluster.requests.keys()].filter((row) => cluster.requests[row].capacityProvider === provider);
      const requests = Int32Array.from(rows.filter((row) => workloads.pipelines[row] !== null));
      const drawLaunchMs = createSampler(input.launchMs, streams.get(`managed-instance-launch/${name}`));
      return [{ provider, input, requests, drawLaunchMs, pending: [] }];
    });
    for (let i = 0; i < this.managed.length; i++) this.positionOf[this.managed[i].provider] = i;
    const isAlone = Uint8Array.from(cluster.requests, (request, row) =>
      request.hostPortCount > 0 || isDistinct(workloads, row) ? 1 : 0,
    );
    this.choice = new ManagedInstanceChoice(cluster, isAlone);
    this.room = new WaitingRoom(cluster, isAlone);
    this.fit = new RepackFit(cluster);
    this.isLookDue = new Uint8Array(this.managed.length);
    this.lacks = new Uint8Array(this.managed.length);
    this.share = new Int32Array(cluster.requests.length);
    this.isServed = new Uint8Array(cluster.input.zones.length);
  }

  /** Tasks may wait now that did not before. O(providers of this kind × their requests). */
  onTasksLaunched(): void {
    for (let i = 0; i < this.managed.length; i++) this.lookIfWaiting(i, this.managed[i].input.provisionDelayMs);
  }

  /** Launches for every task that no instance, there or on its way, has room for. */
  onManagedCapacityLooked(i: number): void {
    const { provider, input, requests, pending } = this.managed[i];
    this.isLookDue[i] = 0;
    this.forgetRegistered(pending);
    const unplaced = this.room.unplaced(provider, requests, pending);
    if (unplaced === 0) return;
    this.isServed.fill(0);
    this.choice.availability.exceededQuota = NONE;
    for (let left = input.zones.length; left > 0; left--) {
      const position = this.emptiestZone(provider, input);
      this.isServed[position] = 1;
      this.takeShare(requests, input.zones[position], left);
      this.launchFor(i, position);
    }
    const missing = this.room.left(requests);
    if (missing > 0 && this.lacks[i] === 0)
      this.recorder.decided(
        LAUNCH_FAILED,
        provider,
        this.timeline.nowMs,
        missing,
        this.choice.availability.exceededQuota,
      );
    this.lacks[i] = missing > 0 ? 1 : 0;
    if (missing === 0) return;
    this.lookIfWaiting(i, RETRY_MS);
  }

  /** The end of its life is known. */
  onInstanceRegistered(instance: number): void {
    const { containerInstances, ec2Instances } = this.cluster;
    const provider = containerInstances.capacityProvider[instance];
    if (provider === NONE || this.positionOf[provider] === NONE) return;
    const endsAtMs = ec2Instances.launchedAtMs[containerInstances.ec2Instance[instance]] + LIFE_MS;
    if (endsAtMs >= this.cluster.input.durationMs) return;
    this.timeline.schedule(endsAtMs - this.timeline.nowMs, MANAGED_INSTANCE_EXPIRED, instance, NONE);
  }

  /** Its tasks are replaced elsewhere, as of any that drains (P2.12). */
  onManagedInstanceExpired(instance: number): void {
    if (this.cluster.containerInstances.status[instance] !== ACTIVE) return;
    this.instances.drainAndLeave(instance, INSTANCE_EXPIRED, LIFE_DRAIN_TIMEOUT_MS);
  }

  /** An instance of a provider lost a task, or has just registered: it may be idle, or too much. */
  onInstanceQuiet(instance: number): void {
    const { containerInstances } = this.cluster;
    const provider = containerInstances.capacityProvider[instance];
    const position = provider === NONE ? NONE : this.positionOf[provider];
    if (position === NONE || containerInstances.status[instance] !== ACTIVE) return;
    const { scaleInAfterMs } = this.managed[position].input;
    if (scaleInAfterMs === null) return;
    if (instance >= this.quietSinceMs.length) {
      this.quietSinceMs = growFloat64(this.quietSinceMs, Math.max(instance + 1, this.quietSinceMs.length * 2));
    }
    this.quietSinceMs[instance] = this.timeline.nowMs;
    this.timeline.schedule(scaleInAfterMs, MANAGED_INSTANCE_IDLE, instance, position);
  }

  /** It was quiet for as long as an instance may be: it goes where nothing, or little, is left on it. */
  onManagedInstanceIdle(instance: number, position: number): void {
    const { containerInstances } = this.cluster;
    const { scaleInAfterMs } = this.managed[position].input;
    if (containerInstances.status[instance] !== ACTIVE || scaleInAfterMs === null) return;
    if (this.timeline.nowMs < this.quietSinceMs[instance] + scaleInAfterMs) return;
    if (containerInstances.workTaskCount[instance] === 0) {
      this.instances.drainAndLeave(instance, INSTANCE_IDLE, DRAIN_TIMEOUT_MS);
    } else if (this.fit.fitsElsewhere(instance)) {
      this.instances.drainAndLeave(instance, INSTANCE_UNDERUSED, DRAIN_TIMEOUT_MS);
    } else if (this.fit.isHeldUp) {
      this.timeline.schedule(RETRY_MS, MANAGED_INSTANCE_IDLE, instance, position);
    }
  }

  private lookIfWaiting(i: number, delayMs: number): void {
    if (this.isLookDue[i] === 1) return;
    const { requests } = this.managed[i];
    for (let r = 0; r < requests.length; r++) {
      if (this.cluster.waiting.countOf[requests[r]] === 0) continue;
      this.isLookDue[i] = 1;
      this.timeline.schedule(delayMs, MANAGED_CAPACITY_LOOKED, i, NONE);
      return;
    }
  }

  private forgetRegistered(pending: number[]): void {
    const { state } = this.cluster.ec2Instances;
    let kept = 0;
    for (let i = 0; i < pending.length; i++) {
      if (state[pending[i]] === EC2_PENDING) pending[kept++] = pending[i];
    }
    pending.length = kept;
  }

  /** Position in the provider's zones of the one with the fewest instances that is not served, the first of equals. */
  private emptiestZone(provider: number, { zones }: ManagedInstancesInput): number {
    const { autoScaling, input } = this.cluster;
    const base = provider * input.zones.length;
    let best = NONE;
    for (let position = 0; position < zones.length; position++) {
      if (this.isServed[position] === 1) continue;
      const members = autoScaling.membersInZone[base + zones[position]];
      if (best === NONE || members < autoScaling.membersInZone[base + zones[best]]) best = position;
    }
    return best;
  }

  /** An even share, by request, of what is left for so many zones; what can only run there in full. */
  private takeShare(requests: Int32Array, zone: number, zonesLeft: number): void {
    for (let r = 0; r < requests.length; r++) {
      const row = requests[r];
      const isReached = this.cluster.requests[row].isInSubnets[zone] === 1;
      this.share[row] = isReached ? Math.ceil(this.room.leftOf[row] / zonesLeft) : 0;
    }
  }

  private launchFor(i: number, position: number): void {
    const { provider, input, requests, drawLaunchMs, pending } = this.managed[i];
    const { nowMs } = this.timeline;
    for (;;) {
      const template = this.choice.choose(input, requests, this.share, position, nowMs);
      if (template === NONE) return;
      for (let r = 0; r < requests.length; r++) {
        const row = requests[r];
        this.share[row] -= this.choice.taken[row];
        this.room.leftOf[row] -= this.choice.taken[row];
      }
      const ec2Instance = this.instances.launch(template);
      pending.push(ec2Instance);
      const pool = this.recorder.pools.ofTemplate[template];
      this.recorder.decided(INSTANCE_LAUNCHED, provider, nowMs, pool, input.zones[position], 0);
      this.timeline.schedule(Math.round(drawLaunchMs()), INSTANCE_READY, ec2Instance, NONE);
    }
  }
}

/** P3.15: its tasks want an instance each. */
function isDistinct(workloads: Workloads, request: number): boolean {
  const workload = workloads.requestsOf.findIndex((rows) => rows.includes(request));
  return workloads.work[workload].placementConstraints.some(({ type }) => type === 'distinctInstance');
}
