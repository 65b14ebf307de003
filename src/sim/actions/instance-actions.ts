import { assert } from '../../base/assert.ts';
import { NONE } from '../../base/units.ts';
import { INSTANCE_DRAINING, INSTANCE_REGISTERED, INSTANCE_TERMINATED, TASK_STOPPED } from '../kernel/event-kinds.ts';
import type { Timeline } from '../kernel/timeline.ts';
import * as decisions from '../record/decisions.ts';
import type { Recorder } from '../record/recorder.ts';
import type { ClusterState } from '../state/cluster-state.ts';
import { ACTIVE, DRAINING, INACTIVE } from '../state/container-instances.ts';
import { EC2_IN_SERVICE, EC2_PENDING, EC2_TERMINATED, EC2_TERMINATING } from '../state/ec2-instances.ts';
import { INSTANCE_CAUSES } from '../state/instance-causes.ts';
import { HOST_TERMINATED } from '../state/stop-causes.ts';
import type { TaskStopper } from './task-stopper.ts';

/**
 * Container instances come and go through here, so that tables, bill and recording stay in step: launch, registration,
 * draining, end. Who has to know of it learns by the events INSTANCE_REGISTERED, INSTANCE_DRAINING and
 * INSTANCE_TERMINATED, in the same instant.
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

  /** An EC2 instance of that launch template starts: it is billed from now on (P9.1). Its row in the EC2 instances. */
  launch(template: number): number {
    const { nowMs } = this.timeline;
    this.recorder.meters.instanceLaunched(template, nowMs);
    return this.cluster.ec2Instances.launch(template, nowMs);
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
   * DRAINING (P2.12): no further task is placed on it, and its service tasks are replaced elsewhere. It stays until it
   * is terminated.
   *
   * @param cause one of instance-causes.ts
   */
  drain(instance: number, cause: number): void {
    const { containerInstances, ec2Instances } = this.cluster;
    if (containerInstances.status[instance] !== ACTIVE) return;
    const { nowMs } = this.timeline;
    const ec2Instance = containerInstances.ec2Instance[instance];
    this.cluster.setInstanceStatus(instance, DRAINING);
    ec2Instances.drainingAtMs[ec2Instance] = nowMs;
    ec2Instances.cause[ec2Instance] = cause;
    this.recorder.decided(decisions.INSTANCE_DRAINING, instance, nowMs, cause);
    this.timeline.schedule(0, INSTANCE_DRAINING, instance, NONE);
  }

  /** As `drain`; and as soon as no task is left there it is terminated. */
  drainAndLeave(instance: number, cause: number): void {
    const { containerInstances, ec2Instances } = this.cluster;
    this.drain(instance, cause);
    ec2Instances.state[containerInstances.ec2Instance[instance]] = EC2_TERMINATING;
    this.onTaskStopped(instance);
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
   *
   * @param cause one of instance-causes.ts
   */
  terminate(instance: number, cause: number): void {
    const { containerInstances } = this.cluster;
    if (containerInstances.status[instance] === INACTIVE) return;
    const { nowMs } = this.timeline;
    this.recorder.instanceLeft(instance, nowMs);
    this.cluster.setInstanceStatus(instance, INACTIVE);
    this.stopTasks(instance);
    this.end(containerInstances.ec2Instance[instance], cause);
    this.recorder.decided(decisions.INSTANCE_TERMINATED, instance, nowMs, cause);
    this.timeline.schedule(0, INSTANCE_TERMINATED, instance, NONE);
  }

  /** An EC2 instance that has not registered yet ends now. */
  abandon(ec2Instance: number, cause: number): void {
    assert(
      this.cluster.ec2Instances.state[ec2Instance] === EC2_PENDING,
      'an instance is abandoned that has registered',
    );
    this.end(ec2Instance, cause);
  }

  /** Ends the bill of every instance that still lives when the run ends. */
  onEnd(endMs: number): void {
    const { ec2Instances } = this.cluster;
    for (let row = 0; row < ec2Instances.count; row++) {
      if (ec2Instances.state[row] !== EC2_TERMINATED) this.endBill(row, endMs);
    }
  }

  private join(ec2Instance: number): number {
    const { cluster, timeline } = this;
    const { ec2Instances, containerInstances } = cluster;
    const instance = cluster.registerInstance(ec2Instances.launchTemplate[ec2Instance], timeline.nowMs);
    containerInstances.ec2Instance[instance] = ec2Instance;
    ec2Instances.containerInstance[ec2Instance] = instance;
    ec2Instances.registeredAtMs[ec2Instance] = timeline.nowMs;
    ec2Instances.state[ec2Instance] = EC2_IN_SERVICE;
    this.recorder.instanceRegistered(instance, timeline.nowMs);
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

  private end(ec2Instance: number, cause: number): void {
    assert(INSTANCE_CAUSES[cause] !== undefined, 'an instance ended for no known cause');
    const { ec2Instances } = this.cluster;
    const { nowMs } = this.timeline;
    ec2Instances.state[ec2Instance] = EC2_TERMINATED;
    ec2Instances.terminatedAtMs[ec2Instance] = nowMs;
    ec2Instances.cause[ec2Instance] = cause;
    this.endBill(ec2Instance, nowMs);
  }

  private endBill(ec2Instance: number, nowMs: number): void {
    const { launchTemplate, launchedAtMs } = this.cluster.ec2Instances;
    this.recorder.meters.instanceEnded(launchTemplate[ec2Instance], launchedAtMs[ec2Instance], nowMs);
  }
}
