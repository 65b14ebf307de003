/**
 * The points of a sweep: which settings are run. They depend on the sweep alone, in an order of their own, so that a
 * point is the same point on any machine and in any of the times that a sweep is continued.
 */
import { Streams } from '../../base/streams.ts';
import { canonicalJson, type Json } from '../canonical-json.ts';

/** What the table of results shows of a setting. */
export type Label = string | number | boolean | null;

/** One value of an axis. */
export interface Level {
  readonly label: Label;
  readonly value: Json;
}

/** A field that is varied: over given values, or over every number of a range, which only samples can reach. */
export type Axis = { readonly name: string; readonly paths: readonly string[] } & (
  | { readonly kind: 'levels'; readonly levels: readonly Level[] }
  | { readonly kind: 'range'; readonly from: number; readonly to: number }
);

/** Every axis against every other, or so many samples that each axis is covered evenly. */
export type Design =
  | { readonly kind: 'grid'; readonly axes: readonly Axis[] }
  | {
      readonly kind: 'latin-hypercube';
      readonly axes: readonly Axis[];
      readonly samples: number;
      readonly seed: string;
    }
  | { readonly kind: 'list'; readonly points: readonly ListedPoint[] };

/** A point that the user wrote down. */
export interface ListedPoint {
  readonly name: string | null;
  readonly overrides: Overrides;
}

/** Paths and the values to be set there, in this order: one may stand below another. */
export type Overrides = readonly (readonly [path: string, value: Json])[];

/** One setting of the sweep. */
export interface Point {
  /** In the order of the design, from 0. */
  readonly index: number;
  readonly overrides: Overrides;
  /** By column of the table, what the point has there. */
  readonly labels: Readonly<Record<string, Label>>;
}

/** The points of a design, each once: samples that fall together are one. O(points × axes). */
export function pointsOf(design: Design): Point[] {
  switch (design.kind) {
    case 'grid':
      return gridPoints(design.axes);
    case 'latin-hypercube':
      return distinct(samplePoints(design.axes, design.samples, new Streams(design.seed)));
    case 'list':
      return listedPoints(design.points);
  }
}

/** How many points a grid has; Infinity where an axis has no end of values. */
export function gridSize(axes: readonly Axis[]): number {
  return axes.reduce((size, axis) => size * (axis.kind === 'levels' ? axis.levels.length : Infinity), 1);
}

/** The columns that the labels of the points fill, in the order of the table. */
export function labelNames(design: Design): string[] {
  if (design.kind !== 'list') return design.axes.map(({ name }) => name);
  const paths = design.points.flatMap(({ overrides }) => overrides.map(([path]) => path));
  const hasNames = design.points.some(({ name }) => name !== null);
  return [...(hasNames ? [POINT_NAME] : []), ...new Set(paths)];
}

/** Column of the names that the user gave to listed points. */
export const POINT_NAME = 'name';

/** Like the digits of a number: the last axis changes fastest. */
function gridPoints(axes: readonly Axis[]): Point[] {
  const levels = axes.map((axis) => (axis.kind === 'levels' ? axis.levels : []));
  const size = gridSize(axes);
  return Array.from({ length: size }, (_, index) => {
    const chosen: Level[] = [];
    let rest = index;
    for (const list of levels.toReversed()) {
      chosen.unshift(list[rest % list.length]);
      rest = Math.floor(rest / list.length);
    }
    return pointOf(index, axes, chosen);
  });
}

/**
 * Latin hypercube sampling (M. D. McKay, R. J. Beckman and W. J. Conover, Technometrics 21, 1979): each axis is cut
 * into as many equal parts as there are samples, and each part is met once, in an order drawn for the axis. Every axis
 * draws from its own stream, so that one more leaves the others as they are.
 */
function samplePoints(axes: readonly Axis[], samples: number, streams: Streams): Point[] {
  const columns = axes.map((axis) => {
    const random = streams.get(`sweep/${axis.name}`);
    const parts = shuffled(samples, random);
    return parts.map((part) => levelAt(axis, (part + random()) / samples));
  });
  return Array.from({ length: samples }, (_, index) =>
    pointOf(
      index,
      axes,
      columns.map((column) => column[index]),
    ),
  );
}

/** @param share in [0, 1) */
function levelAt(axis: Axis, share: number): Level {
  if (axis.kind === 'levels') return axis.levels[Math.floor(share * axis.levels.length)];
  const value = axis.from + share * (axis.to - axis.from);
  return { label: value, value };
}

/** The numbers below `count` in an order drawn at random (Fisher and Yates). */
function shuffled(count: number, random: () => number): number[] {
  const numbers = Array.from({ length: count }, (_, index) => index);
  for (let last = count - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    [numbers[last], numbers[other]] = [numbers[other], numbers[last]];
  }
  return numbers;
}

function pointOf(index: number, axes: readonly Axis[], levels: readonly Level[]): Point {
  return {
    index,
    overrides: axes.flatMap(({ paths }, axis) => paths.map((path) => [path, levels[axis].value] as const)),
    labels: Object.fromEntries(axes.map(({ name }, axis) => [name, levels[axis].label])),
  };
}

function distinct(points: readonly Point[]): Point[] {
  const byOverrides = new Map(points.toReversed().map((point) => [canonicalJson(point.overrides), point]));
  const kept = [...byOverrides.values()].sort((a, b) => a.index - b.index);
  return kept.map((point, index) => ({ ...point, index }));
}

function listedPoints(points: readonly ListedPoint[]): Point[] {
  return points.map(({ name, overrides }, index) => {
    const labels = overrides.map(([path, value]) => [path, labelOf(value)] as const);
    return {
      index,
      overrides,
      labels: Object.fromEntries([...(name === null ? [] : [[POINT_NAME, name]]), ...labels]),
    };
  });
}

/** How a value reads in the table: a scalar as it is, anything else as JSON. */
export function labelOf(value: Json): Label {
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : value;
}
