import { CPU_UNITS_PER_VCPU, MIB_PER_GIB } from '../../base/units.ts';
import type { PoolSeriesName, Recording } from '../../sim/record/recording.ts';
import { addUp, pointMeans, type TimeBase } from '../charts/time-base.ts';
import { type TimeSeries, timeChart } from '../charts/time-chart.ts';
import * as format from '../format.ts';
import { colour } from '../palette.ts';
import type { Block, Cell, Chart, ReportSection, Table } from '../report.ts';
import type { ResourceSummary, UtilizationSummary } from '../summary-schema.ts';
import { largestOf, level, numbers, textCells, words } from './cells.ts';
import { type ClusterView, clusterViews, perCluster } from './clusters.ts';

/** Registered, reserved and used: how full the cluster is, whole and by capacity provider. */
export const utilization: ReportSection = {
  title: 'Utilization',
  build: (run, summary) => {
    const views = clusterViews(run, summary);
    const blocks = perCluster(views, (view) => clusterBlocks(view, views));
    if (blocks.length === 0) return [{ kind: 'note', tone: 'plain', lines: ['No capacity was registered.'] }];
    return [...blocks, { kind: 'note', tone: 'plain', lines: READING_AID }];
  },
};

const READING_AID = [
  'Registered is what container instances offer, reserved what tasks claim of it, used what their load takes. The ' +
    'grey gap is capacity nobody reserved; the blue gap is reserved and idle. On Fargate registered equals reserved.',
];

/** The two resources every task reserves, in the units people speak of. */
const RESOURCES = [
  {
    title: 'CPU',
    summary: 'cpu',
    unit: 'vCPU',
    unitsPer: CPU_UNITS_PER_VCPU,
    registered: 'registeredCpuUnits',
    reserved: 'reservedCpuUnits',
    used: 'usedCpuUnits',
    measured: 'measuredCpuUnits',
  },
  {
    title: 'Memory',
    summary: 'memory',
    unit: 'GiB',
    unitsPer: MIB_PER_GIB,
    registered: 'registeredMemoryMiB',
    reserved: 'reservedMemoryMiB',
    used: 'usedMemoryMiB',
    measured: 'measuredMemoryMiB',
  },
] as const;
type Resource = (typeof RESOURCES)[number];

function clusterBlocks(view: ClusterView, views: readonly ClusterView[]): Block[] {
  const { recording, summary, isOneOfSeveral } = view;
  if (recording.pools.length === 0) return [];
  const all = [...recording.pools.keys()];
  const whole = RESOURCES.map((resource) => {
    const yMax = isOneOfSeveral ? largestOf(views.map((one) => peak(one, resource))) : undefined;
    const chart = { title: resource.title, pools: all, utilization: summary.total, yMax };
    return resourceChart(view, resource, { ...chart, width: isOneOfSeveral ? 'half' : 'full' });
  });
  return [...whole, ...gpuChart(view), ...providerCharts(view), table(view)];
}

/** GPUs are reserved whole; how busy they are is not modelled. */
function gpuChart({ recording, bases, summary }: ClusterView): Chart[] {
  const pools = [...recording.pools.keys()];
  const values = (name: 'registeredGpus' | 'reservedGpus') => sumOver(recording, pools, name, bases.full, 1);
  const [registered, reserved] = [values('registeredGpus'), values('reservedGpus')];
  const most = largestOf(registered);
  if (most === 0) return [];
  return [
    timeChart({
      title: 'GPUs',
      description: `GPUs of ${summary.clusterName} over time: ${level(largestOf(reserved))} of ${level(most)} reserved at most.`,
      unit: 'GPUs',
      isCount: true,
      base: bases.full,
      series: [
        { label: 'registered', colour: colour('registered'), shape: 'area', values: registered },
        { label: 'reserved', colour: colour('reserved'), shape: 'area', values: reserved },
      ],
      width: 'full',
      isEssential: true,
    }),
  ];
}

function peak({ recording, bases }: ClusterView, resource: Resource): number {
  const base = bases.half;
  const pools = [...recording.pools.keys()];
  const registered = sumOver(recording, pools, resource.registered, base, resource.unitsPer);
  return largestOf([...registered, ...sumOver(recording, pools, resource.reserved, base, resource.unitsPer)]);
}

/** Small multiples, where there is more than one capacity provider that ever had something. */
function providerCharts(view: ClusterView): Chart[] {
  const providers = view.summary.capacityProviders.filter(({ cpu }) => cpu.registeredMean > 0);
  if (providers.length < 2) return [];
  return providers.flatMap((provider) => {
    const pools = poolsOf(view.recording, provider.name);
    return RESOURCES.map((resource) => {
      const title = `${resource.title}: ${provider.name}`;
      return resourceChart(view, resource, { title, pools, utilization: provider, width: 'half' });
    });
  });
}

function poolsOf({ pools }: Recording, capacityProvider: string): number[] {
  return pools.flatMap((pool, row) => (pool.capacityProvider === capacityProvider ? [row] : []));
}

interface ResourceChart {
  readonly title: string;
  readonly pools: readonly number[];
  readonly utilization: UtilizationSummary;
  readonly yMax?: number | undefined;
  readonly width: Chart['width'];
}

function resourceChart({ recording, bases, summary }: ClusterView, resource: Resource, chart: ResourceChart): Chart {
  const base = bases[chart.width];
  const values = (name: 'registered' | 'reserved' | 'used' | 'measured') =>
    sumOver(recording, chart.pools, resource[name], base, resource.unitsPer);
  const series: TimeSeries[] = [
    { label: 'registered', colour: colour('registered'), shape: 'area', values: values('registered') },
    { label: 'reserved', colour: colour('reserved'), shape: 'area', values: values('reserved') },
  ];
  const isMeasured = values('measured').some((value) => value > 0);
  const used: TimeSeries = { label: 'used', colour: colour('used'), shape: 'area', values: values('used') };
  return timeChart({
    title: chart.title,
    description: describe(summary.clusterName, chart.title, chart.utilization[resource.summary]),
    unit: resource.unit,
    base,
    series: isMeasured ? [...series, used] : series,
    width: chart.width,
    isEssential: chart.pools.length === recording.pools.length,
    ...(chart.yMax === undefined ? {} : { yMax: chart.yMax }),
  });
}

function sumOver(
  recording: Recording,
  pools: readonly number[],
  name: PoolSeriesName,
  base: TimeBase,
  unitsPer: number,
): number[] {
  const lists = pools.map((pool) => pointMeans(recording.poolSeries[name], pool, base, unitsPer));
  return addUp(lists, base.pointCount);
}

function describe(cluster: string, title: string, resource: ResourceSummary): string {
  const used = resource.usedPercent === null ? 'unknown' : format.percent(resource.usedPercent);
  return (
    `${title} of ${cluster} over time: on average ${level(resource.registeredMean)} ${resource.unit} registered, ` +
    `${format.percent(resource.reservedPercent)} of it reserved, used: ${used}.`
  );
}

function table({ summary }: ClusterView): Table {
  const rows = summary.capacityProviders.map((provider) => row(provider.name, provider));
  return {
    kind: 'table',
    caption: 'Utilization by capacity provider, means over the run',
    columns: [
      words('Capacity provider'),
      numbers('Instances'),
      numbers('Tasks'),
      ...RESOURCES.flatMap(({ title }) => [
        numbers(`${title} registered`),
        numbers('reserved'),
        numbers('peak'),
        numbers('used'),
        numbers('used of reserved'),
      ]),
      numbers('CPU not served'),
    ],
    rows,
    ...(rows.length > 1 ? { total: row('Cluster', summary.total) } : {}),
  };
}

function row(name: string, all: UtilizationSummary): Cell[] {
  return textCells(
    name,
    level(all.instances.mean),
    level(all.runningTasks.mean),
    ...RESOURCES.flatMap(({ summary, unit }) => [
      `${level(all[summary].registeredMean)} ${unit}`,
      format.percent(all[summary].reservedPercent),
      format.percent(all[summary].reservedPeakPercent),
      format.percent(all[summary].usedPercent),
      format.percent(all[summary].usedOfReservedPercent),
    ]),
    `${format.decimal(all.unservedVcpuHours, 1)} vCPU-h`,
  );
}
