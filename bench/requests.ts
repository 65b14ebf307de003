/**
 * Requests, each an arrival and a departure, through a load balancer to 1,000 targets of one server each at 70 % of
 * what they can do: exponential arrivals and services, drawn as they come, every latency recorded. Each algorithm in a
 * process of its own, as a run has one or two: a call site that has met three is slower for all.
 */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
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
import { type Bench, perSecond } from './report.ts';

const TARGETS = 1000;
const CPU_MS = 10;
const UTILIZATION = 0.7;

/** The best of them counts. */
const PROCESSES = 3;

const CHOICES: Readonly<Record<string, () => TargetChoice>> = {
  round_robin: () => new RoundRobin(0),
  least_outstanding_requests: () => new LeastOutstanding(),
  weighted_random: () => new RandomChoice(new Streams('bench').get('targets')),
};

export const requestsBench: Bench = {
  name: 'requests',
  measure: async (isQuick) =>
    Object.keys(CHOICES).map((name) => {
      const values = Array.from({ length: isQuick ? 1 : PROCESSES }, () => measureAside(name, isQuick));
      const goal = name === 'weighted_random' ? undefined : { atLeast: 5_000_000 };
      return { name: `requests/${name}/${TARGETS}`, value: Math.max(...values), unit: 'requests/s', goal };
    }),
};

function measureAside(name: string, isQuick: boolean): number {
  const args = [fileURLToPath(import.meta.url), name, isQuick ? 'quick' : 'full'];
  const { stdout } = spawnSync(process.execPath, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
  return Number(stdout);
}

/** Requests per second of CPU. */
function requestsPerSecond(choice: TargetChoice, isQuick: boolean): number {
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
  return perSecond(isQuick ? 1 : 4, round);
}

if (import.meta.main) console.log(requestsPerSecond(CHOICES[process.argv[2]](), process.argv[3] === 'quick'));
