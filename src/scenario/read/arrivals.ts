import { readArrivalTrace } from '../loads/arrival-trace.ts';
import { parseSchedule } from '../loads/cron.ts';
import { instantMs } from '../quantities.ts';
import type { Arrivals } from '../scenario.ts';
import type { ArrivalsSetting } from '../schema/arrivals.ts';
import { below, type Place, readSeries } from './series.ts';

/** The time that a run covers. */
export interface RunFrame {
  readonly startEpochMs: number;
  readonly durationMs: number;
}

/** The arrivals with their files read; once at the start where there are none. Undefined, and issues, else. */
export function readArrivals(
  place: Place,
  setting: ArrivalsSetting | undefined,
  frame: RunFrame,
): Arrivals | undefined {
  if (setting === undefined) return { kind: 'list', atMs: Float64Array.of(0) };
  if ('poissonPerHour' in setting) {
    const perHour = readSeries(below(place, 'poissonPerHour'), setting.poissonPerHour);
    return perHour && { kind: 'poisson', perHour };
  }
  if ('cron' in setting) return readCron(place, setting.cron, frame);
  if ('at' in setting) {
    const instants = Array.isArray(setting.at) ? setting.at : [setting.at];
    return listOf(
      instants.map((instant) => instantMs(instant, frame.startEpochMs)),
      frame,
    );
  }
  const read = place.reading.blocksOf(place.subject, [...place.path, 'trace'], setting.trace);
  if (read === undefined) return undefined;
  const trace = place.reading.take(readArrivalTrace(read.blocks, read.fileName, setting));
  return trace && { kind: 'trace', trace };
}

function readCron(place: Place, cron: string | readonly string[], frame: RunFrame): Arrivals | undefined {
  const expressions = typeof cron === 'string' ? [cron] : cron;
  const firings: number[] = [];
  let isSound = true;
  for (const [index, expression] of expressions.entries()) {
    const schedule = parseSchedule(expression);
    if ('firings' in schedule) {
      firings.push(...schedule.firings(frame.startEpochMs, frame.durationMs));
      continue;
    }
    const path = [...place.path, 'cron', ...(typeof cron === 'string' ? [] : [index])];
    place.reading.report(place.subject, { path, expected: schedule.expected });
    isSound = false;
  }
  return isSound ? listOf(firings, frame) : undefined;
}

/** What falls into the run, ascending. */
function listOf(atMs: readonly number[], { durationMs }: RunFrame): Arrivals {
  const within = atMs.filter((time) => time >= 0 && time < durationMs);
  return { kind: 'list', atMs: Float64Array.from(within).sort() };
}
