import { assert } from '../../../base/assert.ts';
import { SECOND_MS } from '../../../base/units.ts';
import type { EngineParts } from '../../actions/engine-parts.ts';
import type { Workloads } from '../../actions/workloads.ts';
import type { Timeline } from '../../kernel/timeline.ts';
import type { RequestRecords } from '../../record/request-records.ts';
import type { ClusterState } from '../../state/cluster-state.ts';
import { growFloat64 } from '../../state/rows.ts';
import { capacityStep, isOneQueue, queueShapeOf, targetStep } from '../requests/target-queues.ts';
import { toExact } from '../usage/task-load.ts';
import type { UsageClasses } from '../usage/usage-classes.ts';
import { FluidQueues } from './fluid-queues.ts';
import { type QueueShape, QueueTable } from './queue-table.ts';
import { ServiceTables } from './service-tables.ts';
import { isWarming, type TargetRouting } from './target-routing.ts';
import { QUEUES_PER_CLASS, queueOf, TrafficShares } from './traffic-shares.ts';

/** Records are in 1/1024 of a request (toExact); several tasks may come and go between two of them. */
const ROUNDING = 1 / 64;

/**
 * The requests of every service as a fluid (issue 3, item 4): how many arrive, are served, turned away, lost with a
 * task that dies, or still in flight, and how long they take. Whoever changes something about a service's tasks or its
 * traffic moves its requests on first (`advance`), so a rate holds exactly as long as it does.
 */
export class ServiceTraffic {
  readonly shares: TrafficShares;
  private readonly cluster: ClusterState;
  private readonly workloads: Workloads;
  private readonly timeline: Timeline;
  private readonly records: RequestRecords;
  private readonly classes: UsageClasses;
  private readonly routing: TargetRouting;
  private readonly queues: FluidQueues;
  /**
   * By workload: its classes; the tables behind them; requests per second, and of these for no task; moved on
   * until.
   */
  private readonly classesOf: readonly Int32Array[];
  private readonly tablesOf: readonly ServiceTables[];
  private readonly isFluid: Uint8Array;
  private readonly perSecond: Float64Array;
  private readonly unrouted: Float64Array;
  private readonly movedUntilMs: Float64Array;
  /** By class: tables by what they are made for; CPU for requests of a task; what full instances do not give. */
  private readonly tables: readonly Map<number, QueueTable>[];
  /** Made once for each kind of queue, a few per service. */
  private readonly tableByShape = new Map<string, QueueTable>();
  private readonly cpuUnits: Float64Array;
  /** By class: the CPU and the running tasks that the table of its uncontended queue was chosen for. */
  private readonly tabledCpuUnits: Float64Array;
  private readonly tabledTasks: Int32Array;
  /** By class: requests per ms that a task can serve with the CPU it reserves, or is capped at. */
  private readonly ratedPerMs: Float64Array;
  private readonly contendedTasks: Int32Array;
  private readonly unservedSum: Float64Array;
  /** Workloads whose tasks on full instances get another part of the CPU. */
  private readonly isChanged: Uint8Array;
  private readonly changed: Int32Array;
  private changedCount = 0;
  /** By task in its slow start: when that is over. */
  private warmUntilMs = new Float64Array(64);

  constructor(parts: EngineParts, classes: UsageClasses, routing: TargetRouting) {
    const { cluster, workloads, timeline, recorder } = parts;
    this.cluster = cluster;
    this.workloads = workloads;
    this.timeline = timeline;
    this.records = recorder.requests;
    this.classes = classes;
    this.routing = routing;
    this.queues = new FluidQueues(classes.count * QUEUES_PER_CLASS);
    this.shares = new TrafficShares(cluster, classes, routing, this.queues);
    this.classesOf = classes.byWorkload(workloads.requestsOf);
    this.tablesOf = workloads.work.map(() => new ServiceTables());
    this.isFluid = Uint8Array.from(workloads.work, ({ load }) =>
      load?.requestsPerSecond && load.requests.detail === 'fluid' ? 1 : 0,
    );
    this.perSecond = new Float64Array(workloads.count);
    this.unrouted = new Float64Array(workloads.count);
    this.movedUntilMs = new Float64Array(workloads.count);
    this.tables = Array.from(classes.requestOf, () => new Map<number, QueueTable>());
    this.cpuUnits = new Float64Array(classes.count).fill(1);
    this.tabledCpuUnits = new Float64Array(classes.count);
    this.tabledTasks = new Int32Array(classes.count);
    this.ratedPerMs = new Float64Array(classes.count);
    this.contendedTasks = new Int32Array(classes.count);
    this.unservedSum = new Float64Array(classes.count);
    this.isChanged = new Uint8Array(workloads.count);
    this.changed = new Int32Array(workloads.count);
  }

  /** Requests per second of each task of the class. */
  perTask(usageClass: number): number {
    return this.shares.perTask[usageClass];
  }

  /** The service gets so many from now on; they are shared out anew, as after every change of its tasks. */
  setArrivals(workload: number, perSecond: number): void {
    if (this.isFluid[workload] === 0) return;
    this.advance(workload);
    this.perSecond[workload] = perSecond;
    this.share(workload);
  }

  /** A task takes its place in its class, with requests that it has already. */
  join(task: number, requests: number): void {
    const { tasks } = this.cluster;
    const workload = tasks.workload[task];
    if (this.isFluid[workload] === 0) return;
    const usageClass = this.classes.of(task);
    const unserved = this.classes.unservedCpuUnits[task];
    if (unserved > 0) this.count(usageClass, 1, unserved);
    if (isWarming(this.classes.variantOf[usageClass])) this.startWarming(task, usageClass);
    this.setTables(workload, usageClass);
    this.queues.join(queueOf(usageClass, unserved), requests);
    this.share(workload);
  }

  /** A task leaves its class, before it is taken out; returns the requests that are in it. */
  leave(task: number): number {
    const { tasks } = this.cluster;
    const workload = tasks.workload[task];
    if (this.isFluid[workload] === 0) return 0;
    this.advance(workload);
    const usageClass = this.classes.of(task);
    const unserved = this.classes.unservedCpuUnits[task];
    if (unserved > 0) this.count(usageClass, -1, -unserved);
    if (isWarming(this.classes.variantOf[usageClass])) {
      this.shares.countWarming(usageClass, this.warmUntilMs[task], -1);
    }
    return this.queues.leave(queueOf(usageClass, unserved));
  }

  /** Some of its targets are in their slow start: their part grows (P7.4). */
  isWarming(workload: number): boolean {
    const own = this.classesOf[workload];
    for (let i = 0; i < own.length; i++) {
      if (this.classes.running[own[i]] > 0 && isWarming(this.classes.variantOf[own[i]])) return true;
    }
    return false;
  }

  /** Requests that the task could still serve in so many ms. */
  servableIn(task: number, lengthMs: number): number {
    if (this.isFluid[this.cluster.tasks.workload[task]] === 0) return 0;
    return this.queues.capacityPerMs(queueOf(this.classes.of(task), this.classes.unservedCpuUnits[task])) * lengthMs;
  }

  /** The task is gone: of what was in it so much is served before it ends, the rest is lost; the others share on. */
  end(task: number, requests: number, servable: number): void {
    const workload = this.cluster.tasks.workload[task];
    if (this.isFluid[workload] === 0) return;
    const held = Math.min(this.records.inFlight[workload], toExact(requests));
    const lost = Math.min(held, toExact(Math.max(0, requests - servable)));
    this.records.add(workload, 0, held - lost, 0, lost);
    this.records.addCapacity(workload, Math.min(requests, servable));
    this.share(workload);
  }

  /** The CPU that a task of the class can get when its instance is not full, and what it uses apart from requests. */
  setCpuUnits(workload: number, usageClass: number, ceiling: number, apart: number): void {
    const cpuUnits = apart === 0 ? Math.max(1, ceiling) : capacityStep(ceiling - apart);
    if (cpuUnits === this.cpuUnits[usageClass]) return;
    this.cpuUnits[usageClass] = cpuUnits;
    this.ratedPerMs[usageClass] = this.ratedCapacity(usageClass, ceiling, apart);
    if (this.isFluid[workload] === 0 || this.classes.running[usageClass] === 0) return;
    this.setTables(workload, usageClass);
    this.turnAwaySpilled(workload);
  }

  /** A full instance gives the task so much less than it asks for; 0 = it is not full, or it asks for no more. */
  setUnserved(task: number, unserved: number): void {
    const workload = this.cluster.tasks.workload[task];
    const before = this.classes.unservedCpuUnits[task];
    if (this.isFluid[workload] === 1 && before !== unserved) {
      this.advance(workload);
      const usageClass = this.classes.of(task);
      const from = queueOf(usageClass, before);
      const to = queueOf(usageClass, unserved);
      this.count(usageClass, (unserved > 0 ? 1 : 0) - (before > 0 ? 1 : 0), unserved - before);
      if (this.queues.tableOf(to) === null) this.setTables(workload, usageClass);
      if (from !== to) this.queues.join(to, this.queues.leave(from));
      this.turnAwaySpilled(workload);
      this.markChanged(workload);
    }
    this.classes.unservedCpuUnits[task] = unserved;
  }

  /** Container instances have shared out their CPU: what their tasks can serve is another now. */
  settle(): void {
    for (let i = 0; i < this.changedCount; i++) {
      this.isChanged[this.changed[i]] = 0;
      this.share(this.changed[i]);
    }
    this.changedCount = 0;
  }

  /** Moves the requests of a workload on to now. O(its classes), and a few steps more where their number changes. */
  advance(workload: number): void {
    if (this.isFluid[workload] === 0) return;
    const { nowMs } = this.timeline;
    let fromMs = this.movedUntilMs[workload];
    while (fromMs < nowMs) {
      const untilMs = Math.min(nowMs, this.records.bucketEndMs(workload));
      if (untilMs > fromMs) this.moveOn(workload, untilMs - fromMs, false);
      if (untilMs < nowMs) {
        this.tellLatencies(workload);
        this.records.moveTo(workload, untilMs);
      }
      fromMs = untilMs;
    }
    this.movedUntilMs[workload] = nowMs;
  }

  /** Tells what became of the requests until now without moving them on: that would round their sums differently. */
  look(workload: number): void {
    if (this.isFluid[workload] === 0) return;
    this.moveOn(workload, this.timeline.nowMs - this.movedUntilMs[workload], true);
  }

  /** The run ends: everything is moved on, and told. */
  finish(): void {
    for (let workload = 0; workload < this.workloads.count; workload++) {
      if (this.isFluid[workload] === 0) continue;
      this.advance(workload);
      this.tellLatencies(workload);
      this.addRepeats(workload);
    }
  }

  /**
   * What the queues really hold is what the records call in flight, and every request that comes is for a task or for
   * none. For tests: O(classes).
   */
  validate(): void {
    for (let workload = 0; workload < this.workloads.count; workload++) {
      if (this.isFluid[workload] === 0) continue;
      let inFlight = 0;
      let perMs = this.unrouted[workload] / SECOND_MS;
      for (const usageClass of this.classesOf[workload]) {
        for (let queue = usageClass * QUEUES_PER_CLASS; queue < (usageClass + 1) * QUEUES_PER_CLASS; queue++) {
          inFlight += this.queues.inFlight(queue);
          perMs += this.queues.tasks[queue] * this.queues.arrivalsPerMs[queue];
        }
      }
      const recorded = this.records.inFlight[workload];
      assert(isClose(inFlight, recorded, ROUNDING), 'requests in flight are not those in the queues');
      assert(isClose(perMs * SECOND_MS, this.perSecond[workload], 0), 'requests are shared out that do not come');
    }
  }

  /** With `isLooking` nothing is moved, and what would have become of the requests is told as metrics see it. */
  private moveOn(workload: number, lengthMs: number, isLooking: boolean): void {
    const own = this.classesOf[workload];
    const { queues, records } = this;
    const arrived = toExact((this.perSecond[workload] * lengthMs) / SECOND_MS);
    let rejected = (this.unrouted[workload] * lengthMs) / SECOND_MS;
    let inFlight = 0;
    let capacity = 0;
    for (let i = 0; i < own.length; i++) {
      if (this.classes.running[own[i]] === 0) continue;
      for (let queue = own[i] * QUEUES_PER_CLASS; queue < (own[i] + 1) * QUEUES_PER_CLASS; queue++) {
        if (queues.tasks[queue] === 0) continue;
        if (isLooking) {
          rejected += queues.look(queue, lengthMs);
          inFlight += queues.reachedInFlight;
          continue;
        }
        const before = queues.inFlight(queue);
        rejected += queues.advance(queue, lengthMs);
        this.tablesOf[workload].served(queues.tableOf(queue)!);
        const after = queues.inFlight(queue);
        inFlight += after;
        if (queues.arrivalsPerMs[queue] > 0) capacity += queues.tasks[queue] * this.ratedPerMs[own[i]] * lengthMs;
        // Of tasks that take no more requests counts what they still serve.
        else capacity += before - after;
      }
    }
    const turnedAway = Math.min(arrived, toExact(rejected));
    // In whole parts of a request, so that the sums are exact: what is neither turned away nor there any more is
    // served.
    const served = Math.max(0, arrived - turnedAway - (toExact(inFlight) - records.inFlight[workload]));
    if (isLooking) {
      records.see(workload, arrived, served, turnedAway);
      return;
    }
    records.add(workload, arrived, served, turnedAway, 0);
    records.addCapacity(workload, capacity);
  }

  /** What a queue of another kind, or of other tasks, has no room for is turned away. */
  private turnAwaySpilled(workload: number): void {
    const spilled = toExact(this.queues.takeSpilled());
    if (spilled > 0) this.records.add(workload, 0, 0, Math.min(this.records.inFlight[workload], spilled), 0);
  }

  /** The open bucket is over: its response times, or that they are those of the bucket before. */
  private tellLatencies(workload: number): void {
    const tables = this.tablesOf[workload];
    tables.gather();
    if (tables.isEmpty) return;
    if (tables.isAsTold()) {
      this.records.repeat(workload);
      return;
    }
    this.addRepeats(workload);
    tables.tell(this.records.latencies(workload)!);
    this.records.close(workload);
  }

  private addRepeats(workload: number): void {
    if (this.records.repeats[workload] === 0) return;
    this.tablesOf[workload].tellAgain(this.records.latencies(workload)!);
    this.records.addRepeats(workload);
  }

  private share(workload: number): void {
    const own = this.classesOf[workload];
    const { nowMs } = this.timeline;
    const lost = this.perSecond[workload] * this.routing.lostPortion[workload];
    this.unrouted[workload] = lost + this.shares.share(workload, own, this.perSecond[workload] - lost, nowMs);
    const { isOverloaded } = this.cluster.targets;
    for (let i = 0; i < own.length; i++) isOverloaded[this.classes.requestOf[own[i]]] = 0;
    for (let i = 0; i < own.length; i++) {
      if (this.classes.running[own[i]] === 0) continue;
      this.setTables(workload, own[i]);
      const perMs = this.shares.perTask[own[i]] / SECOND_MS;
      for (let queue = own[i] * QUEUES_PER_CLASS; queue < (own[i] + 1) * QUEUES_PER_CLASS; queue++) {
        this.queues.arrivalsPerMs[queue] = perMs;
        const isTooMuch = this.queues.tasks[queue] > 0 && perMs > this.queues.capacityPerMs(queue);
        if (isTooMuch) isOverloaded[this.classes.requestOf[own[i]]] = 1;
      }
    }
    this.turnAwaySpilled(workload);
  }

  private startWarming(task: number, usageClass: number): void {
    if (task >= this.warmUntilMs.length) {
      this.warmUntilMs = growFloat64(this.warmUntilMs, Math.max(task + 1, this.warmUntilMs.length * 2));
    }
    this.warmUntilMs[task] = this.routing.warmUntilMs(task);
    this.shares.countWarming(usageClass, this.warmUntilMs[task], 1);
  }

  private markChanged(workload: number): void {
    if (this.isChanged[workload] === 1) return;
    this.isChanged[workload] = 1;
    this.changed[this.changedCount++] = workload;
  }

  private count(usageClass: number, tasks: number, unserved: number): void {
    this.contendedTasks[usageClass] += tasks;
    this.unservedSum[usageClass] += unserved;
  }

  /** Both queues of a class are of the tables that its CPU and its number of targets ask for. */
  private setTables(workload: number, usageClass: number): void {
    const running = this.classes.running[usageClass];
    const cpuUnits = this.cpuUnits[usageClass];
    const isContended = this.contendedTasks[usageClass] > 0;
    const isAsBefore = running === this.tabledTasks[usageClass] && cpuUnits === this.tabledCpuUnits[usageClass];
    if (isAsBefore && !isContended) return;
    this.tabledTasks[usageClass] = running;
    this.tabledCpuUnits[usageClass] = cpuUnits;
    const first = usageClass * QUEUES_PER_CLASS;
    const targets = targetStep(running);
    const load = this.workloads.loads[this.classes.requestOf[usageClass]]!;
    const sharers = isOneQueue(load, this.routing.groupOf(workload)) ? targets : 1;
    this.queues.setTable(first, this.tableOf(workload, usageClass, cpuUnits, targets), sharers);
    if (!isContended) return;
    const granted = this.contendedCpuUnits(usageClass);
    this.queues.setTable(first + 1, this.tableOf(workload, usageClass, granted, targets), sharers);
  }

  /** A task may use idle CPU of its instance, but counts on no more than it reserves. */
  private ratedCapacity(usageClass: number, ceiling: number, apart: number): number {
    const request = this.classes.requestOf[usageClass];
    const load = this.workloads.loads[request];
    if (load === null) return 0;
    const reserved = this.cluster.requests[request].cpuUnits;
    const rated = reserved > 0 ? Math.min(reserved, ceiling) : ceiling;
    const { servers, service } = queueShapeOf(load, Math.max(1, rated - apart), null, 1);
    return servers / service.mean;
  }

  /** What a task on a full instance has for requests, in the mean of the class. */
  private contendedCpuUnits(usageClass: number): number {
    const { cpuUnits, wantedCpuUnits, requestCpuUnits } = this.classes.load[usageClass];
    const granted = cpuUnits - this.unservedSum[usageClass] / this.contendedTasks[usageClass];
    const portion = wantedCpuUnits === 0 ? 1 : requestCpuUnits / wantedCpuUnits;
    return capacityStep(Math.max(0, granted) * portion);
  }

  /** A table of its own for what is served; services that are alike share the rest. */
  private tableLike(shape: QueueShape): QueueTable {
    const key = JSON.stringify(shape);
    const table = new QueueTable(shape, this.tableByShape.get(key));
    this.tableByShape.set(key, table);
    return table;
  }

  private tableOf(workload: number, usageClass: number, cpuUnits: number, targets: number): QueueTable {
    const group = this.routing.groupOf(workload);
    const key = group === null || group.algorithm === 'weighted_random' ? cpuUnits : cpuUnits * SECOND_MS + targets;
    const known = this.tables[usageClass].get(key);
    if (known !== undefined) return known;
    const load = this.workloads.loads[this.classes.requestOf[usageClass]]!;
    const table = this.tableLike(queueShapeOf(load, cpuUnits, group, targets));
    this.tables[usageClass].set(key, table);
    this.tablesOf[workload].add(table);
    return table;
  }
}

function isClose(one: number, other: number, absolute: number): boolean {
  return Math.abs(one - other) <= absolute + 1e-9 * Math.max(one, other);
}
