/**
 * Requests, each an arrival and a departure, through a load balancer to 1,000 targets of one server each at 70 % of
 * what they can do: exponential arrivals and services, drawn as they come, every latency recorded.
 */
import { Streams } from '../src/base/streams.ts';
import { HOUR_MS } from '../src/base/units.ts';
import { LeastOutstanding } from '../src/sim/controllers/requests/least-outstanding.ts';
import { RandomChoice } from '../src/sim/controllers/requests/random-choice.ts';
import { RequestArrivals } from '../src/sim/controllers/requests/request-arrivals.ts';
import { RequestModel } from '../src/sim/controllers/requests/request-model.ts';
import { RequestSizes } from '../src/sim/controllers/requests/request-sizes.ts';
import { RoundRobin } from '../src/sim/controllers/requests/round-robin.ts';
import type { TargetChoice } from '../src/sim/controllers/requests/target-choice.ts';
import { LatencyHistogram } from '../src/sim/record/latency-histogram.ts';
import { type Bench, type Measurement, perSecond } from './report.ts';

const TARGETS = 1000;
const CPU_MS = 10;
const UTILIZATION = 0.7;

export const requestsBench: Bench = {
  name: 'requests',
  measure: async (isQuick) => [
    measure('round_robin', new RoundRobin(0), isQuick),
    measure('least_outstanding_requests', new LeastOutstanding(), isQuick),
    measure('weighted_random', new RandomChoice(new Streams('bench').get('targets')), isQuick),
  ],
};

function measure(name: string, choice: TargetChoice, isQuick: boolean): Measurement {
  const streams = new Streams('bench');
  const perSecondInAll = (TARGETS * UTILIZATION * 1000) / CPU_MS;
  const curve = { atMs: Float64Array.of(0), values: Float64Array.of(perSecondInAll), periodMs: 0 };
  const model = new RequestModel(
    {
      arrivals: new RequestArrivals(curve, 1000 * HOUR_MS, false, streams.get('arrivals')),
      sizes: new RequestSizes('exponential', 1, streams.get('sizes')),
      choice,
      nodes: streams.get('nodes'),
      latencies: new LatencyHistogram(),
    },
    { kinds: 1, cpuServersMax: 1 },
  );
  for (let i = 0; i < TARGETS; i++) {
    const service = { kind: 0, cpuMs: CPU_MS, waitMs: 0, cpuServers: 1, slots: 100, placesMax: 1000 };
    model.route(model.add(service), 0);
  }
  const requests = isQuick ? 100_000 : 2_000_000;
  const roundMs = (requests / perSecondInAll) * 1000;
  let untilMs = 0;
  const round = () => {
    const before = model.served;
    untilMs = Math.min(untilMs + roundMs, 1000 * HOUR_MS);
    model.advanceTo(untilMs);
    return model.served - before;
  };
  return { name: `requests/${name}/${TARGETS}`, value: perSecond(isQuick ? 1 : 7, round), unit: 'requests/s' };
}
