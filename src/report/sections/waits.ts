import { HOUR_MS, SECOND_MS } from '../../base/units.ts';
import type { MissingSeriesName, PendingSeriesName } from '../../sim/record/recording.ts';
import { barChart } from '../charts/bar-chart.ts';
import { addUp, pointMeans } from '../charts/time-base.ts';
import { timeChart } from '../charts/time-chart.ts';
import * as format from '../format.ts';
import { type ColourName, colour } from '../palette.ts';
import type { Block, Chart, ReportSection, Table } from '../report.ts';
import type { ClusterSummary, PendingTimeSummary, WorkloadSummary } from '../summary-schema.ts';
import { barCell, largestOf, numbers, textCells, words } from './cells.ts';
import { type ClusterView, clusterViews, perCluster } from './clusters.ts';

/** Rows of the bar chart; the table has every service. */
const ROWS_MAX = 12;
/** Services with a chart over time of their own. */
const CHARTS_MAX = 4;
/** Less of all waiting is no matter of a chart. */
const SHARE_MIN = 0.03;

/** How long a task takes until it runs, and for every second of it what it waited for. */
export const waits: ReportSection = {
  title: 'What tasks waited for',
  build: (run, summary) => {
    const blocks = perCluster(clusterViews(run, summary), (view) => [...waitBlocks(view), ...timesTable(view.summary)]);
    return blocks.length > 0 ? blocks : [{ kind: 'note', tone: 'plain', lines: ['No task waited for anything.'] }];
  },
};

interface Cause {
  readonly label: string;
  readonly colour: ColourName;
}

const PENDING_CAUSES: Readonly<Record<PendingSeriesName, Cause>> = {
  capacity: { label: 'an instance with room', colour: 'category-1' },
  provisioning: { label: 'PROVISIONING: network interface, Fargate', colour: 'category-5' },
  imagePull: { label: 'image pull', colour: 'category-3' },
  containerStart: { label: 'container start and health', colour: 'category-4' },
};

const MISSING_CAUSES: Readonly<Record<MissingSeriesName, Cause>> = {
  schedulerTick: { label: 'missing: scheduler’s next look', colour: 'unknown' },
  placementRefused: { label: 'missing: placement refused', colour: 'category-6' },
  launchRate: { label: 'missing: launch rate', colour: 'category-2' },
  startThrottled: { label: 'missing: throttled after failed starts', colour: 'category-7' },
  maximumPercent: { label: 'missing: maximumPercent', colour: 'category-8' },
  deploymentFailed: { label: 'missing: deployment failed', colour: 'failed' },
};

/** One cause with its task-seconds by service and source, in the order of the summary. */
interface WaitColumn extends Cause {
  readonly name: string;
  readonly seconds: readonly number[];
  readonly series: Float64Array;
}

/** Those that anything waited for: first what keeps tasks from being created, then the stages of their start. */
function waitColumns({ recording, summary: { workloads } }: ClusterView): WaitColumn[] {
  const column = (name: string, cause: Cause, series: Float64Array, of: (one: WorkloadSummary) => number) => {
    return { name, ...cause, series, seconds: workloads.map(of) };
  };
  const missing = (Object.keys(MISSING_CAUSES) as MissingSeriesName[]).map((name) =>
    column(name, MISSING_CAUSES[name], recording.missingSeries[name], (one) => one.missingTaskSeconds?.[name] ?? 0),
  );
  const pending = (Object.keys(PENDING_CAUSES) as PendingSeriesName[]).map((name) =>
    column(name, PENDING_CAUSES[name], recording.pendingSeries[name], (one) => one.pendingTaskSeconds[name]),
  );
  return [...missing, ...pending].filter(({ seconds }) => seconds.some((value) => value > 0));
}

function waitBlocks(view: ClusterView): Block[] {
  const { workloads } = view.summary;
  const columns = waitColumns(view);
  if (columns.length === 0) return [];
  const totals = workloads.map((_, row) => columns.reduce((sum, { seconds }) => sum + seconds[row], 0));
  const longest = [...workloads.keys()]
    .filter((row) => totals[row] > 0)
    .sort((one, other) => totals[other] - totals[one] || one - other);
  const all = totals.reduce((sum, value) => sum + value, 0);
  const single = workloads.length === 1 ? [] : longest.filter((row) => totals[row] >= SHARE_MIN * all);
  return [
    ...(workloads.length === 1 ? [] : [bars(view, columns, longest.slice(0, ROWS_MAX), totals)]),
    overTime(view, columns, workloads.length === 1 ? workloads[0].name : 'All tasks', [...workloads.keys()], 'full'),
    ...single.slice(0, CHARTS_MAX).map((row) => overTime(view, columns, workloads[row].name, [row], 'half')),
    causeTable(view.summary, columns, totals),
  ];
}

function overTime(
  { recording, bases, summary }: ClusterView,
  columns: readonly WaitColumn[],
  title: string,
  rows: readonly number[],
  width: Chart['width'],
): Chart {
  const base = bases[width];
  const serviceCount = recording.workloads.filter(({ kind }) => kind === 'service').length;
  const own = columns.filter(({ seconds }) => rows.some((row) => seconds[row] > 0));
  return timeChart({
    title: `${title}: waiting`,
    description: `Tasks of ${summary.clusterName} that were pending or missing over time, ${title}, by what they waited for.`,
    unit: 'tasks',
    isStacked: true,
    base,
    series: own.map(({ name, label, colour: colourName, series }) => {
      const known = name in MISSING_CAUSES ? rows.filter((row) => row < serviceCount) : rows;
      const values = addUp(
        known.map((row) => pointMeans(series, row, base, 1)),
        base.pointCount,
      );
      return { label, colour: colour(colourName), shape: 'area' as const, values };
    }),
    width,
    isEssential: false,
  });
}

function bars(
  { summary }: ClusterView,
  columns: readonly WaitColumn[],
  rows: readonly number[],
  totals: readonly number[],
): Chart {
  return barChart({
    title: 'Task-hours of waiting',
    description: `Task-hours of waiting by service of ${summary.clusterName}, split by cause.`,
    unit: 'task-hours',
    rows: rows.map((row) => ({ label: summary.workloads[row].name, value: taskHours(totals[row]) })),
    segments: columns.map(({ label, colour: colourName, seconds }) => ({
      label,
      colour: colour(colourName),
      values: rows.map((row) => seconds[row] / SECONDS_PER_HOUR),
    })),
    width: 'full',
    isEssential: false,
  });
}

const SECONDS_PER_HOUR = HOUR_MS / SECOND_MS;

function causeTable({ workloads }: ClusterSummary, columns: readonly WaitColumn[], totals: readonly number[]): Table {
  const most = largestOf(totals);
  const sum = (values: readonly number[]) => values.reduce((all, value) => all + value, 0);
  return {
    kind: 'table',
    caption: 'Task-hours of waiting by cause: missing tasks should have been there and did not exist',
    columns: [words('Service'), numbers('All'), ...columns.map(({ label }) => numbers(label))],
    rows: workloads.map(({ name }, row) => [
      ...textCells(name),
      barCell(taskHours(totals[row]), totals[row], most),
      ...textCells(...columns.map(({ seconds }) => taskHours(seconds[row]))),
    ]),
    total: textCells('All', taskHours(sum(totals)), ...columns.map(({ seconds }) => taskHours(sum(seconds)))),
  };
}

function taskHours(seconds: number): string {
  const hours = seconds / SECONDS_PER_HOUR;
  return hours > 0 && hours < 0.01 ? '<0.01' : format.decimal(hours, hours < 10 ? 2 : 1);
}

function timesTable({ workloads }: ClusterSummary): Table[] {
  const rows = workloads.flatMap(({ name, pendingSeconds }) => {
    return pendingSeconds === null ? [] : [{ name, ...pendingSeconds }];
  });
  if (rows.length === 0) return [];
  const longest = largestOf(rows.map(({ p95 }) => p95));
  return [
    {
      kind: 'table',
      caption: 'From createdAt to RUNNING, of the tasks that got there',
      columns: [words('Service'), ...['Tasks', 'Mean', 'Median', '95%', '99%', 'Longest'].map(numbers)],
      rows: rows.map((row) => timesRow(row, longest)),
    },
  ];
}

function timesRow({ name, tasks, mean, p50, p95, p99, max }: PendingTimeSummary & { name: string }, longest: number) {
  return [
    ...textCells(name, format.count(tasks), seconds(mean), seconds(p50)),
    barCell(seconds(p95), p95, longest),
    ...textCells(seconds(p99), seconds(max)),
  ];
}

function seconds(value: number): string {
  return format.duration(value * SECOND_MS);
}
