import type { Recording, ServiceSeriesName } from '../../sim/record/recording.ts';
import { addUp, pointMeans } from '../charts/time-base.ts';
import { type TimeSeries, timeChart } from '../charts/time-chart.ts';
import * as format from '../format.ts';
import { categoryColour, colour } from '../palette.ts';
import type { Block, Chart, ReportSection, Table } from '../report.ts';
import type { RangeSummary, WorkloadSummary } from '../summary-schema.ts';
import { level, numbers, textCells, words } from './cells.ts';
import { type ClusterView, clusterViews, perCluster } from './clusters.ts';

/** Charts of single services beyond this many make a catalogue; the table has them all. */
const SERVICES_MAX = 6;

/** Container instances, and tasks desired, running and pending, over time. */
export const instancesAndTasks: ReportSection = {
  title: 'Instances and tasks',
  build: (run, summary) => {
    const blocks = perCluster(clusterViews(run, summary), clusterBlocks);
    return blocks.length > 0 ? blocks : [{ kind: 'note', tone: 'plain', lines: ['No instance and no task ran.'] }];
  },
};

function clusterBlocks(view: ClusterView): Block[] {
  return [...instanceChart(view), ...taskCharts(view), ...table(view)];
}

function instanceChart({ recording, bases, summary }: ClusterView): Chart[] {
  const base = bases.half;
  const rows = [...recording.pools.entries()].filter(([, pool]) => pool.instanceType !== null);
  if (rows.length === 0) return [];
  const series = rows.map(([row, pool], position): TimeSeries => {
    const values = pointMeans(recording.poolSeries.instances, row, base, 1);
    const spot = pool.purchaseOption === 'spot' ? ' Spot' : '';
    const label = `${pool.capacityProvider}: ${pool.instanceType}${spot}`;
    return {
      label,
      colour: rows.length === 1 ? colour('registered') : categoryColour(position),
      shape: 'area',
      values,
    };
  });
  const { min, mean, max } = summary.total.instances;
  return [
    timeChart({
      title: 'Container instances',
      description: `Container instances of ${summary.clusterName} over time: ${level(min)} to ${level(max)}, on average ${level(mean)}.`,
      unit: 'instances',
      isCount: true,
      isStacked: true,
      base,
      series,
      width: 'half',
      isEssential: false,
    }),
  ];
}

function taskCharts(view: ClusterView): Chart[] {
  const rows = [...view.recording.workloads.keys()];
  if (rows.length === 0) return [];
  const all = taskChart(view, 'All tasks', rows);
  if (rows.length === 1) return [all];
  const single = rows.slice(0, SERVICES_MAX).map((row) => {
    return { ...taskChart(view, view.recording.workloads[row].name, [row]), isEssential: false };
  });
  return [all, ...single];
}

/** Desired is a word of services only: it is drawn where all the tasks are of services. */
function taskChart({ recording, bases, summary }: ClusterView, title: string, rows: readonly number[]): Chart {
  const base = bases.half;
  const values = (name: ServiceSeriesName) =>
    addUp(
      rows.map((row) => pointMeans(recording.workloadSeries[name], row, base, 1)),
      base.pointCount,
    );
  const hasDesired = rows.every((row) => recording.workloads[row].kind === 'service');
  const desired: TimeSeries = {
    label: 'desired',
    colour: colour('desired'),
    shape: 'dashed',
    values: values('desiredTasks'),
  };
  return timeChart({
    title,
    description: `Tasks of ${summary.clusterName} over time, ${title}: ${ranges(recording, summary.workloads, rows)}.`,
    unit: 'tasks',
    isCount: true,
    isStacked: true,
    base,
    series: [
      { label: 'running', colour: colour('running'), shape: 'area', values: values('runningTasks') },
      { label: 'pending', colour: colour('pending'), shape: 'area', values: values('pendingTasks') },
      ...(hasDesired ? [desired] : []),
    ],
    width: 'half',
    isEssential: true,
  });
}

function ranges({ workloads }: Recording, summaries: readonly WorkloadSummary[], rows: readonly number[]): string {
  return rows
    .slice(0, SERVICES_MAX)
    .map((row) => `${workloads[row].name} ${range(summaries[row].runningTasks)} running`)
    .join(', ');
}

function table({ summary }: ClusterView): Table[] {
  if (summary.workloads.length === 0) return [];
  return [
    {
      kind: 'table',
      caption: 'Tasks by service and source: mean (least to most)',
      columns: [
        words('Service'),
        words('Task definition'),
        numbers('Desired'),
        numbers('Running'),
        numbers('Pending'),
        numbers('Created'),
        numbers('Started'),
        numbers('Stopped'),
        numbers('CPU not served'),
      ],
      rows: summary.workloads.map((workload) =>
        textCells(
          workload.name,
          workload.taskDefinition,
          workload.desiredTasks === null ? '-' : range(workload.desiredTasks),
          range(workload.runningTasks),
          range(workload.pendingTasks),
          format.count(workload.counters.tasksCreated),
          format.count(workload.counters.tasksStarted),
          format.count(workload.counters.tasksStopped),
          `${format.decimal(workload.unservedVcpuHours, 1)} vCPU-h`,
        ),
      ),
    },
  ];
}

function range({ min, mean, max }: RangeSummary): string {
  if (level(min) === level(max)) return level(mean);
  return `${level(mean)} (${level(min)} to ${level(max)})`;
}
