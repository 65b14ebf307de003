import { NONE } from '../../../base/units.ts';
import { growInt32 } from '../../state/rows.ts';
import type { TargetChoice } from './target-choice.ts';

/** Of a zone: targets of other deployments, and of the PRIMARY one. */
const POOLS_PER_ZONE = 2;

/**
 * Targets in pools, each with a choice of its own: by zone where cross-zone load balancing is off, for clients are
 * spread evenly over the zones that have targets (P7.6), and by deployment while traffic is shifted (P4.23, P4.24).
 */
export class PooledChoice implements TargetChoice {
  count = 0;
  /** The part of all requests that is for the PRIMARY deployment; NaN = targets are not told apart. */
  primaryPortion = Number.NaN;
  private readonly pools: readonly TargetChoice[];
  private poolOf = new Int32Array(64);
  private zone = 0;
  /** By zone: what the PRIMARY deployment's parts of its requests add up to, less those that it got. */
  private readonly credit: Float64Array;

  constructor(zones: number, create: () => TargetChoice) {
    this.pools = Array.from({ length: zones * POOLS_PER_ZONE }, create);
    this.credit = new Float64Array(zones);
  }

  /** Where a target is from its next `join` on. */
  assign(target: number, zone: number, isOfPrimary: boolean): void {
    if (target >= this.poolOf.length) {
      this.poolOf = growInt32(this.poolOf, Math.max(target + 1, this.poolOf.length * 2));
    }
    const isApart = isOfPrimary && !Number.isNaN(this.primaryPortion);
    this.poolOf[target] = zone * POOLS_PER_ZONE + (isApart ? 1 : 0);
  }

  join(target: number, outstanding: number, nowMs: number): void {
    this.count++;
    this.pools[this.poolOf[target]].join(target, outstanding, nowMs);
  }

  leave(target: number): void {
    this.count--;
    this.pools[this.poolOf[target]].leave(target);
  }

  choose(nowMs: number): number {
    if (this.count === 0) return NONE;
    const zone = this.nextZone();
    const first = zone * POOLS_PER_ZONE;
    return this.pools[this.isForPrimary(zone) ? first + 1 : first].choose(nowMs);
  }

  started(target: number): void {
    this.pools[this.poolOf[target]].started(target);
  }

  ended(target: number): void {
    this.pools[this.poolOf[target]].ended(target);
  }

  /** The zones that have targets take turns. */
  private nextZone(): number {
    const zones = this.credit.length;
    do this.zone = (this.zone + 1) % zones;
    while (this.countIn(this.zone) === 0);
    return this.zone;
  }

  private countIn(zone: number): number {
    const first = zone * POOLS_PER_ZONE;
    return this.pools[first].count + this.pools[first + 1].count;
  }

  /** What one side has no target for goes to the other. */
  private isForPrimary(zone: number): boolean {
    const first = zone * POOLS_PER_ZONE;
    if (this.pools[first + 1].count === 0) return false;
    if (this.pools[first].count === 0) return true;
    this.credit[zone] += this.primaryPortion;
    if (this.credit[zone] < 1) return false;
    this.credit[zone] -= 1;
    return true;
  }
}
