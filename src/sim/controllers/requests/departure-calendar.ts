import { NONE } from '../../../base/units.ts';
import { growFloat64, growInt32 } from '../../state/rows.ts';

const BUCKETS_MIN = 64;
/** Departures between two looks at whether the days are as long as they should be. */
const DEPARTURES_PER_TUNING = 4096;
/** Days are numbered from the last tuning; later ones share the last number, and are told apart by their time. */
const LAST_DAY = 2 ** 30;
/** The length of a day, in mean times between departures. */
const GAPS_PER_DAY = 1;

/**
 * The departures to come of one service: a calendar queue (R. Brown, Communications of the ACM 31, 1988). Departures
 * lie within a narrow, even span of time, where it takes half the time of a heap (docs/decisions/0013). Those of one
 * instant leave in the order in which they were added. A departure is named by its request's row.
 */
export class DepartureCalendar {
  /** Departures to come. */
  count = 0;
  /** By request: when it departs, ms; not rounded. */
  private departsAtMs = new Float64Array(1024);
  /** By request: the next of its bucket, by time. */
  private next = new Int32Array(1024);
  private heads = new Int32Array(BUCKETS_MIN).fill(NONE);
  private dayMs = 1;
  private daysPerMs = 1;
  /** Start of day 0. */
  private originMs = 0;
  /** No departure is earlier. */
  private day = 0;
  /** The first departure, where it is known; it is of that day. */
  private first = NONE;
  private departuresLeft = DEPARTURES_PER_TUNING;
  private tunedAtMs = 0;

  /** Adds a departure, not before the last one taken. `request` is in no bucket. O(1) amortised. */
  add(request: number, atMs: number): void {
    if (request >= this.next.length) this.grow(request);
    if (this.count >= 2 * this.heads.length) this.rebuild(this.dayMs, this.firstMs());
    this.count++;
    this.departsAtMs[request] = atMs;
    const day = this.dayOf(atMs);
    if (day < this.day) this.day = day;
    if (this.first !== NONE && atMs < this.departsAtMs[this.first]) this.first = request;
    this.insert(request, day);
  }

  /** When the first departure is due; Infinity when there is none. */
  firstMs(): number {
    if (this.count === 0) return Number.POSITIVE_INFINITY;
    if (this.first === NONE) this.first = this.find();
    return this.departsAtMs[this.first];
  }

  /** Takes out the first departure, of which there is one; returns its request. */
  take(): number {
    const request = this.first === NONE ? this.find() : this.first;
    this.first = NONE;
    this.heads[this.day & (this.heads.length - 1)] = this.next[request];
    this.count--;
    if (--this.departuresLeft === 0) this.tune(this.departsAtMs[request]);
    return request;
  }

  /** Moves on to the day of the first departure. */
  private find(): number {
    const { heads, departsAtMs } = this;
    const mask = heads.length - 1;
    const end = this.day + heads.length;
    for (let day = this.day; day < end; day++) {
      const request = heads[day & mask];
      if (request === NONE || this.dayOf(departsAtMs[request]) > day) continue;
      this.day = day;
      return request;
    }
    return this.findFar();
  }

  /** Nothing departs within a whole turn of the calendar: the earliest head is the first. */
  private findFar(): number {
    const { heads, departsAtMs } = this;
    let first = NONE;
    for (let bucket = 0; bucket < heads.length; bucket++) {
      const request = heads[bucket];
      if (request !== NONE && (first === NONE || departsAtMs[request] < departsAtMs[first])) first = request;
    }
    this.day = this.dayOf(departsAtMs[first]);
    return first;
  }

  private dayOf(atMs: number): number {
    const day = (atMs - this.originMs) * this.daysPerMs;
    return day < LAST_DAY ? day | 0 : LAST_DAY;
  }

  /** Behind those of its bucket that are due no later. */
  private insert(request: number, day: number): void {
    const { heads, next, departsAtMs } = this;
    const bucket = day & (heads.length - 1);
    const atMs = departsAtMs[request];
    let before = NONE;
    let after = heads[bucket];
    while (after !== NONE && departsAtMs[after] <= atMs) {
      before = after;
      after = next[after];
    }
    next[request] = after;
    if (before === NONE) heads[bucket] = request;
    else next[before] = request;
  }

  /** Days are to hold a departure or so: too short ones are skipped one by one, too long ones searched. */
  private tune(nowMs: number): void {
    const dayMs = ((nowMs - this.tunedAtMs) / DEPARTURES_PER_TUNING) * GAPS_PER_DAY;
    this.departuresLeft = DEPARTURES_PER_TUNING;
    this.tunedAtMs = nowMs;
    const isRight = dayMs > this.dayMs / 2 && dayMs < this.dayMs * 2 && this.day < LAST_DAY / 2;
    if (!isRight && dayMs > 0) this.rebuild(dayMs, nowMs);
  }

  /** Sorts all departures into days of that length; day 0 starts at `originMs`. */
  private rebuild(dayMs: number, originMs: number): void {
    const { heads, next, departsAtMs, count } = this;
    const day = this.day;
    let length = BUCKETS_MIN;
    while (length < 2 * count) length *= 2;
    this.heads = new Int32Array(length).fill(NONE);
    this.dayMs = dayMs;
    this.daysPerMs = 1 / dayMs;
    this.originMs = originMs;
    this.day = LAST_DAY;
    for (let i = 0; i < heads.length; i++) {
      for (let request = heads[(day + i) & (heads.length - 1)], after = NONE; request !== NONE; request = after) {
        after = next[request];
        const there = this.dayOf(departsAtMs[request]);
        if (there < this.day) this.day = there;
        this.insert(request, there);
      }
    }
  }

  private grow(request: number): void {
    const length = Math.max(request + 1, this.next.length * 2);
    this.departsAtMs = growFloat64(this.departsAtMs, length);
    this.next = growInt32(this.next, length);
  }
}
