import { describe, expect, it } from 'vitest';
import { metricsFiles } from '../../../src/report/writers/metrics.ts';
import { serviceUtilization } from '../../../src/sim/state/metric-names.ts';
import { clusterResultOf, recordingOf, runOf } from '../../recordings.ts';

const cpu = serviceUtilization('CPUUtilization', 'shop', 'web', 60_000);
const filesOf = (...values: Float64Array[]) => {
  const metrics = values.map((column) => ({ ...cpu, values: column }));
  return metricsFiles(runOf([clusterResultOf(recordingOf({ metrics }))]));
};

describe('metrics.json', () => {
  it('P11: has the shape of get-metric-data, newest first, without periods that have no datapoint (P11.1)', () => {
    const files = filesOf(Float64Array.of(Number.NaN, 12.5, 80));
    expect([...files.keys()]).toEqual(['metrics.json']);
    expect(JSON.parse(files.get('metrics.json')!)).toEqual({
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

  it('comes in pages of at most 100,800 datapoints, each naming the next, and tears no metric', () => {
    const [small, large] = [new Float64Array(60_000), new Float64Array(130_000)];
    const pages = [...filesOf(small, small, large, small)].map(([name, text]) => {
      const { MetricDataResults, NextToken } = JSON.parse(text);
      return [name, MetricDataResults.map(({ Id }: { Id: string }) => Id).join(), NextToken];
    });
    expect(pages).toEqual([
      ['metrics.json', 'm1', 'metrics-2.json'],
      ['metrics-2.json', 'm2', 'metrics-3.json'],
      ['metrics-3.json', 'm3', 'metrics-4.json'],
      ['metrics-4.json', 'm4', undefined],
    ]);
  });

  it('is there only where the run kept its metrics', () => {
    expect(metricsFiles(runOf([clusterResultOf(recordingOf())])).size).toBe(0);
  });
});
