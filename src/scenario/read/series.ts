/** Series and distributions with the files that they name. */

import type { DistributionInput } from '../../base/distributions.ts';
import { nearest } from '../../base/nearest.ts';
import { SECOND_MS } from '../../base/units.ts';
import type { DocumentPath } from '../document.ts';
import type { Subject } from '../issues.ts';
import { ColumnReader, columnAt, findColumn, missingColumn, readNonNegative } from '../loads/columns.ts';
import { parseCsv } from '../loads/csv.ts';
import type { Series } from '../loads/series.ts';
import { traceLengthMs } from '../loads/trace.ts';
import { readTraceFile } from '../loads/trace-file.ts';
import { TRAFFIC_SHAPE_NAMES } from '../loads/traffic-shapes.ts';
import type { DistributionSetting } from '../schema/distribution.ts';
import type { SeriesSetting, TraceSetting } from '../schema/series.ts';
import type { Reading } from './reading.ts';

/** Where a setting stands. */
export interface Place {
  readonly reading: Reading;
  readonly subject: Subject;
  readonly path: DocumentPath;
}

/** The place of a field below. */
export function below(place: Place, ...keys: DocumentPath): Place {
  return { ...place, path: [...place.path, ...keys] };
}

/** The series with its trace read; undefined, and issues, when that cannot be. */
export function readSeries(place: Place, setting: SeriesSetting): Series | undefined {
  if (typeof setting === 'number') return { kind: 'constant', value: setting };
  if ('steps' in setting) {
    const steps = setting.steps.map(({ at, value }) => ({ atMs: at, value }));
    return { kind: 'steps', steps, periodMs: setting.period ?? 0 };
  }
  if ('shape' in setting) {
    const name = TRAFFIC_SHAPE_NAMES.find((candidate) => candidate === setting.shape);
    if (name === undefined) return unknownShape(below(place, 'shape'), setting.shape);
    return { kind: 'shape', shape: 'mean' in setting ? { name, mean: setting.mean } : { name, peak: setting.peak } };
  }
  if ('diurnal' in setting) {
    const { base, peak, peakHour = 14, weekend = 1 } = setting.diurnal;
    if (base <= peak) return { kind: 'diurnal', diurnal: { base, peak, peakHour, weekend } };
    place.reading.report(place.subject, {
      path: [...place.path, 'diurnal', 'base'],
      expected: `at most ${peak}, the peak`,
    });
    return undefined;
  }
  return readTrace(place, setting);
}

function unknownShape({ reading, subject, path }: Place, shape: string): undefined {
  const expected = `one of ${TRAFFIC_SHAPE_NAMES.join(' | ')}`;
  reading.report(subject, { path, expected, suggestion: nearest(shape, TRAFFIC_SHAPE_NAMES) });
}

function readTrace(place: Place, setting: TraceSetting): Series | undefined {
  const read = place.reading.textOf(place.subject, [...place.path, 'trace'], setting.trace);
  if (read === undefined) return undefined;
  const { column, timeColumn, timeUnit: timeUnitMs } = setting;
  const points = place.reading.take(readTraceFile(read.text, read.fileName, { column, timeColumn, timeUnitMs }));
  if (points === undefined) return undefined;
  const offsetMs = setting.offset ?? 0;
  const lengthMs = traceLengthMs(points);
  if (offsetMs > 0 && offsetMs >= lengthMs) {
    const expected = `less than the ${lengthMs / SECOND_MS} s of the trace`;
    place.reading.report(place.subject, { path: [...place.path, 'offset'], expected });
    return undefined;
  }
  const scale = (setting.scale ?? 1) * (setting.per === undefined ? 1 : SECOND_MS / setting.per);
  const options = { scale, offsetMs, isLooped: setting.loop ?? false, resampleMs: setting.resample ?? 0 };
  return { kind: 'trace', points, options };
}

/** z at which the standard normal distribution reaches 0.95. */
const Z95 = 1.6448536269514722;

/** The distribution of ms with its file read; undefined, and issues, when that cannot be. */
export function readDistribution(place: Place, setting: DistributionSetting): DistributionInput | undefined {
  if (typeof setting === 'number') return { kind: 'constant', value: setting };
  if ('constant' in setting) return { kind: 'constant', value: setting.constant };
  if ('exponential' in setting) return { kind: 'exponential', mean: setting.exponential.mean };
  if ('uniform' in setting) {
    const { min, max } = setting.uniform;
    return inOrder(below(place, 'uniform', 'max'), [min, max], { kind: 'uniform', min, max });
  }
  if ('lognormal' in setting) {
    const { median, p95 } = setting.lognormal;
    const mu = Math.log(median);
    const sigma = (Math.log(p95) - mu) / Z95;
    return inOrder(below(place, 'lognormal', 'p95'), [median, p95], { kind: 'lognormal', mu, sigma });
  }
  if ('gamma' in setting) return gammaOf(setting.gamma);
  return readEmpirical(below(place, 'empirical'), setting.empirical);
}

function inOrder(
  place: Place,
  [least, most]: readonly [number, number],
  distribution: DistributionInput,
): DistributionInput | undefined {
  if (least <= most) return distribution;
  place.reading.report(place.subject, { path: place.path, expected: 'no less than the value before it' });
  return undefined;
}

/** Mean = shape × scale, and the coefficient of variation is 1 / √shape. */
function gammaOf(gamma: Extract<DistributionSetting, { gamma: unknown }>['gamma']): DistributionInput {
  if ('shape' in gamma) return { kind: 'gamma', shape: gamma.shape, scale: gamma.scale };
  const shape = 1 / gamma.cv ** 2;
  return { kind: 'gamma', shape, scale: gamma.mean / shape };
}

function readEmpirical(
  place: Place,
  setting: Extract<DistributionSetting, { empirical: unknown }>['empirical'],
): DistributionInput | undefined {
  const { file, column: name } = typeof setting === 'string' ? { file: setting, column: undefined } : setting;
  const path = typeof setting === 'string' ? place.path : [...place.path, 'file'];
  const read = place.reading.textOf(place.subject, path, file);
  if (read === undefined) return undefined;
  const table = parseCsv(read.text);
  const column = findColumn(table, name ?? 'value') ?? (name === undefined ? columnAt(table, 0) : undefined);
  if (column === undefined) {
    place.reading.add([missingColumn(read.fileName, table, name!)]);
    return undefined;
  }
  const reader = new ColumnReader(read.fileName, table);
  const values = table.rows.map((row) => SECOND_MS * reader.cell(row, column, readNonNegative, 'seconds >= 0'));
  if (values.length === 0) reader.add({ file: read.fileName, path: '', found: 'no rows', expected: 'observed values' });
  place.reading.add(reader.allIssues());
  return reader.issues.length > 0 ? undefined : { kind: 'empirical', values: Float64Array.from(values) };
}
