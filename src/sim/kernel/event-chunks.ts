/** Events per chunk: 8 fill three cache lines; 4 cost more links, 16 more memory that nobody uses. */
export const CHUNK_EVENTS = 8;
/** As a shift: chunk number to position of its first event; an event takes two places of each column. */
export const CHUNK_SHIFT = 4;
const NO_CHUNK = -1;

/**
 * Memory for events in chunks of eight, which buckets link into lists and give back. Columns are replaced when it
 * grows: never keep one across a `take`.
 */
export class EventChunks {
  /** By event: time and rank, and `a` and `b`, side by side. */
  keys = new Float64Array(128 << CHUNK_SHIFT);
  payloads = new Int32Array(128 << CHUNK_SHIFT);
  /** The chunk after this one, in its bucket or among the free ones. */
  next = new Int32Array(128);
  private firstFree = NO_CHUNK;
  /** Chunks ever used: the next fresh one. */
  private fresh = 0;

  /** A chunk nobody uses, the latest given back first: it is still in the cache. */
  take(): number {
    const chunk = this.firstFree;
    if (chunk !== NO_CHUNK) {
      this.firstFree = this.next[chunk];
      return chunk;
    }
    if (this.fresh === this.next.length) this.grow();
    return this.fresh++;
  }

  giveBack(chunk: number): void {
    this.next[chunk] = this.firstFree;
    this.firstFree = chunk;
  }

  private grow(): void {
    const { keys, payloads, next } = this;
    const chunks = next.length * 2;
    this.keys = new Float64Array(chunks << CHUNK_SHIFT);
    this.keys.set(keys);
    this.payloads = new Int32Array(chunks << CHUNK_SHIFT);
    this.payloads.set(payloads);
    this.next = new Int32Array(chunks);
    this.next.set(next);
  }
}
