/** Instants worth a sign above a chart over time: what was deployed, scaled, and what went wrong. */
import { SECOND_MS } from '../../base/units.ts';
import { type ColourName, colour } from '../palette.ts';
import type { ChartColumns, ChartLayer, LegendEntry, SpecPart } from '../report.ts';
import { instantExpression, pointMs, type TimeBase } from './time-base.ts';

/** How each kind of mark looks, and what it is called. */
const LOOKS = {
  deployment: { label: 'deployment', colour: 'reserved', symbol: 'diamond' },
  failure: { label: 'failure', colour: 'failed', symbol: 'cross' },
  out: { label: 'scaled out', colour: 'desired', symbol: 'triangle-up' },
  in: { label: 'scaled in', colour: 'muted', symbol: 'triangle-down' },
} as const satisfies Readonly<Record<string, { label: string; colour: ColourName; symbol: string }>>;

export type MarkKind = keyof typeof LOOKS;

const KINDS = Object.keys(LOOKS) as MarkKind[];

/** Marks of these kinds reach down through the chart: they are few, and what follows is read against them. */
const WITH_RULE: readonly MarkKind[] = ['deployment', 'failure'];

/** A tooltip holds so many sentences; more are counted. */
const TEXTS_MAX = 3;

/** Pixels above the plot. */
const ABOVE_PX = -7;

export interface TimeMark {
  readonly atMs: number;
  readonly kind: MarkKind;
  /** What happened, in a sentence. */
  readonly text: string;
}

/** More signs of scaling than these are a row of ink; the line that they belong to tells of them. */
const SCALING_SIGNS_MAX = 40;

/** The marks that a chart has room for, and how many it has not. */
export function legibleMarks(
  marks: readonly TimeMark[],
  base: TimeBase,
): { readonly marks: readonly TimeMark[]; readonly left: number } {
  const isScaling = ({ kind }: TimeMark) => kind === 'out' || kind === 'in';
  const signs = new Set(marks.filter(isScaling).map(({ atMs, kind }) => `${kind}/${Math.floor(atMs / pointMs(base))}`));
  if (signs.size <= SCALING_SIGNS_MAX) return { marks, left: 0 };
  const legible = marks.filter((mark) => !isScaling(mark));
  return { marks: legible, left: marks.length - legible.length };
}

/** One sign for all marks of a kind within a point: `kind`, `t` in seconds, `text`. */
export function markColumns(marks: readonly TimeMark[], base: TimeBase): ChartColumns {
  const signs = new Map<string, { kind: MarkKind; t: number; texts: string[] }>();
  for (const { atMs, kind, text } of marks) {
    const key = `${kind}/${Math.floor(atMs / pointMs(base))}`;
    const sign = signs.get(key);
    if (sign === undefined) signs.set(key, { kind, t: atMs / SECOND_MS, texts: [text] });
    else sign.texts.push(text);
  }
  const all = [...signs.values()];
  return {
    kind: all.map(({ kind }) => kind),
    t: all.map(({ t }) => t),
    text: all.map(({ texts }) => joined(texts)),
  };
}

function joined(texts: readonly string[]): string {
  if (texts.length <= TEXTS_MAX) return texts.join(' ');
  return `${texts[0]} … ${texts.at(-1)} (${texts.length} in all)`;
}

/** Layers over the data `marks`, for the kinds that there are. Signs answer a pointer, so they come last. */
export function markLayers(marks: readonly TimeMark[], base: TimeBase): ChartLayer[] {
  const kinds = kindsOf(marks);
  return [
    ...kinds.filter((kind) => WITH_RULE.includes(kind)).map(ruleLayer),
    ...kinds.map((kind) => signLayer(kind, base)),
  ];
}

/** A key for each kind that there is. */
export function markLegend(marks: readonly TimeMark[]): LegendEntry[] {
  return kindsOf(marks).map((kind) => ({
    label: LOOKS[kind].label,
    colour: colour(LOOKS[kind].colour),
    shape: LOOKS[kind].symbol,
  }));
}

function kindsOf(marks: readonly TimeMark[]): MarkKind[] {
  return KINDS.filter((kind) => marks.some((mark) => mark.kind === kind));
}

function ofKind(kind: MarkKind): { data: SpecPart; transform: SpecPart[] } {
  return { data: { name: 'marks' }, transform: [{ filter: `datum.kind === '${kind}'` }] };
}

function ruleLayer(kind: MarkKind): ChartLayer {
  return {
    ...ofKind(kind),
    mark: { type: 'rule', color: colour(LOOKS[kind].colour), opacity: 0.45, strokeWidth: 1, aria: false },
    encoding: { x: { field: 't', type: 'quantitative' } },
  };
}

function signLayer(kind: MarkKind, base: TimeBase): ChartLayer {
  const { data, transform } = ofKind(kind);
  const { symbol } = LOOKS[kind];
  return {
    data,
    transform: [...transform, { calculate: instantExpression('datum.t', base), as: 'at' }],
    mark: {
      type: 'point',
      shape: symbol,
      filled: true,
      opacity: 1,
      size: 48,
      color: colour(LOOKS[kind].colour),
      aria: false,
    },
    encoding: {
      x: { field: 't', type: 'quantitative' },
      y: { value: ABOVE_PX },
      tooltip: [
        { field: 'at', title: 'at' },
        { field: 'text', title: LOOKS[kind].label },
      ],
    },
  };
}
