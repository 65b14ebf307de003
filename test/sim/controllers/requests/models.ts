/** Models of requests as a reader states them, and what is sound to say of their replications. */
import type { ServiceTime } from '../../../../src/base/response-times.ts';
import { Streams } from '../../../../src/base/streams.ts';
import { LeastOutstanding } from '../../../../src/sim/controllers/requests/least-outstanding.ts';
import { RandomChoice } from '../../../../src/sim/controllers/requests/random-choice.ts';
import { RequestArrivals } from '../../../../src/sim/controllers/requests/request-arrivals.ts';
import { RequestModel, type TargetService } from '../../../../src/sim/controllers/requests/request-model.ts';
import { RequestSizes } from '../../../../src/sim/controllers/requests/request-sizes.ts';
import { RoundRobin } from '../../../../src/sim/controllers/requests/round-robin.ts';
import { LatencyHistogram } from '../../../../src/sim/record/latency-histogram.ts';
import type { Curve } from '../../../../src/sim/state/input.ts';

export type Algorithm = 'round_robin' | 'least_outstanding_requests' | 'weighted_random';

export interface ModelSpec {
  readonly seed: number;
  readonly perSecond: number | Curve;
  readonly targets?: number;
  readonly service?: Partial<TargetService>;
  readonly times?: Omit<ServiceTime, 'mean'>;
  readonly isEven?: boolean;
  readonly algorithm?: Algorithm;
}

/** One server without limits: 1 s of CPU per request, no other waiting. */
export function targetService(parts: Partial<TargetService> = {}): TargetService {
  return { kind: 0, cpuMs: 1000, waitMs: 0, cpuServers: 1, slots: 1e6, placesMax: 1e6, ...parts };
}

export function constantRate(perSecond: number): Curve {
  return { atMs: Float64Array.of(0), values: Float64Array.of(perSecond), periodMs: 0 };
}

/** A model whose targets, all alike, take requests from 0 on. */
export function requestModel(spec: ModelSpec): RequestModel {
  const streams = new Streams(spec.seed);
  const choices = {
    round_robin: () => new RoundRobin(0),
    least_outstanding_requests: () => new LeastOutstanding(),
    weighted_random: () => new RandomChoice(streams.get('targets')),
  };
  const { kind, deviation } = spec.times ?? { kind: 'exponential', deviation: 1 };
  const curve = typeof spec.perSecond === 'number' ? constantRate(spec.perSecond) : spec.perSecond;
  const model = new RequestModel(
    {
      arrivals: new RequestArrivals(curve, Number.POSITIVE_INFINITY, spec.isEven ?? false, streams.get('arrivals')),
      sizes: new RequestSizes(kind, deviation, streams.get('sizes')),
      choice: choices[spec.algorithm ?? 'round_robin'](),
      nodes: streams.get('nodes'),
      latencies: new LatencyHistogram(),
    },
    { kinds: 2, cpuServersMax: Math.max(4, spec.service?.cpuServers ?? 1) },
  );
  for (let i = 0; i < (spec.targets ?? 1); i++) model.route(model.add(targetService(spec.service)), 0);
  return model;
}

const REPLICATIONS = 20;
/** Student's t for 19 degrees of freedom, 99 % two-sided. */
const STUDENT_99 = 2.861;

/**
 * A 99 % confidence interval of the mean over 20 independent replications with seeds of their own: what `measure` says
 * of each after a warm-up.
 */
export function confidenceInterval(measure: (seed: number) => number): { low: number; high: number; mean: number } {
  const values = Array.from({ length: REPLICATIONS }, (_, i) => measure(1000 + i));
  const mean = values.reduce((sum, value) => sum + value, 0) / REPLICATIONS;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (REPLICATIONS - 1);
  const half = STUDENT_99 * Math.sqrt(variance / REPLICATIONS);
  return { low: mean - half, high: mean + half, mean };
}

/** Latencies of a stretch of the run, after a warm-up as long as a tenth of it; in seconds. */
export function measured(spec: ModelSpec, seconds: number): RequestModel['latencies'] {
  const model = requestModel(spec);
  model.advanceTo(seconds * 100);
  model.latencies.clear();
  model.advanceTo(seconds * 1100);
  return model.latencies;
}
