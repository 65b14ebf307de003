import { HOUR_MS, SECOND_MS } from '../../base/units.ts';
import * as format from '../format.ts';
import type { Cell, ReportSection, Table } from '../report.ts';
import type { ClusterSummary, Summary } from '../summary-schema.ts';
import { level, numbers, textCells, words } from './cells.ts';
import { wasteChart } from './waste-bars.ts';

/** Several clusters beside each other, e.g. the same service on EC2 and on Fargate; nothing where there is one. */
export const comparison: ReportSection = {
  title: 'Clusters side by side',
  build: (_run, summary) => {
    if (summary.clusters.length < 2) return [];
    const rows = summary.clusters.map(({ clusterName, usdPerMonth, total }) => {
      return { label: clusterName, usdPerMonth, waste: total.waste };
    });
    return [table(summary), wasteChart('What a month costs, and what of it is used', rows)];
  },
};

function table({ clusters, scenario }: Summary): Table {
  const row = (title: string, value: (cluster: ClusterSummary) => string): Cell[] =>
    textCells(title, ...clusters.map(value));
  const hours = (scenario.durationSeconds * SECOND_MS) / HOUR_MS;
  return {
    kind: 'table',
    caption: 'Clusters compared, means over the run',
    columns: [words(''), ...clusters.map(({ clusterName }) => numbers(clusterName))],
    rows: [
      row('Cost per month', ({ usdPerMonth }) => format.usd(usdPerMonth)),
      row('Against the first', ({ usdPerMonth }) => against(usdPerMonth, clusters[0].usdPerMonth)),
      row('Cost of the run', ({ usd }) => format.usd(usd)),
      row('Cost of a running task for an hour', (cluster) => perTaskHour(cluster, hours)),
      row('Paid, not reserved, per month', ({ total }) => format.usd(total.waste.notReserved.usdPerMonth)),
      row('Reserved, not used, per month', ({ total }) => format.usd(total.waste.reservedNotUsed.usdPerMonth)),
      row('Container instances', ({ total }) => level(total.instances.mean)),
      row('Running tasks', ({ total }) => level(total.runningTasks.mean)),
      row('CPU registered', ({ total }) => `${level(total.cpu.registeredMean)} vCPU`),
      row('CPU reserved', ({ total }) => format.percent(total.cpu.reservedPercent)),
      row('CPU used', ({ total }) => format.percent(total.cpu.usedPercent)),
      row('Memory registered', ({ total }) => `${level(total.memory.registeredMean)} GiB`),
      row('Memory reserved', ({ total }) => format.percent(total.memory.reservedPercent)),
      row('Memory used', ({ total }) => format.percent(total.memory.usedPercent)),
      row('Failed placements', ({ counters }) => format.count(counters.placementFailures)),
      row('Out-of-memory kills', ({ counters }) => format.count(counters.outOfMemoryKills)),
    ],
  };
}

function against(value: number, first: number): string {
  if (first === 0) return '-';
  const percent = (value / first - 1) * 100;
  return `${percent > 0 ? '+' : ''}${format.percent(percent)}`;
}

function perTaskHour({ total, usd }: ClusterSummary, hours: number): string {
  const taskHours = total.runningTasks.mean * hours;
  return taskHours === 0 ? '-' : format.rateUsd(Number((usd / taskHours).toFixed(4)));
}
