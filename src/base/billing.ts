import { SECOND_MS } from './units.ts';

/** Seconds in an hour: rates are per hour, meters count seconds. */
export const SECONDS_PER_HOUR = 3600;

/**
 * The seconds AWS bills for a lifetime: begun seconds count whole, and never fewer than the minimum (P8.1, P9.1).
 *
 * @param lifetimeMs      ms ≥ 0
 * @param minimumSeconds  integer ≥ 0
 * @returns integer seconds
 */
export function billedSeconds(lifetimeMs: number, minimumSeconds: number): number {
  return Math.max(Math.ceil(lifetimeMs / SECOND_MS), minimumSeconds);
}
