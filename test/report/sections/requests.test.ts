import { describe, expect, it } from 'vitest';
import type { Chart, Table } from '../../../src/report/report.ts';
import { milliseconds, requests } from '../../../src/report/sections/requests.ts';
import { summarise } from '../../../src/report/summary.ts';
import { clusterResultOf, recordedRequests, recordingOf, runOf, workloadOf } from '../../recordings.ts';

function build(names: readonly string[]) {
  const run = runOf([
    clusterResultOf(
      recordingOf({
        workloads: names.map((name) => workloadOf({ name })),
        workloadLevels: { servedPerSecond: names.map(() => [10, 30]), requestsPerSecond: names.map(() => [10, 40]) },
        requests: names.map(() => recordedRequests({ latencyMsP99: Float64Array.of(100, 200) })),
      }),
    ),
  ]);
  return requests.build(run, summarise(run));
}

describe('the section on requests', () => {
  it('draws demand against what was served, and response times, and lists every service', () => {
    const blocks = build(['web']);
    const charts = blocks.filter((block): block is Chart => block.kind === 'chart');
    expect(charts.map(({ title }) => title)).toEqual(['web: requests', 'web: response time']);
    expect(charts[1]!.datasets.points!.y0).toEqual([100, 200]);
    const table = blocks.find((block): block is Table => block.kind === 'table');
    expect(table!.rows[0]!.map(({ text }) => text)).toContain('90 ms');
  });

  it('draws a few of many services, and says so', () => {
    const blocks = build(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']);
    expect(blocks.filter(({ kind }) => kind === 'chart')).toHaveLength(12);
    expect(JSON.stringify(blocks.at(-1))).toContain('6 of 8 services are drawn');
  });

  it('is silent where nothing has requests', () => {
    const run = runOf([clusterResultOf(recordingOf({ workloads: [workloadOf()] }))]);
    expect(requests.build(run, summarise(run))).toEqual([]);
  });
});

describe('a response time', () => {
  it('is read in ms, from a second on in s', () => {
    expect([0.1234, 12.345, 999.4, 1234, Number.NaN].map(milliseconds)).toEqual([
      '0.123 ms',
      '12.3 ms',
      '999 ms',
      '1.23 s',
      '–',
    ]);
  });
});
