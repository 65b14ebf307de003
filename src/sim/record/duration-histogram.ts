import type { PendingTimes } from './recording.ts';

/** Cells per doubling: a duration below 2,048 ms has a cell of its own, one above it is kept to a thousandth. */
const CELLS = 1024;
const PORTIONS = [0.5, 0.95, 0.99] as const;

/**
 * Durations in whole milliseconds, to three digits. Its cells are those of an HDR histogram: 2,048 of 1 ms, then 1,024
 * for every doubling. A page of 1,024 cells exists once a duration falls into it.
 */
export class DurationHistogram {
  count = 0;
  private maxMs = 0;
  private readonly pages: (Int32Array | undefined)[] = [];

  add(ms: number): void {
    let exponent = 0;
    let width = 1;
    for (; ms >= 2 * CELLS * width; width *= 2) exponent++;
    const cell = exponent * CELLS + Math.floor(ms / width);
    const number = Math.floor(cell / CELLS);
    let page = this.pages[number];
    if (page === undefined) {
      page = new Int32Array(CELLS);
      this.pages[number] = page;
    }
    page[cell % CELLS]++;
    this.count++;
    if (ms > this.maxMs) this.maxMs = ms;
  }

  /** A percentile is the upper end of its cell, at most the largest duration; the mean takes the middle of each. */
  summary(): PendingTimes {
    const { count, maxMs } = this;
    const found = [0, 0, 0];
    let next = 0;
    let sum = 0;
    let below = 0;
    for (let number = 0; number < this.pages.length; number++) {
      const page = this.pages[number];
      if (page === undefined) continue;
      const width = 2 ** Math.max(0, number - 1);
      const fromMs = number === 0 ? 0 : CELLS * width;
      for (let cell = 0; cell < CELLS; cell++) {
        if (page[cell] === 0) continue;
        const startMs = fromMs + cell * width;
        sum += page[cell] * (startMs + Math.floor(width / 2));
        below += page[cell];
        for (; next < PORTIONS.length && below >= rankOf(PORTIONS[next], count); next++) {
          found[next] = Math.min(startMs + width - 1, maxMs);
        }
      }
    }
    const [p50Ms, p95Ms, p99Ms] = found;
    return { count, meanMs: count === 0 ? 0 : sum / count, p50Ms, p95Ms, p99Ms, maxMs };
  }
}

/** How many durations a portion is: a hair above a whole number is that number, for it comes of rounding. */
function rankOf(portion: number, count: number): number {
  return Math.max(1, Math.ceil(portion * count * (1 - Number.EPSILON)));
}
