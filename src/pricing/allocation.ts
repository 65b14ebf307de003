import { NONE } from '../base/units.ts';
import type { Recording } from '../sim/record/recording.ts';
import type { Invoice } from './invoice.ts';
import { type ResourceWeights, worth } from './resource-weights.ts';
import { type WasteColumns, wasteOfPool } from './waste.ts';

/** Who caused the bill; together the invoice. */
export interface Allocation {
  /** USD by workload. */
  readonly workloadUsd: Float64Array;
  /** Container instances paid for and reserved by nobody. */
  readonly idleUsd: number;
  /** What is billed for the cluster as a whole: alarms and the like. */
  readonly sharedUsd: number;
}

/**
 * Shares the bill out: Fargate and its addresses to the workload that ran there; what is reserved of a pool of
 * container instances by the worth of each workload's reservations; the rest is idle capacity.
 */
export function allocate(recording: Recording, invoice: Invoice, waste: WasteColumns): Allocation {
  const workloadUsd = new Float64Array(recording.workloads.length);
  let idleUsd = 0;
  let sharedUsd = 0;
  for (const { workload, pool, amountUsd } of invoice.lineItems) {
    if (workload !== NONE) workloadUsd[workload] += amountUsd;
    else if (pool === NONE) sharedUsd += amountUsd;
  }
  recording.pools.forEach(({ kind }, pool) => {
    if (kind === 'fargate' || kind === 'fargate-spot') return;
    const { costUsd, notReservedUsd } = wasteOfPool(waste, pool, recording.bucketCount);
    const shares = workloadShares(recording, invoice.weights, pool);
    shares.forEach((share, workload) => {
      workloadUsd[workload] += (costUsd - notReservedUsd) * share;
    });
    idleUsd += notReservedUsd;
  });
  return { workloadUsd, idleUsd, sharedUsd };
}

/** Parts of what is reserved in a pool, by workload; they sum to 1, or are all 0 where nothing was reserved. */
function workloadShares({ workloads, poolWorkloads }: Recording, weights: ResourceWeights, pool: number): number[] {
  const worths = workloads.map((_, workload) => {
    const entry = pool * workloads.length + workload;
    return worth(weights, {
      cpuUnits: poolWorkloads.reservedCpuUnits[entry],
      memoryMiB: poolWorkloads.reservedMemoryMiB[entry],
      gpus: poolWorkloads.reservedGpus[entry],
    });
  });
  const total = worths.reduce((sum, value) => sum + value, 0);
  return total === 0 ? worths : worths.map((value) => value / total);
}

/** What an hour of a RUNNING task costs: by it EC2 and Fargate compare (P9.10). 0 where no task ran. */
export function usdPerTaskHour(usd: number, taskHours: number): number {
  return taskHours === 0 ? 0 : usd / taskHours;
}
