/**
 * Commitments against a recorded usage (P9.4): so many USD are paid in every hour, used or not, and in each hour cover
 * usage at its discounted price, that with the highest discount first; what is left is paid on demand. Against the
 * commitment the cost is convex and piecewise linear, so its least value is found exactly, at one of its corners.
 */

/** On-demand spending that a commitment may cover. */
export interface CoveredUsage {
  /** Fraction off the on-demand price, in [0, 1). */
  readonly discount: number;
  /** On-demand USD per hour in each slot. */
  readonly usdPerHour: Float64Array;
}

/** A usage over time: slots of that many hours, in each of which it is steady. */
export interface UsageOverTime {
  readonly hours: Float64Array;
  readonly usages: readonly CoveredUsage[];
}

/** What a commitment costs over the whole time, and what it brings. */
export interface CommitmentCost {
  readonly usdPerHour: number;
  /** Commitment and what is left on demand. */
  readonly usd: number;
  /** On-demand USD that it covers. */
  readonly coveredUsd: number;
  /** What is used of the commitment, USD. */
  readonly usedUsd: number;
}

/** The cost of committing to so many USD per hour. O(slots × usages). */
export function commitmentCost({ hours, usages }: UsageOverTime, usdPerHour: number): CommitmentCost {
  const highestFirst = byDiscount(usages);
  let usd = 0;
  let coveredUsd = 0;
  let usedUsd = 0;
  for (let slot = 0; slot < hours.length; slot++) {
    let left = usdPerHour;
    let onDemandUsd = 0;
    for (const { discount, usdPerHour: spent } of highestFirst) {
      const used = Math.min(left, spent[slot] * (1 - discount));
      const covered = used / (1 - discount);
      left -= used;
      onDemandUsd += Math.max(0, spent[slot] - covered);
      coveredUsd += covered * hours[slot];
      usedUsd += used * hours[slot];
    }
    usd += (usdPerHour + onDemandUsd) * hours[slot];
  }
  return { usdPerHour, usd, coveredUsd, usedUsd };
}

/** A corner of the cost: from this commitment on, so many more hours' USD come back as less. */
interface Corner {
  readonly usdPerHour: number;
  /** By which the slope rises, hours. */
  readonly rise: number;
}

/** Slopes this near 0, by the hours of the whole time, are flat: the sums that make them round. */
const FLAT = 1e-12;

/** The cheapest commitment; of equal ones the smallest. O(corners × log corners). */
export function optimalCommitment(usage: UsageOverTime): CommitmentCost {
  const { hours, usages } = usage;
  const highestFirst = byDiscount(usages);
  const corners: Corner[] = [];
  const totalHours = hours.reduce((sum, value) => sum + value, 0);
  let slope = totalHours;
  for (let slot = 0; slot < hours.length; slot++) {
    const used = highestFirst.filter(({ usdPerHour }) => usdPerHour[slot] > 0);
    const worth = used.map(({ discount }) => hours[slot] / (1 - discount));
    slope -= worth[0] ?? 0;
    let end = 0;
    for (const [index, { discount, usdPerHour }] of used.entries()) {
      end += usdPerHour[slot] * (1 - discount);
      corners.push({ usdPerHour: end, rise: worth[index] - (worth[index + 1] ?? 0) });
    }
  }
  corners.sort((a, b) => a.usdPerHour - b.usdPerHour);
  let best = 0;
  for (const { usdPerHour, rise } of corners) {
    if (slope >= -FLAT * totalHours) break;
    best = usdPerHour;
    slope += rise;
  }
  return commitmentCost(usage, best);
}

function byDiscount(usages: readonly CoveredUsage[]): CoveredUsage[] {
  return [...usages].sort((a, b) => b.discount - a.discount);
}

/** The cheapest commitment in whole units, such as reserved instances: beside the best one, for the cost is convex. */
export function optimalWholeUnits(usage: UsageOverTime, unitUsdPerHour: number): CommitmentCost {
  const units = optimalCommitment(usage).usdPerHour / unitUsdPerHour;
  const below = commitmentCost(usage, Math.floor(units) * unitUsdPerHour);
  const above = commitmentCost(usage, Math.ceil(units) * unitUsdPerHour);
  return above.usd < below.usd ? above : below;
}
