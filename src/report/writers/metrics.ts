/** The metrics of a run in the shape of `aws cloudwatch get-metric-data`. */
import { SECOND_MS } from '../../base/units.ts';
import type { RecordedMetric, Recording } from '../../sim/record/recording.ts';
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

/** The text of metrics.json: every metric of every cluster; a period without a datapoint is left out (P11.1). */
export function metricsJson({ clusters, scenario }: RunResult): string {
  const metrics = clusters.flatMap(({ recording }) => recording.metrics ?? []);
  const results = metrics.map((metric, index) => resultOf(metric, index, scenario.startEpochMs));
  return `${JSON.stringify({ MetricDataResults: results, Messages: [] }, null, 2)}\n`;
}

/** The run kept its metrics. */
export function hasMetrics({ metrics }: Pick<Recording, 'metrics'>): boolean {
  return metrics !== null;
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
