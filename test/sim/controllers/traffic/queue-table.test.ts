import { describe, expect, it } from 'vitest';
import {
  erlangC,
  lossProbability,
  meanWait,
  meanWaitOfAccepted,
  roundRobinWaitProbability,
} from '../../../../src/base/queueing.ts';
import {
  NODE_WEIGHTS,
  type QueueShape,
  QueueTable,
  rowBelow,
  truncatedMean,
  truncatedQuantile,
  UTILIZATIONS,
} from '../../../../src/sim/controllers/traffic/queue-table.ts';
import { ServiceTables } from '../../../../src/sim/controllers/traffic/service-tables.ts';
import { LatencyHistogram } from '../../../../src/sim/record/latency-histogram.ts';

const SERVICE_MS = 20;

function shape(parts: Partial<QueueShape> = {}): QueueShape {
  const service = { kind: 'exponential', mean: SERVICE_MS, deviation: 1 } as const;
  return { servers: 1, queues: 1, places: 5000, service, delayMs: 0, arrivalVariation: 1, ...parts };
}

/** Row of that utilization. */
function rowOf(utilization: number): number {
  return UTILIZATIONS.findIndex((one) => Math.abs(one - utilization) < 1e-9);
}

function timesAt(table: QueueTable, utilization: number): LatencyHistogram {
  const histogram = new LatencyHistogram();
  const tables = new ServiceTables();
  tables.add(table);
  table.serve(rowOf(utilization), 0, 1000);
  tables.served(table);
  tables.gather();
  tables.tell(histogram);
  return histogram;
}

describe('a queue in its steady state', () => {
  it.each([0.2, 0.5, 0.8, 0.9])(
    'of M/M/1 at %f has its known response time at the median, 95 and 99 percent',
    (load) => {
      const times = timesAt(new QueueTable(shape()), load);
      for (const portion of [0.5, 0.95, 0.99]) {
        const exact = (-Math.log(1 - portion) * SERVICE_MS) / (1 - load);
        expect(Math.abs(times.quantile(portion) / exact - 1)).toBeLessThan(0.03);
      }
      expect(times.meanMs() / (SERVICE_MS / (1 - load))).toBeGreaterThan(0.97);
      expect(times.meanMs() / (SERVICE_MS / (1 - load))).toBeLessThan(1.03);
    },
  );

  it.each([2, 8, 50])('of M/M/%i waits as Erlang C says', (servers) => {
    const table = new QueueTable(shape({ servers }));
    for (const load of [0.5, 0.8, 0.9]) {
      const rate = (load * servers) / SERVICE_MS;
      const waitMs = meanWait(servers, rate, SERVICE_MS);
      expect(table.inFlight[rowOf(load)]).toBeCloseTo(rate * (waitMs + SERVICE_MS), 6);
      expect(erlangC(servers, load * servers)).toBeGreaterThan(0);
    }
  });

  it('of M/D/1 has half the wait of M/M/1 (Pollaczek–Khinchine), of M/G/1 (1 + cv²) / 2 of it', () => {
    const waitOf = (service: QueueShape['service']) => {
      const table = new QueueTable(shape({ service }));
      return table.inFlight[rowOf(0.8)]! / (0.8 / SERVICE_MS) - SERVICE_MS;
    };
    const exponential = waitOf(shape().service);
    expect(waitOf({ kind: 'constant', mean: SERVICE_MS, deviation: 0 })).toBeCloseTo(exponential / 2, 6);
    expect(waitOf({ kind: 'lognormal', mean: SERVICE_MS, deviation: 2 })).toBeCloseTo((exponential * 5) / 2, 3);
  });

  it('of M/M/c/K turns away what its formula says, and holds as many, on both sides of utilization 1', () => {
    for (const [servers, places] of [
      [1, 9],
      [4, 20],
      [16, 100],
    ] as const) {
      const table = new QueueTable(shape({ servers, places }));
      for (const load of [0.7, 0.9, 1, 1.05, 1.5, 3]) {
        const row = rowOf(load);
        const rate = (load * servers) / SERVICE_MS;
        const loss = lossProbability(servers, places, load * servers);
        expect(table.loss[row]).toBeCloseTo(loss, 12);
        const exact = rate * (1 - loss) * (meanWaitOfAccepted(servers, places, rate, SERVICE_MS) + SERVICE_MS);
        // The wait is taken as continuous: by half a place at most.
        expect(Math.abs(table.inFlight[row]! - exact)).toBeLessThan(0.6);
      }
    }
  });

  it('delays a request as long as it is large: time without a server is spread as its service', () => {
    const plain = timesAt(new QueueTable(shape({ servers: 50 })), 0.2);
    const delayed = timesAt(new QueueTable(shape({ servers: 50, delayMs: 4 * SERVICE_MS })), 0.2);
    for (const portion of [0.5, 0.95, 0.99]) {
      expect(delayed.quantile(portion) / plain.quantile(portion)).toBeCloseTo(5, 1);
    }
  });

  it('waits less where arrivals are steadier: D/M/1 as GI/M/1 has it', () => {
    const table = new QueueTable(shape({ arrivalVariation: 0 }));
    const load = 0.7;
    const waitMs = table.inFlight[rowOf(0.7)]! / (load / SERVICE_MS) - SERVICE_MS;
    // σ = e^(−(1 − σ) / ρ) = 0.4670; the wait is σ s / (1 − σ).
    expect(waitMs / SERVICE_MS).toBeCloseTo(0.467 / 0.533, 1);
  });

  it('behind round robin waits as E4/M/1', () => {
    const table = new QueueTable(shape({ arrivalVariation: 0.25 }));
    for (const load of [0.3, 0.7, 0.9]) {
      const share = roundRobinWaitProbability(4, 4 * load, 1);
      const waitMs = table.inFlight[rowOf(load)]! / (load / SERVICE_MS) - SERVICE_MS;
      expect(waitMs).toBeCloseTo((share * SERVICE_MS) / (1 - share), 6);
    }
  });

  it('of M/D/1 has the response times of Erlang (1909)', () => {
    const service = { kind: 'constant', mean: SERVICE_MS, deviation: 0 } as const;
    const times = timesAt(new QueueTable(shape({ service })), 0.5);
    // P(W ≤ t) = (1 − ρ) e^(ρ t / s) for t ≤ s.
    for (const portion of [0.6, 0.7, 0.8]) {
      const exact = SERVICE_MS * (1 + Math.log(portion / 0.5) / 0.5);
      expect(Math.abs(times.quantile(portion) / exact - 1)).toBeLessThan(0.03);
    }
  });

  it('waits longer in queues of their own than in one, and less often: no server takes what waits for another', () => {
    const [one, several] = [1, 4].map((queues) => timesAt(new QueueTable(shape({ servers: 4, queues })), 0.7));
    expect(several!.quantile(0.99)).toBeGreaterThan(1.1 * one!.quantile(0.99));
    expect(several!.meanMs()).toBeGreaterThan(one!.meanMs());
  });

  it('shares what is worked out with one of the same shape, and not what it served', () => {
    const first = new QueueTable(shape());
    const twin = new QueueTable(shape(), first);
    first.serve(rowOf(0.5), 0, 1000);
    expect(twin.responseTimes(rowOf(0.5))).toBe(first.responseTimes(rowOf(0.5)));
    expect(twin.take(new Float64Array(4), 0)).toBe(0);
  });

  it('has as many requests or more at every higher utilization', () => {
    const table = new QueueTable(shape({ places: 3 }));
    for (let row = 1; row < UTILIZATIONS.length; row++) {
      expect(table.inFlight[row]).toBeGreaterThan(table.inFlight[row - 1]!);
    }
  });
});

describe('its parts', () => {
  it('stand for a whole distribution', () => {
    expect(NODE_WEIGHTS.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 12);
    expect(rowBelow(0)).toBe(0);
    for (let row = 0; row < UTILIZATIONS.length - 1; row++) {
      const [from, to] = [UTILIZATIONS[row]!, UTILIZATIONS[row + 1]!];
      expect([from, (from + to) / 2, to * (1 - Number.EPSILON)].map(rowBelow)).toEqual([row, row, row]);
    }
    expect(UTILIZATIONS[rowBelow(0.955)]).toBeLessThanOrEqual(0.955);
    expect(rowBelow(99)).toBe(UTILIZATIONS.length - 2);
  });

  it('a truncated exponential: its mean is that of its quantiles, whether it falls, rises or is even', () => {
    for (const rate of [-3, -0.5, 0, 1e-12, 0.5, 3]) {
      const steps = 100_000;
      let sum = 0;
      for (let i = 0; i < steps; i++) sum += truncatedQuantile(rate, 2, (i + 0.5) / steps);
      expect(truncatedMean(rate, 2)).toBeCloseTo(sum / steps, 6);
      expect(truncatedQuantile(rate, 2, 1)).toBeCloseTo(2, 9);
    }
  });
});
