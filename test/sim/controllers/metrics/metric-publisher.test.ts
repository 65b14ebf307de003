import { describe, expect, it } from 'vitest';
import { MINUTE_MS } from '../../../../src/base/units.ts';
import { assembleEngine } from '../../../../src/sim/actions/engine-parts.ts';
import { MetricPublisher } from '../../../../src/sim/controllers/metrics/metric-publisher.ts';
import { ALARMS_EVALUATED, METRICS_PUBLISHED } from '../../../../src/sim/kernel/event-kinds.ts';
import { input } from '../../builders.ts';

describe('MetricPublisher', () => {
  it('publishes each period at its end and evaluates alarms once their datapoints are delivered', () => {
    const parts = assembleEngine(input({}));
    const metric = parts.metrics.open({
      namespace: 'AWS/ECS',
      name: 'CPUUtilization',
      dimensions: [],
      periodMs: MINUTE_MS,
      unit: 'Percent',
      statistic: 'Average',
    });
    parts.alarms.open({
      name: 'high',
      metric,
      comparison: 'GreaterThanThreshold',
      threshold: 1,
      evaluationPeriods: 1,
      datapointsToAlarm: 1,
      treatMissingData: 'missing',
      delayMs: 90_000,
    });
    const publisher = new MetricPublisher(parts);
    publisher.onStart();
    const seen: number[][] = [];
    while (parts.timeline.advance(4 * MINUTE_MS)) {
      const { nowMs, kind, a } = parts.timeline;
      seen.push([nowMs, kind, a]);
      if (kind === METRICS_PUBLISHED) publisher.onMetricsPublished(a);
      else publisher.onAlarmsEvaluated(a);
    }
    expect(seen).toEqual([
      [60_000, METRICS_PUBLISHED, MINUTE_MS],
      [120_000, METRICS_PUBLISHED, MINUTE_MS],
      [150_000, ALARMS_EVALUATED, 0],
      [180_000, METRICS_PUBLISHED, MINUTE_MS],
      [210_000, ALARMS_EVALUATED, 0],
    ]);
  });

  it('costs no event where nobody looks at a metric', () => {
    const parts = assembleEngine(input({}));
    new MetricPublisher(parts).onStart();
    expect(parts.timeline.advance(60 * MINUTE_MS)).toBe(false);
  });
});
