/** The metrics of a run in the shape of `aws cloudwatch get-metric-data`. */
import { SECOND_MS } from '../../base/units.ts';
import type { RecordedMetric } from '../../sim/record/recording.ts';
import { isoTime } from '../format.ts';
import type { RunResult } from '../run-result.ts';

interface MetricDataResult {
  readonly Id: string;
  /** Namespace, name, dimensions, statistic and period: all that tells metrics apart. */
  readonly Label: string;
  /** The starts of the periods, the newest first as CloudWatch has them by default. */
  readonly Timestamps: readonly string[];
  readonly Values: readonly number[];
  readonly StatusCode: 'Complete';
}

/** Datapoints in an answer of get-metric-data, which comes in pages: so does a long run. A metric is never torn. */
const PAGE_DATAPOINTS = 100_800;

/**
 * `metrics.json`, and `metrics-2.json` and on where there are more datapoints than a page holds: every metric of every
 * cluster that kept them; a period without a datapoint is left out (P11.1). No file where no run kept any.
 */
export function metricsFiles({ clusters, scenario }: RunResult): Map<string, string> {
  const metrics = clusters.flatMap(({ recording }) => recording.metrics ?? []);
  if (metrics.length === 0) return new Map();
  const pages: string[][] = [[]];
  let datapoints = 0;
  for (const [index, metric] of metrics.entries()) {
    const result = resultOf(metric, index, scenario.startEpochMs);
    if (datapoints > 0 && datapoints + result.Values.length > PAGE_DATAPOINTS) {
      pages.push([]);
      datapoints = 0;
    }
    pages.at(-1)!.push(JSON.stringify(result));
    datapoints += result.Values.length;
  }
  return new Map(pages.map((results, page) => [fileName(page), pageText(results, page + 1 < pages.length, page)]));
}

function fileName(page: number): string {
  return page === 0 ? 'metrics.json' : `metrics-${page + 1}.json`;
}

/** A line per metric; the token names the file that goes on. */
function pageText(results: readonly string[], hasNext: boolean, page: number): string {
  const next = hasNext ? `,\n"NextToken": ${JSON.stringify(fileName(page + 1))}` : '';
  return `{"MetricDataResults": [\n${results.join(',\n')}\n],\n"Messages": []${next}}\n`;
}

function resultOf(metric: RecordedMetric, index: number, startEpochMs: number): MetricDataResult {
  const { values, periodMs } = metric;
  const periods = [...values.keys()].filter((period) => !Number.isNaN(values[period])).reverse();
  return {
    Id: `m${index + 1}`,
    Label: labelOf(metric),
    Timestamps: periods.map((period) => isoTime(startEpochMs + period * periodMs)),
    Values: periods.map((period) => values[period]),
    StatusCode: 'Complete',
  };
}

function labelOf({ namespace, name, dimensions, statistic, periodMs }: RecordedMetric): string {
  const named = dimensions.map((dimension) => `${dimension.name}=${dimension.value}`).join(',');
  return `${namespace} ${name} {${named}} ${statistic} ${periodMs / SECOND_MS}s`;
}
