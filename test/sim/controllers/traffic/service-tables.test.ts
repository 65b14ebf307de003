import { describe, expect, it } from 'vitest';
import { QueueTable } from '../../../../src/sim/controllers/traffic/queue-table.ts';
import { ServiceTables } from '../../../../src/sim/controllers/traffic/service-tables.ts';
import { LatencyHistogram } from '../../../../src/sim/record/latency-histogram.ts';

const SHAPE = {
  servers: 1,
  queues: 1,
  places: 100,
  service: { kind: 'exponential', mean: 20, deviation: 1 },
  delayMs: 0,
  arrivalVariation: 1,
} as const;

/** So many tables, and a way to serve from some of them in a bucket. */
function tablesOf(count: number) {
  const tables = new ServiceTables();
  const all = Array.from({ length: count }, () => new QueueTable(SHAPE));
  for (const table of all) tables.add(table);
  return {
    tables,
    serve(...served: readonly (readonly [table: number, requests: number])[]) {
      for (const [table, requests] of served) {
        all[table]!.serve(0, 0, requests);
        tables.served(all[table]!);
      }
      tables.gather();
    },
  };
}

/** Requests whose response times are told. */
function told(tables: ServiceTables, tell: 'tell' | 'tellAgain'): number {
  const histogram = new LatencyHistogram();
  tables[tell](histogram);
  return histogram.count;
}

describe('the queue tables of a service', () => {
  it('tell once of what was served from any of them, however many there are', () => {
    const { tables, serve } = tablesOf(70);
    serve([3, 10], [33, 20], [69, 30], [3, 5]);
    expect(told(tables, 'tell')).toBeCloseTo(65, 9);
    serve();
    expect([tables.isEmpty, told(tables, 'tell')]).toEqual([true, 0]);
    serve([33, 1]);
    expect(told(tables, 'tell')).toBeCloseTo(1, 9);
  });

  it('know a bucket that is as the one told last: the same tables, rows and requests', () => {
    const { tables, serve } = tablesOf(3);
    const isSame = (...served: readonly (readonly [number, number])[]) => {
      serve(...served);
      return tables.isAsTold();
    };
    expect(isSame([0, 10], [2, 5])).toBe(false);
    told(tables, 'tell');
    expect(isSame([2, 5], [0, 10])).toBe(true);
    expect(told(tables, 'tellAgain')).toBeCloseTo(15, 9);
    expect(isSame([0, 10], [1, 5])).toBe(false);
    expect(isSame([0, 10])).toBe(false);
    expect(isSame([0, 10], [2, 5 + 1e-9])).toBe(false);
    expect(isSame([0, 10], [2, 5])).toBe(true);
  });
});
