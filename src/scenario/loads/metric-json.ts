import { z } from 'zod';
import { ScenarioError } from '../../base/errors.ts';
import { parseDocument, type SourceDocument } from '../document.ts';
import { timestampSchema, toEpochMs } from '../ecs/timestamp.ts';
import { type Checked, issueOf, showFound, subjectAt, validateWith } from '../issues.ts';
import { childValue } from '../schema-walk.ts';
import type { TracePoints } from './trace.ts';

const value = z.number().min(0);

const metricData = z.looseObject({
  MetricDataResults: z
    .array(
      z.looseObject({
        Id: z.string().optional(),
        Label: z.string().optional(),
        Timestamps: z.array(timestampSchema),
        Values: z.array(value),
      }),
    )
    .min(1),
});

const STATISTICS = ['Sum', 'Average', 'Maximum', 'Minimum', 'SampleCount'] as const;

const metricStatistics = z.looseObject({
  Datapoints: z
    .array(
      z.looseObject({
        Timestamp: timestampSchema,
        Sum: value.optional(),
        Average: value.optional(),
        Maximum: value.optional(),
        Minimum: value.optional(),
        SampleCount: value.optional(),
      }),
    )
    .min(1),
});

type Point = readonly [z.output<typeof timestampSchema>, number];

/**
 * Reads `aws cloudwatch get-metric-data`, where `column` is the Id or Label of one of its results, or
 * `get-metric-statistics`, where it is the statistic. Both print their points in no order.
 */
export function readMetricJson(text: string, fileName: string, column: string | undefined): Checked<TracePoints> {
  const document = parse(text, fileName);
  if (!('locate' in document)) return document;
  const isData = childValue(document.value, 'MetricDataResults') !== undefined;
  const points = isData ? dataPoints(document, column) : statisticsPoints(document, column);
  if (points.value === undefined) return points;
  const wrong = points.value.find(([time]) => toEpochMs(time) === undefined);
  if (wrong !== undefined) return refuse(document, [], showFound(wrong[0]), 'times such as 2026-01-05T00:00:00Z');
  return {
    value: {
      atMs: Float64Array.from(points.value, ([time]) => toEpochMs(time) ?? Number.NaN),
      values: Float64Array.from(points.value, ([, amount]) => amount),
    },
    issues: [],
  };
}

function parse(text: string, fileName: string): SourceDocument | Checked<never> {
  try {
    return parseDocument(text, fileName);
  } catch (error) {
    if (!(error instanceof ScenarioError)) throw error;
    return { issues: error.issues };
  }
}

function dataPoints(document: SourceDocument, column: string | undefined): Checked<readonly Point[]> {
  const checked = validateWith(metricData, document);
  if (checked.value === undefined) return checked;
  const results = checked.value.MetricDataResults;
  const index = column === undefined ? 0 : results.findIndex(({ Id, Label }) => Id === column || Label === column);
  const isAmbiguous = column === undefined && results.length > 1;
  const result = results[index];
  if (result === undefined || isAmbiguous) {
    const found = `results ${results.map(({ Id, Label }) => Id ?? Label ?? '?').join(', ')}`;
    return refuse(document, ['MetricDataResults'], found, `column: the Id or Label of one, ${column ?? 'to choose'}`);
  }
  if (result.Timestamps.length !== result.Values.length) {
    const path = ['MetricDataResults', index, 'Values'];
    return refuse(document, path, `${result.Values.length} values`, `${result.Timestamps.length}, one per timestamp`);
  }
  return { value: result.Timestamps.map((time, position) => [time, result.Values[position]!]), issues: [] };
}

function statisticsPoints(document: SourceDocument, column: string | undefined): Checked<readonly Point[]> {
  const checked = validateWith(metricStatistics, document);
  if (checked.value === undefined) return checked;
  const datapoints = checked.value.Datapoints;
  const wanted = column === undefined ? STATISTICS : STATISTICS.filter((name) => name === column);
  const statistic = wanted.find((name) => datapoints.every((point) => point[name] !== undefined));
  if (statistic === undefined) {
    return refuse(document, ['Datapoints'], undefined, `${column ?? 'one statistic'} in every datapoint`);
  }
  return { value: datapoints.map((point) => [point.Timestamp, point[statistic]!]), issues: [] };
}

function refuse(
  document: SourceDocument,
  path: readonly (string | number)[],
  found: string | undefined,
  expected: string,
): Checked<never> {
  const fault = found === undefined ? { path, expected } : { path, found, expected };
  return { issues: [issueOf(subjectAt(document), fault)] };
}
