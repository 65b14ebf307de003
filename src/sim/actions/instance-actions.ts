import { assert } from '../../base/assert.ts';
import { NONE } from '../../base/units.ts';
import {
  INSTANCE_DRAIN_TIMEOUT,
  INSTANCE_DRAINING,
  INSTANCE_REGISTERED,
  INSTANCE_TERMINATED,
  TASK_STOPPED,
} from '../kernel/event-kinds.ts';
import type { Timeline } from '../kernel/timeline.ts';
import * as decisions from '../record/decisions.ts';
import type { Recorder } from '../record/recorder.ts';
import type { ClusterState } from '../state/cluster-state.ts';
import { ACTIVE, DRAINING, INACTIVE } from '../state/container-instances.ts';
import {
  EC2_IN_SERVICE,
  EC2_PENDING,
  EC2_TERMINATED,
  EC2_TERMINATING,
  EC2_WARM,
  EC2_WARMING,
} from '../state/ec2-instances.ts';
import { INSTANCE_CAUSES } from '../state/instance-causes.ts';
import { HOST_TERMINATED } from '../state/stop-causes.ts';
import type { TaskStopper } from './task-stopper.ts';

/**
 * Container instances come and go through here, so that tables, bill and recording stay in step: launch, registration,
 * draining, end. Who has to know of it learns by the events INSTANCE_REGISTERED, INSTANCE_DRAINING and
 * INSTANCE_TERMINATED, in the same instant. A `cause` is one of state/instance-causes.ts.
 */
export class InstanceActions {
  private readonly cluster: ClusterState;
  private readonly timeline: Timeline;
  private readonly recorder: Recorder;
  private readonly stopper: TaskStopper;

  constructor(cluster: ClusterState, timeline: Timeline, recorder: Recorder, stopper: TaskStopper) {
    this.cluster = cluster;
    this.timeline = timeline;
    this.recorder = recorder;
    this.stopper = stopper;
  }

  /**
   * An EC2 instance of that launch template starts, where `cluster.hasAddressFor` it; billed from now on (P9.1).
   * Returns its row.
   */
  launch(template: number): number {
    const { cluster, recorder, timeline } = this;
    this.takeRoom(template);
    recorder.meters.instanceLaunched(template, timeline.nowMs);
    cluster.autoScaling.join(template);
    recorder.instances('pendingInstances', template, 1, timeline.nowMs);
    return cluster.ec2Instances.launch(template, EC2_PENDING, timeline.nowMs);
  }

  /** As `launch`, into the warm pool of its group. */
  launchWarm(template: number): number {
    const { cluster, recorder, timeline } = this;
    this.takeRoom(template);
    recorder.meters.instanceLaunched(template, timeline.nowMs);
    cluster.autoScaling.joinWarmPool(template);
    recorder.instances('warmInstances', template, 1, timeline.nowMs);
    return cluster.ec2Instances.launch(template, EC2_WARMING, timeline.nowMs);
  }

  /** It has booted and stands ready in the warm pool: stopped, or running on. */
  rest(ec2Instance: number, isStopped: boolean): void {
    const { ec2Instances } = this.cluster;
    ec2Instances.state[ec2Instance] = EC2_WARM;
    if (!isStopped) return;
    this.endBill(ec2Instance, this.timeline.nowMs);
    this.cluster.ec2Quotas.change(ec2Instances.launchTemplate[ec2Instance], -1, this.timeline.nowMs);
    ec2Instances.stoppedSinceMs[ec2Instance] = this.timeline.nowMs;
  }

  /** It leaves the warm pool for the group, and starts where it was stopped. */
  wake(ec2Instance: number): void {
    const { cluster, recorder, timeline } = this;
    const { ec2Instances, autoScaling } = cluster;
    const template = ec2Instances.launchTemplate[ec2Instance];
    assert(ec2Instances.state[ec2Instance] === EC2_WARM, 'an instance is woken that does not rest in a warm pool');
    if (!Number.isNaN(ec2Instances.stoppedSinceMs[ec2Instance])) {
      this.endBill(ec2Instance, timeline.nowMs);
      recorder.meters.instanceStarted(template, timeline.nowMs);
      ec2Instances.runsSinceMs[ec2Instance] = timeline.nowMs;
      cluster.ec2Quotas.change(template, 1, timeline.nowMs);
    }
    ec2Instances.state[ec2Instance] = EC2_PENDING;
    ec2Instances.joinedAtMs[ec2Instance] = timeline.nowMs;
    autoScaling.leaveWarmPool(template);
    autoScaling.join(template);
    recorder.instances('warmInstances', template, -1, timeline.nowMs);
    recorder.instances('pendingInstances', template, 1, timeline.nowMs);
  }

  /** Its agent has registered: ACTIVE, and tasks can be placed. Its row in the container instances. */
  register(ec2Instance: number): number {
    const instance = this.join(ec2Instance);
    this.timeline.schedule(0, INSTANCE_REGISTERED, instance, NONE);
    return instance;
  }

  /** An instance that is there when the run starts, before anybody looks: launched and registered in one. */
  startWith(template: number): number {
    return this.join(this.launch(template));
  }

  /**
   * DRAINING (P2.12): no further task is placed on it, and its service tasks are replaced elsewhere. It stays a member
   * of its group until it is terminated.
   */
  drain(instance: number, cause: number): void {
    const { containerInstances, ec2Instances } = this.cluster;
    if (containerInstances.status[instance] !== ACTIVE) return;
    const { nowMs } = this.timeline;
    const ec2Instance = containerInstances.ec2Instance[instance];
    const template = ec2Instances.launchTemplate[ec2Instance];
    this.cluster.setInstanceStatus(instance, DRAINING);
    this.recorder.instanceChanged(instance, nowMs);
    ec2Instances.drainingAtMs[ec2Instance] = nowMs;
    ec2Instances.cause[ec2Instance] = cause;
    this.recorder.instances('activeInstances', template, -1, nowMs);
    this.recorder.instances('drainingInstances', template, 1, nowMs);
    this.recorder.decided(decisions.INSTANCE_DRAINING, instance, nowMs, cause);
    this.timeline.schedule(0, INSTANCE_DRAINING, instance, NONE);
  }

  /**
   * As `drain`, and it leaves its group: as soon as no task is left there, and after `timeoutMs` at the latest, it is
   * terminated (P5.17).
   */
  drainAndLeave(instance: number, cause: number, timeoutMs: number): void {
    const { containerInstances, ec2Instances } = this.cluster;
    if (!this.cluster.isInService(instance)) return;
    const ec2Instance = containerInstances.ec2Instance[instance];
    this.drain(instance, cause);
    this.leaveGroup(instance);
    ec2Instances.state[ec2Instance] = EC2_TERMINATING;
    ec2Instances.cause[ec2Instance] = cause;
    this.timeline.schedule(timeoutMs, INSTANCE_DRAIN_TIMEOUT, instance, NONE);
    this.onTaskStopped(instance);
  }

  /** It has drained for as long as it may. */
  onDrainTimeout(instance: number): void {
    const { containerInstances, ec2Instances } = this.cluster;
    this.terminate(instance, ec2Instances.cause[containerInstances.ec2Instance[instance]]);
  }

  /** A task that was on the instance is STOPPED: one that leaves when it is empty may go now. */
  onTaskStopped(instance: number): void {
    const { containerInstances, ec2Instances } = this.cluster;
    const ec2Instance = containerInstances.ec2Instance[instance];
    if (containerInstances.taskCount[instance] > 0 || ec2Instances.state[ec2Instance] !== EC2_TERMINATING) return;
    this.terminate(instance, ec2Instances.cause[ec2Instance]);
  }

  /**
   * Its EC2 instance ends now: INACTIVE, its tasks stop at once and without grace, billing ends. Nothing happens where
   * it has ended before.
   */
  terminate(instance: number, cause: number): void {
    const { containerInstances } = this.cluster;
    if (containerInstances.status[instance] === INACTIVE) return;
    const { nowMs } = this.timeline;
    const state = containerInstances.status[instance] === DRAINING ? 'drainingInstances' : 'activeInstances';
    if (this.cluster.isInService(instance)) this.leaveGroup(instance);
    this.recorder.instances(state, containerInstances.launchTemplate[instance], -1, nowMs);
    this.recorder.instanceLeft(instance, nowMs);
    this.cluster.setInstanceStatus(instance, INACTIVE);
    this.end(containerInstances.ec2Instance[instance], cause);
    this.stopTasks(instance);
    this.recorder.instanceChanged(instance, nowMs);
    this.recorder.decided(decisions.INSTANCE_TERMINATED, instance, nowMs, cause);
    this.timeline.schedule(0, INSTANCE_TERMINATED, instance, NONE);
  }

  /** An EC2 instance that has not registered yet ends now. */
  abandon(ec2Instance: number, cause: number): void {
    const { ec2Instances, autoScaling } = this.cluster;
    const template = ec2Instances.launchTemplate[ec2Instance];
    assert(ec2Instances.state[ec2Instance] === EC2_PENDING, 'an instance is abandoned that has registered');
    autoScaling.leavePending(template);
    this.recorder.instances('pendingInstances', template, -1, this.timeline.nowMs);
    this.end(ec2Instance, cause);
  }

  /** An instance of a warm pool ends now. */
  discard(ec2Instance: number, cause: number): void {
    const { ec2Instances, autoScaling } = this.cluster;
    const template = ec2Instances.launchTemplate[ec2Instance];
    autoScaling.leaveWarmPool(template);
    this.recorder.instances('warmInstances', template, -1, this.timeline.nowMs);
    this.end(ec2Instance, cause);
  }

  /** Ends the bill of every instance that still lives when the run ends. */
  onEnd(endMs: number): void {
    const { ec2Instances } = this.cluster;
    for (let row = 0; row < ec2Instances.count; row++) this.endBill(row, endMs);
  }

  private join(ec2Instance: number): number {
    const { cluster, timeline, recorder } = this;
    const { ec2Instances, containerInstances, autoScaling } = cluster;
    const template = ec2Instances.launchTemplate[ec2Instance];
    const instance = cluster.registerInstance(template, timeline.nowMs);
    autoScaling.registered(template);
    containerInstances.ec2Instance[instance] = ec2Instance;
    ec2Instances.containerInstance[ec2Instance] = instance;
    ec2Instances.registeredAtMs[ec2Instance] = timeline.nowMs;
    ec2Instances.state[ec2Instance] = EC2_IN_SERVICE;
    recorder.instanceRegistered(instance, timeline.nowMs);
    recorder.instances('pendingInstances', template, -1, timeline.nowMs);
    recorder.instances('activeInstances', template, 1, timeline.nowMs);
    return instance;
  }

  /** Every task there is STOPPED in this instant, also those that were on their way out. */
  private stopTasks(instance: number): void {
    const { tasks, containerInstances } = this.cluster;
    for (let task = containerInstances.firstTask[instance]; task !== NONE; task = tasks.nextOnInstance[task]) {
      if (tasks.isDesired[task] === 1) this.stopper.stop(task, HOST_TERMINATED, NONE, 0);
      this.timeline.schedule(0, TASK_STOPPED, task, tasks.rows.generation(task));
    }
  }

  private leaveGroup(instance: number): void {
    const { containerInstances, autoScaling } = this.cluster;
    const { launchTemplate, workTaskCount } = containerInstances;
    autoScaling.leaveInService(launchTemplate[instance], workTaskCount[instance] === 0);
  }

  private end(ec2Instance: number, cause: number): void {
    assert(INSTANCE_CAUSES[cause] !== undefined, 'an instance ended for no known cause');
    const { ec2Instances } = this.cluster;
    const { nowMs } = this.timeline;
    const template = ec2Instances.launchTemplate[ec2Instance];
    const { subnet } = this.cluster.input.launchTemplates[template];
    if (subnet !== NONE) this.cluster.subnets.release(subnet, nowMs);
    if (Number.isNaN(ec2Instances.stoppedSinceMs[ec2Instance])) this.cluster.ec2Quotas.change(template, -1, nowMs);
    ec2Instances.state[ec2Instance] = EC2_TERMINATED;
    ec2Instances.terminatedAtMs[ec2Instance] = nowMs;
    ec2Instances.cause[ec2Instance] = cause;
    this.endBill(ec2Instance, nowMs);
  }

  /** An address of its subnet, and its vCPUs of the account's. */
  private takeRoom(template: number): void {
    const { subnet } = this.cluster.input.launchTemplates[template];
    if (subnet !== NONE) this.cluster.subnets.take(subnet, this.timeline.nowMs);
    this.cluster.ec2Quotas.change(template, 1, this.timeline.nowMs);
  }

  /** What it did until now, run or rest, is billed. */
  private endBill(ec2Instance: number, nowMs: number): void {
    const { launchTemplate, runsSinceMs, stoppedSinceMs } = this.cluster.ec2Instances;
    const { meters } = this.recorder;
    const template = launchTemplate[ec2Instance];
    if (!Number.isNaN(runsSinceMs[ec2Instance])) meters.instanceEnded(template, runsSinceMs[ec2Instance], nowMs);
    if (!Number.isNaN(stoppedSinceMs[ec2Instance])) meters.stopEnded(template, stoppedSinceMs[ec2Instance], nowMs);
    runsSinceMs[ec2Instance] = Number.NaN;
    stoppedSinceMs[ec2Instance] = Number.NaN;
  }
}
