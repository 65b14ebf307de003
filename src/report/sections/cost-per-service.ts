import * as format from '../format.ts';
import type { Cell, ReportSection, Table } from '../report.ts';
import type {
  ClusterSummary,
  WorkloadCostSummary,
  WorkloadResourceSummary,
  WorkloadSummary,
} from '../summary-schema.ts';
import { barCell, largestOf, level, numbers, textCells, words } from './cells.ts';
import { clusterViews, perCluster } from './clusters.ts';

/** Who causes the bill: services, standalone tasks, and the capacity that nobody reserved. */
export const costPerService: ReportSection = {
  title: 'Cost per service',
  build: (run, summary) => {
    const blocks = perCluster(clusterViews(run, summary), ({ summary: cluster }) =>
      cluster.costByWorkload.length === 0 ? [] : [table(cluster)],
    );
    if (blocks.length === 0) return [{ kind: 'note', tone: 'plain', lines: ['No service and no task ran.'] }];
    const how =
      'Fargate is billed to the service that ran there. The price of a container instance is shared out by what its ' +
      'tasks reserve of CPU, memory and GPUs; what no task reserved is idle capacity.';
    return [...blocks, { kind: 'note', tone: 'plain', lines: [how] }];
  },
};

function table({ costByWorkload, usd, usdPerMonth, workloads }: ClusterSummary): Table {
  const dearest = largestOf(costByWorkload.map((cost) => cost.usdPerMonth));
  return {
    kind: 'table',
    caption: 'Cost by service and standalone task',
    columns: [
      words('Service'),
      words('Kind'),
      numbers('Per month'),
      numbers('Share'),
      numbers('Run'),
      numbers('A task for an hour'),
      numbers('Running tasks'),
      numbers('CPU reserved, used'),
      numbers('Memory reserved, used'),
    ],
    rows: costByWorkload.map((cost) => row(cost, workloads, dearest)),
    total: textCells('Total', '', format.usd(usdPerMonth), '', format.usd(usd), '', '', '', ''),
  };
}

function row(cost: WorkloadCostSummary, workloads: readonly WorkloadSummary[], dearest: number): Cell[] {
  const workload = workloads.find(({ kind, name }) => kind === cost.kind && name === cost.name);
  return [
    ...textCells(cost.name, kindOf(cost, workload)),
    barCell(format.usd(cost.usdPerMonth), cost.usdPerMonth, dearest),
    ...textCells(format.percent(cost.sharePercent), format.usd(cost.usd)),
    ...(workload === undefined ? textCells('', '', '', '') : useCells(workload)),
  ];
}

function kindOf({ kind }: WorkloadCostSummary, workload: WorkloadSummary | undefined): string {
  if (kind === 'idle') return 'not reserved';
  if (kind === 'shared') return 'shared by all';
  return workload?.schedulingStrategy ?? 'standalone tasks';
}

function useCells({ cpu, memory, runningTasks, usdPerTaskHour }: WorkloadSummary): Cell[] {
  return textCells(
    usdPerTaskHour === 0 ? '-' : format.rateUsd(Number(usdPerTaskHour.toFixed(4))),
    level(runningTasks.mean),
    reservedAndUsed(cpu),
    reservedAndUsed(memory),
  );
}

function reservedAndUsed({ reservedMean, unit, usedPercent }: WorkloadResourceSummary): string {
  return `${level(reservedMean)} ${unit}, ${usedPercent === null ? 'unknown' : format.percent(usedPercent, 0)}`;
}
