import { assert } from '../../../base/assert.ts';
import { CPU_UNITS_PER_VCPU, NONE, SECOND_MS } from '../../../base/units.ts';
import type { EngineParts } from '../../actions/engine-parts.ts';
import type { Workloads } from '../../actions/workloads.ts';
import type { Timeline } from '../../kernel/timeline.ts';
import type { RequestRecords } from '../../record/request-records.ts';
import type { ClusterState } from '../../state/cluster-state.ts';
import { ALL_CPU, MEASURED_INTERVAL_MS, type MeasuredUse } from '../../state/measured-use.ts';
import { growFloat64, growInt32 } from '../../state/rows.ts';
import { RUNNING } from '../../state/tasks.ts';
import { isOfPrimary, isServing, TargetRouting, zoneOfVariant } from '../traffic/target-routing.ts';
import { cpuCeilings } from '../usage/cpu-ceilings.ts';
import { createService, type DetailedService } from './detailed-service.ts';
import { cpuMsOf, cpuServersOf } from './target-queues.ts';

/**
 * Services whose requests are simulated one by one (`load.detail: requests`): which of their tasks take requests, with
 * what CPU, and what becomes of the requests. They are moved on when something here changes or is read, up to then and
 * in their own order; that is what they would have done as events of the timeline, at a fraction of the cost
 * (docs/decisions/0013).
 */
export class RequestTraffic {
  private readonly cluster: ClusterState;
  private readonly workloads: Workloads;
  private readonly timeline: Timeline;
  private readonly records: RequestRecords;
  private readonly measured: MeasuredUse;
  private readonly routing: TargetRouting;
  /** By workload; null where its requests are a fluid, or none. */
  private readonly services: readonly (DetailedService | null)[];
  /** By request row: CPU units that a task can get, and its place among the requests of its workload. */
  private readonly ceilingCpuUnits: Float64Array;
  private readonly kindOfRequest: Int32Array;
  /** By request row: tasks that take requests. */
  private readonly servingCount: Int32Array;
  /** By workload: until when its requests have been moved on; and what they can be served at, per ms. */
  private readonly movedUntilMs: Float64Array;
  private readonly capacityPerMs: Float64Array;
  /** By task: its target's row, or NONE; and what it can serve, per ms, while it takes requests, else 0. */
  private targetOf = new Int32Array(64).fill(NONE);
  private servesPerMs = new Float64Array(64);

  constructor(parts: EngineParts) {
    const { cluster, workloads, timeline, recorder, streams, measuredUse } = parts;
    this.cluster = cluster;
    this.workloads = workloads;
    this.timeline = timeline;
    this.records = recorder.requests;
    this.measured = measuredUse;
    this.routing = new TargetRouting(cluster, workloads);
    this.ceilingCpuUnits = cpuCeilings(cluster, workloads);
    this.kindOfRequest = new Int32Array(cluster.requests.length);
    for (const requests of workloads.requestsOf) {
      for (const [kind, request] of requests.entries()) this.kindOfRequest[request] = kind;
    }
    this.servingCount = new Int32Array(cluster.requests.length);
    this.movedUntilMs = new Float64Array(workloads.count);
    this.capacityPerMs = new Float64Array(workloads.count);
    this.services = workloads.work.map((work, workload) => {
      if (measuredUse.isMeasured[workload] === 0) return null;
      return createService({
        name: 'serviceName' in work ? work.serviceName : work.name,
        load: work.load!,
        group: this.routing.groupOf(workload),
        zones: this.routing.zonesOf(workload),
        endMs: cluster.input.durationMs,
        kinds: workloads.requestsOf[workload].length,
        cpuServersMax: this.cpuServersMax(workload),
        latencies: recorder.requests.latencies(workload)!,
        streams,
      });
    });
  }

  /** The task is a target: at once without a load balancer, else when that calls it healthy. */
  onTaskRunning(task: number): void {
    const { tasks } = this.cluster;
    const service = this.services[tasks.workload[task]];
    if (service === null) return;
    this.advance(tasks.workload[task]);
    if (task >= this.targetOf.length) this.grow(task);
    this.measured.grant(task, ALL_CPU);
    const request = tasks.request[task];
    const load = this.workloads.loads[request]!;
    const cpuUnits = this.ceilingCpuUnits[request];
    this.targetOf[task] = service.model.add({
      kind: this.kindOfRequest[request],
      cpuMs: cpuMsOf(load, cpuUnits),
      waitMs: load.waitSecondsPerRequest * SECOND_MS,
      cpuServers: cpuServersOf(load, cpuUnits),
      slots: load.concurrentRequestsMax,
      placesMax: load.queuedRequestsMax,
    });
    this.route(task);
  }

  /** It takes no more requests. It goes on with those it has until its containers end: at once where it died. */
  onTaskStopping(task: number): void {
    if (this.isTarget(task)) {
      const { tasks } = this.cluster;
      this.advance(tasks.workload[task]);
      this.unroute(task);
    }
    this.failOpen(this.cluster.tasks.workload[task]);
  }

  /** What it has not finished by the end of its containers is lost. */
  onTaskEnded(task: number): void {
    if (this.isTarget(task)) this.end(task);
  }

  /** The load balancer sees the task otherwise: it may take requests now, or no more. */
  onTargetChanged(task: number): void {
    const workload = this.cluster.tasks.workload[task];
    if (this.services[workload] === null) return;
    if (!this.failOpen(workload) && this.isTarget(task)) this.route(task);
  }

  /** A deployment is another, or gets another part of the requests. */
  onDeploymentsChanged(workload: number): void {
    const service = this.services[workload];
    if (service === null || service.pools === null) return;
    const portion = this.routing.primaryPortion(workload);
    const primary = this.cluster.deployments.primary[workload];
    const wasShifting = !Number.isNaN(service.pools.primaryPortion);
    const isSame = portion === service.pools.primaryPortion && primary === service.primary;
    if (isSame || (Number.isNaN(portion) && !wasShifting)) return;
    this.advance(workload);
    service.pools.primaryPortion = portion;
    service.primary = primary;
    const { tasks, firstOfWorkload } = this.cluster;
    for (let task = firstOfWorkload[workload]; task !== NONE; task = tasks.nextOfWorkload[task]) {
      if (!this.isTarget(task)) continue;
      this.unroute(task);
      this.route(task);
    }
  }

  /** Nodes of load balancers are down, or up again. */
  onNodesChanged(): void {
    for (let workload = 0; workload < this.services.length; workload++) {
      const service = this.services[workload];
      if (service === null || !this.routing.updateLostPortion(workload)) continue;
      this.advance(workload);
      service.model.lostPortion = this.routing.lostPortion[workload];
    }
  }

  /** What tasks used since the last time is told to those who keep account of it. */
  onUsageChanged(workload: number): void {
    const service = this.services[workload];
    const { nowMs } = this.timeline;
    if (service === null || nowMs % MEASURED_INTERVAL_MS !== 0 || nowMs === service.measuredAtMs) return;
    this.advance(workload);
    const requests = this.workloads.requestsOf[workload];
    const lengthMs = nowMs - service.measuredAtMs;
    for (let kind = 0; kind < requests.length; kind++) this.measure(service, kind, requests[kind], lengthMs);
    service.model.restartSlots(nowMs);
    service.measuredAtMs = nowMs;
  }

  /** Full container instances have shared out their CPU. */
  onUsageSettled(): void {
    const { measured } = this;
    for (let i = 0; i < measured.changedCount; i++) {
      const task = measured.changed[i];
      if (this.isTarget(task)) this.changeSpeed(task, measured.grantedCpuUnits[task]);
    }
    measured.emptyChanged();
  }

  /** Metrics are read: everything that has happened is told. */
  onMetricsPublished(): void {
    for (let workload = 0; workload < this.services.length; workload++) {
      const service = this.services[workload];
      if (service === null) continue;
      this.advance(workload);
      this.records.see(workload, 0, 0, 0);
      this.records.seen.responseMs[workload] = service.model.responseMs;
    }
  }

  onEnd(): void {
    for (let workload = 0; workload < this.services.length; workload++) {
      if (this.services[workload] !== null) this.advance(workload);
    }
  }

  /** Requests that targets hold are those that the records call in flight; for tests. */
  validate(): void {
    for (const [workload, service] of this.services.entries()) {
      if (service === null) continue;
      service.model.validate();
      const { arrived, served, rejected, failed } = service.told;
      assert(arrived - served - rejected - failed === service.model.inFlight, 'a request is told twice, or not at all');
      assert(this.records.inFlight[workload] === service.model.inFlight, 'requests in flight are not those at targets');
    }
  }

  /** Most CPU servers that a task of the workload has. */
  private cpuServersMax(workload: number): number {
    const requests = this.workloads.requestsOf[workload];
    return Math.max(
      ...requests.map((request) => cpuServersOf(this.workloads.loads[request]!, this.ceilingCpuUnits[request])),
    );
  }

  private isTarget(task: number): boolean {
    return task < this.targetOf.length && this.targetOf[task] !== NONE;
  }

  /** Requests are moved on to now, and what became of them is told bucket by bucket. */
  private advance(workload: number): void {
    const service = this.services[workload];
    const { nowMs } = this.timeline;
    if (service === null) return;
    while (this.movedUntilMs[workload] < nowMs) {
      const untilMs = Math.min(nowMs, this.records.bucketEndMs(workload));
      service.model.advanceTo(untilMs);
      this.tell(workload, service, untilMs - this.movedUntilMs[workload]);
      this.movedUntilMs[workload] = untilMs;
      if (untilMs < nowMs) this.records.moveTo(workload, untilMs);
    }
  }

  private tell(workload: number, service: DetailedService, lengthMs: number): void {
    const { model, told } = service;
    const rejected = model.rejectedByTarget + model.rejectedWithoutTarget;
    this.records.add(
      workload,
      model.arrived - told.arrived,
      model.served - told.served,
      rejected - told.rejected,
      model.failed - told.failed,
    );
    this.records.addCapacity(workload, this.capacityPerMs[workload] * lengthMs);
    told.arrived = model.arrived;
    told.served = model.served;
    told.rejected = rejected;
    told.failed = model.failed;
  }

  /** True when the service has begun or ceased to fail open (P7.3): its targets are routed anew. */
  private failOpen(workload: number): boolean {
    if (this.services[workload] === null || !this.routing.updateFailOpen(workload)) return false;
    const { tasks, firstOfWorkload } = this.cluster;
    for (let task = firstOfWorkload[workload]; task !== NONE; task = tasks.nextOfWorkload[task]) {
      if (this.isTarget(task)) this.route(task);
    }
    return true;
  }

  /** The task takes requests, or does not, as its load balancer sees it now. */
  private route(task: number): void {
    const { tasks, targets } = this.cluster;
    const { nowMs } = this.timeline;
    const workload = tasks.workload[task];
    const variant = this.routing.variantOf(task, nowMs);
    const isWanted = tasks.lastStatus[task] === RUNNING && tasks.isDesired[task] === 1 && isServing(variant);
    if (isWanted === this.servesPerMs[task] > 0) return;
    this.advance(workload);
    if (!isWanted) {
      this.unroute(task);
      return;
    }
    const service = this.services[workload]!;
    service.pools?.assign(this.targetOf[task], zoneOfVariant(variant), isOfPrimary(variant));
    const hasGroup = this.routing.groupOf(workload) !== null;
    service.model.route(this.targetOf[task], hasGroup ? targets.healthySinceMs[task * targets.groupsMax] : nowMs);
    this.servingCount[tasks.request[task]]++;
    this.setServes(task, this.capacityOf(task));
  }

  private unroute(task: number): void {
    if (this.servesPerMs[task] === 0) return;
    const { tasks } = this.cluster;
    this.services[tasks.workload[task]]!.model.unroute(this.targetOf[task]);
    this.servingCount[tasks.request[task]]--;
    this.setServes(task, 0);
  }

  private end(task: number): void {
    const workload = this.cluster.tasks.workload[task];
    this.advance(workload);
    this.unroute(task);
    this.services[workload]!.model.end(this.targetOf[task], this.timeline.nowMs);
    this.tell(workload, this.services[workload]!, 0);
    this.targetOf[task] = NONE;
  }

  private changeSpeed(task: number, grantedCpuUnits: number): void {
    const { tasks } = this.cluster;
    const workload = tasks.workload[task];
    const load = this.workloads.loads[tasks.request[task]]!;
    const cpuUnits = grantedCpuUnits === ALL_CPU ? this.ceilingCpuUnits[tasks.request[task]] : grantedCpuUnits;
    this.advance(workload);
    this.services[workload]!.model.changeSpeed(
      this.targetOf[task],
      cpuMsOf(load, cpuUnits),
      cpuServersOf(load, cpuUnits),
    );
    if (this.servesPerMs[task] > 0) this.setServes(task, this.capacityOf(task));
  }

  /** Requests per ms that the task can serve: its CPU, or its slots, whichever is less. */
  private capacityOf(task: number): number {
    const request = this.cluster.tasks.request[task];
    const load = this.workloads.loads[request]!;
    const granted = this.measured.grantedCpuUnits[task];
    const cpuUnits = granted === ALL_CPU ? this.ceilingCpuUnits[request] : granted;
    const cpuMs = cpuMsOf(load, cpuUnits);
    const perSlot = load.concurrentRequestsMax / (cpuMs + load.waitSecondsPerRequest * SECOND_MS);
    return Math.min(cpuServersOf(load, cpuUnits) / cpuMs, perSlot);
  }

  private setServes(task: number, perMs: number): void {
    const workload = this.cluster.tasks.workload[task];
    this.capacityPerMs[workload] += perMs - this.servesPerMs[task];
    this.servesPerMs[task] = perMs;
  }

  /** CPU that was asked for or used, whichever is more: work that waits is asked for, and used later. */
  private measure(service: DetailedService, kind: number, request: number, lengthMs: number): void {
    const { model } = service;
    const { nowMs } = this.timeline;
    const arrived = model.workArrived(kind);
    const done = model.workDone(kind, nowMs);
    const work = Math.max(0, arrived - service.workArrived[kind], done - service.workDone[kind]);
    service.workArrived[kind] = arrived;
    service.workDone[kind] = done;
    const tasks = this.servingCount[request];
    const load = this.workloads.loads[request];
    if (load === null || tasks === 0) {
      this.measured.cpuPerTask[request] = 0;
      this.measured.concurrentPerTask[request] = 0;
      return;
    }
    const cpuSeconds = (work * load.cpuSecondsPerRequest * SECOND_MS) / lengthMs / tasks;
    this.measured.cpuPerTask[request] = cpuSeconds;
    this.measured.concurrentPerTask[request] = model.slotMs(kind, nowMs) / lengthMs / tasks;
    const isOverloaded = cpuSeconds * CPU_UNITS_PER_VCPU > this.ceilingCpuUnits[request];
    this.cluster.targets.isOverloaded[request] = isOverloaded ? 1 : 0;
  }

  private grow(task: number): void {
    const length = Math.max(task + 1, this.targetOf.length * 2);
    this.targetOf = growInt32(this.targetOf, length, NONE);
    this.servesPerMs = growFloat64(this.servesPerMs, length);
  }
}
