import { NONE } from '../../../base/units.ts';
import type { EngineParts } from '../../actions/engine-parts.ts';
import type { TaskLauncher } from '../../actions/task-launcher.ts';
import type { Workloads } from '../../actions/workloads.ts';
import type { Timeline } from '../../kernel/timeline.ts';
import type { Recorder } from '../../record/recorder.ts';
import { EVENT_REBALANCING_COMPLETED, EVENT_REBALANCING_STARTED, EVENT_STARTED_TASKS } from '../../record/recording.ts';
import type { ClusterState } from '../../state/cluster-state.ts';
import { ACTIVE } from '../../state/container-instances.ts';
import { maximumTasks } from '../deployments/deployment-rules.ts';
import { BlockedServices } from './blocked-services.ts';

/**
 * Availability zone rebalancing (P3.28, P3.29): when a service in steady state has its tasks spread unevenly over the
 * zones that can hold it (most − fewest > 1, model), a task is started in the zone with the fewest; once it is
 * healthy the scheduler stops one of the zone with the most. One at a time (model), and only below the upper bound
 * (P4.2).
 */
export class ZoneRebalancing {
  private readonly cluster: ClusterState;
  private readonly workloads: Workloads;
  private readonly timeline: Timeline;
  private readonly recorder: Recorder;
  private readonly launcher: TaskLauncher;
  /** By workload: 1 for the services that rebalance. */
  private readonly rebalances: Uint8Array;
  /** By service: 1 from its first replacement until it is balanced. */
  private readonly isUnderWay: Uint8Array;
  /** Where the zone with the fewest had no room. */
  private readonly blocked: BlockedServices;
  /** Scratch: tasks by zone of one service, NONE where the zone cannot hold it. */
  private readonly tasksInZone: Int32Array;

  constructor(parts: EngineParts) {
    const { cluster, workloads, timeline, recorder, launcher } = parts;
    const { services, zones } = cluster.input;
    this.cluster = cluster;
    this.workloads = workloads;
    this.timeline = timeline;
    this.recorder = recorder;
    this.launcher = launcher;
    this.rebalances = new Uint8Array(workloads.count);
    for (let service = 0; service < services.length; service++) {
      this.rebalances[service] = services[service].rebalancesZones ? 1 : 0;
    }
    this.isUnderWay = new Uint8Array(services.length);
    this.blocked = new BlockedServices(services.length);
    this.tasksInZone = new Int32Array(zones.length);
  }

  /** A task of the workload turned healthy or is gone. True when a replacement is healthy and one task is too many. */
  onWorkloadChanged(workload: number): boolean {
    if (this.rebalances[workload] === 0) return false;
    if (this.cluster.isSteady(workload)) {
      this.balance(workload);
      return false;
    }
    const { activeCount, healthyCount, desiredCount } = this.cluster;
    const hasSurplus = activeCount[workload] > desiredCount[workload];
    return hasSurplus && this.isUnderWay[workload] === 1 && healthyCount[workload] === activeCount[workload];
  }

  /** Tasks beyond the desired count that nobody may stop yet: the one that replaces another and is not yet healthy. */
  replacements(service: number): number {
    const { activeCount, healthyCount } = this.cluster;
    return this.isUnderWay[service] === 1 && healthyCount[service] < activeCount[service] ? 1 : 0;
  }

  /** Services whose zone had no room try again. */
  onCapacityFreed(): void {
    if (this.blocked.count === 0) return;
    for (let service = 0; service < this.isUnderWay.length; service++) {
      if (this.blocked.has(service) && this.cluster.isSteady(service)) this.balance(service);
    }
  }

  /** A zone may be able to hold services that it could not hold before. */
  onInstanceRegistered(): void {
    for (let service = 0; service < this.isUnderWay.length; service++) {
      if (this.rebalances[service] === 1 && this.cluster.isSteady(service)) this.balance(service);
    }
  }

  private balance(service: number): void {
    this.blocked.set(service, false);
    const fewest = this.countByZone(service);
    if (fewest === NONE) {
      if (this.isUnderWay[service] === 1) this.tell(service, EVENT_REBALANCING_COMPLETED);
      this.isUnderWay[service] = 0;
      return;
    }
    const { maximumPercent } = this.cluster.input.services[service];
    const taskDefinition = this.cluster.deployments.taskDefinitionOf(service);
    const desired = this.cluster.desiredCount[service];
    if (maximumTasks(desired, maximumPercent) <= desired || !this.canLeave(service, fewest)) return;
    if (this.launcher.launchInZone(service, taskDefinition, fewest) === NONE) {
      this.blocked.set(service, true);
      return;
    }
    if (this.isUnderWay[service] === 0) this.tell(service, EVENT_REBALANCING_STARTED);
    this.isUnderWay[service] = 1;
    this.recorder.serviceEvent(service, EVENT_STARTED_TASKS, 1, NONE, this.timeline.nowMs);
  }

  /** The zone with the fewest tasks of the service, the first of equals; NONE when they are balanced. */
  private countByZone(service: number): number {
    const { desiredInZone } = this.cluster;
    const { tasksInZone } = this;
    if (this.isEven(service)) return NONE;
    this.markZones(service);
    let fewest = NONE;
    let most = NONE;
    for (let zone = 0; zone < tasksInZone.length; zone++) {
      if (tasksInZone[zone] === NONE) continue;
      tasksInZone[zone] = desiredInZone[service * tasksInZone.length + zone];
      if (fewest === NONE || tasksInZone[zone] < tasksInZone[fewest]) fewest = zone;
      if (most === NONE || tasksInZone[zone] > tasksInZone[most]) most = zone;
    }
    return fewest === NONE || tasksInZone[most] - tasksInZone[fewest] <= 1 ? NONE : fewest;
  }

  /** A zone with two tasks more than that one has a task that is not protected (P3.26). */
  private canLeave(service: number, fewest: number): boolean {
    const { tasks, firstOfWorkload, protectedCount } = this.cluster;
    if (protectedCount[service] === 0) return true;
    for (let task = firstOfWorkload[service]; task !== NONE; task = tasks.nextOfWorkload[task]) {
      const zone = tasks.zone[task];
      if (tasks.isDesired[task] === 0 || tasks.isProtected[task] === 1 || zone === NONE) continue;
      if (this.tasksInZone[zone] - this.tasksInZone[fewest] > 1) return true;
    }
    return false;
  }

  /** Balanced over all zones, and so over those that can hold it: the usual case, without a look at the instances. */
  private isEven(service: number): boolean {
    const { desiredInZone, input } = this.cluster;
    const base = service * input.zones.length;
    let least = Number.POSITIVE_INFINITY;
    let most = 0;
    for (let zone = 0; zone < input.zones.length; zone++) {
      least = Math.min(least, desiredInZone[base + zone]);
      most = Math.max(most, desiredInZone[base + zone]);
    }
    return most - least <= 1;
  }

  /** `tasksInZone` becomes 0 for the zones that can hold the service: its subnets', with an instance it may run on. */
  private markZones(service: number): void {
    const { requests, containerInstances, input } = this.cluster;
    const { zones } = input.services[service];
    this.tasksInZone.fill(NONE);
    if (this.workloads.isOnFargate(service)) {
      for (let zone = 0; zone < this.tasksInZone.length; zone++) {
        if (zones.length === 0 || zones.includes(zone)) this.tasksInZone[zone] = 0;
      }
      return;
    }
    const request = requests[this.workloads.requestsOf[service][0]];
    const { living, livingCount } = containerInstances;
    for (let i = 0; i < livingCount; i++) {
      const row = living[i];
      const zone = containerInstances.zone[row];
      if (containerInstances.status[row] !== ACTIVE || request.isInSubnets[zone] === 0) continue;
      if (request.hasRequiredAttributes[containerInstances.launchTemplate[row]] === 0) continue;
      const provider = containerInstances.capacityProvider[row];
      if (request.capacityProvider === NONE || request.capacityProvider === provider) this.tasksInZone[zone] = 0;
    }
  }

  private tell(service: number, event: number): void {
    this.recorder.serviceEvent(service, event, NONE, NONE, this.timeline.nowMs);
  }
}
