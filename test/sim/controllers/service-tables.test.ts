import { describe, expect, it } from 'vitest';
import { QueueTable } from '../../../src/sim/controllers/queue-table.ts';
import { ServiceTables } from '../../../src/sim/controllers/service-tables.ts';
import { LatencyHistogram } from '../../../src/sim/record/latency-histogram.ts';

const SHAPE = {
  servers: 1,
  queues: 1,
  places: 100,
  service: { kind: 'exponential', mean: 20, deviation: 1 },
  delayMs: 0,
  arrivalVariation: 1,
} as const;

describe('the queue tables of a service', () => {
  it('tell once of what was served from any of them, however many there are', () => {
    const tables = new ServiceTables();
    const all = Array.from({ length: 70 }, () => new QueueTable(SHAPE));
    for (const table of all) tables.add(table);
    for (const [row, requests] of [
      [3, 10],
      [33, 20],
      [69, 30],
      [3, 5],
    ] as const) {
      all[row]!.serve(0, 0, requests);
      tables.served(all[row]!);
    }
    const histogram = new LatencyHistogram();
    tables.readInto(histogram);
    expect(histogram.count).toBeCloseTo(65, 9);
    tables.readInto(histogram);
    expect(histogram.count).toBeCloseTo(65, 9);
    all[33]!.serve(0, 0, 1);
    tables.served(all[33]!);
    tables.readInto(histogram);
    expect(histogram.count).toBeCloseTo(66, 9);
  });
});
