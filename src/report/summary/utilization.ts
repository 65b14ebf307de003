import { CPU_UNITS_PER_VCPU, HOUR_MS, MIB_PER_GIB } from '../../base/units.ts';
import { bucketWidthsMs, sumOf } from '../../pricing/buckets.ts';
import { totalWaste, type WasteColumns, wasteOfPool } from '../../pricing/waste.ts';
import type { PoolSeriesName, Recording } from '../../sim/record/recording.ts';
import { group } from '../group.ts';
import type {
  CapacityProviderSummary,
  PoolSummary,
  RangeSummary,
  ResourceSummary,
  UtilizationSummary,
} from '../summary-schema.ts';
import { type CostScale, costOf, wasteSummary } from './costs.ts';
import { percentOf, roundAmount } from './rounding.ts';

/** Units of the recording per unit of the summary. */
export const VCPU = { unit: 'vCPU', perUnit: CPU_UNITS_PER_VCPU } as const;
export const GIB = { unit: 'GiB', perUnit: MIB_PER_GIB } as const;

/** What the pools of one cluster are summed up from. */
export interface PoolFacts {
  readonly recording: Recording;
  readonly waste: WasteColumns;
  readonly scale: CostScale;
}

/** One entry per capacity provider in the order of the input, each with its pools. */
export function capacityProviderSummaries(facts: PoolFacts): CapacityProviderSummary[] {
  const { pools } = facts.recording;
  return group(pools.keys(), (row) => pools[row].capacityProvider).map((ofProvider) => ({
    name: pools[ofProvider[0]].capacityProvider,
    kind: pools[ofProvider[0]].kind,
    ...utilizationSummary(facts, ofProvider),
    pools: ofProvider.map((row) => poolSummary(facts, row)).filter((pool) => isShown(pool, pools[ofProvider[0]].kind)),
  }));
}

/** Managed Instances and mixed groups may choose from many types, and launch few of them. */
function isShown({ instances }: PoolSummary, kind: CapacityProviderSummary['kind']): boolean {
  return kind === 'fargate' || kind === 'fargate-spot' || instances.max > 0;
}

function poolSummary(facts: PoolFacts, row: number): PoolSummary {
  const { instanceType, purchaseOption } = facts.recording.pools[row];
  return { instanceType, purchaseOption, ...utilizationSummary(facts, [row]) };
}

/** These pools together. */
export function utilizationSummary(facts: PoolFacts, rows: readonly number[]): UtilizationSummary {
  const { recording, scale, waste } = facts;
  const column = (name: PoolSeriesName) => sumOfRows(recording.poolSeries[name], rows, recording.bucketCount);
  const total = totalWaste(rows.map((row) => wasteOfPool(waste, row, recording.bucketCount)));
  return {
    ...costOf(total.costUsd, scale),
    instances: rangeOf(recording, column('instances')),
    runningTasks: rangeOf(recording, column('runningTasks')),
    pendingTasks: rangeOf(recording, column('pendingTasks')),
    cpu: resourceSummary(recording.durationMs, VCPU, {
      registered: column('registeredCpuUnits'),
      reserved: column('reservedCpuUnits'),
      measured: column('measuredCpuUnits'),
      used: column('usedCpuUnits'),
    }),
    memory: resourceSummary(recording.durationMs, GIB, {
      registered: column('registeredMemoryMiB'),
      reserved: column('reservedMemoryMiB'),
      measured: column('measuredMemoryMiB'),
      used: column('usedMemoryMiB'),
    }),
    unservedVcpuHours: roundAmount(sumOf(column('unservedCpuUnits')) / CPU_UNITS_PER_VCPU / HOUR_MS),
    waste: wasteSummary(total, scale),
  };
}

/** Integrals by bucket. */
interface ResourceColumns {
  readonly registered: Float64Array;
  readonly reserved: Float64Array;
  readonly measured: Float64Array;
  readonly used: Float64Array;
}

function resourceSummary(
  durationMs: number,
  { unit, perUnit }: typeof VCPU | typeof GIB,
  { registered, reserved, measured, used }: ResourceColumns,
): ResourceSummary {
  const mean = (column: Float64Array) => roundAmount(sumOf(column) / perUnit / durationMs);
  const isKnown = sumOf(measured) > 0;
  return {
    unit,
    registeredMean: mean(registered),
    reservedMean: mean(reserved),
    usedMean: isKnown ? mean(used) : null,
    reservedPercent: percentOf(sumOf(reserved), sumOf(registered)),
    reservedPeakPercent: peakPercent(reserved, registered),
    usedPercent: isKnown ? percentOf(sumOf(used), sumOf(registered)) : null,
    usedPeakPercent: isKnown ? peakPercent(used, registered) : null,
    usedOfReservedPercent: percentOf(sumOf(used), sumOf(measured)),
    knownPercent: percentOf(sumOf(measured), sumOf(reserved)),
  };
}

/** The largest share of a bucket; null where no bucket has anything to divide by. */
export function peakPercent(part: Float64Array, whole: Float64Array): number | null {
  const shares = [...part].flatMap((value, bucket) => percentOf(value, whole[bucket]) ?? []);
  return shares.length === 0 ? null : shares.reduce((peak, share) => Math.max(peak, share));
}

/** The level of a gauge: least and greatest mean of a bucket, and the mean over the run. */
export function rangeOf(recording: Recording, integrals: Float64Array): RangeSummary {
  const widthsMs = bucketWidthsMs(recording);
  const means = integrals.map((integral, bucket) => integral / widthsMs[bucket]);
  return {
    min: roundAmount(means.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY)),
    mean: roundAmount(sumOf(integrals) / recording.durationMs),
    max: roundAmount(means.reduce((greatest, value) => Math.max(greatest, value), 0)),
  };
}

/** Bucket by bucket over these rows of a series. */
export function sumOfRows(column: Float64Array, rows: readonly number[], bucketCount: number): Float64Array {
  const sums = new Float64Array(bucketCount);
  for (const row of rows) {
    for (let bucket = 0; bucket < bucketCount; bucket++) sums[bucket] += column[row * bucketCount + bucket];
  }
  return sums;
}
