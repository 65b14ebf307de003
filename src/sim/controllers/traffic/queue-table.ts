import {
  acceptedWaitProbability,
  lossProbability,
  meanWaitGiven,
  roundRobinWaitProbability,
  steadyWaitProbability,
} from '../../../base/queueing.ts';
import { type ServiceTime, serviceQuantile, variationOf } from '../../../base/response-times.ts';
import { type LaidTimes, LatencyHistogram, layTimes } from '../../record/latency-histogram.ts';
import { geometricWaits, residualShape } from './wait-times.ts';

/** One queue of a fluid: c servers, so many places beside them, and a delay that no server takes part in. */
export interface QueueShape {
  readonly servers: number;
  /** Queues that share them: an arrival joins the shortest and stays there. */
  readonly queues: number;
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
/** Scratch: response times while they are put together. */
const SPREAD = new LatencyHistogram();
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
/**
 * Where an arrival joins the shortest of several queues, servers are free while others have a queue, so fewer wait than
 * by Erlang C: by this power of how much longer they do. Fitted to single requests at 4 and 20 targets (decision 0013).
 */
const FEWER_WAIT = 1 / 4;
/** Below this product of rate and length a truncated exponential is even. */
const EVEN = 1e-9;

/**
 * A queue in its steady state at every utilization: how many requests are in it, how many it turns away, how long the
 * others take. M/M/c/K by its exact shares of loss and of waiting, up to the wait that a full room means. Fewer wait
 * where arrivals are steadier; the mean wait is scaled by how variable arrivals and service are (Allen and Cunneen);
 * the wait of those who wait is exponential where service is, else a geometric sum (wait-times.ts). At and above
 * utilization 1 it is exponential, and grows towards the full room's.
 */
export class QueueTable {
  /** Place among the tables of its service. */
  number = 0;
  readonly shape: QueueShape;
  /** By utilization: requests in the queue, in service or delayed; and the share that is turned away. */
  readonly inFlight: Float64Array;
  readonly loss: Float64Array;
  /** By utilization: what is served of what the servers can serve, at most all of it. */
  readonly throughput: Float64Array;
  /** Requests served per ms by all servers at work. */
  readonly capacityPerMs: number;
  /**
   * By utilization, of the cell from it to the next: how fast the utilization moves, per ms, for each part of what the
   * servers can serve that comes beyond what they do.
   */
  readonly pacePerMs: Float64Array;
  /** Since it was read last, by row: requests served from there to the next utilization, and their part of the way. */
  private readonly weights = new Float64Array(UTILIZATIONS.length);
  private readonly parts = new Float64Array(UTILIZATIONS.length);
  private lowest = UTILIZATIONS.length;
  private highest = -1;
  private readonly nodes: (LaidTimes | undefined)[];
  private residual: Float64Array | undefined;

  /** @param like a table of the same shape, with which it shares what is worked out */
  constructor(shape: QueueShape, like?: QueueTable) {
    this.shape = shape;
    this.nodes = like?.nodes ?? [];
    const { servers, service } = shape;
    this.capacityPerMs = servers / service.mean;
    if (like !== undefined) {
      this.loss = like.loss;
      this.throughput = like.throughput;
      this.inFlight = like.inFlight;
      this.pacePerMs = like.pacePerMs;
      return;
    }
    this.loss = UTILIZATIONS.map((utilization) => lossProbability(servers, shape.places, utilization * servers));
    this.throughput = UTILIZATIONS.map((utilization, row) => Math.min(1, utilization * (1 - this.loss[row])));
    this.inFlight = UTILIZATIONS.map((utilization, row) => {
      const accepted = utilization * this.capacityPerMs * (1 - this.loss[row]);
      return accepted * (this.meanWaitMs(utilization) + service.mean + shape.delayMs);
    });
    // Rounding must not make it fall where the room is as good as full.
    for (let row = 1; row < this.inFlight.length; row++) {
      this.inFlight[row] = Math.max(this.inFlight[row], this.inFlight[row - 1] + Number.EPSILON * row);
    }
    this.pacePerMs = UTILIZATIONS.subarray(1).map((next, row) => {
      return (this.capacityPerMs * (next - UTILIZATIONS[row])) / (this.inFlight[row + 1] - this.inFlight[row]);
    });
  }

  /** So many requests were served between the utilizations of a row and the next, at that part of the way. */
  serve(row: number, part: number, requests: number): void {
    this.weights[row] += requests;
    this.parts[row] += part * requests;
    if (row < this.lowest) this.lowest = row;
    if (row > this.highest) this.highest = row;
  }

  /** Writes what was served since the last call: own number, row, mean part, requests. Returns the place behind it. */
  take(entries: Float64Array, from: number): number {
    let at = from;
    for (let row = this.lowest; row <= this.highest; row++) {
      if (this.weights[row] <= 0) continue;
      entries[at++] = this.number;
      entries[at++] = row;
      entries[at++] = this.parts[row] / this.weights[row];
      entries[at++] = this.weights[row];
      this.weights[row] = 0;
      this.parts[row] = 0;
    }
    this.lowest = UTILIZATIONS.length;
    this.highest = -1;
    return at;
  }

  /** Response times of so many requests, at that part of the way from a row to the next. */
  addResponseTimes(row: number, part: number, requests: number, to: LatencyHistogram): void {
    const lower = this.responseTimes(row);
    const upper = part === 0 ? lower : this.responseTimes(row + 1);
    to.addBetween(lower, upper, part, NODE_WEIGHTS, requests);
  }

  /** Response times at a utilization that stand for all of them, weighted by NODE_WEIGHTS. Worked out once. */
  responseTimes(row: number): LaidTimes {
    const known = this.nodes[row];
    if (known !== undefined) return known;
    const { service, delayMs } = this.shape;
    const waits = this.waitProbability(UTILIZATIONS[row]);
    const spread = SPREAD;
    const waitsMs = this.waitsMs(UTILIZATIONS[row]);
    for (let i = 0; i < FINE_PORTIONS.length; i++) {
      // A request is large or small in all that it does: its delay is as its service.
      const serviceMs = serviceQuantile(service, FINE_PORTIONS[i]) * (1 + delayMs / service.mean);
      if (waits < 1) spread.add(serviceMs, FINE_WEIGHTS[i] * (1 - waits));
      if (waits === 0) continue;
      spread.addAll(waitsMs, serviceMs, FINE_WEIGHTS, FINE_WEIGHTS[i], waits);
    }
    const timesMs = new Float64Array(PORTIONS.length);
    spread.quantiles(PORTIONS, timesMs, 0, 1);
    spread.clear();
    const times = layTimes(timesMs, NODE_WEIGHTS);
    this.nodes[row] = times;
    return times;
  }

  /** Of those that are let in. */
  private meanWaitMs(utilization: number): number {
    const waits = this.waitProbability(utilization);
    return waits === 0 ? 0 : waits * truncatedMean(this.waitRate(utilization), this.longestWaitMs());
  }

  private waitProbability(utilization: number): number {
    const { queues, servers, places, service } = this.shape;
    const waits = acceptedWaitProbability(servers, places, utilization * servers);
    if (utilization === 0 || utilization >= 1) return waits;
    const met = (waits * this.again(utilization)) / utilization;
    if (queues === 1 || service.kind === 'constant') return met;
    return met * (this.togetherMs(utilization) / this.apartMs(utilization)) ** FEWER_WAIT;
  }

  /** Waits of those who wait, at FINE_PORTIONS. */
  private waitsMs(utilization: number): Float64Array {
    const { service } = this.shape;
    const rate = this.waitRate(utilization);
    const longestMs = this.longestWaitMs();
    const waits = FINE_PORTIONS.map((portion) => truncatedQuantile(rate, longestMs, portion));
    if (!this.isGeometric(utilization)) return waits;
    this.residual ??= residualShape(service);
    const again = this.again(utilization) ** this.shape.queues;
    const meanMs = truncatedMean(rate, longestMs);
    const longer = geometricWaits(this.residual, again, meanMs, waits, FINE_WEIGHTS, FINE_PORTIONS);
    return longer.map((ms) => Math.min(ms, longestMs));
  }

  /** Where waits are exponential themselves, or steady services end one after the other, there is nothing to add. */
  private isGeometric(utilization: number): boolean {
    const { queues, service } = this.shape;
    if (utilization === 0 || utilization >= 1) return false;
    return service.kind === 'lognormal' || (service.kind === 'constant' && queues === 1);
  }

  /** Chance that one server is found at work, as its arrivals find it: the utilization if they are Poisson. */
  private again(utilization: number): number {
    const { arrivalVariation, service } = this.shape;
    if (arrivalVariation >= 1) return utilization;
    if (service.kind !== 'exponential') {
      return Math.max(STEADIEST, steadyWaitProbability(utilization, arrivalVariation, variationOf(service)));
    }
    const targets = 1 / Math.max(STEADIEST, arrivalVariation);
    return roundRobinWaitProbability(targets, targets * utilization, 1);
  }

  /** Per ms, of the wait of those who wait; negative where requests come faster than they are served. */
  private waitRate(utilization: number): number {
    const { arrivalVariation, queues, service } = this.shape;
    const serviceVariation = variationOf(service);
    // Of the mean wait beside that of M/M/c; at and above utilization 1 its limit.
    const below = Math.min(utilization, 1 - 2 ** -20);
    const variation = meanWaitGiven(1, 1, below, 1, arrivalVariation, serviceVariation) * (1 - below);
    const pooled = (this.capacityPerMs * (1 - utilization)) / Math.max(STEADIEST, variation);
    if (utilization >= 1 || utilization === 0) return pooled;
    const again = this.again(below);
    if (service.kind === 'exponential' && queues === 1) return this.capacityPerMs * (1 - again);
    const single = (pooled * again) / below;
    if (queues === 1) return single;
    // Whoever joins one of several queues waits for its server, also when another one is free first.
    const longerMs = Math.sqrt(serviceVariation) * (this.apartMs(below) - this.togetherMs(below));
    return 1 / (1 / single + longerMs);
  }

  /** Mean wait of those who wait in M/M/c. */
  private togetherMs(utilization: number): number {
    return 1 / (this.capacityPerMs * (1 - utilization));
  }

  /** The same if those found waiting stand evenly in all queues, and each has a server of its own. */
  private apartMs(utilization: number): number {
    const { queues } = this.shape;
    return queues / (this.capacityPerMs * (1 - utilization ** queues));
  }

  private longestWaitMs(): number {
    return this.shape.places / this.capacityPerMs;
  }
}

/** Rows by thousandths of a utilization below FINE_MAX: the last one that is not above the start of the thousandth. */
const FINE_MAX = 2;
const FINE_STEPS = 1000;
const FINE_ROWS = Uint8Array.from({ length: FINE_MAX * FINE_STEPS }, (_, i) => rowFrom(0, i / FINE_STEPS));

/** Row of the last utilization that is not above this one; one less than the last row at most. */
export function rowBelow(utilization: number): number {
  return rowFrom(FINE_ROWS[Math.min((utilization * FINE_STEPS) | 0, FINE_ROWS.length - 1)], utilization);
}

/** The same from a row that is not above it. */
function rowFrom(row: number, utilization: number): number {
  let last = row;
  while (last < UTILIZATIONS.length - 2 && UTILIZATIONS[last + 1] <= utilization) last++;
  return last;
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
