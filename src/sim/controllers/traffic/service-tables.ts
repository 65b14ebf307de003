import type { LatencyHistogram } from '../../record/latency-histogram.ts';
import { growFloat64, growInt32 } from '../../state/rows.ts';
import { type QueueTable, UTILIZATIONS } from './queue-table.ts';

/** Of an entry: number of the table, row of the utilization, part of the way to the next, requests served there. */
const ENTRY = 4;
/** A table has at most so many entries. */
const ENTRIES_MAX = UTILIZATIONS.length;

/**
 * The queue tables of one service, in the order in which they were made, and what was served from them in a bucket. A
 * service that scales has many tables and uses few of them in a bucket; one whose traffic stands still has served the
 * same in every bucket, and then its response times need not be put together again.
 */
export class ServiceTables {
  private readonly tables: QueueTable[] = [];
  /** A bit for each table that something was served from since `gather`. */
  private unread = new Int32Array(1);
  /** What was gathered last, and what was told last, entry by entry. */
  private gathered = new Float64Array(ENTRY * ENTRIES_MAX);
  private gatheredLength = 0;
  private told = new Float64Array(ENTRY * ENTRIES_MAX);
  private toldLength = 0;

  add(table: QueueTable): void {
    table.number = this.tables.push(table) - 1;
    const words = (this.tables.length + 31) >> 5;
    if (words > this.unread.length) this.unread = growInt32(this.unread, words * 2);
  }

  /** Something was served from the table. */
  served({ number }: QueueTable): void {
    this.unread[number >> 5] |= 1 << (number & 31);
  }

  /** Takes what was served since the last call from the tables. */
  gather(): void {
    const { tables, unread } = this;
    let length = 0;
    for (let word = 0; word < unread.length; word++) {
      for (let bits = unread[word]; bits !== 0; bits &= bits - 1) {
        const table = tables[(word << 5) + 31 - Math.clz32(bits & -bits)];
        this.ensure(length + ENTRY * ENTRIES_MAX);
        length = table.take(this.gathered, length);
      }
      unread[word] = 0;
    }
    this.gatheredLength = length;
  }

  get isEmpty(): boolean {
    return this.gatheredLength === 0;
  }

  /** What was gathered is just what was told last. */
  isAsTold(): boolean {
    if (this.gatheredLength !== this.toldLength) return false;
    for (let i = 0; i < this.toldLength; i++) if (this.gathered[i] !== this.told[i]) return false;
    return true;
  }

  /** Adds the response times of what was gathered, which is told from now on. */
  tell(histogram: LatencyHistogram): void {
    const before = this.told;
    this.told = this.gathered;
    this.toldLength = this.gatheredLength;
    this.gathered = before;
    this.tellAgain(histogram);
  }

  /** Adds the response times of what was told last. */
  tellAgain(histogram: LatencyHistogram): void {
    const { tables, told } = this;
    for (let i = 0; i < this.toldLength; i += ENTRY) {
      tables[told[i]].addResponseTimes(told[i + 1], told[i + 2], told[i + 3], histogram);
    }
  }

  private ensure(length: number): void {
    if (length > this.gathered.length) this.gathered = growFloat64(this.gathered, length * 2);
  }
}
