/** Settings that differ in counts alone: how many container instances, how many tasks. */
import { parsePath } from '../scenario/paths.ts';
import type { Axis, Point } from '../sweep/design/points.ts';

/** The fields of `autoScalingGroupProvider` that say how many instances a group has. */
const GROUP_SIZES: readonly string[] = ['desiredCapacity', 'minSize', 'maxSize'];

/** Settings with the same values but for some counts. */
export interface CountFamily {
  /** In the order of the design; one at least. */
  readonly points: readonly Point[];
  /** Which of the overrides of each are counts. */
  readonly countRows: readonly number[];
}

/** The families of a grid, in the order of the design. Axes that choose anything but counts separate them. */
export function countFamilies(axes: readonly Axis[], points: readonly Point[]): CountFamily[] {
  const countRows = axes
    .flatMap((axis) => axis.paths.map(() => isCountAxis(axis)))
    .flatMap((isCount, row) => (isCount ? [row] : []));
  const families = new Map<string, Point[]>();
  for (const point of points) {
    const key = JSON.stringify(point.overrides.filter((_, row) => !countRows.includes(row)));
    const family = families.get(key);
    if (family === undefined) families.set(key, [point]);
    else family.push(point);
  }
  return [...families.values()].map((family) => ({ points: family, countRows }));
}

/** The counts of a setting. */
export function countsOf({ countRows }: CountFamily, { overrides }: Point): number[] {
  return countRows.map((row) => Number(overrides[row]![1]));
}

/** The counts that no setting of the family is below, and that none is above. */
export function countRange(family: CountFamily): {
  readonly least: readonly number[];
  readonly most: readonly number[];
} {
  const all = family.points.map((point) => countsOf(family, point));
  const over = (choose: (...values: number[]) => number) =>
    family.countRows.map((_, count) => choose(...all.map((counts) => counts[count]!)));
  return { least: over(Math.min), most: over(Math.max) };
}

/**
 * What is left without one of the settings: those with less of the first count that differs, with as much, and with
 * more.
 */
export function partsWithout(family: CountFamily, point: Point): CountFamily[] {
  const { least, most } = countRange(family);
  const differing = least.findIndex((count, row) => count < most[row]!);
  const of = (one: Point) => countsOf(family, one)[differing] ?? 0;
  const others = family.points.filter((one) => one !== point);
  return [-1, 0, 1]
    .map((side) => others.filter((one) => Math.sign(of(one) - of(point)) === side))
    .filter((points) => points.length > 0)
    .map((points) => ({ points, countRows: family.countRows }));
}

/** Whether every path of an axis is a count, and every value a whole number. */
function isCountAxis(axis: Axis): boolean {
  if (axis.kind !== 'levels' || !axis.paths.every((path) => countPlace(path) !== undefined)) return false;
  return axis.levels.every(({ value }) => Number.isInteger(value) && Number(value) >= 0);
}

/** What a count is of: entries by name or index. */
export interface CountPlace {
  readonly cluster: string | number;
  readonly of: 'capacityProvider' | 'service';
  readonly entry: string | number;
  /** `desiredCount`, `desiredCapacity`, `minSize`, `maxSize`. */
  readonly field: string;
}

/** Of `clusters.shop.services.web.desiredCount` and the like; undefined where a path is no count. */
export function countPlace(path: string): CountPlace | undefined {
  const [top, cluster, list, entry, ...rest] = parsePath(path) ?? [];
  if (top !== 'clusters' || cluster === undefined || entry === undefined) return undefined;
  if (list === 'services' && rest.join() === 'desiredCount') {
    return { cluster, of: 'service', entry, field: 'desiredCount' };
  }
  const [section, field, ...more] = rest.map(String);
  const isSize = section === 'autoScalingGroupProvider' && field !== undefined && GROUP_SIZES.includes(field);
  if (list !== 'capacityProviders' || !isSize || more.length > 0) return undefined;
  return { cluster, of: 'capacityProvider', entry, field };
}
