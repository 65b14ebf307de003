import { assert } from '../../../base/assert.ts';
import type { RandomStream } from '../../../base/streams.ts';
import { NONE } from '../../../base/units.ts';
import type { LatencyHistogram } from '../../record/latency-histogram.ts';
import { growFloat64, growInt32, growUint8, Rows } from '../../state/rows.ts';
import { DepartureCalendar } from './departure-calendar.ts';
import type { RequestArrivals } from './request-arrivals.ts';
import type { RequestSizes } from './request-sizes.ts';
import type { TargetChoice } from './target-choice.ts';

/** State of a target: its row is free, it lives, or its task has ended and departures of it are still to be dropped. */
const FREE = 0;
const ALIVE = 1;
const ENDED = 2;

/** What a request meets at a target. */
export interface TargetService {
  /** Row in the caller's list of kinds, for which the work done is summed. */
  readonly kind: number;
  /** Of the average request: CPU time on one of its servers, and time without CPU after it. */
  readonly cpuMs: number;
  readonly waitMs: number;
  /** Requests that use CPU at once: its vCPU, rounded up. */
  readonly cpuServers: number;
  /** Requests it works on at once; the rest waits at the target, in order of arrival. */
  readonly slots: number;
  /** Requests that wait there at most; others are rejected. */
  readonly placesMax: number;
}

/**
 * Every request of one service, from its arrival to its end, at targets that each are a queue: a request takes a slot,
 * then CPU in order of arrival, then waits for others without CPU, and is gone. As CPU is given out in order, the
 * departure is known when the request gets its slot: it costs one arrival and one departure, whatever it goes through.
 *
 * Nothing here depends on the rest of the run but through the methods that change targets, so requests are moved on
 * when one of those is called or figures are read (`advanceTo`), not event by event among those of the timeline.
 * arrived = served + rejected + failed + inFlight, at every event.
 */
export class RequestModel {
  arrived = 0;
  served = 0;
  /** Turned away because their target was full, or because there was no target. */
  rejectedByTarget = 0;
  rejectedWithoutTarget = 0;
  /** In flight at a task that ended. */
  failed = 0;
  /** The part of the requests that never gets to a target, for the node they go to is down. */
  lostPortion = 0;
  /** At targets, whether they wait there or are worked on. */
  inFlight = 0;
  /** ∑ of how long those that were served took. */
  responseMs = 0;
  /** Of the requests served; whoever reads it may clear it. */
  readonly latencies: LatencyHistogram;
  private readonly arrivals: RequestArrivals;
  private readonly sizes: RequestSizes;
  private readonly choice: TargetChoice;
  /** Which node a request goes to, while some are down. */
  private readonly nodes: RandomStream;
  private readonly calendar = new DepartureCalendar();
  private readonly cpuServersMax: number;
  /** By kind, in average requests: the CPU work that has come to its targets, and what of it has been given out. */
  private readonly workOfKind: Float64Array;
  private readonly workGivenOfKind: Float64Array;
  /** By kind: ∑ departures − ∑ starts since the last reading, of requests with a slot. */
  private readonly slotMsOfKind: Float64Array;
  private readonly slotsTakenOfKind: Int32Array;
  private slotsReadAtMs = 0;

  /** Rows of requests in use; free ones are linked by `next`, those that wait at a target as well. */
  private requestCount = 0;
  private firstFree = NONE;
  private arrivedAtMs = new Float64Array(0);
  private sizeOf = new Float64Array(0);
  private targetOf = new Int32Array(0);
  private next = new Int32Array(0);

  private readonly targets = new Rows(64);
  private state = new Uint8Array(64);
  private isRouted = new Uint8Array(64);
  private kind = new Int32Array(64);
  private cpuMs = new Float64Array(64);
  private waitMs = new Float64Array(64);
  private cpuServers = new Int32Array(64);
  private slots = new Int32Array(64);
  private placesMax = new Int32Array(64);
  private slotsTaken = new Int32Array(64);
  private waiting = new Int32Array(64);
  private firstWaiting = new Int32Array(64);
  private lastWaiting = new Int32Array(64);
  /** When each CPU server of a target has worked off what it was given: entry target × cpuServersMax + server. */
  private cpuFreeAtMs: Float64Array;

  /** @param cpuServersMax CPU servers of a target at most */
  constructor(
    parts: {
      readonly arrivals: RequestArrivals;
      readonly sizes: RequestSizes;
      readonly choice: TargetChoice;
      readonly nodes: RandomStream;
      readonly latencies: LatencyHistogram;
    },
    limits: { readonly kinds: number; readonly cpuServersMax: number },
  ) {
    this.arrivals = parts.arrivals;
    this.sizes = parts.sizes;
    this.choice = parts.choice;
    this.nodes = parts.nodes;
    this.latencies = parts.latencies;
    this.cpuServersMax = limits.cpuServersMax;
    this.workOfKind = new Float64Array(limits.kinds);
    this.workGivenOfKind = new Float64Array(limits.kinds);
    this.slotMsOfKind = new Float64Array(limits.kinds);
    this.slotsTakenOfKind = new Int32Array(limits.kinds);
    this.cpuFreeAtMs = new Float64Array(64 * limits.cpuServersMax);
  }

  /** Processes every arrival and departure before `timeMs`. */
  advanceTo(timeMs: number): void {
    while (this.step(timeMs));
  }

  /** Processes the next arrival or departure before `endMs`; false when there is none. At a tie departures go first. */
  step(endMs: number): boolean {
    const departsMs = this.calendar.firstMs();
    const arrivesMs = this.arrivals.nextMs;
    if (arrivesMs < departsMs) {
      if (arrivesMs >= endMs) return false;
      this.arrive(arrivesMs);
    } else {
      if (departsMs >= endMs) return false;
      this.depart(departsMs);
    }
    return true;
  }

  /** A task has started: its target's row, which takes no requests yet. */
  add(service: TargetService): number {
    assert(service.cpuServers <= this.cpuServersMax, 'a target has more CPU than any of its service');
    const target = this.targets.allocate();
    if (target >= this.state.length) this.growTargets();
    this.state[target] = ALIVE;
    this.isRouted[target] = 0;
    this.kind[target] = service.kind;
    this.waitMs[target] = service.waitMs;
    this.slots[target] = service.slots;
    this.placesMax[target] = service.placesMax;
    this.slotsTaken[target] = 0;
    this.waiting[target] = 0;
    this.firstWaiting[target] = NONE;
    this.changeSpeed(target, service.cpuMs, service.cpuServers);
    const from = target * this.cpuServersMax;
    this.cpuFreeAtMs.fill(0, from, from + this.cpuServersMax);
    return target;
  }

  /** Requests that get their slot from now on meet a faster or slower CPU; `cpuServers` stays. */
  changeSpeed(target: number, cpuMs: number, cpuServers: number): void {
    this.cpuMs[target] = cpuMs;
    this.cpuServers[target] = cpuServers;
  }

  /** The load balancer sends requests to the target from now on; its slow start began at `sinceMs`. */
  route(target: number, sinceMs: number): void {
    if (this.isRouted[target] === 1) return;
    this.isRouted[target] = 1;
    this.choice.join(target, this.outstanding(target), sinceMs);
  }

  /** The target gets no new requests, and finishes those that it has (P7.5). */
  unroute(target: number): void {
    if (this.isRouted[target] === 0) return;
    this.isRouted[target] = 0;
    this.choice.leave(target);
  }

  /** The task has ended: what it has in flight fails. */
  end(target: number, nowMs: number): void {
    this.unroute(target);
    const taken = this.slotsTaken[target];
    const lost = taken + this.waiting[target];
    this.failed += lost;
    this.inFlight -= lost;
    this.slotMsOfKind[this.kind[target]] += taken * (nowMs - this.slotsReadAtMs);
    this.slotsTakenOfKind[this.kind[target]] -= taken;
    this.workGivenOfKind[this.kind[target]] -= this.workGivenOutBeyond(target, nowMs);
    while (this.waiting[target] > 0) this.releaseRequest(this.takeFirstWaiting(target));
    this.state[target] = ENDED;
    if (taken === 0) this.release(target);
  }

  /** Requests at the target, waiting ones included. */
  outstanding(target: number): number {
    return this.slotsTaken[target] + this.waiting[target];
  }

  /** CPU work that has come to targets of the kind since the start, rejected work included; in average requests. */
  workArrived(kind: number): number {
    return this.workOfKind[kind];
  }

  /** CPU work that targets of the kind have done since the start, in average requests. O(targets). */
  workDone(kind: number, nowMs: number): number {
    let beyond = 0;
    for (let target = 0; target < this.targets.capacity; target++) {
      if (this.state[target] !== ALIVE || this.kind[target] !== kind) continue;
      beyond += this.workGivenOutBeyond(target, nowMs);
    }
    return this.workGivenOfKind[kind] - beyond;
  }

  /**
   * Time that requests have held slots of the kind's targets since `restartSlots`, ms: with n all the time, n ×
   * time.
   */
  slotMs(kind: number, nowMs: number): number {
    return this.slotMsOfKind[kind] + this.slotsTakenOfKind[kind] * (nowMs - this.slotsReadAtMs);
  }

  /** From now on slots are measured anew. */
  restartSlots(nowMs: number): void {
    this.slotMsOfKind.fill(0);
    this.slotsReadAtMs = nowMs;
  }

  /** Recounts everything that is counted; for tests. */
  validate(): void {
    let held = 0;
    let ghosts = 0;
    for (let target = 0; target < this.targets.capacity; target++) {
      if (this.state[target] === ALIVE) held += this.outstanding(target);
      if (this.state[target] === ENDED) ghosts += this.slotsTaken[target];
      assert(this.slotsTaken[target] <= this.slots[target], 'a target works on more requests than it has slots');
      assert(this.waiting[target] <= this.placesMax[target], 'more requests wait at a target than it has places');
    }
    const rejected = this.rejectedByTarget + this.rejectedWithoutTarget;
    assert(held === this.inFlight, 'requests in flight are not those at targets');
    assert(this.arrived === this.served + rejected + this.failed + this.inFlight, 'a request is lost');
    assert(this.requestCount === held + ghosts, 'rows of requests differ from the requests');
  }

  private arrive(nowMs: number): void {
    this.arrived++;
    this.arrivals.moveOn();
    const size = this.sizes.draw();
    const isLost = this.lostPortion > 0 && this.nodes() < this.lostPortion;
    const target = isLost ? NONE : this.choice.choose(nowMs);
    if (target === NONE) {
      this.rejectedWithoutTarget++;
      return;
    }
    this.workOfKind[this.kind[target]] += size;
    const hasSlot = this.slotsTaken[target] < this.slots[target];
    if (!hasSlot && this.waiting[target] >= this.placesMax[target]) {
      this.rejectedByTarget++;
      return;
    }
    if (this.firstFree === NONE) this.growRequests();
    const request = this.firstFree;
    this.firstFree = this.next[request];
    this.requestCount++;
    this.arrivedAtMs[request] = nowMs;
    this.targetOf[request] = target;
    this.inFlight++;
    this.choice.started(target);
    if (hasSlot) this.start(request, target, size, nowMs);
    else this.wait(request, target, size);
  }

  /** It takes a slot: when it departs follows from the CPU time given out before. */
  private start(request: number, target: number, size: number, nowMs: number): void {
    const kind = this.kind[target];
    this.slotsTaken[target]++;
    this.slotsTakenOfKind[kind]++;
    this.slotMsOfKind[kind] -= nowMs - this.slotsReadAtMs;
    let readyMs = nowMs;
    const cpuMs = this.cpuMs[target] * size;
    if (cpuMs > 0) {
      this.workGivenOfKind[kind] += size;
      readyMs = this.giveCpu(target, cpuMs, nowMs);
    }
    this.calendar.add(request, readyMs + this.waitMs[target] * size);
  }

  /** The CPU server that is free first works it off; returns when it is done. */
  private giveCpu(target: number, cpuMs: number, nowMs: number): number {
    const { cpuFreeAtMs } = this;
    let server = target * this.cpuServersMax;
    const end = server + this.cpuServers[target];
    for (let other = server + 1; other < end; other++) {
      if (cpuFreeAtMs[other] < cpuFreeAtMs[server]) server = other;
    }
    const readyMs = Math.max(nowMs, cpuFreeAtMs[server]) + cpuMs;
    cpuFreeAtMs[server] = readyMs;
    return readyMs;
  }

  private wait(request: number, target: number, size: number): void {
    this.sizeOf[request] = size;
    this.next[request] = NONE;
    if (this.waiting[target]++ === 0) this.firstWaiting[target] = request;
    else this.next[this.lastWaiting[target]] = request;
    this.lastWaiting[target] = request;
  }

  private depart(nowMs: number): void {
    const request = this.calendar.take();
    const target = this.targetOf[request];
    const taken = --this.slotsTaken[target];
    this.releaseRequest(request);
    if (this.state[target] === ENDED) {
      if (taken === 0) this.release(target);
      return;
    }
    const kind = this.kind[target];
    this.slotsTakenOfKind[kind]--;
    this.slotMsOfKind[kind] += nowMs - this.slotsReadAtMs;
    this.served++;
    this.inFlight--;
    const tookMs = nowMs - this.arrivedAtMs[request];
    this.responseMs += tookMs;
    this.latencies.add(tookMs, 1);
    if (this.isRouted[target] === 1) this.choice.ended(target);
    if (this.waiting[target] === 0) return;
    const first = this.takeFirstWaiting(target);
    this.start(first, target, this.sizeOf[first], nowMs);
  }

  private takeFirstWaiting(target: number): number {
    const request = this.firstWaiting[target];
    this.firstWaiting[target] = this.next[request];
    this.waiting[target]--;
    return request;
  }

  private releaseRequest(request: number): void {
    this.next[request] = this.firstFree;
    this.firstFree = request;
    this.requestCount--;
  }

  /** CPU work that has been given out and is still to be done, at the speed of now. */
  private workGivenOutBeyond(target: number, nowMs: number): number {
    if (this.cpuMs[target] === 0) return 0;
    let sum = 0;
    const from = target * this.cpuServersMax;
    for (let server = from; server < from + this.cpuServersMax; server++) {
      sum += Math.max(0, this.cpuFreeAtMs[server] - nowMs);
    }
    return sum / this.cpuMs[target];
  }

  private release(target: number): void {
    this.state[target] = FREE;
    this.targets.release(target);
  }

  /** Doubles the rows, all of which are in use, and links the new ones. */
  private growRequests(): void {
    const from = this.requestCount;
    const length = Math.max(1024, from * 2);
    this.arrivedAtMs = growFloat64(this.arrivedAtMs, length);
    this.sizeOf = growFloat64(this.sizeOf, length);
    this.targetOf = growInt32(this.targetOf, length);
    this.next = growInt32(this.next, length);
    for (let request = length - 1; request >= from; request--) {
      this.next[request] = this.firstFree;
      this.firstFree = request;
    }
  }

  private growTargets(): void {
    const { capacity } = this.targets;
    this.state = growUint8(this.state, capacity);
    this.isRouted = growUint8(this.isRouted, capacity);
    this.kind = growInt32(this.kind, capacity);
    this.cpuMs = growFloat64(this.cpuMs, capacity);
    this.waitMs = growFloat64(this.waitMs, capacity);
    this.cpuServers = growInt32(this.cpuServers, capacity);
    this.slots = growInt32(this.slots, capacity);
    this.placesMax = growInt32(this.placesMax, capacity);
    this.slotsTaken = growInt32(this.slotsTaken, capacity);
    this.waiting = growInt32(this.waiting, capacity);
    this.firstWaiting = growInt32(this.firstWaiting, capacity);
    this.lastWaiting = growInt32(this.lastWaiting, capacity);
    this.cpuFreeAtMs = growFloat64(this.cpuFreeAtMs, capacity * this.cpuServersMax);
  }
}
