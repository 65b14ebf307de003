import { assert } from '../../base/assert.ts';
import { createSampler } from '../../base/distributions.ts';
import type { Streams } from '../../base/streams.ts';
import { NONE } from '../../base/units.ts';
import { PLACE_WAITING, TASK_PROVISIONED } from '../kernel/event-kinds.ts';
import type { Timeline } from '../kernel/timeline.ts';
import type { Recorder } from '../record/recorder.ts';
import type { ClusterState } from '../state/cluster-state.ts';
import { ATTRIBUTE, PROVISIONING_LIMIT } from '../state/failure-reasons.ts';
import { ENI_TIMED_OUT, NO_FREE_ADDRESSES, ROLE_NOT_ASSUMED } from '../state/start-failures.ts';
import type { FargateCapacity } from './fargate-capacity.ts';
import { StartPaths } from './start-paths.ts';
import type { Workloads } from './workloads.ts';

/**
 * Brings a task into the world: chooses its capacity provider (P5.3), places it or lets it wait, and starts
 * PROVISIONING. The scheduler, RunTask and the queue of waiting tasks all launch through here, so tables, recording and
 * future stay in step.
 */
export class TaskLauncher {
  /** Why the last launch was refused. */
  refusal = NONE;
  /** After a refusal by Fargate's launch rate: when it is worth trying again; Infinity = when something changes. */
  retryAtMs = Number.POSITIVE_INFINITY;
  /** After a refused daemon: the instance lacks nothing but room. */
  isRoomMissing = false;
  private readonly cluster: ClusterState;
  private readonly workloads: Workloads;
  private readonly timeline: Timeline;
  private readonly recorder: Recorder;
  private readonly fargate: FargateCapacity;
  private readonly drawFargateProvisioningMs: () => number;
  private readonly drawEniAttachMs: () => number;
  /** Requests with a constraint that looks at other tasks. */
  private readonly lookingAtTasks: readonly number[];
  /** Requests that found no place in the pass that is going on. */
  private readonly isExhausted: Uint8Array;
  private readonly paths: StartPaths;
  private isPassScheduled = false;

  constructor(
    cluster: ClusterState,
    workloads: Workloads,
    timeline: Timeline,
    recorder: Recorder,
    streams: Streams,
    fargate: FargateCapacity,
  ) {
    this.cluster = cluster;
    this.workloads = workloads;
    this.timeline = timeline;
    this.recorder = recorder;
    this.fargate = fargate;
    const { timing } = cluster.input;
    this.drawFargateProvisioningMs = createSampler(timing.fargateProvisioningMs, streams.get('provisioning/fargate'));
    this.drawEniAttachMs = createSampler(timing.eniAttachMs, streams.get('provisioning/eni'));
    this.lookingAtTasks = [...cluster.requests.keys()].filter((request) => workloads.looksAtTasks[request]);
    this.paths = new StartPaths(cluster);
    this.isExhausted = new Uint8Array(cluster.requests.length);
  }

  /**
   * One new task of that workload; its row, or NONE with the reason in `refusal`. With a capacity provider a task that
   * finds no instance waits in PROVISIONING; with launch type EC2, and on Fargate, it is refused (P5.4, P5.14).
   */
  launch(workload: number, taskDefinition: number): number {
    this.retryAtMs = Number.POSITIVE_INFINITY;
    const item = this.workloads.chooseItem(workload);
    const request = this.workloads.requestOf(workload, item, taskDefinition);
    const pipeline = this.workloads.pipelines[request];
    if (pipeline === null) {
      const zone = this.emptiestZone(workload, this.cluster.requests[request].capacityProvider);
      const task = this.launchOnFargate(workload, item, taskDefinition, request, zone);
      if (task === NONE) this.recorder.placementFailed(workload, this.refusal, NONE, this.timeline.nowMs);
      return task;
    }
    const instance = pipeline.place(this.cluster.requests[request]);
    if (instance !== NONE) return this.launchOn(workload, item, taskDefinition, request, instance, 0);
    return this.waitOrRefuse(workload, item, taskDefinition, request);
  }

  /** A task of a service that rebalances (P3.28), in that zone only; its row, or NONE when the zone has no room. */
  launchInZone(service: number, taskDefinition: number, zone: number): number {
    const item = this.workloads.chooseItem(service);
    if (this.workloads.isOnFargate(service)) {
      const request = this.workloads.requestOf(service, item, taskDefinition);
      return this.launchOnFargate(service, item, taskDefinition, request, zone);
    }
    const request = this.workloads.requestInZone(service, item, taskDefinition, zone);
    const pipeline = this.workloads.pipelines[request];
    assert(pipeline !== null, 'a strategy holds Fargate providers or Auto Scaling groups, never both (P5.2)');
    const instance = pipeline.place(this.cluster.requests[request]);
    return instance === NONE ? NONE : this.launchOn(service, item, taskDefinition, request, instance, 0);
  }

  /**
   * A task of a DAEMON service on that instance, after `delayMs`; its row, or NONE when the instance is not eligible or
   * has no room. Its resources are held from now on, so no replica takes them meanwhile (P4.1).
   */
  launchDaemon(workload: number, taskDefinition: number, instance: number, delayMs: number): number {
    const item = this.itemOnInstance(workload, instance);
    this.refusal = ATTRIBUTE;
    this.isRoomMissing = false;
    if (item === NONE) return NONE;
    const request = this.workloads.requestOf(workload, item, taskDefinition);
    const pipeline = this.workloads.pipelines[request];
    assert(pipeline !== null, 'a DAEMON service cannot run on Fargate (P4.1)');
    if (pipeline.canPlaceOn(this.cluster.requests[request], instance)) {
      return this.launchOn(workload, item, taskDefinition, request, instance, delayMs);
    }
    this.refusal = pipeline.failure;
    this.isRoomMissing = pipeline.isEligible;
    return NONE;
  }

  /** Capacity was freed on a container instance: who waits tries again, at the end of this instant's stops. */
  onCapacityFreed(): void {
    if (this.cluster.waiting.count === 0 || this.isPassScheduled) return;
    this.isPassScheduled = true;
    this.timeline.schedule(0, PLACE_WAITING, NONE, NONE);
  }

  /** A task is RUNNING: who waits under a constraint that looks at other tasks tries again (P3.20, P3.21). */
  onTaskRunning(): void {
    for (let i = 0; i < this.lookingAtTasks.length; i++) {
      if (this.cluster.waiting.first[this.lookingAtTasks[i]] !== NONE) this.onCapacityFreed();
    }
  }

  /** Places waiting tasks, the oldest first, until nobody who is left finds a place. */
  placeWaiting(): void {
    this.isPassScheduled = false;
    this.isExhausted.fill(0);
    const { waiting, requests } = this.cluster;
    for (;;) {
      const request = waiting.oldestRequest(this.isExhausted);
      if (request === NONE) return;
      const pipeline = this.workloads.pipelines[request];
      assert(pipeline !== null, 'a Fargate task waits for a container instance');
      const instance = pipeline.place(requests[request]);
      const task = waiting.first[request];
      if (instance === NONE) {
        this.isExhausted[request] = 1;
        continue;
      }
      waiting.remove(task);
      this.recorder.pending(task, this.recorder.poolOfTask(task), -1, this.timeline.nowMs);
      this.settle(task, instance, 0);
    }
  }

  /** The item of the workload's strategy that the instance belongs to; NONE when it belongs to none. */
  private itemOnInstance(workload: number, instance: number): number {
    const provider = this.cluster.containerInstances.capacityProvider[instance];
    const items = this.workloads.items[workload];
    for (let item = 0; item < items.length; item++) {
      const { capacityProvider } = items[item];
      if (capacityProvider === NONE || capacityProvider === provider) return item;
    }
    return NONE;
  }

  /** The task, or NONE when Fargate refuses it. */
  private launchOnFargate(
    workload: number,
    item: number,
    taskDefinition: number,
    request: number,
    zone: number,
  ): number {
    const { fargateCpuUnits } = this.cluster.input.taskDefinitions[taskDefinition];
    this.refusal = this.fargate.take(this.cluster.requests[request].capacityProvider, zone, fargateCpuUnits);
    this.retryAtMs = this.fargate.retryAtMs;
    if (this.refusal !== NONE) return NONE;
    const task = this.create(workload, item, taskDefinition, request);
    const { nowMs } = this.timeline;
    this.cluster.placeOnFargate(task, zone);
    this.cluster.tasks.placedAtMs[task] = nowMs;
    this.recorder.pending(task, this.recorder.poolOfTask(task), 1, nowMs);
    this.startProvisioning(task, 0, Math.round(this.drawFargateProvisioningMs()));
    return task;
  }

  private launchOn(
    workload: number,
    item: number,
    taskDefinition: number,
    request: number,
    instance: number,
    delayMs: number,
  ): number {
    const task = this.create(workload, item, taskDefinition, request);
    this.settle(task, instance, delayMs);
    return task;
  }

  /** The task takes its place on the container instance. */
  private settle(task: number, instance: number, delayMs: number): void {
    const { nowMs } = this.timeline;
    const { tasks, requests } = this.cluster;
    this.cluster.placeTask(task, instance);
    tasks.placedAtMs[task] = nowMs;
    this.recorder.pending(task, this.recorder.poolOfTask(task), 1, nowMs);
    this.recorder.reserved(task, 1, nowMs);
    this.trace(tasks.workload[task], tasks.request[task], task, instance);
    const eniMs = requests[tasks.request[task]].eniCount > 0 ? Math.round(this.drawEniAttachMs()) : 0;
    this.startProvisioning(task, delayMs, eniMs);
  }

  private waitOrRefuse(workload: number, item: number, taskDefinition: number, request: number): number {
    const { nowMs } = this.timeline;
    const pipeline = this.workloads.pipelines[request];
    assert(pipeline !== null, 'placement failed on Fargate');
    const hasProvider = this.cluster.requests[request].capacityProvider !== NONE;
    const hasQueue = this.cluster.waiting.count < this.cluster.input.limits.provisioningTasksMax;
    this.refusal = hasProvider && !hasQueue ? PROVISIONING_LIMIT : pipeline.failure;
    this.recorder.placementFailed(workload, this.refusal, pipeline.closestInstance, nowMs);
    if (hasProvider && hasQueue) {
      const task = this.create(workload, item, taskDefinition, request);
      this.cluster.waiting.push(task);
      this.recorder.pending(task, this.recorder.poolOfTask(task), 1, nowMs);
      this.trace(workload, request, task, NONE);
      return task;
    }
    this.trace(workload, request, NONE, NONE);
    return NONE;
  }

  private create(workload: number, item: number, taskDefinition: number, request: number): number {
    const task = this.cluster.createTask(workload, taskDefinition, request, this.timeline.nowMs);
    this.cluster.tasks.strategyItem[task] = item;
    this.workloads.countItem(workload, item, 1);
    this.recorder.counters.tasksCreated[workload]++;
    this.recorder.missingTasks.changed(workload, this.timeline.nowMs);
    return task;
  }

  /** PROVISIONING takes as long as the ENI, after `delayMs`; an ENI that takes too long fails the start (P12). */
  private startProvisioning(task: number, delayMs: number, eniMs: number): void {
    const { tasks, input } = this.cluster;
    this.connect(task);
    const { eniTimeoutMs } = input.timing;
    if (eniMs > eniTimeoutMs && tasks.startFailure[task] === NONE) tasks.startFailure[task] = ENI_TIMED_OUT;
    const waitMs = delayMs + Math.min(eniMs, eniTimeoutMs);
    this.timeline.schedule(waitMs, TASK_PROVISIONED, task, tasks.rows.generation(task));
  }

  /** What its place means for its start: a role that nobody may assume, a full subnet, no way to what it needs. */
  private connect(task: number): void {
    const { cluster, paths } = this;
    const { tasks, subnets } = cluster;
    if (cluster.requests[tasks.request[task]].eniCount > 0) {
      const subnet = subnets.roomiest(this.workloads.work[tasks.workload[task]].subnets, tasks.zone[task]);
      if (subnet !== NONE && subnets.isFull(subnet)) tasks.startFailure[task] = NO_FREE_ADDRESSES;
      else if (subnet !== NONE) cluster.takeAddress(task, subnet, this.timeline.nowMs);
    }
    const failure = paths.failureOf(task);
    if (failure === NONE) return;
    if (tasks.startFailure[task] === NONE || failure === ROLE_NOT_ASSUMED) tasks.startFailure[task] = failure;
  }

  private trace(workload: number, request: number, task: number, instance: number): void {
    const pipeline = this.workloads.pipelines[request];
    if (this.recorder.placements === null || pipeline === null) return;
    const failure = instance === NONE ? pipeline.failure : NONE;
    this.recorder.placement(workload, task, instance, failure, pipeline.stageCounts, this.timeline.nowMs);
  }

  /**
   * Fargate spreads tasks over the zones of the subnets (P8.7): the zone with the fewest, the first of equals. Zones
   * where the provider has no capacity are left out (model); NONE when that is all of them.
   */
  private emptiestZone(workload: number, capacityProvider: number): number {
    const { desiredInZone, input, conditions } = this.cluster;
    const base = workload * input.zones.length;
    const { zones } = this.workloads.work[workload];
    const count = zones.length === 0 ? input.zones.length : zones.length;
    let best = NONE;
    for (let i = 0; i < count; i++) {
      const zone = zones.length === 0 ? i : zones[i];
      if (!conditions.canLaunchTask(capacityProvider, zone)) continue;
      if (best === NONE || desiredInZone[base + zone] < desiredInZone[base + best]) best = zone;
    }
    return best;
  }
}
