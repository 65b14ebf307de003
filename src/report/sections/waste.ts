import { HOUR_MS } from '../../base/units.ts';
import { waste as splitCosts } from '../../pricing/waste.ts';
import { addUp, brief, pointMs, pointSums } from '../charts/time-base.ts';
import { timeChart } from '../charts/time-chart.ts';
import * as format from '../format.ts';
import type { Block, Cell, Chart, ReportSection, Table } from '../report.ts';
import type { ClusterSummary, PoolSummary, WasteSummary } from '../summary-schema.ts';
import { numbers, textCells, words } from './cells.ts';
import { type ClusterView, clusterViews, perCluster } from './clusters.ts';
import { WASTE_PARTS, wasteChart } from './waste-bars.ts';

/** What is paid for and bought nothing: not reserved by any task, or reserved and not used, in USD by pool. */
export const waste: ReportSection = {
  title: 'Waste',
  build: (run, summary) => {
    const views = clusterViews(run, summary);
    const blocks = perCluster(views, clusterBlocks);
    if (blocks.length === 0) return [{ kind: 'note', tone: 'plain', lines: ['Nothing was paid for.'] }];
    return [...blocks, { kind: 'note', tone: 'plain', lines: DEFINITIONS }];
  },
};

/** USD per hour: less is no line in a chart. */
const SEEN_USD = 0.0005;

const DEFINITIONS = [
  'Paid, not reserved: the part of a container instance that no task reserves. A smaller or fuller fleet saves it.',
  'Reserved, not used: what running tasks reserve and do not use. Smaller task sizes save it, at a higher risk.',
  'A dollar of an instance is split between CPU, memory and GPUs by what they cost on Fargate.',
];

function clusterBlocks(view: ClusterView): Block[] {
  const pools = poolRows(view.summary);
  if (pools.length === 0) return [];
  return [wasteChart('Cost per month by pool, and what of it is used', pools), overTime(view), table(view.summary)];
}

function poolRows({ capacityProviders }: ClusterSummary) {
  return capacityProviders.flatMap(({ name, pools }) =>
    pools.filter(({ usd }) => usd > 0).map((pool) => ({ label: poolLabel(name, pool), ...pool })),
  );
}

function poolLabel(provider: string, { instanceType, purchaseOption }: PoolSummary): string {
  if (instanceType === null) return provider;
  return `${provider}: ${instanceType}${purchaseOption === 'spot' ? ' Spot' : ''}`;
}

function overTime({ recording, invoice, bases }: ClusterView): Chart {
  const base = bases.full;
  const columns = splitCosts(recording, invoice);
  const perHour = (column: Float64Array) => {
    const pools = recording.pools.map((_, pool) => pointSums(column, pool, base));
    return addUp(pools, base.pointCount).map((usd, point) => {
      const startMs = point * pointMs(base);
      return brief((usd * HOUR_MS) / (Math.min(startMs + pointMs(base), base.durationMs) - startMs));
    });
  };
  return timeChart({
    title: 'Cost over time, and what of it is used',
    description: `USD per hour of ${recording.clusterName} over the run, split into used and wasted parts.`,
    unit: 'USD per hour',
    isStacked: true,
    base,
    series: WASTE_PARTS.map(({ name, label, colour }) => {
      return { label, colour, shape: 'area' as const, values: perHour(columns[`${name}Usd`]) };
    }).filter(({ values }) => values.some((value) => value >= SEEN_USD)),
    width: 'full',
    isEssential: false,
  });
}

function table(cluster: ClusterSummary): Table {
  return {
    kind: 'table',
    caption: 'Waste by pool, USD per month',
    columns: [
      words('Pool'),
      numbers('Cost'),
      numbers('Used'),
      numbers('Use unknown'),
      numbers('Reserved, not used'),
      numbers('Paid, not reserved'),
      numbers('Waste'),
      numbers('of cost'),
    ],
    rows: poolRows(cluster).map((pool) => row(pool.label, pool.usdPerMonth, pool.waste)),
    total: row('Total', cluster.usdPerMonth, cluster.total.waste),
  };
}

function row(label: string, usdPerMonth: number, parts: WasteSummary): Cell[] {
  const wasted = parts.wasted.usdPerMonth;
  return textCells(
    label,
    format.usd(usdPerMonth),
    format.usd(parts.used.usdPerMonth),
    format.usd(parts.useUnknown.usdPerMonth),
    format.usd(parts.reservedNotUsed.usdPerMonth),
    format.usd(parts.notReserved.usdPerMonth),
    format.usd(wasted),
    format.percent(usdPerMonth === 0 ? null : (wasted / usdPerMonth) * 100, 0),
  );
}
