/**
 * How waits and response times are spread, beyond their means. A wait has two numbers: how likely it is, and its mean;
 * given that there is one it is taken as exponential, which is exact for M/M/c and for GI/M/c, and the usual
 * heavy-traffic approximation for others (J. Köllerström, Journal of Applied Probability 11, 1974). The response time
 * is the wait and, independent of it, the service.
 */

import { assertNever } from './assert.ts';

/** Chance that the wait is longer than `time`. `meanWait` is over all requests, those that do not wait included. */
export function waitTail(waitProbability: number, meanWait: number, time: number): number {
  if (time < 0) return 1;
  if (waitProbability === 0 || meanWait === 0) return 0;
  return waitProbability * Math.exp((-waitProbability * time) / meanWait);
}

/** The wait that a share of `portion` in [0, 1) of the requests does not exceed. */
export function waitQuantile(waitProbability: number, meanWait: number, portion: number): number {
  if (portion <= 1 - waitProbability || meanWait === 0) return 0;
  return (meanWait / waitProbability) * Math.log(waitProbability / (1 - portion));
}

/** What service takes: its mean, and how it is spread around it. */
export interface ServiceTime {
  readonly kind: 'constant' | 'exponential' | 'lognormal';
  readonly mean: number;
  /** Standard deviation / mean, of lognormal; the others have their own. */
  readonly deviation: number;
}

/** Squared coefficient of variation, variance / mean², as the formulas of queueing.ts take it. */
export function variationOf(service: ServiceTime): number {
  switch (service.kind) {
    case 'constant':
      return 0;
    case 'exponential':
      return 1;
    case 'lognormal':
      return service.deviation ** 2;
    default:
      return assertNever(service.kind);
  }
}

/** The service time that a share of `portion` in [0, 1) of the requests does not exceed. */
export function serviceQuantile(service: ServiceTime, portion: number): number {
  switch (service.kind) {
    case 'constant':
      return service.mean;
    case 'exponential':
      return -service.mean * Math.log1p(-portion);
    case 'lognormal': {
      if (portion === 0) return 0;
      const variance = Math.log1p(service.deviation ** 2);
      return service.mean * Math.exp(Math.sqrt(variance) * normalQuantile(portion) - variance / 2);
    }
    default:
      return assertNever(service.kind);
  }
}

const CENTRAL = [
  [-39.69683028665376, 220.9460984245205, -275.9285104469687, 138.357751867269, -30.66479806614716, 2.506628277459239],
  [-54.47609879822406, 161.5858368580409, -155.6989798598866, 66.80131188771972, -13.28068155288572, 1],
];
const TAIL = [
  [
    -0.007784894002430293, -0.3223964580411365, -2.400758277161838, -2.549732539343734, 4.374664141464968,
    2.938163982698783,
  ],
  [0.007784695709041462, 0.3224671290700398, 2.445134137142996, 3.754408661907416, 1],
];
const TAIL_BELOW = 0.02425;

/** Of the standard normal distribution, by P. Acklam's rational approximation (2003): relative error below 1.2e-9. */
function normalQuantile(portion: number): number {
  if (portion > 0.5) return -normalQuantile(1 - portion);
  if (portion < TAIL_BELOW) {
    const x = Math.sqrt(-2 * Math.log(portion));
    return polynomial(TAIL[0], x) / polynomial(TAIL[1], x);
  }
  const x = portion - 0.5;
  return (x * polynomial(CENTRAL[0], x * x)) / polynomial(CENTRAL[1], x * x);
}

function polynomial(coefficients: readonly number[], x: number): number {
  return coefficients.reduce((sum, coefficient) => sum * x + coefficient, 0);
}

/** Portions at which a distribution is looked up: its tail more closely than its bulk. The first stands for 0. */
const PORTIONS = [
  0.001,
  ...Array.from({ length: 35 }, (_, i) => (i + 1) / 40),
  ...Array.from({ length: 18 }, (_, i) => 0.9 + i / 200),
  ...Array.from({ length: 9 }, (_, i) => 0.99 + i / 1000),
  ...[0.999, 0.9995, 0.9999, 0.99999],
];
/** A quantile is found to this part of itself: the histograms beside it keep three digits. */
const PRECISION = 2 ** -14;

/**
 * The response times of a queue. `update` says how long the wait is, whenever that changes, and allocates nothing; a
 * quantile costs about fifteen tails, a tail two exponentials, or 70 where service is not exponential.
 */
export class ResponseTimes {
  private readonly service: ServiceTime;
  /** The service's distribution function is taken as linear between these times, with so much in between. */
  private readonly edges: Float64Array;
  private readonly weights: Float64Array;
  private waitProbability = 0;
  private meanWait = 0;

  constructor(service: ServiceTime) {
    this.service = service;
    this.edges = Float64Array.from(PORTIONS, (portion) => serviceQuantile(service, portion));
    this.weights = Float64Array.from(PORTIONS, (portion, i) => (PORTIONS[i + 1] ?? 1) - (i === 0 ? 0 : portion));
  }

  /** How many wait, and the mean wait over all: erlangC and meanWait of queueing.ts. */
  update(waitProbability: number, meanWait: number): void {
    this.waitProbability = waitProbability;
    this.meanWait = meanWait;
  }

  /** Chance that a response takes longer than `time` ≥ 0. */
  tail(time: number): number {
    return this.service.kind === 'exponential' ? this.exponentialTail(time) : this.generalTail(time);
  }

  /** The response time that a share of `portion` in (0, 1) does not exceed; Infinity when the wait has no end. */
  quantile(portion: number): number {
    if (this.meanWait === Number.POSITIVE_INFINITY) return this.meanWait;
    let low = 0;
    let high = this.service.mean + this.meanWait;
    while (this.tail(high) > 1 - portion) {
      low = high;
      high *= 2;
    }
    while (high - low > PRECISION * high) {
      const middle = (low + high) / 2;
      if (this.tail(middle) > 1 - portion) low = middle;
      else high = middle;
    }
    return (low + high) / 2;
  }

  /** Exponential service of rate μ after a wait that is exponential of rate θ for a share of the requests. */
  private exponentialTail(time: number): number {
    const { waitProbability, meanWait } = this;
    const serviceTime = this.service.mean;
    const served = Math.exp(-time / serviceTime);
    if (waitProbability === 0 || meanWait === 0) return served;
    const waitRate = waitProbability / meanWait;
    const gap = Math.abs(waitRate - 1 / serviceTime) * time;
    // μ (e^(−θt) − e^(−μt)) / (μ − θ), which tends to μ t e^(−μt) where both rates are the same.
    const late = Math.exp(-Math.min(waitRate, 1 / serviceTime) * time) * (gap === 0 ? 1 : -Math.expm1(-gap) / gap);
    return served + (waitProbability * time * late) / serviceTime;
  }

  private generalTail(time: number): number {
    const { edges, weights } = this;
    const last = edges.length - 1;
    let sum = 0;
    for (let i = 0; i < last; i++) sum += weights[i] * this.tailBetween(time, edges[i], edges[i + 1]);
    return sum + weights[last] * waitTail(this.waitProbability, this.meanWait, time - edges[last]);
  }

  /** The same for services spread evenly between two times. */
  private tailBetween(time: number, low: number, high: number): number {
    const { waitProbability, meanWait } = this;
    if (time < low) return 1;
    if (high <= low) return waitTail(waitProbability, meanWait, time - low);
    const longer = time < high ? (high - time) / (high - low) : 0;
    if (waitProbability === 0 || meanWait === 0) return longer;
    const end = Math.min(time, high);
    const spread = (waitProbability / meanWait) * (end - low);
    const late = spread === 0 ? 1 : -Math.expm1(-spread) / spread;
    return longer + ((end - low) / (high - low)) * waitTail(waitProbability, meanWait, time - end) * late;
  }
}
