import { NONE } from '../../../base/units.ts';
import type { EngineParts } from '../../actions/engine-parts.ts';
import { ALARMS_EVALUATED, METRICS_PUBLISHED } from '../../kernel/event-kinds.ts';
import type { Timeline } from '../../kernel/timeline.ts';
import type { Recorder } from '../../record/recorder.ts';
import type { AlarmTable } from '../../state/alarms.ts';
import type { ClusterState } from '../../state/cluster-state.ts';
import { INSIGHTS_NAMESPACE } from '../../state/metric-names.ts';
import { type MetricTable, metricKey } from '../../state/metrics.ts';
import { MetricClock } from './metric-clock.ts';
import { metricSources } from './metric-sources.ts';

/**
 * CloudWatch's clock: at the end of each period the datapoints are published, and once they are delivered the alarms on
 * them are evaluated. Only metrics that somebody has opened are published, all of them with `--metrics`; without any
 * there is no event at all.
 */
export class MetricPublisher {
  private readonly timeline: Timeline;
  private readonly metrics: MetricTable;
  private readonly alarms: AlarmTable;
  private readonly recorder: Recorder;
  private readonly cluster: ClusterState;
  private readonly clocks: MetricClock[] = [];

  constructor(parts: EngineParts) {
    const { timeline, metrics, alarms, recorder, cluster } = parts;
    this.timeline = timeline;
    this.metrics = metrics;
    this.alarms = alarms;
    this.recorder = recorder;
    this.cluster = cluster;
  }

  /** Every control loop has opened its metrics and alarms. */
  onStart(): void {
    this.openClocks();
    const periods = new Set(this.metrics.specs.map(({ periodMs }) => periodMs));
    for (const periodMs of periods) this.timeline.schedule(periodMs, METRICS_PUBLISHED, periodMs, NONE);
  }

  /** The first to put its datapoints. Alarms are evaluated once everybody has. */
  onMetricsPublished(periodMs: number): void {
    const { nowMs } = this.timeline;
    this.metrics.endPeriod(periodMs, nowMs);
    for (let i = 0; i < this.clocks.length; i++) {
      if (this.clocks[i].periodMs === periodMs) this.clocks[i].publish(nowMs);
    }
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

  /** One clock per period, of the metrics that are asked for and have a source here. */
  private openClocks(): void {
    const { metrics, cluster, recorder } = this;
    const parts = { metrics, cluster, recorder };
    const { sources, groups } = metricSources(cluster.input);
    metrics.insightCount = sources.filter(({ spec }) => spec.namespace === INSIGHTS_NAMESPACE).length;
    if (cluster.input.record.keepMetrics) for (const { spec } of sources) metrics.open(spec);
    const sourceOf = new Map(sources.map((source) => [metricKey(source.spec), source]));
    const published = metrics.specs.flatMap((spec, metric) => {
      const source = sourceOf.get(metricKey(spec));
      return source === undefined ? [] : [{ ...source, metric, periodMs: spec.periodMs }];
    });
    for (const periodMs of new Set(published.map((one) => one.periodMs))) {
      const ofClock = published.filter((one) => one.periodMs === periodMs);
      this.clocks.push(new MetricClock(periodMs, ofClock, groups, parts));
    }
  }
}
