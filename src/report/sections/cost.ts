import { barChart } from '../charts/bar-chart.ts';
import * as format from '../format.ts';
import { categoryColour } from '../palette.ts';
import type { Cell, Chart, Note, ReportSection, Table } from '../report.ts';
import type { ClusterSummary, LineItemSummary, Summary } from '../summary-schema.ts';
import { barCell, largestOf, numbers, textCells, words } from './cells.ts';
import { clusterViews, perCluster } from './clusters.ts';

/** More bars than this make a list, and the table is one already. */
const BARS_MAX = 12;

/** What the money goes to: every line item as quantity × rate, with the source and date of the rate. */
export const cost: ReportSection = {
  title: 'Cost',
  build: (run, summary) => {
    if (summary.cost.lineItems.length === 0) return [{ kind: 'note', tone: 'plain', lines: ['Nothing was billed.'] }];
    const services = summary.cost.services.map(({ service }) => service);
    const blocks = perCluster(clusterViews(run, summary), ({ summary: cluster }) =>
      cluster.lineItems.length === 0 ? [] : [...lineItemChart(cluster, services), lineItemTable(cluster)],
    );
    return [...blocks, ...estimateNote(summary)];
  },
};

/** Amazon's services keep their colours over all clusters. */
function lineItemChart({ clusterName, lineItems }: ClusterSummary, services: readonly string[]): Chart[] {
  const shown = lineItems.slice(0, BARS_MAX);
  const rest = lineItems.slice(BARS_MAX);
  const rows = shown.map(({ description, service, usdPerMonth }) => bar(`${service}: ${description}`, usdPerMonth));
  const restUsd = rest.reduce((sum, { usdPerMonth }) => sum + usdPerMonth, 0);
  const all = rest.length === 0 ? rows : [...rows, bar(`${rest.length} more`, restUsd)];
  return [
    barChart({
      title: 'Cost per month by line item',
      description: `USD per month of ${clusterName}: ${all.map(({ label, value }) => `${label} ${value}`).join('; ')}.`,
      unit: 'USD per month',
      rows: all,
      segments: services.map((service, position) => ({
        label: service,
        colour: categoryColour(position),
        values: all.map(({ usdPerMonth }, i) => (serviceOf(shown[i], rest) === service ? usdPerMonth : 0)),
      })),
      width: 'full',
      isEssential: true,
    }),
  ];
}

function bar(label: string, usdPerMonth: number) {
  return { label, value: format.usd(usdPerMonth), usdPerMonth };
}

/** The remainder has the colour of its dearest. */
function serviceOf(shown: LineItemSummary | undefined, rest: readonly LineItemSummary[]): string {
  return (shown ?? rest[0]).service;
}

function lineItemTable({ lineItems, usd, usdPerMonth }: ClusterSummary): Table {
  const dearest = largestOf(lineItems.map((lineItem) => lineItem.usdPerMonth));
  return {
    kind: 'table',
    caption: 'Line items: quantity × rate',
    columns: [
      words('Line item'),
      numbers('Quantity'),
      numbers('Rate'),
      numbers('Run'),
      numbers('Per month'),
      words('Source and date of the rate'),
    ],
    rows: lineItems.map((lineItem) => lineItemRow(lineItem, dearest)),
    total: textCells('Total', '', '', format.usd(usd), format.usd(usdPerMonth), ''),
  };
}

function lineItemRow(lineItem: LineItemSummary, dearest: number): Cell[] {
  const { service, description, quantity, unit, rateUsd, usd, usdPerMonth, source, asOf, estimate } = lineItem;
  const amount = `${format.decimal(quantity, 2)} ${UNITS[unit] ?? unit}`;
  return [
    ...textCells(`${service}: ${description}`, amount, format.rateUsd(rateUsd), format.usd(usd)),
    barCell(format.usd(usdPerMonth), usdPerMonth, dearest),
    { text: `${estimate ? 'estimate: ' : ''}${source}, ${asOf ?? 'undated'}` },
  ];
}

/** Units as one says them; those that no line item has keep the catalog's name. */
const UNITS: Readonly<Record<string, string>> = {
  hour: 'hours',
  'vcpu-hour': 'vCPU-hours',
  'gb-hour': 'GB-hours',
  'gb-month': 'GB-months',
};

function estimateNote({ cost, prices }: Summary): Note[] {
  if (prices.estimatedUsd === 0) return [];
  const part = `${format.usd(prices.estimatedUsd)} of ${format.usd(cost.usd)}`;
  return [{ kind: 'note', tone: 'plain', lines: [`${part} stand on estimated rates, marked "estimate" above.`] }];
}
