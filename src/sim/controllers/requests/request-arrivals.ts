import { drawExponential } from '../../../base/exponential.ts';
import type { RandomStream } from '../../../base/streams.ts';
import { SECOND_MS } from '../../../base/units.ts';
import type { Curve } from '../../state/input.ts';
import { CurveReader } from '../usage/curve-reader.ts';

/**
 * When requests arrive, by the service's curve of requests per second: as a Poisson process, or evenly, each as soon
 * as one more is due. Either is drawn by the integral of the rate, which is exact for piecewise constant curves: the
 * next request comes where the expected number since the last one reaches an exponential of mean 1, or 1.
 */
export class RequestArrivals {
  /** The instant of the next request, ms, not rounded; Infinity when none comes any more. */
  nextMs = 0;
  private readonly endMs: number;
  private readonly isEven: boolean;
  private readonly random: RandomStream;
  private readonly rate: CurveReader;
  private perMs = 0;
  private changesAtMs = 0;

  /** None is looked for from `endMs` on, where the rate has fallen to 0 before. */
  constructor(requestsPerSecond: Curve, endMs: number, isEven: boolean, random: RandomStream) {
    this.endMs = endMs;
    this.isEven = isEven;
    this.random = random;
    this.rate = new CurveReader(requestsPerSecond);
    this.readRate(0);
    this.moveOn();
  }

  /** The next request is over: to the one behind it. */
  moveOn(): void {
    const expected = this.isEven ? 1 : drawExponential(this.random);
    const atMs = this.nextMs + expected / this.perMs;
    if (atMs < this.changesAtMs) this.nextMs = atMs;
    else this.moveOverChanges(expected);
  }

  private moveOverChanges(expected: number): void {
    let left = expected;
    let fromMs = this.nextMs;
    this.nextMs = Number.POSITIVE_INFINITY;
    while (fromMs < this.endMs) {
      if (this.perMs > 0) {
        const atMs = fromMs + left / this.perMs;
        if (atMs < this.changesAtMs) {
          this.nextMs = atMs;
          return;
        }
        left = Math.max(0, left - this.perMs * (this.changesAtMs - fromMs));
      }
      fromMs = this.changesAtMs;
      this.readRate(fromMs);
    }
  }

  private readRate(atMs: number): void {
    this.rate.moveTo(atMs);
    this.perMs = this.rate.value / SECOND_MS;
    this.changesAtMs = this.rate.nextChangeMs;
  }
}
