/**
 * What of the bill bought nothing: every dollar of a pool and bucket is used, reserved and not used, reserved with
 * unknown use, or not reserved at all; the four sum to the cost. Definitions: docs/decisions/0005-waste.md.
 */
import { SECOND_MS } from '../base/units.ts';
import type { Pool, Recording } from '../sim/record/recording.ts';
import { poolCosts, sumOf } from './buckets.ts';
import type { Invoice } from './invoice.ts';
import { type Resources, type ResourceWeights, worth } from './resource-weights.ts';

/** USD over the run. */
export interface Waste {
  readonly costUsd: number;
  readonly usedUsd: number;
  /** Reserved by RUNNING tasks with a load, and not used by them. */
  readonly reservedNotUsedUsd: number;
  /** Reserved by tasks without a load, or not RUNNING. GPUs too: their use is not modelled. */
  readonly useUnknownUsd: number;
  /** Paid for and reserved by no task; nothing on Fargate. */
  readonly notReservedUsd: number;
}

/** The same per pool and bucket, entry `pool * bucketCount + bucket`. */
export type WasteColumns = { readonly [name in keyof Waste]: Float64Array };

/** Splits a cluster's cost, pool by pool and bucket by bucket. */
export function waste(recording: Recording, invoice: Invoice): WasteColumns {
  const { bucketCount, pools } = recording;
  const costUsd = poolCosts(recording, invoice);
  const paid = paidWorth(recording, invoice.weights);
  const column = () => new Float64Array(pools.length * bucketCount);
  const columns = {
    costUsd,
    usedUsd: column(),
    reservedNotUsedUsd: column(),
    useUnknownUsd: column(),
    notReservedUsd: column(),
  };
  for (let entry = 0; entry < costUsd.length; entry++) {
    const pool = pools[Math.floor(entry / bucketCount)];
    const shares = sharesOf(worthsAt(recording, invoice.weights, entry), paid[entry], pool);
    columns.usedUsd[entry] = costUsd[entry] * shares.used;
    columns.reservedNotUsedUsd[entry] = costUsd[entry] * (shares.measured - shares.used);
    columns.useUnknownUsd[entry] = costUsd[entry] * (shares.reserved - shares.measured);
    columns.notReservedUsd[entry] = costUsd[entry] * (1 - shares.reserved);
  }
  return columns;
}

/** One pool over all buckets. */
export function wasteOfPool(columns: WasteColumns, pool: number, bucketCount: number): Waste {
  return mapColumns(columns, (column) => sumOf(column, pool, bucketCount));
}

/** Any number of wastes together. */
export function totalWaste(wastes: readonly Waste[]): Waste {
  const total = (name: keyof Waste) => wastes.reduce((sum, one) => sum + one[name], 0);
  return {
    costUsd: total('costUsd'),
    usedUsd: total('usedUsd'),
    reservedNotUsedUsd: total('reservedNotUsedUsd'),
    useUnknownUsd: total('useUnknownUsd'),
    notReservedUsd: total('notReservedUsd'),
  };
}

function mapColumns(columns: WasteColumns, sum: (column: Float64Array) => number): Waste {
  return {
    costUsd: sum(columns.costUsd),
    usedUsd: sum(columns.usedUsd),
    reservedNotUsedUsd: sum(columns.reservedNotUsedUsd),
    useUnknownUsd: sum(columns.useUnknownUsd),
    notReservedUsd: sum(columns.notReservedUsd),
  };
}

/** Worth × ms of what was paid for, by pool and bucket: whole instances from launch on, and Fargate tasks. */
function paidWorth({ bucketCount, meters, pools }: Recording, weights: ResourceWeights): Float64Array {
  const paid = new Float64Array(pools.length * bucketCount);
  const add = (pool: number, secondsByBucket: Float64Array, resources: Resources) => {
    const perMs = worth(weights, resources) * SECOND_MS;
    for (let bucket = 0; bucket < bucketCount; bucket++) {
      paid[pool * bucketCount + bucket] += secondsByBucket[bucket] * perMs;
    }
  };
  for (const { pool, instanceSecondsByBucket } of meters.ec2) {
    const { instanceCpuUnits, instanceMemoryMiB, instanceGpuCount } = pools[pool];
    const instance = { cpuUnits: instanceCpuUnits, memoryMiB: instanceMemoryMiB, gpus: instanceGpuCount };
    add(pool, instanceSecondsByBucket, instance);
  }
  for (const { pool, taskSecondsByBucket, cpuUnits, memoryMiB } of meters.fargate) {
    add(pool, taskSecondsByBucket, { cpuUnits, memoryMiB, gpus: 0 });
  }
  return paid;
}

/** Parts of what was paid for; each holds the next. */
interface Shares {
  readonly reserved: number;
  readonly measured: number;
  readonly used: number;
}

/** All Fargate capacity is reserved. What an instance was paid for before it registered is reserved by nobody. */
function sharesOf(worths: Shares, paid: number, pool: Pool): Shares {
  const share = (value: number) => (paid > 0 ? value / paid : 0);
  const reserved = pool.instanceType === null ? 1 : Math.min(1, share(worths.reserved));
  const measured = Math.min(reserved, share(worths.measured));
  return { reserved, measured, used: Math.min(measured, share(worths.used)) };
}

/**
 * Worth × ms in one pool and bucket. Use counts up to the reservation, resource by resource: CPU that a task bursts
 * into is no use of its reservation.
 */
function worthsAt({ poolSeries }: Recording, weights: ResourceWeights, entry: number): Shares {
  const measuredCpuUnits = poolSeries.measuredCpuUnits[entry];
  const measuredMemoryMiB = poolSeries.measuredMemoryMiB[entry];
  return {
    reserved: worth(weights, {
      cpuUnits: poolSeries.reservedCpuUnits[entry],
      memoryMiB: poolSeries.reservedMemoryMiB[entry],
      gpus: poolSeries.reservedGpus[entry],
    }),
    measured: worth(weights, { cpuUnits: measuredCpuUnits, memoryMiB: measuredMemoryMiB, gpus: 0 }),
    used: worth(weights, {
      cpuUnits: Math.min(poolSeries.usedCpuUnits[entry], measuredCpuUnits),
      memoryMiB: Math.min(poolSeries.usedMemoryMiB[entry], measuredMemoryMiB),
      gpus: 0,
    }),
  };
}
