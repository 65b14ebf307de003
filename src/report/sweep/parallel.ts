/** Every point as a line across all axes and figures. */
import { type ParallelAxis, parallelChart } from '../charts/parallel-chart.ts';
import { isWideRange } from '../charts/wide-range.ts';
import { decimal } from '../format.ts';
import type { Block } from '../report.ts';
import { ordered } from './main-effects.ts';
import {
  COST,
  estimates,
  labelText,
  type Objective,
  objectiveText,
  pointText,
  type SweepCell,
} from './sweep-results.ts';
import type { SweepView } from './sweep-view.ts';

/** An upright axis has room for the names of so many values. */
const TICKS_MAX = 8;

/** The chart; nothing where there are no two points. */
export function parallelBlocks({ burdens, costs, fronts, points, results }: SweepView): Block[] {
  if (points.length < 2) return [];
  const figureAxis = (objective: Objective) => {
    const values = estimates(results, points, objective).map((estimate) => estimate?.mean ?? null);
    return numberAxis(objective.label, values, (value) => objectiveText(value, objective));
  };
  const cost = figureAxis(COST);
  const isFront = new Set(fronts.flatMap(({ positions }) => positions));
  return [
    parallelChart({
      title: 'Parallel coordinates',
      subtitle: 'a line is a point: follow it from the values of its axes to what they come to',
      description: `${points.length} points across ${[...results.axes, COST.label, ...burdens.map(({ label }) => label)].join(', ')}.`,
      axes: [
        ...results.axes.map((name, index) =>
          labelAxis(
            name,
            points.map(({ labels }) => labels[index]),
          ),
        ),
        cost,
        ...burdens.map(figureAxis),
      ],
      lines: points.map((point, index) => ({
        name: pointText(results.axes, point),
        shade: costs[index] === null ? 0 : (cost.shares[index] ?? 0),
        isFront: isFront.has(index),
      })),
    }),
  ];
}

/** Numbers by their size; anything else, and what is mixed, by its place in the order of the values. */
function labelAxis(title: string, labels: readonly SweepCell[]): ParallelAxis {
  if (labels.every((label) => typeof label === 'number')) return numberAxis(title, labels, plainNumber);
  const values = ordered(labels);
  const shareOf = (label: SweepCell) => (values.length === 1 ? 0.5 : values.indexOf(label) / (values.length - 1));
  const step = Math.ceil(values.length / TICKS_MAX);
  return {
    title,
    shares: labels.map(shareOf),
    ticks: values
      .filter((_, index) => index % step === 0)
      .map((value) => ({ share: shareOf(value), text: labelText(value) })),
  };
}

function numberAxis(title: string, values: readonly (number | null)[], text: (value: number) => string): ParallelAxis {
  const known = values.filter((value) => value !== null);
  const [least, most] = [Math.min(...known), Math.max(...known)];
  if (known.length === 0) return { title, shares: values.map(() => null), ticks: [] };
  if (least === most) {
    return {
      title,
      shares: values.map((value) => (value === null ? null : 0.5)),
      ticks: [{ share: 0.5, text: text(least) }],
    };
  }
  const isWide = isWideRange(least, most);
  const shareOf = isWide
    ? (value: number) => Math.log(value / least) / Math.log(most / least)
    : (value: number) => (value - least) / (most - least);
  const middle = isWide ? Math.sqrt(least * most) : (least + most) / 2;
  return {
    title,
    shares: values.map((value) => (value === null ? null : shareOf(value))),
    ticks: [least, middle, most].map((value) => ({ share: shareOf(value), text: text(value) })),
  };
}

function plainNumber(value: number): string {
  return decimal(value, Number.isInteger(value) ? 0 : 2);
}
