import { type ServiceTime, serviceQuantile } from '../../../base/response-times.ts';
import { LatencyHistogram } from '../../record/latency-histogram.ts';

/** Parts of equal weight that a service and its residual are cut into, and how often the last one is halved. */
const PARTS = 24;
const TAIL_PARTS = 12;
const PART_EDGES = [
  ...Array.from({ length: PARTS }, (_, i) => i / PARTS),
  ...Array.from({ length: TAIL_PARTS }, (_, i) => 1 - 2 ** -(i + 1) / PARTS),
];
const SERVICE_WEIGHTS = Float64Array.from(PART_EDGES, (edge, i) => (PART_EDGES[i + 1] ?? 1) - edge);
/** Times that the sum is put together anew: what is left of the first guess is σ to that power. */
const ROUNDS = 5;

/**
 * What is left of a service that is found at work, as parts of its mean. Its density is
 * the share of services that are longer, over their mean (Kleinrock, chapter 5), so it is even between two services.
 */
export function residualShape(service: ServiceTime): Float64Array {
  const times = PART_EDGES.map((edge, i) => serviceQuantile(service, edge + SERVICE_WEIGHTS[i] / 2));
  const mean = times.reduce((sum, time, i) => sum + time * SERVICE_WEIGHTS[i], 0);
  const quantiles = new Float64Array(PART_EDGES.length);
  let from = 0;
  let below = 0;
  let part = 0;
  for (let i = 0; i < times.length; i++) {
    const density = (1 - PART_EDGES[i]) / mean;
    const upTo = below + (times[i] - from) * density;
    while (part < quantiles.length) {
      const middle = PART_EDGES[part] + SERVICE_WEIGHTS[part] / 2;
      if (middle > upTo && i + 1 < times.length) break;
      quantiles[part++] = from + (middle - below) / density;
    }
    from = times[i];
    below = upTo;
  }
  const residualMean = quantiles.reduce((sum, time, i) => sum + time * SERVICE_WEIGHTS[i], 0);
  return quantiles.map((time) => time / residualMean);
}

/**
 * Waits of those who wait, as they lie at the given portions: the first step of the wait, and with probability
 * `again` as much as somebody who waits. A wait is such a sum in every GI/G/1; in M/G/1 its steps are residual services
 * and `again` is the utilization (Kleinrock, chapter 5). Steps here always have that shape, and the mean that makes the
 * mean wait what it is to be.
 *
 * @param first waits to start from, exponential, at the same portions
 */
export function geometricWaits(
  shape: Float64Array,
  again: number,
  meanMs: number,
  first: Float64Array,
  weights: Float64Array,
  portions: Float64Array,
): Float64Array {
  const stepMs = meanMs * (1 - again);
  const sum = new LatencyHistogram();
  let waits = first;
  for (let round = 0; round < ROUNDS; round++) {
    sum.clear();
    for (let i = 0; i < shape.length; i++) {
      const ms = shape[i] * stepMs;
      sum.add(ms, SERVICE_WEIGHTS[i] * (1 - again));
      for (let j = 0; j < waits.length; j++) sum.add(ms + waits[j], SERVICE_WEIGHTS[i] * weights[j] * again);
    }
    const scale = meanMs / sum.meanMs();
    const quantiles = new Float64Array(portions.length);
    sum.quantiles(portions, quantiles, 0, 1);
    waits = quantiles.map((ms) => scale * ms);
  }
  return waits;
}
