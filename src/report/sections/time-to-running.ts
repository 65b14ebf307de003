import { SECOND_MS } from '../../base/units.ts';
import * as format from '../format.ts';
import type { ReportSection, Table } from '../report.ts';
import type { ClusterSummary, PendingTimeSummary } from '../summary-schema.ts';
import { barCell, largestOf, numbers, textCells, words } from './cells.ts';
import { clusterViews, perCluster } from './clusters.ts';

/** How long a task waits from its creation until it runs: placement, image pull, container start. */
export const timeToRunning: ReportSection = {
  title: 'Time from created to RUNNING',
  build: (run, summary) => {
    const blocks = perCluster(clusterViews(run, summary), ({ summary: cluster }) => table(cluster));
    return blocks.length > 0 ? blocks : [{ kind: 'note', tone: 'plain', lines: ['No task reached RUNNING.'] }];
  },
};

function table({ workloads }: ClusterSummary): Table[] {
  const rows = workloads.flatMap(({ name, pendingSeconds }) => {
    return pendingSeconds === null ? [] : [{ name, ...pendingSeconds }];
  });
  if (rows.length === 0) return [];
  const longest = largestOf(rows.map(({ p95 }) => p95));
  return [
    {
      kind: 'table',
      caption: 'From createdAt to RUNNING',
      columns: [words('Service'), ...['Tasks', 'Mean', 'Median', '95%', '99%', 'Longest'].map(numbers)],
      rows: rows.map((row) => tableRow(row, longest)),
    },
  ];
}

function tableRow({ name, tasks, mean, p50, p95, p99, max }: PendingTimeSummary & { name: string }, longest: number) {
  return [
    ...textCells(name, format.count(tasks), seconds(mean), seconds(p50)),
    barCell(seconds(p95), p95, longest),
    ...textCells(seconds(p99), seconds(max)),
  ];
}

function seconds(value: number): string {
  return format.duration(value * SECOND_MS);
}
