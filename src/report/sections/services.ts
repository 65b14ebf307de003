import type { Recording, ServiceSeriesName } from '../../sim/record/recording.ts';
import type { TimeMark } from '../charts/marks.ts';
import { addUp, pointMeans } from '../charts/time-base.ts';
import { type TimeSeries, timeChart } from '../charts/time-chart.ts';
import { eventsOf, marksOf } from '../events.ts';
import * as format from '../format.ts';
import { type ColourName, colour } from '../palette.ts';
import type { Block, Chart, Note, ReportSection, Table } from '../report.ts';
import type { ClusterSummary, RangeSummary, WorkloadSummary } from '../summary-schema.ts';
import { level, numbers, textCells, words } from './cells.ts';
import { type ClusterView, clusterViews, perCluster } from './clusters.ts';

/** Charts of single services beyond this many make a catalogue; the table has them all. */
const SERVICES_MAX = 8;

/** Every service over time: desired, running, pending and healthy, with its deployments and what scaled it. */
export const services: ReportSection = {
  title: 'Services over time',
  build: (run, summary) => {
    const blocks = perCluster(clusterViews(run, summary), clusterBlocks);
    return blocks.length > 0 ? blocks : [{ kind: 'note', tone: 'plain', lines: ['No task ran.'] }];
  },
};

function clusterBlocks(view: ClusterView): Block[] {
  const { workloads } = view.recording;
  if (workloads.length === 0) return [];
  const marks = workloads.map(({ name }) => marksOf(eventsOf(view.recording), 'service', name));
  if (workloads.length === 1) return [taskChart(view, workloads[0].name, [0], marks[0]), ...table(view)];
  const shown = mostEventful(view, marks);
  return [
    taskChart(view, 'All tasks', [...workloads.keys()], deploymentsOnly(marks.flat())),
    ...shown.map((row) => ({ ...taskChart(view, workloads[row].name, [row], marks[row]), isEssential: false })),
    ...leftOut(workloads.length, shown.length),
    ...table(view),
  ];
}

/** Of all services together: there are too many scaling actions to be read. */
function deploymentsOnly(marks: readonly TimeMark[]): TimeMark[] {
  return marks.filter(({ kind }) => kind === 'deployment' || kind === 'failure');
}

/** Those with the most marks, then those whose tasks changed the most; in the order of the scenario. */
function mostEventful({ summary }: ClusterView, marks: readonly (readonly TimeMark[])[]): number[] {
  const spread = (row: number) => {
    const { max, min } = summary.workloads[row].runningTasks;
    return max - min;
  };
  const byEvents = [...marks.keys()].sort(
    (one, other) => marks[other].length - marks[one].length || spread(other) - spread(one) || one - other,
  );
  return byEvents.slice(0, SERVICES_MAX).sort((one, other) => one - other);
}

function leftOut(all: number, shown: number): Note[] {
  if (all <= shown) return [];
  const which = 'those with the most deployments, scaling actions and failures, and then with the most change';
  return [{ kind: 'note', tone: 'plain', lines: [`${shown} of ${all} are drawn: ${which}. The table has all.`] }];
}

const LOOKS = {
  runningTasks: { label: 'running', colour: 'running', shape: 'area' },
  pendingTasks: { label: 'pending', colour: 'pending', shape: 'area' },
  healthyTasks: { label: 'healthy', colour: 'healthy', shape: 'line' },
  desiredTasks: { label: 'desired', colour: 'desired', shape: 'dashed' },
} as const satisfies Partial<
  Record<ServiceSeriesName, { label: string; colour: ColourName; shape: TimeSeries['shape'] }>
>;

/** Desired and healthy are words of services only: they are drawn where all the tasks are of services. */
function taskChart(
  { recording, bases, summary }: ClusterView,
  title: string,
  rows: readonly number[],
  marks: readonly TimeMark[],
): Chart {
  const isWhole = rows.length === recording.workloads.length;
  const width = isWhole ? 'full' : 'half';
  const base = bases[width];
  const series = (name: keyof typeof LOOKS): TimeSeries => ({
    ...LOOKS[name],
    colour: colour(LOOKS[name].colour),
    values: addUp(
      rows.map((row) => pointMeans(recording.workloadSeries[name], row, base, 1)),
      base.pointCount,
    ),
  });
  const areServices = rows.every((row) => recording.workloads[row].kind === 'service');
  const ofServices = areServices ? [series('healthyTasks'), series('desiredTasks')] : [];
  return timeChart({
    title,
    description: `Tasks of ${summary.clusterName} over time, ${title}: ${ranges(recording, summary.workloads, rows)}.`,
    unit: 'tasks',
    isCount: true,
    isStacked: true,
    base,
    series: [series('runningTasks'), series('pendingTasks'), ...ofServices],
    marks,
    width,
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
        numbers('Started'),
        numbers('Stopped'),
        numbers('Scaled'),
        numbers('CPU not served'),
      ],
      rows: summary.workloads.map((workload) =>
        textCells(
          workload.name,
          workload.taskDefinition,
          workload.desiredTasks === null ? '-' : range(workload.desiredTasks),
          range(workload.runningTasks),
          range(workload.pendingTasks),
          format.count(workload.counters.tasksStarted),
          format.count(workload.counters.tasksStopped),
          scaledText(summary, workload.name),
          `${format.decimal(workload.unservedVcpuHours, 1)} vCPU-h`,
        ),
      ),
    },
  ];
}

/** `12 out, 10 in`. */
function scaledText({ scaling = [] }: ClusterSummary, name: string): string {
  const own = scaling.find((one) => one.kind === 'service' && one.name === name);
  return own === undefined ? '-' : `${format.count(own.scaleOuts)} out, ${format.count(own.scaleIns)} in`;
}

function range({ min, mean, max }: RangeSummary): string {
  if (level(min) === level(max)) return level(mean);
  return `${level(mean)} (${level(min)} to ${level(max)})`;
}
