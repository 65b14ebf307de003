import { assert } from '../../../base/assert.ts';
import { createSampler } from '../../../base/distributions.ts';
import type { RandomStream } from '../../../base/streams.ts';
import { HOUR_MS, NONE } from '../../../base/units.ts';
import type { ArrivalsInput, Curve } from '../../state/input.ts';
import { CurveReader } from '../usage/curve-reader.ts';
import { ArrivalFile } from './arrival-file.ts';

/**
 * When RunTask is called next. A Poisson process with a rate that changes over time is drawn by its integral: the next
 * arrival is where the expected number since the last one reaches an exponential of mean 1, which is exact for
 * piecewise constant rates.
 */
export class ArrivalProcess {
  /** Number of the arrival in a list or a file; NONE for a Poisson process. */
  index = NONE;
  private readonly arrivals: ArrivalsInput;
  private readonly drawExpected: () => number;
  private readonly rate: CurveReader | null;
  private readonly file: ArrivalFile | null;
  /** Of the last arrival, before rounding to whole ms. */
  private exactMs = 0;
  private nextIndex = 0;

  constructor(arrivals: ArrivalsInput, random: RandomStream) {
    this.arrivals = arrivals;
    this.drawExpected = createSampler({ kind: 'exponential', mean: 1 }, random);
    this.rate = arrivals.kind === 'poisson' ? new CurveReader(arrivals.perHour) : null;
    this.file = arrivals.kind === 'file' ? new ArrivalFile(arrivals) : null;
  }

  /** The instant of the next arrival, ms, never earlier than the last; Infinity when none comes before `endMs`. */
  next(endMs: number): number {
    const { arrivals, file } = this;
    if (file !== null) {
      this.index = file.next();
      return this.index === NONE ? Number.POSITIVE_INFINITY : file.atMs(this.index);
    }
    if (arrivals.kind === 'list') {
      if (this.nextIndex >= arrivals.atMs.length) return Number.POSITIVE_INFINITY;
      this.index = this.nextIndex++;
      return Math.round(arrivals.atMs[this.index]);
    }
    assert(arrivals.kind === 'poisson', 'arrivals in a file are not read');
    return this.nextPoisson(arrivals.perHour, endMs);
  }

  /** How long the task of that arrival runs, ms; NaN where its source says it. */
  durationMs(arrival: number): number {
    const { arrivals, file } = this;
    if (file !== null) return file.durationMs(arrival);
    return arrivals.kind === 'list' && arrivals.durationMs !== null ? arrivals.durationMs[arrival] : Number.NaN;
  }

  /** Its row in taskDefinitions; NONE where its source says it. */
  taskDefinition(arrival: number): number {
    const { arrivals, file } = this;
    if (file !== null) return file.taskDefinition(arrival);
    return arrivals.kind === 'list' && arrivals.taskDefinition !== null ? arrivals.taskDefinition[arrival] : NONE;
  }

  private nextPoisson(perHour: Curve, endMs: number): number {
    let left = this.drawExpected();
    let fromMs = this.exactMs;
    const { rate } = this;
    if (rate === null || perHour.values.length === 0) return Number.POSITIVE_INFINITY;
    while (fromMs < endMs) {
      rate.moveTo(fromMs);
      const perMs = rate.value / HOUR_MS;
      const untilMs = Math.min(rate.nextChangeMs, endMs);
      const expected = perMs * (untilMs - fromMs);
      if (expected >= left && perMs > 0) {
        this.exactMs = fromMs + left / perMs;
        return Math.round(this.exactMs);
      }
      left -= expected;
      fromMs = untilMs;
    }
    return Number.POSITIVE_INFINITY;
  }
}
