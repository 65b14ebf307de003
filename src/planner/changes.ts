/** What to change from today to the plan, choice by choice. */
import type { SourceDocument } from '../scenario/document.ts';
import type { Axis, Point } from '../sweep/design/points.ts';
import { todayValue } from './today-values.ts';

/** One choice of the plan that differs from today. */
export interface Change {
  readonly name: string;
  readonly path: string;
  /** In words; `-` where nothing stands there, or in another file. */
  readonly today: string;
  readonly plan: string;
}

/** The choices that differ, in their order. */
export function changesOf(document: SourceDocument, axes: readonly Axis[], { overrides, labels }: Point): Change[] {
  const nameOf = new Map(axes.flatMap(({ name, paths }) => paths.map((path) => [path, name] as const)));
  return overrides.flatMap(([path, value]): Change[] => {
    const before = todayValue(document, path);
    if (JSON.stringify(before) === JSON.stringify(value)) return [];
    const name = nameOf.get(path) ?? path;
    const label = labels[name];
    const isNamed = typeof label === 'string' && typeof value === 'object';
    return [{ name, path, today: inWords(before), plan: isNamed ? `${label}: ${inWords(value)}` : inWords(value) }];
  });
}

function inWords(value: unknown): string {
  if (value === undefined || value === null) return '-';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
