import { SECOND_MS } from '../../base/units.ts';
import type { RecordedRequests, Recording, ServiceSeriesName } from '../../sim/record/recording.ts';
import { brief, pointMeans, pointSums, type TimeBase } from '../charts/time-base.ts';
import { timeChart } from '../charts/time-chart.ts';
import * as format from '../format.ts';
import { colour } from '../palette.ts';
import type { Block, Cell, Chart, Note, ReportSection, Table } from '../report.ts';
import type { RequestsSummary } from '../summary-schema.ts';
import { numbers, textCells, words } from './cells.ts';
import { type ClusterView, clusterViews, perCluster } from './clusters.ts';

/** Charts of services beyond this many make a catalogue; the table has them all. */
const SERVICES_MAX = 6;

/** Requests of every service: how many come, are served and turned away, and how long they take. */
export const requests: ReportSection = {
  title: 'Requests',
  build: (run, summary) => perCluster(clusterViews(run, summary), clusterBlocks),
};

function clusterBlocks(view: ClusterView): Block[] {
  const rows = view.recording.requests.flatMap((record, row) => (record === null ? [] : [{ record, row }]));
  if (rows.length === 0) return [];
  const shown = mostTelling(rows).slice(0, SERVICES_MAX);
  const drawn = rows.filter((one) => shown.includes(one));
  return [
    ...drawn.flatMap(({ record, row }) => serviceCharts(view, record, row)),
    table(view),
    readingAid(rows.length),
  ];
}

interface RequestRow {
  readonly record: RecordedRequests;
  readonly row: number;
}

/** Those that turned the most away, then those with the slowest hundredth. */
function mostTelling(rows: readonly RequestRow[]): RequestRow[] {
  const lost = ({ record }: RequestRow) => record.rejected + record.failed;
  const slowest = ({ record }: RequestRow) => (Number.isNaN(record.latencyMs.p99) ? 0 : record.latencyMs.p99);
  return [...rows].sort((one, other) => lost(other) - lost(one) || slowest(other) - slowest(one));
}

function serviceCharts({ recording, bases }: ClusterView, record: RecordedRequests, row: number): Chart[] {
  const { name } = recording.workloads[row];
  const base = bases.half;
  const rate = (series: ServiceSeriesName) => pointMeans(recording.workloadSeries[series], row, base, 1);
  const arriving = rate('requestsPerSecond');
  const latency = (column: Float64Array) => meanOfServed(recording, row, column, base);
  return [
    timeChart({
      title: `${name}: requests`,
      description:
        `Requests of ${name} a second over time: ${format.count(Math.round(record.arrived))} arrived, ` +
        `${format.count(Math.round(record.rejected + record.failed))} were turned away or lost.`,
      unit: 'requests/s',
      base,
      series: [
        {
          label: 'can be served',
          colour: colour('registered'),
          shape: 'line',
          values: rate('requestCapacityPerSecond'),
        },
        { label: 'arriving', colour: colour('desired'), shape: 'dashed', values: arriving },
        { label: 'served', colour: colour('running'), shape: 'line', values: rate('servedPerSecond') },
        { label: 'rejected', colour: colour('failed'), shape: 'area', values: rate('rejectedPerSecond') },
      ],
      width: 'half',
      isEssential: false,
    }),
    timeChart({
      title: `${name}: response time`,
      description:
        `Response time of ${name} over time, ms: median ${milliseconds(record.latencyMs.p50)}, ` +
        `99% within ${milliseconds(record.latencyMs.p99)} over the run.`,
      unit: 'ms',
      base,
      series: [
        { label: '99%', colour: colour('failed'), shape: 'line', values: latency(record.latencyMsP99) },
        { label: '95%', colour: colour('used'), shape: 'line', values: latency(record.latencyMsP95) },
        { label: 'median', colour: colour('reserved'), shape: 'line', values: latency(record.latencyMsP50) },
      ],
      width: 'half',
      isEssential: false,
    }),
  ];
}

/** Of the buckets of each point, weighted by the requests served in them; null where none was. */
function meanOfServed(
  { workloadSeries, bucketCount }: Recording,
  row: number,
  column: Float64Array,
  base: TimeBase,
): (number | null)[] {
  const served = workloadSeries.servedPerSecond.subarray(row * bucketCount, (row + 1) * bucketCount);
  const known = served.map((count, bucket) => (Number.isNaN(column[bucket]) ? 0 : count));
  const weighted = known.map((count, bucket) => (count === 0 ? 0 : count * column[bucket]));
  const counts = pointSums(known, 0, base);
  return pointSums(weighted, 0, base).map((sum, point) => (counts[point] > 0 ? brief(sum / counts[point]) : null));
}

function table({ summary }: ClusterView): Table {
  return {
    kind: 'table',
    caption: 'Requests over the run',
    columns: [
      words('Service'),
      ...['Arrived', 'Served', 'Rejected', 'Lost', 'Utilization', 'Median', '95%', '99%'].map(numbers),
    ],
    rows: summary.workloads.flatMap(({ name, requests: own }) => (own === undefined ? [] : [tableRow(name, own)])),
  };
}

function tableRow(name: string, requests: RequestsSummary): Cell[] {
  return textCells(name, ...requestFigures(requests, '–'));
}

/**
 * What became of a service's requests, as the page and the terminal tell it: arrived, served, rejected, lost,
 * utilization, and the response times; `none` stands for a time where nothing was served.
 */
export function requestFigures(requests: RequestsSummary, none: string): string[] {
  const { arrived, failed, latencyMs, rejected, servedPercent, utilizationPercent } = requests;
  const time = (value: number | undefined) => (value === undefined ? none : milliseconds(value));
  return [
    format.count(Math.round(arrived)),
    format.percent(servedPercent, 2),
    format.count(Math.round(rejected)),
    format.count(Math.round(failed)),
    format.percent(utilizationPercent),
    time(latencyMs?.p50),
    time(latencyMs?.p95),
    time(latencyMs?.p99),
  ];
}

/** `12.4 ms`, `1.32 s`. */
export function milliseconds(ms: number): string {
  if (Number.isNaN(ms)) return '–';
  return ms < SECOND_MS ? `${Number(ms.toPrecision(3))} ms` : `${Number((ms / SECOND_MS).toPrecision(3))} s`;
}

function readingAid(count: number): Note {
  const drawn =
    count > SERVICES_MAX
      ? [`${SERVICES_MAX} of ${count} services are drawn: those that reject the most, then the slowest.`]
      : [];
  return {
    kind: 'note',
    tone: 'plain',
    lines: [
      ...drawn,
      'Rejected: no healthy target, or no room at one (503). Lost: in flight at a task that died (502). Utilization: ' +
        'served, of what the tasks that take requests could have served. A point of several buckets shows the mean of ' +
        'their percentiles, weighted by requests.',
    ],
  };
}
