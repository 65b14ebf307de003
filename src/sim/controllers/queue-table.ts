import { acceptedWaitProbability, lossProbability, meanWaitGiven } from '../../base/queueing.ts';
import { type ServiceTime, serviceQuantile, variationOf } from '../../base/response-times.ts';
import { LatencyHistogram } from '../record/latency-histogram.ts';

/** One queue of a fluid: c servers, so many places beside them, and a delay that no server takes part in. */
export interface QueueShape {
  readonly servers: number;
  /** Beside those in service; what finds none is rejected. */
  readonly places: number;
  /** Time of a request on one server, ms. */
  readonly service: ServiceTime;
  /** Time in the task without CPU, ms. */
  readonly delayMs: number;
  /** Squared coefficient of variation between arrivals: 1 Poisson, less behind round robin. */
  readonly arrivalVariation: number;
}

/**
 * A distribution is stood for by some of its values: each is the middle of the part between two of these edges. They
 * lie so that the median, 95 % and 99 % are such middles.
 */
const EDGES = [
  0,
  ...Array.from({ length: 18 }, (_, i) => 0.025 + i / 20),
  ...[0.9, 0.92, 0.935, 0.945, 0.955, 0.965, 0.975, 0.983, 0.9875, 0.9925, 0.995, 0.997, 0.9985, 0.9995],
];
const WEIGHTS = Float64Array.from(EDGES, (edge, i) => (EDGES[i + 1] ?? 1) - edge);
const PORTIONS = Float64Array.from(EDGES, (edge, i) => edge + WEIGHTS[i] / 2);
/** The same more finely, for the sum of wait and service. */
const FINER = 4;
const FINE_WEIGHTS = Float64Array.from(
  { length: WEIGHTS.length * FINER },
  (_, i) => WEIGHTS[Math.floor(i / FINER)] / FINER,
);
const FINE_PORTIONS = Float64Array.from(
  FINE_WEIGHTS,
  (weight, i) => EDGES[Math.floor(i / FINER)] + weight * ((i % FINER) + 0.5),
);
/** Response times that a utilization is represented by, and their weights. */
export const NODE_WEIGHTS: Float64Array = WEIGHTS;

/** Utilizations at which a queue is worked out; in between it is linear. Closely where it turns. */
export const UTILIZATIONS = Float64Array.from([
  ...Array.from({ length: 46 }, (_, i) => i / 50),
  ...Array.from({ length: 39 }, (_, i) => 0.905 + i / 200),
  ...Array.from({ length: 18 }, (_, i) => 1.1 + i / 20),
  ...Array.from({ length: 17 }, (_, i) => 2 + i / 2),
]);
export const UTILIZATION_MAX: number = UTILIZATIONS[UTILIZATIONS.length - 1]!;

/** Arrivals and service that never vary still leave so much of the wait of M/M/c, so that it stays a number. */
const STEADIEST = 1e-3;
/** Below this product of rate and length a truncated exponential is even. */
const EVEN = 1e-9;

/**
 * A queue in its steady state at every utilization: how many requests are in it, how many it turns away, how long the
 * others take. M/M/c/K by its exact shares of loss and of waiting; the wait of those who wait is exponential with the
 * rate of M/M/c up to the wait that a full room means, scaled by how variable arrivals and service are (Allen and
 * Cunneen). That holds on both sides of utilization 1: above it the wait grows towards the full room's.
 */
export class QueueTable {
  readonly shape: QueueShape;
  /** By utilization: requests in the queue, in service or delayed; and the share that is turned away. */
  readonly inFlight: Float64Array;
  readonly loss: Float64Array;
  /** Requests served per ms by all servers at work. */
  readonly capacityPerMs: number;
  /** Weight of requests served at each utilization since it was read last. */
  private readonly weights = new Float64Array(UTILIZATIONS.length);
  private lowest = UTILIZATIONS.length;
  private highest = -1;
  private readonly nodes: (Float64Array | undefined)[];

  /** @param like a table of the same shape, with which it shares what is worked out */
  constructor(shape: QueueShape, like?: QueueTable) {
    this.shape = shape;
    this.nodes = like?.nodes ?? [];
    const { servers, service } = shape;
    this.capacityPerMs = servers / service.mean;
    if (like !== undefined) {
      this.loss = like.loss;
      this.inFlight = like.inFlight;
      return;
    }
    this.loss = UTILIZATIONS.map((utilization) => lossProbability(servers, shape.places, utilization * servers));
    this.inFlight = UTILIZATIONS.map((utilization, row) => {
      const accepted = utilization * this.capacityPerMs * (1 - this.loss[row]);
      return accepted * (this.meanWaitMs(utilization) + service.mean + shape.delayMs);
    });
    // Rounding must not make it fall where the room is as good as full.
    for (let row = 1; row < this.inFlight.length; row++) {
      this.inFlight[row] = Math.max(this.inFlight[row], this.inFlight[row - 1] + Number.EPSILON * row);
    }
  }

  /** So many requests were served between the utilizations of a row and the next, at that part of the way. */
  serve(row: number, part: number, requests: number): void {
    this.weights[row] += (1 - part) * requests;
    this.weights[row + 1] += part * requests;
    if (row < this.lowest) this.lowest = row;
    if (row + 1 > this.highest) this.highest = row + 1;
  }

  /** Adds the response times of what was served since the last call to a histogram. */
  readInto(histogram: LatencyHistogram): void {
    for (let row = this.lowest; row <= this.highest; row++) {
      const weight = this.weights[row];
      if (weight <= 0) continue;
      const times = this.responseTimesMs(row);
      for (let i = 0; i < times.length; i++) histogram.add(times[i], weight * WEIGHTS[i]);
      this.weights[row] = 0;
    }
    this.lowest = UTILIZATIONS.length;
    this.highest = -1;
  }

  /** Response times at a utilization that stand for all of them, weighted by NODE_WEIGHTS. Worked out once. */
  responseTimesMs(row: number): Float64Array {
    const known = this.nodes[row];
    if (known !== undefined) return known;
    const { service, delayMs } = this.shape;
    const waits = this.waitProbability(UTILIZATIONS[row]);
    const spread = new LatencyHistogram();
    const waitsMs = FINE_PORTIONS.map((portion) => this.waitQuantileMs(UTILIZATIONS[row], portion));
    for (let i = 0; i < FINE_PORTIONS.length; i++) {
      // A request is large or small in all that it does: its delay is as its service.
      const serviceMs = serviceQuantile(service, FINE_PORTIONS[i]) * (1 + delayMs / service.mean);
      if (waits < 1) spread.add(serviceMs, FINE_WEIGHTS[i] * (1 - waits));
      if (waits === 0) continue;
      for (let j = 0; j < waitsMs.length; j++) {
        spread.add(serviceMs + waitsMs[j], FINE_WEIGHTS[i] * FINE_WEIGHTS[j] * waits);
      }
    }
    const times = PORTIONS.map((portion) => spread.quantile(portion));
    this.nodes[row] = times;
    return times;
  }

  /** Of those that are let in. */
  private meanWaitMs(utilization: number): number {
    const waits = this.waitProbability(utilization);
    return waits === 0 ? 0 : waits * truncatedMean(this.waitRate(utilization), this.longestWaitMs());
  }

  private waitProbability(utilization: number): number {
    const { servers, places } = this.shape;
    return acceptedWaitProbability(servers, places, utilization * servers);
  }

  private waitQuantileMs(utilization: number, portion: number): number {
    return truncatedQuantile(this.waitRate(utilization), this.longestWaitMs(), portion);
  }

  /** Per ms; negative where requests come faster than they are served. */
  private waitRate(utilization: number): number {
    const { arrivalVariation, service } = this.shape;
    // Of the mean wait beside that of M/M/c; at and above utilization 1 its limit.
    const below = Math.min(utilization, 1 - 2 ** -20);
    const variation = meanWaitGiven(1, 1, below, 1, arrivalVariation, variationOf(service)) * (1 - below);
    return (this.capacityPerMs * (1 - utilization)) / Math.max(STEADIEST, variation);
  }

  private longestWaitMs(): number {
    return this.shape.places / this.capacityPerMs;
  }
}

/** Row of the last utilization that is not above this one; one less than the last row at most. O(log rows). */
export function rowBelow(utilization: number): number {
  let low = 0;
  let high = UTILIZATIONS.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (UTILIZATIONS[middle] <= utilization) low = middle;
    else high = middle;
  }
  return low;
}

/** Mean of a density ∝ e^(−rate · t) on [0, length]; the rate may be negative. */
export function truncatedMean(rate: number, length: number): number {
  if (Math.abs(rate * length) < EVEN) return length / 2;
  const mean = 1 / Math.abs(rate) - length / Math.expm1(Math.abs(rate) * length);
  return rate > 0 ? mean : length - mean;
}

/** What a portion of it does not exceed. */
export function truncatedQuantile(rate: number, length: number, portion: number): number {
  if (Math.abs(rate * length) < EVEN) return portion * length;
  if (rate < 0) return length - truncatedQuantile(-rate, length, 1 - portion);
  return Math.min(length, -Math.log1p(portion * Math.expm1(-rate * length)) / rate);
}
