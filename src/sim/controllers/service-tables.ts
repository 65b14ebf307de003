import type { LatencyHistogram } from '../record/latency-histogram.ts';
import { growInt32 } from '../state/rows.ts';
import type { QueueTable } from './queue-table.ts';

/**
 * The queue tables of one service, in the order in which they were made, and a bit for each that says whether anything
 * was served from it since it was read: a service that scales has many tables, and uses few of them in a bucket.
 */
export class ServiceTables {
  private readonly tables: QueueTable[] = [];
  private unread = new Int32Array(1);

  add(table: QueueTable): void {
    table.number = this.tables.push(table) - 1;
    const words = (this.tables.length + 31) >> 5;
    if (words > this.unread.length) this.unread = growInt32(this.unread, words * 2);
  }

  /** Something was served from the table. */
  served({ number }: QueueTable): void {
    this.unread[number >> 5] |= 1 << (number & 31);
  }

  /** Adds the response times of what was served since the last call. */
  readInto(histogram: LatencyHistogram): void {
    const { tables, unread } = this;
    for (let word = 0; word < unread.length; word++) {
      for (let bits = unread[word]; bits !== 0; bits &= bits - 1) {
        tables[(word << 5) + 31 - Math.clz32(bits & -bits)].readInto(histogram);
      }
      unread[word] = 0;
    }
  }
}
