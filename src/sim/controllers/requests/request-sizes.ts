import { assertNever } from '../../../base/assert.ts';
import { drawExponential } from '../../../base/exponential.ts';
import type { ServiceTime } from '../../../base/response-times.ts';
import type { RandomStream } from '../../../base/streams.ts';

/**
 * How large a request is: it multiplies both the CPU time and the waiting time of the average request. Its mean is
 * 1.
 */
export class RequestSizes {
  private readonly kind: ServiceTime['kind'];
  private readonly random: RandomStream;
  /** Of the logarithm of a lognormal size. */
  private readonly mu: number;
  private readonly sigma: number;
  /** Normal deviates come in twos. */
  private spare = Number.NaN;

  constructor(kind: ServiceTime['kind'], deviation: number, random: RandomStream) {
    const variance = Math.log1p(deviation ** 2);
    this.kind = kind;
    this.random = random;
    this.mu = -variance / 2;
    this.sigma = Math.sqrt(variance);
  }

  draw(): number {
    switch (this.kind) {
      case 'exponential':
        return drawExponential(this.random);
      case 'constant':
        return 1;
      case 'lognormal':
        return Math.exp(this.mu + this.sigma * this.drawNormal());
      default:
        return assertNever(this.kind);
    }
  }

  /** By G. Marsaglia's polar method. */
  private drawNormal(): number {
    const { spare } = this;
    this.spare = Number.NaN;
    if (!Number.isNaN(spare)) return spare;
    for (;;) {
      const x = 2 * this.random() - 1;
      const y = 2 * this.random() - 1;
      const square = x * x + y * y;
      if (square >= 1 || square === 0) continue;
      const factor = Math.sqrt((-2 * Math.log(square)) / square);
      this.spare = y * factor;
      return x * factor;
    }
  }
}
