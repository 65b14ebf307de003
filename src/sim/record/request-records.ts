import { SECOND_MS } from '../../base/units.ts';
import type { SimulationInput } from '../state/input.ts';
import type { BucketIntegrals } from './bucket-integrals.ts';
import { LatencyHistogram } from './latency-histogram.ts';
import type { RecordedRequests } from './recording.ts';

const PERCENTILES = [0.5, 0.95, 0.99] as const;

/** The gauges of a workload that requests move, in requests per second. */
export interface RequestGauges {
  readonly servedPerSecond: BucketIntegrals;
  readonly rejectedPerSecond: BucketIntegrals;
  readonly requestCapacityPerSecond: BucketIntegrals;
}

/**
 * What became of the requests of each service, and how long those that were served took: sums, and per bucket. Whoever
 * moves requests tells of them in order of time; arrived = served + rejected + failed + in flight at every call.
 */
export class RequestRecords {
  /** By workload; in flight are those at the last call. */
  readonly arrived: Float64Array;
  readonly served: Float64Array;
  /** Turned away: no target, or no room at one. */
  readonly rejected: Float64Array;
  /** In flight at a task that died. */
  readonly failed: Float64Array;
  readonly inFlight: Float64Array;
  private readonly gauges: RequestGauges;
  private readonly bucketMs: number;
  private readonly bucketCount: number;
  /** By workload with requests: those of the bucket that is open, and of all before it. */
  private readonly open: readonly (LatencyHistogram | null)[];
  private readonly total: readonly (LatencyHistogram | null)[];
  private readonly bucket: Int32Array;
  /** Percentile by (workload × percentiles + percentile) × buckets + bucket; NaN where nothing was served. */
  private readonly percentilesMs: Float64Array;

  constructor({ services, taskSources, record }: SimulationInput, gauges: RequestGauges) {
    const count = services.length + taskSources.length;
    const hasRequests = [...services, ...taskSources].map(
      ({ load }) => load !== null && load.requestsPerSecond !== null,
    );
    this.gauges = gauges;
    this.bucketMs = record.bucketMs;
    this.bucketCount = gauges.servedPerSecond.bucketCount;
    this.arrived = new Float64Array(count);
    this.served = new Float64Array(count);
    this.rejected = new Float64Array(count);
    this.failed = new Float64Array(count);
    this.inFlight = new Float64Array(count);
    this.open = hasRequests.map((has) => (has ? new LatencyHistogram() : null));
    this.total = hasRequests.map((has) => (has ? new LatencyHistogram() : null));
    this.bucket = new Int32Array(count);
    const cells = hasRequests.includes(true) ? count * PERCENTILES.length * this.bucketCount : 0;
    this.percentilesMs = new Float64Array(cells).fill(Number.NaN);
  }

  /** Where the bucket that is open ends: amounts up to then are of one bucket. */
  bucketEndMs(workload: number): number {
    return (this.bucket[workload] + 1) * this.bucketMs;
  }

  /** Closes the buckets that have ended; before anything of a later one is told. */
  moveTo(workload: number, nowMs: number): void {
    const bucket = Math.min(Math.floor(nowMs / this.bucketMs), this.bucketCount - 1);
    if (bucket === this.bucket[workload]) return;
    this.close(workload);
    this.bucket[workload] = bucket;
  }

  /** Response times of the bucket that is open, to be added to; of a workload with requests. */
  latencies(workload: number): LatencyHistogram | null {
    return this.open[workload];
  }

  /** What happened since the last call, all of it in the bucket that is open. */
  add(workload: number, arrived: number, served: number, rejected: number, failed: number): void {
    this.arrived[workload] += arrived;
    this.served[workload] += served;
    this.rejected[workload] += rejected;
    this.failed[workload] += failed;
    this.inFlight[workload] += arrived - served - rejected - failed;
    const atMs = this.bucket[workload] * this.bucketMs;
    this.gauges.servedPerSecond.addToBucketOf(workload, served * SECOND_MS, atMs);
    this.gauges.rejectedPerSecond.addToBucketOf(workload, (rejected + failed) * SECOND_MS, atMs);
  }

  /** Requests that its serving tasks could have served since the last call. */
  addCapacity(workload: number, requests: number): void {
    const atMs = this.bucket[workload] * this.bucketMs;
    this.gauges.requestCapacityPerSecond.addToBucketOf(workload, requests * SECOND_MS, atMs);
  }

  /** Closes what is open, and returns a record by workload; null for those without requests. */
  finish(): (RecordedRequests | null)[] {
    return this.total.map((histogram, workload) => {
      if (histogram === null) return null;
      this.close(workload);
      return this.record(workload, histogram);
    });
  }

  private record(workload: number, histogram: LatencyHistogram): RecordedRequests {
    const series = (percentile: number) => {
      const from = (workload * PERCENTILES.length + percentile) * this.bucketCount;
      return this.percentilesMs.slice(from, from + this.bucketCount);
    };
    return {
      arrived: this.arrived[workload],
      served: this.served[workload],
      rejected: this.rejected[workload],
      failed: this.failed[workload],
      inFlight: this.inFlight[workload],
      latencyMs: {
        mean: histogram.count === 0 ? Number.NaN : histogram.meanMs(),
        p50: histogram.quantile(0.5),
        p95: histogram.quantile(0.95),
        p99: histogram.quantile(0.99),
      },
      latencyMsP50: series(0),
      latencyMsP95: series(1),
      latencyMsP99: series(2),
    };
  }

  private close(workload: number): void {
    const open = this.open[workload];
    const total = this.total[workload];
    if (open === null || total === null || open.count === 0) return;
    const base = workload * PERCENTILES.length * this.bucketCount + this.bucket[workload];
    for (let i = 0; i < PERCENTILES.length; i++) {
      this.percentilesMs[base + i * this.bucketCount] = open.quantile(PERCENTILES[i]);
    }
    total.addAll(open);
    open.clear();
  }
}
