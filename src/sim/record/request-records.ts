import { SECOND_MS } from '../../base/units.ts';
import type { SimulationInput } from '../state/input.ts';
import type { BucketIntegrals } from './bucket-integrals.ts';
import { LatencyHistogram } from './latency-histogram.ts';
import type { RecordedRequests } from './recording.ts';

const PERCENTILES = Float64Array.of(0.5, 0.95, 0.99);

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
  /** The same as metrics see it, at the last `see`; what was rejected or failed in one. */
  readonly seen: {
    readonly arrived: Float64Array;
    readonly served: Float64Array;
    readonly unserved: Float64Array;
    readonly inFlight: Float64Array;
    /** Of requests one by one: ∑ of how long those that were served took. */
    readonly responseMs: Float64Array;
  };
  private readonly gauges: RequestGauges;
  private readonly bucketMs: number;
  private readonly bucketCount: number;
  /**
   * By workload with requests: those of the bucket that is open, and of all before it. Fluid requests are told of when
   * their bucket is over, one workload after the other, so one open histogram is enough for all of them.
   */
  private readonly open: readonly (LatencyHistogram | null)[];
  private readonly total: readonly (LatencyHistogram | null)[];
  private readonly bucket: Int32Array;
  /** By workload: the last bucket in which anything was served, and buckets since then that are like it. */
  private readonly lastBucket: Int32Array;
  readonly repeats: Int32Array;
  /** Percentile by (workload × percentiles + percentile) × buckets + bucket; NaN where nothing was served. */
  private readonly percentilesMs: Float64Array;

  constructor({ services, taskSources, record }: SimulationInput, gauges: RequestGauges) {
    const count = services.length + taskSources.length;
    const details = [...services, ...taskSources].map(({ load }) =>
      load !== null && load.requestsPerSecond !== null ? load.requests.detail : null,
    );
    const ofFluids = new LatencyHistogram();
    this.gauges = gauges;
    this.bucketMs = record.bucketMs;
    this.bucketCount = gauges.servedPerSecond.bucketCount;
    this.arrived = new Float64Array(count);
    this.served = new Float64Array(count);
    this.rejected = new Float64Array(count);
    this.failed = new Float64Array(count);
    this.inFlight = new Float64Array(count);
    const column = () => new Float64Array(count);
    this.seen = { arrived: column(), served: column(), unserved: column(), inFlight: column(), responseMs: column() };
    this.open = details.map((detail) => {
      if (detail === null) return null;
      return detail === 'fluid' ? ofFluids : new LatencyHistogram();
    });
    this.total = details.map((detail) => (detail === null ? null : new LatencyHistogram()));
    this.bucket = new Int32Array(count);
    this.lastBucket = new Int32Array(count);
    this.repeats = new Int32Array(count);
    const cells = details.every((detail) => detail === null) ? 0 : count * PERCENTILES.length * this.bucketCount;
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

  /** Response times of the bucket that is open, to be added to; null of a workload without requests. */
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
    const bucket = this.bucket[workload];
    this.gauges.servedPerSecond.addToBucket(workload, bucket, served * SECOND_MS);
    this.gauges.rejectedPerSecond.addToBucket(workload, bucket, (rejected + failed) * SECOND_MS);
  }

  /** Metrics read what has happened, and this besides since it was told last. */
  see(workload: number, arrived: number, served: number, rejected: number): void {
    const { seen } = this;
    seen.arrived[workload] = this.arrived[workload] + arrived;
    seen.served[workload] = this.served[workload] + served;
    seen.unserved[workload] = this.rejected[workload] + this.failed[workload] + rejected;
    seen.inFlight[workload] = this.inFlight[workload] + arrived - served - rejected;
  }

  /** Requests that its serving tasks could have served since the last call. */
  addCapacity(workload: number, requests: number): void {
    this.gauges.requestCapacityPerSecond.addToBucket(workload, this.bucket[workload], requests * SECOND_MS);
  }

  /** The response times of the bucket that is open have all been told. */
  close(workload: number): void {
    const open = this.open[workload];
    const total = this.total[workload];
    if (open === null || total === null || open.count === 0) return;
    const at = workload * PERCENTILES.length * this.bucketCount + this.bucket[workload];
    open.quantiles(PERCENTILES, this.percentilesMs, at, this.bucketCount);
    open.moveInto(total, 1);
    this.lastBucket[workload] = this.bucket[workload];
  }

  /** The response times of the bucket that is open are those of the last one; they are added up later. */
  repeat(workload: number): void {
    const base = workload * PERCENTILES.length * this.bucketCount;
    for (let i = 0; i < PERCENTILES.length; i++) {
      const at = base + i * this.bucketCount;
      this.percentilesMs[at + this.bucket[workload]] = this.percentilesMs[at + this.lastBucket[workload]];
    }
    this.repeats[workload]++;
  }

  /** Adds the buckets that were like the last one, whose response times have been told again. */
  addRepeats(workload: number): void {
    this.open[workload]!.moveInto(this.total[workload]!, this.repeats[workload]);
    this.repeats[workload] = 0;
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
}
