/** Buckets of a recording gathered into few enough points to draw, and the words for the instants on their axis. */
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../../base/units.ts';

const SECOND_S = 1;
const MINUTE_S = MINUTE_MS / SECOND_MS;
const HOUR_S = HOUR_MS / SECOND_MS;
const DAY_S = DAY_MS / SECOND_MS;

/** Distances between ticks, in seconds. */
const TICK_STEPS_S: readonly number[] = [
  ...[1, 5, 10, 30].map((seconds) => seconds * SECOND_S),
  ...[1, 2, 5, 10, 15, 30].map((minutes) => minutes * MINUTE_S),
  ...[1, 2, 3, 6, 12].map((hours) => hours * HOUR_S),
  ...[1, 2, 7, 14, 28, 91, 182, 364].map((days) => days * DAY_S),
];
const TICKS_MAX = 8;

/** How `bucketCount` buckets become points: `group` neighbours each, the last of them possibly short. */
export interface TimeBase {
  /** What instant 0 is, ms since 1970-01-01 UTC. */
  readonly startEpochMs: number;
  readonly durationMs: number;
  readonly bucketMs: number;
  readonly bucketCount: number;
  readonly group: number;
  readonly pointCount: number;
}

type Buckets = Pick<TimeBase, 'startEpochMs' | 'durationMs' | 'bucketMs' | 'bucketCount'>;

/** The finest grouping that stays within `pointsMax`. */
export function timeBase(buckets: Buckets, pointsMax: number): TimeBase {
  const group = niceGroup(Math.max(1, Math.ceil(buckets.bucketCount / pointsMax)), buckets.bucketMs);
  return { ...buckets, group, pointCount: Math.ceil(buckets.bucketCount / group) };
}

/** Widens a group of buckets to a step of the clock, so that points fall on full hours, where one is near. */
function niceGroup(least: number, bucketMs: number): number {
  if (least === 1) return 1;
  const groups = TICK_STEPS_S.map((stepS) => (stepS * SECOND_MS) / bucketMs);
  return groups.find((group) => group >= least && group <= 3 * least && Number.isInteger(group)) ?? least;
}

/** Width of one point but the last. */
export function pointMs(base: TimeBase): number {
  return base.group * base.bucketMs;
}

/** Begin of each point in seconds since the start. */
export function pointSeconds(base: TimeBase): number[] {
  return Array.from({ length: base.pointCount }, (_, point) => (point * pointMs(base)) / SECOND_MS);
}

/** Sum over the buckets of each point; `row` of a row-major column of `bucketCount` entries a row. */
export function pointSums(column: Float64Array, row: number, base: TimeBase): number[] {
  const sums = new Array<number>(base.pointCount).fill(0);
  const start = row * base.bucketCount;
  for (let bucket = 0; bucket < base.bucketCount; bucket++) {
    sums[Math.floor(bucket / base.group)]! += column[start + bucket]!;
  }
  return sums;
}

/** Mean of each point, from integrals in unit·ms, divided by `unitsPer` to come to a readable unit. */
export function pointMeans(column: Float64Array, row: number, base: TimeBase, unitsPer: number): number[] {
  return pointSums(column, row, base).map((sum, point) => {
    const startMs = point * pointMs(base);
    const widthMs = Math.min(startMs + pointMs(base), base.durationMs) - startMs;
    return widthMs > 0 ? brief(sum / widthMs / unitsPer) : 0;
  });
}

/** The highest mean of a bucket within each point, in the unit of `pointMeans`. */
export function pointMaxima(column: Float64Array, row: number, base: TimeBase, unitsPer: number): number[] {
  const maxima = new Array<number>(base.pointCount).fill(0);
  const start = row * base.bucketCount;
  for (let bucket = 0; bucket < base.bucketCount; bucket++) {
    const widthMs = Math.min((bucket + 1) * base.bucketMs, base.durationMs) - bucket * base.bucketMs;
    const point = Math.floor(bucket / base.group);
    if (widthMs > 0) maxima[point] = Math.max(maxima[point], brief(column[start + bucket] / widthMs / unitsPer));
  }
  return maxima;
}

/** Entry by entry over several lists of equal length. */
export function addUp(lists: readonly (readonly number[])[], length: number): number[] {
  return Array.from({ length }, (_, i) => brief(lists.reduce((sum, list) => sum + list[i]!, 0)));
}

/** Five digits are more than a drawing shows, and keep a file small. */
export function brief(value: number): number {
  return Number(value.toPrecision(5));
}

/** `30 min`, `1 h`, `2 days`: a width of time in words. */
export function formatWidth(widthMs: number): string {
  const seconds = widthMs / SECOND_MS;
  if (seconds % DAY_S === 0) return `${seconds / DAY_S} ${seconds === DAY_S ? 'day' : 'days'}`;
  if (seconds % HOUR_S === 0) return `${seconds / HOUR_S} h`;
  if (seconds % MINUTE_S === 0) return `${seconds / MINUTE_S} min`;
  return `${seconds} s`;
}

/** Instants of the ticks, in seconds since the start: full hours and midnights (UTC), the very end left out. */
export function tickSeconds({ startEpochMs, durationMs }: Clock): number[] {
  const durationS = durationMs / SECOND_MS;
  const step = TICK_STEPS_S.find((candidate) => durationS / candidate <= TICKS_MAX) ?? TICK_STEPS_S.at(-1)!;
  const sinceFullS = (startEpochMs / SECOND_MS) % Math.min(step, DAY_S);
  const first = sinceFullS === 0 ? 0 : Math.min(step, DAY_S) - sinceFullS;
  return Array.from({ length: Math.max(0, Math.ceil((durationS - first) / step)) }, (_, tick) => first + tick * step);
}

type Clock = Pick<TimeBase, 'startEpochMs' | 'durationMs'>;

/** Vega expression: the instant `seconds` (itself an expression) as `Mon 5 Jan, 14:30`, UTC. */
export function instantExpression(seconds: string, { startEpochMs, durationMs }: Clock): string {
  const clock = durationMs > HOUR_MS ? '%H:%M' : '%H:%M:%S';
  return `utcFormat(${startEpochMs} + 1000 * ${seconds}, '%a %-d %b, ${clock}')`;
}

/** Vega expression for the label of a tick: the day at its midnight, otherwise the time. */
export function tickExpression({ startEpochMs, durationMs }: Clock): string {
  const instant = `${startEpochMs} + 1000 * datum.value`;
  if (durationMs <= HOUR_MS) return `utcFormat(${instant}, '%H:%M:%S')`;
  return `utcFormat(${instant}, (${instant}) % ${DAY_MS} === 0 ? '%a %-d %b' : '%H:%M')`;
}
