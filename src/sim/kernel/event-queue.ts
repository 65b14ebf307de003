/**
 * The future: a radix queue, ordered by (time, kind, sequence). It uses what a simulation gives for nothing: no event
 * is scheduled before the one that was taken out last. An event lies in the bucket of the highest base-256 digit in
 * which its time differs from that instant, so it moves at most once per digit until its own instant has come, whatever
 * the number of events that wait and however unevenly they lie. Kind and sequence share one double,
 * `rank = kind × 2^44 + sequence`, exact up to 2^44 events (docs/decisions/0011).
 */

import { assert } from '../../base/assert.ts';
import { CHUNK_EVENTS, CHUNK_SHIFT, EventChunks } from './event-chunks.ts';
import { InstantHeap } from './instant-heap.ts';

const SEQUENCE_LIMIT = 2 ** 44;
/** Four digits of 8 bits, as many as 32-bit integer operations reach: an epoch of 49 days. */
const DIGITS = 4;
const BUCKETS = 256;
const DIGIT_MASK = BUCKETS - 1;
const EPOCH_MS = 2 ** 32;
/** The bucket of everything after the present epoch. */
const LATER = DIGITS * BUCKETS;
/** 32-bit words that mark the buckets in use, per digit. */
const WORDS = BUCKETS / 32;

export class EventQueue {
  /** Events that wait. */
  count = 0;
  /** The event that `pop` took out. */
  timeMs = 0;
  kind = 0;
  a = 0;
  b = 0;
  private sequence = 0;
  /** The last 32 bits of `timeMs`: buckets are relative to it. */
  private timeBits = 0;
  private epochEndMs = EPOCH_MS;
  /** What waits for the present instant. */
  private readonly instant = new InstantHeap();
  private readonly chunks = new EventChunks();
  /** By bucket, digit × 256 + value: first and last chunk, events, and the earliest of them. */
  private readonly first = new Int32Array(LATER + 1);
  private readonly last = new Int32Array(LATER + 1);
  private readonly size = new Int32Array(LATER + 1);
  private readonly earliestMs = new Float64Array(LATER + 1).fill(Number.POSITIVE_INFINITY);
  /** A bit per bucket that is not empty; and per digit a bit per word that is not 0. */
  private readonly usedBuckets = new Int32Array(DIGITS * WORDS);
  private readonly usedWords = new Int32Array(DIGITS);

  /**
   * @param timeMs an integer, not before the event that `pop` took out last
   * @param kind an integer in [0, 512)
   * @param a a 32-bit integer, as is `b`
   */
  push(timeMs: number, kind: number, a: number, b: number): void {
    assert(timeMs >= this.timeMs, 'an event is scheduled before the last one that happened');
    const rank = kind * SEQUENCE_LIMIT + this.sequence++;
    this.count++;
    if (timeMs === this.timeMs) this.instant.push(rank, a, b);
    else this.put(timeMs, rank, a, b);
  }

  /** The time of the first event; Infinity when there is none. */
  peekTimeMs(): number {
    if (this.instant.count > 0) return this.timeMs;
    return this.earliestMs[this.firstBucket()];
  }

  /** Takes the first event out into `timeMs`, `kind`, `a`, `b`; false when there is none. */
  pop(): boolean {
    if (this.count === 0) return false;
    this.count--;
    const { instant } = this;
    if (instant.count === 0) {
      const bucket = this.firstBucket();
      if (this.size[bucket] === 1 && bucket !== LATER) {
        this.takeOnly(bucket);
        return true;
      }
      this.moveOn(bucket);
    }
    instant.pop();
    // A small integer, not a double that happens to be whole: whoever dispatches by it compares integers.
    this.kind = (instant.rank / SEQUENCE_LIMIT) | 0;
    this.a = instant.a;
    this.b = instant.b;
    return true;
  }

  private put(timeMs: number, rank: number, a: number, b: number): void {
    const bucket = this.bucketOf(timeMs);
    const { chunks } = this;
    const position = this.size[bucket];
    this.size[bucket] = position + 1;
    let chunk = this.last[bucket];
    if ((position & (CHUNK_EVENTS - 1)) === 0) {
      const fresh = chunks.take();
      if (position === 0) this.open(bucket, fresh);
      else chunks.next[chunk] = fresh;
      this.last[bucket] = fresh;
      chunk = fresh;
    }
    if (timeMs < this.earliestMs[bucket]) this.earliestMs[bucket] = timeMs;
    const at = (chunk << CHUNK_SHIFT) + 2 * (position & (CHUNK_EVENTS - 1));
    const { keys, payloads } = chunks;
    keys[at] = timeMs;
    keys[at + 1] = rank;
    payloads[at] = a;
    payloads[at + 1] = b;
  }

  /** An empty bucket gets its first chunk, and is marked as used. */
  private open(bucket: number, chunk: number): void {
    this.first[bucket] = chunk;
    if (bucket === LATER) return;
    const word = bucket >> 5;
    this.usedBuckets[word] |= 1 << (bucket & 31);
    this.usedWords[bucket >> 8] |= 1 << (word & (WORDS - 1));
  }

  private bucketOf(timeMs: number): number {
    if (timeMs >= this.epochEndMs) return LATER;
    const timeBits = timeMs >>> 0;
    const shift = (31 - Math.clz32(timeBits ^ this.timeBits)) & 24;
    return (shift << 5) | ((timeBits >>> shift) & DIGIT_MASK);
  }

  /** The bucket of the earliest event: times that differ in a lower digit only are earlier than all others. */
  private firstBucket(): number {
    const { usedWords, usedBuckets } = this;
    for (let digit = 0; digit < DIGITS; digit++) {
      if (usedWords[digit] === 0) continue;
      const word = digit * WORDS + lowestBit(usedWords[digit]);
      return word * 32 + lowestBit(usedBuckets[word]);
    }
    return LATER;
  }

  /** Takes out the only event of the nearest bucket: nothing lies beside it, and no heap is asked. */
  private takeOnly(bucket: number): void {
    const { chunks } = this;
    const chunk = this.first[bucket];
    const { keys, payloads } = chunks;
    const at = chunk << CHUNK_SHIFT;
    const timeMs = keys[at];
    this.timeMs = timeMs;
    this.timeBits = timeMs >>> 0;
    this.kind = Math.floor(keys[at + 1] / SEQUENCE_LIMIT);
    this.a = payloads[at];
    this.b = payloads[at + 1];
    this.unmark(bucket);
    this.size[bucket] = 0;
    this.earliestMs[bucket] = Number.POSITIVE_INFINITY;
    chunks.giveBack(chunk);
  }

  /** The next instant: its events leave their bucket, and what lay beside them comes nearer. */
  private moveOn(bucket: number): void {
    const timeMs = this.earliestMs[bucket];
    if (bucket === LATER) this.epochEndMs = (Math.floor(timeMs / EPOCH_MS) + 1) * EPOCH_MS;
    else this.unmark(bucket);
    this.timeMs = timeMs;
    this.timeBits = timeMs >>> 0;
    let left = this.size[bucket];
    let chunk = this.first[bucket];
    this.size[bucket] = 0;
    this.earliestMs[bucket] = Number.POSITIVE_INFINITY;
    for (; left > 0; left -= CHUNK_EVENTS) {
      this.sortOut(chunk << CHUNK_SHIFT, Math.min(left, CHUNK_EVENTS));
      const next = this.chunks.next[chunk];
      this.chunks.giveBack(chunk);
      chunk = next;
    }
  }

  private sortOut(start: number, length: number): void {
    const { instant, timeMs } = this;
    for (let at = start; at < start + 2 * length; at += 2) {
      const { keys, payloads } = this.chunks;
      if (keys[at] === timeMs) instant.push(keys[at + 1], payloads[at], payloads[at + 1]);
      else this.put(keys[at], keys[at + 1], payloads[at], payloads[at + 1]);
    }
  }

  private unmark(bucket: number): void {
    const word = bucket >> 5;
    this.usedBuckets[word] &= ~(1 << (bucket & 31));
    if (this.usedBuckets[word] === 0) this.usedWords[bucket >> 8] &= ~(1 << (word & (WORDS - 1)));
  }
}

/** Position of the lowest bit that is set; there must be one. */
function lowestBit(bits: number): number {
  return 31 - Math.clz32(bits & -bits);
}
