import { sumOf } from '../../pricing/buckets.ts';
import type { Recording, ServiceSeriesName } from '../../sim/record/recording.ts';
import type { RequestsSummary } from '../summary-schema.ts';
import { percentOf, roundAmount } from './rounding.ts';

/** What became of the requests of a workload; undefined where it has none. */
export function requestsSummary(recording: Recording, row: number): RequestsSummary | undefined {
  const requests = recording.requests[row];
  if (requests === null) return undefined;
  const { arrived, served, rejected, failed, inFlight, latencyMs } = requests;
  const total = (name: ServiceSeriesName) => sumOf(recording.workloadSeries[name], row, recording.bucketCount);
  return {
    arrived: roundAmount(arrived),
    served: roundAmount(served),
    rejected: roundAmount(rejected),
    failed: roundAmount(failed),
    inFlight: roundAmount(inFlight),
    servedPercent: percentOf(served, arrived),
    utilizationPercent: percentOf(total('servedPerSecond'), total('requestCapacityPerSecond')),
    latencyMs: Number.isNaN(latencyMs.mean)
      ? null
      : {
          mean: roundAmount(latencyMs.mean),
          p50: roundAmount(latencyMs.p50),
          p95: roundAmount(latencyMs.p95),
          p99: roundAmount(latencyMs.p99),
        },
  };
}
