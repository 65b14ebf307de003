/** The lives of EC2 instances as a report draws them: as rows that are few enough to be read, and counted by state. */
import { DAY_MS, HOUR_MS, MINUTE_MS, NONE } from '../base/units.ts';
import type { Recording } from '../sim/record/recording.ts';
import { formatWidth } from './charts/time-base.ts';
import { group } from './group.ts';

/** In the order of a life. */
export const INSTANCE_STATES = ['in the warm pool', 'launching', 'active', 'draining'] as const;

/** One instance, or several that came and went together. Instants that it did not come to are those of its end. */
export interface Lifetime {
  /** Rows in `recording.containerInstances`. */
  readonly instances: readonly number[];
  readonly pool: number;
  readonly cause: number;
  readonly launchedAtMs: number;
  /** When it left the warm pool, or was launched without one. */
  readonly joinedAtMs: number;
  readonly registeredAtMs: number;
  readonly drainingAtMs: number;
  /** The end of the run where it still lived. */
  readonly endedAtMs: number;
}

/** Instances of these pools, in order of launch. */
export function lifetimesOf({ containerInstances, durationMs }: Recording, pools: readonly number[]): Lifetime[] {
  const { cause, drainingAtMs, joinedAtMs, launchedAtMs, length, pool, registeredAtMs, terminatedAtMs } =
    containerInstances;
  const rows = Array.from({ length }, (_, row) => row).filter((row) => pools.includes(pool[row]));
  return rows.map((row) => {
    const endedAtMs = orElse(terminatedAtMs[row], durationMs);
    return {
      instances: [row],
      pool: pool[row],
      cause: cause[row],
      launchedAtMs: launchedAtMs[row],
      joinedAtMs: Math.min(orElse(joinedAtMs[row], endedAtMs), endedAtMs),
      registeredAtMs: Math.min(orElse(registeredAtMs[row], endedAtMs), endedAtMs),
      drainingAtMs: orElse(drainingAtMs[row], endedAtMs),
      endedAtMs,
    };
  });
}

function orElse(instantMs: number, otherwiseMs: number): number {
  return Number.isNaN(instantMs) ? otherwiseMs : instantMs;
}

/** Somebody came, drained or went: without it there is nothing to see. */
export function hasChange(lifetimes: readonly Lifetime[], durationMs: number): boolean {
  return lifetimes.some(
    ({ launchedAtMs, drainingAtMs, endedAtMs }) =>
      launchedAtMs > 0 || drainingAtMs < durationMs || endedAtMs < durationMs,
  );
}

/** Widths of time within which instances count as having come, or gone, together. */
const WIDTHS_MS: readonly number[] = [
  1,
  MINUTE_MS,
  5 * MINUTE_MS,
  15 * MINUTE_MS,
  HOUR_MS,
  3 * HOUR_MS,
  6 * HOUR_MS,
  12 * HOUR_MS,
  DAY_MS,
  2 * DAY_MS,
  7 * DAY_MS,
  28 * DAY_MS,
];

/** Lifetimes in at most so many rows where that is possible, with how that was done in words. */
export interface Gathered {
  /** In a row one follows the other. */
  readonly rows: readonly (readonly Lifetime[])[];
  /** '' where every row is one instance. */
  readonly how: string;
}

/**
 * Each instance has its row while there is room; else those that follow each other share one; and where too many live
 * at once, those that came and went together are drawn as one.
 */
export function gather(lifetimes: readonly Lifetime[], rowsMax: number): Gathered {
  if (lifetimes.length <= rowsMax) return { rows: lifetimes.map((one) => [one]), how: '' };
  const single = inLanes(lifetimes);
  if (single.length <= rowsMax) return { rows: single, how: 'one row for those that follow each other' };
  const how = (widthMs: number) => (widthMs === 1 ? 'at the same instants' : `within the same ${formatWidth(widthMs)}`);
  for (const widthMs of WIDTHS_MS) {
    const rows = inLanes(together(lifetimes, widthMs));
    if (rows.length <= rowsMax) {
      return { rows, how: `those of a type that came and went ${how(widthMs)} are drawn as one` };
    }
  }
  const rows = inLanes(together(lifetimes, WIDTHS_MS.at(-1)!));
  return { rows: rows.slice(0, rowsMax), how: `the first ${rowsMax} of ${rows.length} rows` };
}

/** Each takes the first row that is free when it comes. O(lifetimes × rows). */
function inLanes(lifetimes: readonly Lifetime[]): Lifetime[][] {
  const lanes: Lifetime[][] = [];
  for (const one of lifetimes) {
    const free = lanes.find((lane) => lane.at(-1)!.endedAtMs <= one.launchedAtMs);
    if (free === undefined) lanes.push([one]);
    else free.push(one);
  }
  return lanes;
}

/** As one they launch with the first and end with the last, and register and drain as fast as they do on average. */
function together(lifetimes: readonly Lifetime[], widthMs: number): Lifetime[] {
  const cell = (instantMs: number) => Math.floor(instantMs / widthMs);
  const keyOf = ({ pool, cause, launchedAtMs, drainingAtMs, endedAtMs }: Lifetime) =>
    [pool, cause, cell(launchedAtMs), cell(drainingAtMs), cell(endedAtMs)].join();
  return group(lifetimes, keyOf).map((ones) => {
    const [first] = ones;
    const mean = (of: (one: Lifetime) => number) => ones.reduce((sum, one) => sum + of(one), 0) / ones.length;
    const endedAtMs = ones.reduce((latest, one) => Math.max(latest, one.endedAtMs), 0);
    return {
      ...first,
      instances: ones.flatMap(({ instances }) => instances),
      joinedAtMs: first.launchedAtMs + mean((one) => one.joinedAtMs - one.launchedAtMs),
      registeredAtMs: first.launchedAtMs + mean((one) => one.registeredAtMs - one.launchedAtMs),
      drainingAtMs: endedAtMs - mean((one) => one.endedAtMs - one.drainingAtMs),
      endedAtMs,
    };
  });
}

/** How many are in each state at an instant. */
export function countsAt(
  lifetimes: readonly Lifetime[],
  atMs: number,
): Readonly<Record<(typeof INSTANCE_STATES)[number], number>> {
  const living = lifetimes.filter(({ launchedAtMs, endedAtMs }) => launchedAtMs <= atMs && atMs < endedAtMs);
  const warm = living.filter(({ joinedAtMs }) => atMs < joinedAtMs).length;
  const launching = living.filter(({ registeredAtMs }) => atMs < registeredAtMs).length - warm;
  const draining = living.filter(({ drainingAtMs }) => drainingAtMs <= atMs).length;
  const active = living.length - warm - launching - draining;
  return { 'in the warm pool': warm, launching, active, draining };
}

/** The name of an instance: that of its container instance, or that it never registered. */
export function nameOfInstance({ containerInstances, containerInstanceNames }: Recording, row: number): string {
  const containerInstance = containerInstances.containerInstance[row];
  return containerInstance === NONE ? 'never registered' : containerInstanceNames[containerInstance];
}
