/** The sections of a sweep's report: what is best, what it takes, what each axis does, and on what it stands. */
import { effectChart } from '../charts/effect-chart.ts';
import { scatterChart } from '../charts/scatter-chart.ts';
import { estimateText, figureText } from '../comparison/comparison-format.ts';
import * as format from '../format.ts';
import type { Block, Figure, Table } from '../report.ts';
import { barCell, numbers, textCells, words } from '../sections/cells.ts';
import { mainEffect, reach } from './main-effects.ts';
import { parallelBlocks } from './parallel.ts';
import { COST, cellsOf, estimates, labelText, type Objective, objectiveText, pointText } from './sweep-results.ts';
import type { Front, SweepView } from './sweep-view.ts';

/** The column behind unavailability. */
const AVAILABILITY = { name: 'availabilityPercent' };

/** A part of the report. */
export interface SweepSection {
  readonly id: string;
  readonly title: string;
  build(view: SweepView): Block[];
}

/** In the order of reading. */
export const SWEEP_SECTIONS: readonly SweepSection[] = [
  { id: 'headline', title: 'Sweep', build: overview },
  { id: 'comparison', title: 'Trade-offs', build: tradeOffs },
  { id: 'main-effects', title: 'Main effects', build: mainEffects },
  { id: 'parallel', title: 'All points', build: parallelBlocks },
  { id: 'assumptions', title: 'What it stands on', build: grounds },
];

function overview({ costs, fronts, points, results }: SweepView): Block[] {
  const rows = cellsOf(results, 'point')?.length ?? 0;
  const known = costs.flatMap((cost, index) => (cost === null ? [] : [{ mean: cost.mean, index }]));
  if (known.length === 0) {
    return [{ kind: 'note', tone: 'warning', lines: ['No point of this sweep has figures: see the column message.'] }];
  }
  const cheapest = known.reduce((best, next) => (next.mean < best.mean ? next : best));
  const dearest = known.reduce((worst, next) => (next.mean > worst.mean ? next : worst));
  const availability = estimates(results, points, AVAILABILITY);
  const detailOf = (index: number) => {
    const served = availability[index]?.mean;
    const text = pointText(results.axes, points[index]);
    return served === undefined ? text : `${text}; availability ${figureText(served, 'percent')}`;
  };
  const figures: Figure[] = [
    { label: 'Points', value: format.count(points.length), detail: `${format.count(rows)} runs` },
    {
      label: 'Cheapest per month',
      value: figureText(cheapest.mean, 'usd'),
      detail: detailOf(cheapest.index),
    },
    {
      label: 'Dearest per month',
      value: figureText(dearest.mean, 'usd'),
      detail: detailOf(dearest.index),
    },
    ...(fronts.length === 0 ? [] : [worthALook(fronts)]),
  ];
  return [{ kind: 'headline', title: '', figures }];
}

/** How many points stand in any front. */
function worthALook(fronts: readonly Front[]): Figure {
  const counts = fronts.map(({ burden, positions }) => `${burden.label.toLowerCase()} (${positions.length})`);
  return {
    label: 'Worth a look',
    value: format.count(new Set(fronts.flatMap(({ positions }) => positions)).size),
    detail: `points that no other beats in cost and ${counts.join(', or cost and ')}`,
  };
}

function tradeOffs(view: SweepView): Block[] {
  const { costs, fronts, points, results } = view;
  return fronts.flatMap(({ burden, positions }): Block[] => {
    const burdenOf = estimates(results, points, burden);
    const isFront = new Set(positions);
    const shown = points.flatMap((point, index) => {
      const [x, y] = [costs[index]?.mean, burdenOf[index]?.mean];
      if (x === undefined || y === undefined) return [];
      return [{ x, y, name: pointText(results.axes, point), isFront: isFront.has(index) }];
    });
    const [least, most] = [positions[0], positions.at(-1)!];
    const end = (index: number) =>
      `${figureText(costs[index]!.mean, 'usd')} with ${objectiveText(burdenOf[index]!.mean, burden)}`;
    return [
      scatterChart({
        title: `Cost against ${burden.label.toLowerCase()}`,
        description: `${shown.length} points; the front runs from ${end(least)} to ${end(most)}.`,
        xTitle: axisTitle(COST),
        yTitle: axisTitle(burden),
        points: shown,
      }),
      frontTable(view, burden, positions),
    ];
  });
}

function frontTable({ costs, points, results }: SweepView, burden: Objective, positions: readonly number[]): Table {
  const burdenOf = estimates(results, points, burden);
  const availability = estimates(results, points, AVAILABILITY);
  return {
    kind: 'table',
    caption: `Points that no other beats in cost and ${burden.label.toLowerCase()}`,
    columns: [
      numbers('Point'),
      ...results.axes.map(words),
      numbers(COST.label),
      ...(burden.isComplement === true ? [] : [numbers(burden.label)]),
      numbers('Availability'),
    ],
    rows: positions.map((index) =>
      textCells(
        String(points[index].point),
        ...points[index].labels.map(labelText),
        estimateText(costs[index]!, 'usd'),
        ...(burden.isComplement === true ? [] : [estimateText(burdenOf[index]!, burden.unit)]),
        figureText(availability[index]?.mean ?? null, 'percent'),
      ),
    ),
  };
}

function mainEffects(view: SweepView): Block[] {
  return [COST, ...view.burdens].flatMap((objective) => effectsOf(view, objective));
}

/** What each axis does to a figure, the one that does most first. */
function effectsOf({ points, results }: SweepView, objective: Objective): Block[] {
  const values = estimates(results, points, objective).map((estimate) => estimate?.mean ?? null);
  const effects = results.axes
    .map((axis, index) => ({
      axis,
      levels: mainEffect(
        points.map(({ labels }) => labels[index]),
        values,
      ),
    }))
    .filter(({ levels }) => levels.length > 1)
    .sort((a, b) => reach(b.levels) - reach(a.levels));
  if (effects.length === 0) return [];
  const means = effects.flatMap(({ levels }) => levels.map(({ mean }) => mean));
  const domain = [Math.min(...means), Math.max(...means)] as const;
  const largest = reach(effects[0].levels);
  const text = (value: number) => objectiveText(value, objective);
  return [
    { kind: 'heading', text: objective.label },
    ...effects.map(({ axis, levels }) =>
      effectChart({
        title: axis,
        yTitle: axisTitle(objective),
        effects: levels,
        domain,
        description: `${objective.label} by ${axis}: ${levels.map(({ label, mean }) => `${label} ${text(mean)}`).join(', ')}.`,
      }),
    ),
    {
      kind: 'table',
      caption: `${objective.label}: what each axis changes`,
      columns: [words('Axis'), numbers('Between its values'), words('Least at'), words('Most at')],
      rows: effects.map(({ axis, levels }) => {
        const order = [...levels].sort((a, b) => a.mean - b.mean);
        const [least, most] = [order[0], order.at(-1)!];
        return [
          ...textCells(axis),
          barCell(text(reach(levels)), reach(levels), largest),
          ...textCells(`${least.label}: ${text(least.mean)}`, `${most.label}: ${text(most.mean)}`),
        ];
      }),
    },
  ];
}

function grounds({ results }: SweepView): Block[] {
  const statuses = cellsOf(results, 'status') ?? [];
  const messages = cellsOf(results, 'message') ?? [];
  const lines = [
    'A point stands with the means of its replications; ± is half the width of a 95% confidence interval by ' +
      "Student's t. Replication r meets the same traffic and the same failures at every point.",
    'A main effect is the mean over all points with a value, whatever their other values: it shows what an axis does on ' +
      'average, not how two axes work together.',
    'Unavailability is what availability leaves of 100%: requests that were not served, or, where there are none, the ' +
      'time of tasks that were missing.',
    'Of several services, latency, availability and pending time are those of the worst. Amounts are list prices in USD before tax.',
  ];
  const troubles = new Map<string, number>();
  for (const [row, status] of statuses.entries()) {
    if (status === 'done') continue;
    const key = `${status}: ${String(messages[row]).split('\n')[0]}`;
    troubles.set(key, (troubles.get(key) ?? 0) + 1);
  }
  const rows = [...troubles].sort(([, a], [, b]) => b - a).map(([key, count]) => textCells(format.count(count), key));
  const table: Table = {
    kind: 'table',
    caption: 'Runs without figures',
    columns: [numbers('Runs'), words('Why')],
    rows,
  };
  return [{ kind: 'note', tone: 'plain', lines }, ...(rows.length === 0 ? [] : [table])];
}

/** `Cost per month (USD)`. */
export function axisTitle({ label, unit }: Objective): string {
  const units: Partial<Record<Objective['unit'], string>> = { usd: 'USD', percent: '%', ms: 'ms', seconds: 's' };
  return `${label} (${units[unit] ?? unit})`;
}
