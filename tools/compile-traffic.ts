/**
 * Writes src/scenario/loads/traffic-shapes.ts: hourly and weekly factors computed from real traces in the corpus
 * (`../shared`, or where PLIMSOLL_SHARED points). Only these figures are part of the project, never the traces.
 *
 * A day is a workday or a weekend day. The rate of an hour of such a day is the median over all days of the trace, so
 * one odd day changes little; gaps of the recording are left out. The factor of a weekday is the median over its days
 * of the day's mean against the mean of its kind of day.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../src/base/units.ts';
import { root } from '../test/sources.ts';

interface Sample {
  readonly epochMs: number;
  readonly value: number;
}

interface Source {
  readonly name: string;
  readonly source: string;
  readonly clock: string;
  readonly file: string;
  read(text: string): Sample[];
}

/** Zeros for at least this long are a gap of the recording. */
const GAP_MS = 20 * MINUTE_MS;

const SOURCES: readonly Source[] = [
  {
    name: 'elb-app',
    source:
      'RequestCount of an Elastic Load Balancer, 10 to 24 April 2014; numenta/NAB, elb_request_count_8c0756 (MIT)',
    clock: 'UTC',
    file: 'numenta__NAB__data--realAWSCloudwatch--elb_request_count_8c0756.csv',
    read: (text) => rows(text).map(([time, value]) => ({ epochMs: Date.parse(`${time}Z`), value: Number(value) })),
  },
  {
    name: 'nasa-web',
    source: 'Web server of NASA Kennedy Space Center, July and August 1995 (Internet Traffic Archive)',
    clock: 'local time, UTC-4',
    file: 'reconfigurable-ml-pipeline__web-service-datasets__dataset--nasa--workload.tbz2--per-minute.csv',
    read: (text) =>
      rows(text).map(([minute, requests]) => ({ epochMs: nasaMs(Number(minute)), value: Number(requests) })),
  },
  {
    name: 'twitter-stream',
    source: 'Twitter stream, 1 to 22 August 2021 (Archive Team: The Twitter Stream Grab)',
    clock: 'UTC',
    file: 'reconfigurable-ml-pipeline__web-service-datasets__dataset--twitter_trace--workload.tbz2--per-minute.csv',
    read: (text) =>
      rows(text).map(([minute, requests]) => ({
        epochMs: Date.UTC(2021, 7, 1) + Number(minute) * MINUTE_MS,
        value: Number(requests),
      })),
  },
];

/** The log of July ends on the 28th at 13:32; the next minute of the trace is 1 August 00:00. */
const NASA_JULY_MINUTES = 27 * 1440 + 13 * 60 + 32;

function nasaMs(minute: number): number {
  if (minute < NASA_JULY_MINUTES) return Date.UTC(1995, 6, 1) + minute * MINUTE_MS;
  return Date.UTC(1995, 7, 1) + (minute - NASA_JULY_MINUTES) * MINUTE_MS;
}

function rows(text: string): string[][] {
  const lines = text.trim().split('\n').slice(1);
  return lines.map((line) => line.split(','));
}

function withoutGaps(samples: readonly Sample[]): Sample[] {
  const kept: Sample[] = [];
  let zeros: Sample[] = [];
  for (const sample of samples) {
    if (sample.value === 0) {
      zeros.push(sample);
      continue;
    }
    if (zeros.length > 0 && sample.epochMs - zeros[0]!.epochMs < GAP_MS) kept.push(...zeros);
    zeros = [];
    kept.push(sample);
  }
  return kept;
}

/** Mean value by hour since 1970. */
function hourlyMeans(samples: readonly Sample[]): Map<number, number> {
  return meansBy(samples.map(({ epochMs, value }) => [Math.floor(epochMs / HOUR_MS), value]));
}

function meansBy(pairs: readonly (readonly [number, number])[]): Map<number, number> {
  const groups = new Map<number, number[]>();
  for (const [key, value] of pairs) groups.set(key, [...(groups.get(key) ?? []), value]);
  return new Map([...groups].map(([key, values]) => [key, mean(values)]));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return mean([sorted[(sorted.length - 1) >> 1]!, sorted[sorted.length >> 1]!]);
}

/** Monday is 0. 1 January 1970 was a Thursday. */
function weekdayOf(hour: number): number {
  return (Math.floor((hour * HOUR_MS) / DAY_MS) + 3) % 7;
}

function shapeOf(samples: readonly Sample[]) {
  const hours = [...hourlyMeans(withoutGaps(samples))];
  const profile = (isDay: (weekday: number) => boolean) =>
    Array.from({ length: 24 }, (_, hourOfDay) =>
      median(hours.filter(([hour]) => hour % 24 === hourOfDay && isDay(weekdayOf(hour))).map(([, value]) => value)),
    );
  const workday = profile((weekday) => weekday < 5);
  const weekend = profile((weekday) => weekday >= 5);
  const relative = hours.map(([hour, value]) => {
    const weekday = weekdayOf(hour);
    return [hour, value / (weekday < 5 ? workday : weekend)[hour % 24]!] as const;
  });
  const days = [...meansBy(relative.map(([hour, value]) => [Math.floor(hour / 24), value] as const))];
  const weekdays = Array.from({ length: 7 }, (_, weekday) =>
    median(days.filter(([day]) => weekdayOf(day * 24) === weekday).map(([, value]) => value)),
  );
  const scale = mean(workday);
  const round = (values: readonly number[], by: number) => values.map((value) => Number((value / by).toFixed(2)));
  return { workday: round(workday, scale), weekend: round(weekend, scale), weekdays: round(weekdays, 1) };
}

const folder = join(process.env.PLIMSOLL_SHARED ?? join(root, '../shared'), 'corpus/traces');
const shapes = SOURCES.map(({ name, source, clock, file, read }) => {
  const shape = shapeOf(read(readFileSync(join(folder, file), 'utf8')));
  return `  '${name}': ${JSON.stringify({ source, clock, ...shape })},`;
});
const target = join(root, 'src/scenario/loads/traffic-shapes.ts');
writeFileSync(
  target,
  `/** Weeks of real traffic as factors. Written by tools/compile-traffic.ts, which says how; do not edit. */

/** One week by the hour: the value of an hour is that of its kind of day, times the factor of its weekday. */
export interface TrafficShape {
  /** Where the figures come from. */
  readonly source: string;
  /** The clock whose hours these are; a run reads them as UTC. */
  readonly clock: string;
  /** Hours 0 to 23 of a day from Monday to Friday; their mean is 1. */
  readonly workday: readonly number[];
  /** Hours 0 to 23 of a Saturday or Sunday, in the same unit. */
  readonly weekend: readonly number[];
  /** Monday to Sunday. */
  readonly weekdays: readonly number[];
}

/** The names of the shapes. */
export const TRAFFIC_SHAPE_NAMES = [${SOURCES.map(({ name }) => `'${name}'`).join(', ')}] as const;

/** The name of a shape. */
export type TrafficShapeName = (typeof TRAFFIC_SHAPE_NAMES)[number];

/** The shapes by name. */
export const TRAFFIC_SHAPES: Readonly<Record<TrafficShapeName, TrafficShape>> = {
${shapes.join('\n')}
};
`,
);
execFileSync(join(root, 'node_modules/.bin/biome'), ['check', '--write', target], { stdio: 'inherit' });
