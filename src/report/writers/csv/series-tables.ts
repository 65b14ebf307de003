import { bucketWidthsMs, poolCosts } from '../../../pricing/buckets.ts';
import type { PoolSeriesName, Recording, ServiceSeriesName } from '../../../sim/record/recording.ts';
import { isoTime } from '../../format.ts';
import { group } from '../../group.ts';
import type { ClusterResult, RunResult } from '../../run-result.ts';
import { roundAmount, roundSmallUsd } from '../../summary/rounding.ts';
import { sumOfRows } from '../../summary/utilization.ts';
import type { Cell, CsvTable } from './table.ts';

const POOL_COLUMNS = [
  'instances',
  'runningTasks',
  'pendingTasks',
  'registeredCpuUnits',
  'reservedCpuUnits',
  'usedCpuUnits',
  'unservedCpuUnits',
  'registeredMemoryMiB',
  'reservedMemoryMiB',
  'usedMemoryMiB',
] as const satisfies readonly PoolSeriesName[];

/** utilization.csv: a row per bucket and capacity provider; all figures but USD are means over the bucket. */
export function utilizationTable({ clusters, scenario }: RunResult): CsvTable {
  return {
    header: ['cluster', 'start', 'capacityProvider', ...POOL_COLUMNS, 'usd'],
    rows: clusters.flatMap((cluster) => utilizationRows(cluster, scenario.startEpochMs)),
  };
}

function utilizationRows({ invoice, recording }: ClusterResult, startEpochMs: number): Cell[][] {
  const { bucketCount, clusterName, pools } = recording;
  const usd = poolCosts(recording, invoice);
  const widthsMs = bucketWidthsMs(recording);
  const providers = group(pools.keys(), (row) => pools[row].capacityProvider).map((rows) => ({
    name: pools[rows[0]].capacityProvider,
    columns: POOL_COLUMNS.map((name) => poolColumn(recording, rows, name)),
    usd: sumOfRows(usd, rows, bucketCount),
  }));
  return [...widthsMs.keys()].flatMap((bucket) =>
    providers.map(({ columns, name, usd }) => [
      clusterName,
      bucketStart(recording, bucket, startEpochMs),
      name,
      ...columns.map((column) => meanOf(column, bucket, widthsMs)),
      roundSmallUsd(usd[bucket]),
    ]),
  );
}

/** Sums over pools by bucket; use is NaN where there are reservations and of none of them the use is known. */
function poolColumn({ bucketCount, poolSeries }: Recording, rows: readonly number[], name: PoolSeriesName) {
  const column = (of: PoolSeriesName) => sumOfRows(poolSeries[of], rows, bucketCount);
  if (name === 'usedCpuUnits') return known(column(name), column('reservedCpuUnits'), column('measuredCpuUnits'));
  if (name === 'usedMemoryMiB') return known(column(name), column('reservedMemoryMiB'), column('measuredMemoryMiB'));
  return column(name);
}

function known(used: Float64Array, reserved: Float64Array, measured: Float64Array): Float64Array {
  return used.map((value, bucket) => (measured[bucket] === 0 && reserved[bucket] > 0 ? Number.NaN : value));
}

const SERVICE_COLUMNS = [
  'desiredTasks',
  'runningTasks',
  'pendingTasks',
  'reservedCpuUnits',
  'usedCpuUnits',
  'unservedCpuUnits',
  'reservedMemoryMiB',
  'usedMemoryMiB',
  'requestsPerSecond',
] as const satisfies readonly ServiceSeriesName[];

/** Columns that say nothing without a load. */
const NEEDS_LOAD: readonly ServiceSeriesName[] = [
  'usedCpuUnits',
  'unservedCpuUnits',
  'usedMemoryMiB',
  'requestsPerSecond',
];

/** services.csv: a row per bucket and service or source of standalone tasks; means over the bucket. */
export function servicesTable({ clusters, scenario }: RunResult): CsvTable {
  return {
    header: ['cluster', 'start', 'name', 'kind', ...SERVICE_COLUMNS],
    rows: clusters.flatMap(({ recording }) => serviceRows(recording, scenario.startEpochMs)),
  };
}

function serviceRows(recording: Recording, startEpochMs: number): Cell[][] {
  const { bucketCount, clusterName, workloads, workloadSeries } = recording;
  const widthsMs = bucketWidthsMs(recording);
  return [...widthsMs.keys()].flatMap((bucket) =>
    workloads.map(({ hasLoad, kind, name }, row) => {
      const isKnown = (column: ServiceSeriesName) =>
        column === 'desiredTasks' ? kind === 'service' : hasLoad || !NEEDS_LOAD.includes(column);
      const mean = (column: ServiceSeriesName) =>
        roundAmount(workloadSeries[column][row * bucketCount + bucket] / widthsMs[bucket]);
      return [
        clusterName,
        bucketStart(recording, bucket, startEpochMs),
        name,
        kind,
        ...SERVICE_COLUMNS.map((column) => (isKnown(column) ? mean(column) : null)),
      ];
    }),
  );
}

function meanOf(column: Float64Array, bucket: number, widthsMs: Float64Array): number | null {
  return Number.isNaN(column[bucket]) ? null : roundAmount(column[bucket] / widthsMs[bucket]);
}

function bucketStart({ bucketMs }: Recording, bucket: number, startEpochMs: number): string {
  return isoTime(startEpochMs + bucket * bucketMs);
}
