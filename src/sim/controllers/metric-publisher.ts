import { NONE } from '../../base/units.ts';
import type { EngineParts } from '../actions/engine-parts.ts';
import { ALARMS_EVALUATED, METRICS_PUBLISHED } from '../kernel/event-kinds.ts';
import type { Timeline } from '../kernel/timeline.ts';
import type { AlarmTable } from '../state/alarms.ts';
import type { MetricTable } from '../state/metrics.ts';

/**
 * CloudWatch's clock: at the end of each period the datapoints are published, and once they are delivered the alarms on
 * them are evaluated. Only metrics that somebody has opened are published; without any there is no event at all.
 */
export class MetricPublisher {
  private readonly timeline: Timeline;
  private readonly metrics: MetricTable;
  private readonly alarms: AlarmTable;

  constructor(parts: EngineParts) {
    const { timeline, metrics, alarms } = parts;
    this.timeline = timeline;
    this.metrics = metrics;
    this.alarms = alarms;
  }

  /** Every control loop has opened its metrics and alarms. */
  onStart(): void {
    const periods = new Set(this.metrics.specs.map(({ periodMs }) => periodMs));
    for (const periodMs of periods) this.timeline.schedule(periodMs, METRICS_PUBLISHED, periodMs, NONE);
  }

  onMetricsPublished(periodMs: number): void {
    const { groups } = this.alarms;
    for (let group = 0; group < groups.length; group++) {
      if (groups[group].periodMs !== periodMs) continue;
      this.timeline.schedule(groups[group].delayMs, ALARMS_EVALUATED, group, NONE);
    }
    this.timeline.schedule(periodMs, METRICS_PUBLISHED, periodMs, NONE);
  }

  onAlarmsEvaluated(group: number): void {
    this.alarms.evaluate(group, this.timeline.nowMs);
  }
}
