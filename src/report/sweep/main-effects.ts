import { decimal } from '../format.ts';
import { labelText, type SweepCell } from './sweep-results.ts';

/** What a figure comes to at one value of an axis, over all points that have it: the other axes average out. */
export interface Effect {
  readonly label: string;
  readonly count: number;
  readonly mean: number;
  readonly least: number;
  readonly most: number;
}

/** Decimals that the name of a part has at most; parts that they do not tell apart are one. */
const DIGITS_MAX = 12;

/** More different numbers than these are taken together in as many equal parts of their range. */
const PARTS_MAX = 10;

/**
 * The main effect of an axis on a figure: its mean at every value of the axis, in the order of the values. Numbers that
 * were drawn from a range are taken together by parts of it.
 *
 * @param labels of the axis, one per point
 * @param values of the figure, one per point; null where it has none
 */
export function mainEffect(labels: readonly SweepCell[], values: readonly (number | null)[]): Effect[] {
  const groups = new Map<string, number[]>();
  const nameOf = groupNames(labels);
  for (const label of ordered(labels)) groups.set(nameOf(label), []);
  for (const [index, value] of values.entries()) if (value !== null) groups.get(nameOf(labels[index]))!.push(value);
  return [...groups].flatMap(([label, group]) => {
    if (group.length === 0) return [];
    const mean = group.reduce((sum, value) => sum + value, 0) / group.length;
    return { label, count: group.length, mean, least: Math.min(...group), most: Math.max(...group) };
  });
}

/** How far the means of an axis lie apart: how much it matters. */
export function reach(effects: readonly Effect[]): number {
  const means = effects.map(({ mean }) => mean);
  return means.length === 0 ? 0 : Math.max(...means) - Math.min(...means);
}

/** Numbers by size, after anything else as it comes. */
export function ordered(labels: readonly SweepCell[]): SweepCell[] {
  const distinct = [...new Set(labels)];
  const numbers = distinct.filter((label) => typeof label === 'number').sort((a, b) => a - b);
  return [...distinct.filter((label) => typeof label !== 'number'), ...numbers];
}

/** Which group a label belongs to, by its name. */
function groupNames(labels: readonly SweepCell[]): (label: SweepCell) => string {
  const numbers = ordered(labels).filter((label) => typeof label === 'number');
  if (numbers.length <= PARTS_MAX) return labelText;
  const least = numbers[0];
  const width = (numbers.at(-1)! - least) / PARTS_MAX;
  const digits = Math.min(DIGITS_MAX, Math.max(0, 1 - Math.floor(Math.log10(width))));
  return (label) => {
    if (typeof label !== 'number') return labelText(label);
    // A tenth of the smallest number there is comes to nothing.
    const part = width > 0 ? Math.min(PARTS_MAX - 1, Math.floor((label - least) / width)) : 0;
    const edge = (index: number) => decimal(least + index * width, digits);
    return `${edge(part)}–${edge(part + 1)}`;
  };
}
