import type { RandomStream, Streams } from '../../../base/streams.ts';
import { NONE } from '../../../base/units.ts';
import type { LatencyHistogram } from '../../record/latency-histogram.ts';
import type { TargetGroupInput } from '../../state/input/load-balancing.ts';
import type { LoadInput } from '../../state/input.ts';
import { LeastOutstanding } from './least-outstanding.ts';
import { PooledChoice } from './pooled-choice.ts';
import { RandomChoice } from './random-choice.ts';
import { RequestArrivals } from './request-arrivals.ts';
import { RequestModel } from './request-model.ts';
import { RequestSizes } from './request-sizes.ts';
import { RoundRobin } from './round-robin.ts';
import type { TargetChoice } from './target-choice.ts';

/** The requests of one service, simulated one by one, and what has been told of them. */
export interface DetailedService {
  readonly model: RequestModel;
  /** Behind a load balancer. */
  readonly pools: PooledChoice | null;
  /** The deployment that `pools` tells apart, while traffic is shifted; else NONE. */
  primary: number;
  readonly told: { arrived: number; served: number; rejected: number; failed: number };
  /** When its tasks' use was measured last; and by kind what the model counted then. */
  measuredAtMs: number;
  readonly workArrived: Float64Array;
  readonly workDone: Float64Array;
}

export interface DetailedServiceSpec {
  readonly name: string;
  /** Of the service; with requestsPerSecond. */
  readonly load: LoadInput;
  /** null without a load balancer: clients know its RUNNING tasks, and each takes any of them. */
  readonly group: TargetGroupInput | null;
  /** Zones that requests are spread over before a target is chosen. */
  readonly zones: number;
  readonly endMs: number;
  readonly kinds: number;
  readonly cpuServersMax: number;
  readonly latencies: LatencyHistogram;
  readonly streams: Streams;
}

/** Arrivals, sizes and choices each draw from a stream of their own: another algorithm meets the very same requests. */
export function createService(spec: DetailedServiceSpec): DetailedService {
  const { name, load, group, streams, kinds } = spec;
  const { arrivals, times } = load.requests;
  const targets = streams.get(`requests/${name}/targets`);
  const pools = group === null ? null : new PooledChoice(spec.zones, () => createChoice(group, targets));
  const model = new RequestModel(
    {
      arrivals: new RequestArrivals(
        load.requestsPerSecond!,
        spec.endMs,
        arrivals === 'even',
        streams.get(`requests/${name}/arrivals`),
      ),
      sizes: new RequestSizes(times.kind, times.deviation, streams.get(`requests/${name}/sizes`)),
      choice: pools ?? new RandomChoice(targets),
      nodes: streams.get(`requests/${name}/nodes`),
      latencies: spec.latencies,
    },
    { kinds, cpuServersMax: spec.cpuServersMax },
  );
  return {
    model,
    pools,
    primary: NONE,
    told: { arrived: 0, served: 0, rejected: 0, failed: 0 },
    measuredAtMs: 0,
    workArrived: new Float64Array(kinds),
    workDone: new Float64Array(kinds),
  };
}

/** P7.1, P7.4: slow start is for round robin only. */
function createChoice(group: TargetGroupInput, random: RandomStream): TargetChoice {
  switch (group.algorithm) {
    case 'least_outstanding_requests':
      return new LeastOutstanding();
    case 'weighted_random':
      return new RandomChoice(random);
    case 'round_robin':
      return new RoundRobin(group.slowStartMs);
  }
}
