import { describe, expect, it } from 'vitest';
import { hasMetrics, metricsJson } from '../../../src/report/writers/metrics.ts';
import { serviceUtilization } from '../../../src/sim/state/metric-names.ts';
import { clusterResultOf, recordingOf, runOf } from '../../recordings.ts';

const metrics = [
  { ...serviceUtilization('CPUUtilization', 'shop', 'web', 60_000), values: Float64Array.of(Number.NaN, 12.5, 80) },
];

describe('metrics.json', () => {
  it('P11: has the shape of get-metric-data, newest first, without periods that have no datapoint (P11.1)', () => {
    const run = runOf([clusterResultOf(recordingOf({ metrics }))]);
    expect(JSON.parse(metricsJson(run))).toEqual({
      MetricDataResults: [
        {
          Id: 'm1',
          Label: 'AWS/ECS CPUUtilization {ClusterName=shop,ServiceName=web} Average 60s',
          Timestamps: ['2026-03-02T00:02:00Z', '2026-03-02T00:01:00Z'],
          Values: [80, 12.5],
          StatusCode: 'Complete',
        },
      ],
      Messages: [],
    });
  });

  it('is there only where the run kept its metrics', () => {
    expect([hasMetrics(recordingOf()), hasMetrics(recordingOf({ metrics }))]).toEqual([false, true]);
  });
});
