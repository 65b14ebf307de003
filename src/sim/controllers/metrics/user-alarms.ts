import type { AlarmTable } from '../../state/alarms.ts';
import type { AlarmInput, CloudWatchInput } from '../../state/input/service-scaling.ts';
import { STANDARD_PERIOD_MS } from '../../state/metric-names.ts';
import type { MetricTable } from '../../state/metrics.ts';

/** CloudWatch of one run. */
interface CloudWatch {
  readonly cloudWatch: CloudWatchInput;
  readonly metrics: MetricTable;
  readonly alarms: AlarmTable;
}

/** Opens an alarm of the user's and the metric that it watches; its row. While the engine is wired. */
export function openUserAlarm({ cloudWatch, metrics, alarms }: CloudWatch, alarm: AlarmInput): number {
  const { metricDelayMs, highResolutionMetricDelayMs } = cloudWatch;
  const delayMs = alarm.metric.periodMs >= STANDARD_PERIOD_MS ? metricDelayMs : highResolutionMetricDelayMs;
  return alarms.open({ ...alarm, metric: metrics.open(alarm.metric), delayMs });
}
