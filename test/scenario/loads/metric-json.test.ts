import { describe, expect, it } from 'vitest';
import { formatIssue } from '../../../src/base/errors.ts';
import { readMetricJson } from '../../../src/scenario/loads/metric-json.ts';

const START = Date.UTC(2026, 0, 5);

function read(value: unknown, column?: string) {
  const { value: points, issues } = readMetricJson(JSON.stringify(value, null, 1), 'm.json', column);
  return points === undefined ? issues.map(formatIssue) : [[...points.atMs], [...points.values]];
}

const results = (...names: readonly string[]) => ({
  MetricDataResults: names.map((name, index) => ({
    Id: name,
    Label: `label ${name}`,
    Timestamps: ['2026-01-05T00:05:00+00:00', '2026-01-05T00:00:00+00:00'],
    Values: [index + 2, index + 1],
    StatusCode: 'Complete',
  })),
  Messages: [],
});

describe('get-metric-data', () => {
  it('reads the only result, or the one of the Id or Label', () => {
    expect(read(results('m1'))).toEqual([
      [START + 300_000, START],
      [2, 1],
    ]);
    expect(read(results('m1', 'm2'), 'm2')).toEqual([
      [START + 300_000, START],
      [3, 2],
    ]);
    expect(read(results('m1', 'm2'), 'label m2')).toEqual([
      [START + 300_000, START],
      [3, 2],
    ]);
  });

  it('of several one must be chosen', () => {
    expect(read(results('m1', 'm2'))).toEqual([
      'm.json:2:23 MetricDataResults: found results m1, m2, expected column: the Id or Label of one, to choose',
    ]);
    expect(read(results('m1', 'm2'), 'm3')).toHaveLength(1);
  });

  it('needs a value for each time', () => {
    const broken = { MetricDataResults: [{ Id: 'm1', Timestamps: ['2026-01-05T00:00:00Z'], Values: [1, 2] }] };
    expect(read(broken)).toEqual([
      expect.stringContaining('MetricDataResults[0].Values: found 2 values, expected 1, one per timestamp'),
    ]);
  });
});

describe('get-metric-statistics', () => {
  const datapoints = (...points: readonly object[]) => ({ Label: 'RequestCount', Datapoints: points });

  it('reads the statistic there is, in whatever order the points come', () => {
    const sums = datapoints(
      { Timestamp: '2026-01-05T00:05:00Z', Sum: 7, Unit: 'Count' },
      { Timestamp: START / 1000, Sum: 5 },
    );
    expect(read(sums)).toEqual([
      [START + 300_000, START],
      [7, 5],
    ]);
  });

  it('reads the statistic asked for', () => {
    const both = datapoints({ Timestamp: '2026-01-05T00:00:00Z', Sum: 7, Average: 2 });
    expect(read(both, 'Average')).toEqual([[START], [2]]);
    expect(read(both, 'Maximum')).toEqual([
      expect.stringContaining('Datapoints: found [{"Timestamp":"2026-01-05T00:00:00Z","Sum":7,"Average":2}], expected'),
    ]);
  });

  it('refuses times that are none, and text that is no JSON', () => {
    expect(read(datapoints({ Timestamp: 'noon', Sum: 1 }))).toEqual([
      expect.stringContaining('found "noon", expected times'),
    ]);
    expect(readMetricJson('{', 'm.json', undefined).issues).toHaveLength(1);
  });
});
