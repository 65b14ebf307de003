/** Short ways to write a table. */
import * as format from '../format.ts';
import type { Cell, Column } from '../report.ts';

/** A column of words. */
export function words(title: string): Column {
  return { title, align: 'left' };
}

/** A column of numbers. */
export function numbers(title: string): Column {
  return { title, align: 'right' };
}

/** A row of plain texts. */
export function textCells(...texts: readonly string[]): Cell[] {
  return texts.map((text) => ({ text }));
}

/** A number with a bar as long as its part of the column's largest; no bar where nothing is above 0. */
export function barCell(text: string, value: number, largest: number): Cell {
  return largest > 0 ? { text, share: Math.min(1, Math.max(0, value / largest)) } : { text };
}

/** A mean over time as it is read: what differs from a whole number by less than it shows is that number. */
export function level(value: number): string {
  return format.mean(Number(value.toFixed(1)));
}

/** The largest of these, 0 of none. */
export function largestOf(values: readonly number[]): number {
  return values.reduce((largest, value) => Math.max(largest, value), 0);
}
