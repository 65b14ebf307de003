import { describe, expect, it } from 'vitest';
import { MINUTE_MS } from '../../../src/base/units.ts';
import { BucketIntegrals } from '../../../src/sim/record/bucket-integrals.ts';
import { RequestRecords } from '../../../src/sim/record/request-records.ts';
import { curve, input, load, service } from '../builders.ts';

const BUCKET_MS = 5 * MINUTE_MS;

function recordsOf() {
  const gauge = () => new BucketIntegrals(2, BUCKET_MS, 3 * BUCKET_MS);
  const gauges = { servedPerSecond: gauge(), rejectedPerSecond: gauge(), requestCapacityPerSecond: gauge() };
  const given = input({
    durationMs: 3 * BUCKET_MS,
    services: [service({ load: load({ requestsPerSecond: curve([[0, 1]]) }) }), service({ serviceName: 'quiet' })],
  });
  return { gauges, records: new RequestRecords(given, gauges) };
}

describe('what became of requests', () => {
  it('is summed, and told by bucket in requests per second', () => {
    const { gauges, records } = recordsOf();
    records.add(0, 300, 200, 50, 0);
    expect(records.bucketEndMs(0)).toBe(BUCKET_MS);
    records.moveTo(0, BUCKET_MS);
    records.add(0, 0, 30, 0, 10);
    expect([...gauges.servedPerSecond.integrals.subarray(0, 3)]).toEqual([200_000, 30_000, 0]);
    expect([...gauges.rejectedPerSecond.integrals.subarray(0, 3)]).toEqual([50_000, 10_000, 0]);
    expect(records.finish()).toMatchObject([
      { arrived: 300, served: 230, rejected: 50, failed: 10, inFlight: 10 },
      null,
    ]);
  });

  it('took so long, by bucket and over the run; buckets in which none was served are gaps', () => {
    const { records } = recordsOf();
    records.latencies(0)!.add(10, 3);
    records.moveTo(0, 2 * BUCKET_MS);
    records.latencies(0)!.add(100, 1);
    const { latencyMs, latencyMsP50 } = records.finish()[0]!;
    expect(latencyMs.mean).toBeCloseTo(32.5, 6);
    expect(latencyMs.p50 / 10).toBeCloseTo(1, 1);
    expect(latencyMs.p99 / 100).toBeCloseTo(1, 1);
    expect([latencyMsP50[0]! / 10, latencyMsP50[2]! / 100].map(Math.round)).toEqual([1, 1]);
    expect(latencyMsP50[1]).toBeNaN();
    expect(records.latencies(1)).toBe(null);
  });

  it('took as long as in the bucket before where that is said, by bucket and over the run', () => {
    const [said, told] = [recordsOf().records, recordsOf().records];
    for (const records of [said, told]) {
      records.latencies(0)!.add(10, 3);
      records.latencies(0)!.add(70, 1);
      records.moveTo(0, BUCKET_MS);
    }
    said.repeat(0);
    said.moveTo(0, 2 * BUCKET_MS);
    said.repeat(0);
    for (let bucket = 1; bucket < 3; bucket++) {
      told.moveTo(0, bucket * BUCKET_MS);
      told.latencies(0)!.add(10, 3);
      told.latencies(0)!.add(70, 1);
    }
    said.latencies(0)!.add(10, 3);
    said.latencies(0)!.add(70, 1);
    said.addRepeats(0);
    expect(said.repeats[0]).toBe(0);
    expect(said.finish()).toEqual(told.finish());
  });
});
