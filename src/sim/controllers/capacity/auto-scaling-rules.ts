/** The arithmetic of EC2 Auto Scaling groups that a mixed instances policy asks for, as pure functions. */

/** How a mixed group divides between on demand and Spot. */
export interface PurchaseMix {
  readonly onDemandBaseCapacity: number;
  /** 0–100. */
  readonly onDemandPercentageAboveBaseCapacity: number;
}

/** Instances on demand in a group of that size: the base, and the percentage of the rest, rounded up (model). */
export function onDemandInstances(size: number, mix: PurchaseMix): number {
  const base = Math.min(size, mix.onDemandBaseCapacity);
  return base + Math.ceil(((size - base) * mix.onDemandPercentageAboveBaseCapacity) / 100);
}

/** Instances that a warm pool should hold: what the group may still grow by, and at least its own minimum. */
export function warmPoolSize(
  pool: { readonly minSize: number; readonly maxGroupPreparedCapacity: number | null },
  maxSize: number,
  desiredCapacity: number,
): number {
  return Math.max(pool.minSize, (pool.maxGroupPreparedCapacity ?? maxSize) - desiredCapacity);
}
