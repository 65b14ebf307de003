import { NONE } from '../base/units.ts';
import type { Recording, UsageMeters } from '../sim/record/recording.ts';
import type { Invoice } from './invoice.ts';
import type { LineItem } from './line-item.ts';

/**
 * USD per pool and bucket, entry `pool * bucketCount + bucket`: each line item in the buckets in which its meter ran.
 * It sums to what the invoice has of capacity, but for rounding in the last bits.
 */
export function poolCosts(recording: Recording, invoice: Invoice): Float64Array {
  const { bucketCount, pools } = recording;
  const usd = new Float64Array(pools.length * bucketCount);
  for (const lineItem of invoice.lineItems) {
    if (lineItem.pool === NONE) continue;
    const shares = bucketShares(recording, lineItem);
    for (let bucket = 0; bucket < bucketCount; bucket++) {
      usd[lineItem.pool * bucketCount + bucket] += lineItem.amountUsd * shares[bucket];
    }
  }
  return usd;
}

/** Parts of the meter's seconds by bucket, which sum to 1. A meter that only held addresses counts evenly over time. */
function bucketShares(recording: Recording, { usage, meter }: Pick<LineItem, 'usage' | 'meter'>): Float64Array {
  const seconds = byBucketOf(recording.meters, usage, meter);
  const total = sumOf(seconds);
  if (total > 0) return seconds.map((value) => value / total);
  return bucketWidthsMs(recording).map((widthMs) => widthMs / recording.durationMs);
}

function byBucketOf(
  { ec2, fargate, quantities }: UsageMeters,
  usage: keyof UsageMeters,
  meter: number,
): Float64Array<ArrayBufferLike> {
  if (usage === 'ec2') return ec2[meter].instanceSecondsByBucket;
  return usage === 'fargate' ? fargate[meter].taskSecondsByBucket : quantities[meter].byBucket;
}

/** The width of each bucket in ms; the last one may be short. */
export function bucketWidthsMs({ bucketCount, bucketMs, durationMs }: BucketGrid): Float64Array {
  return Float64Array.from({ length: bucketCount }, (_, bucket) => Math.min(bucketMs, durationMs - bucket * bucketMs));
}

/** How a recording cuts its time. */
export type BucketGrid = Pick<Recording, 'bucketCount' | 'bucketMs' | 'durationMs'>;

/** The sum of a column, or of the entries of one row of it. */
export function sumOf(column: Float64Array, row = NONE, width = column.length): number {
  const from = row === NONE ? 0 : row * width;
  let sum = 0;
  for (let entry = from; entry < from + width; entry++) sum += column[entry];
  return sum;
}
