/** What settings cannot cost less than, before any of them is run: in families where they differ in counts alone. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { formatIssue, ScenarioError } from '../base/errors.ts';
import { highestDiscount } from '../pricing/commitment-offers.ts';
import { roundUsd } from '../report/summary/rounding.ts';
import { type CompiledScenario, compileScenario } from '../scenario/compile.ts';
import type { Point } from '../sweep/design/points.ts';
import { isFixed } from './bound/cluster-facts.ts';
import { type CostBound, costBound } from './bound/cost-bound.ts';
import type { Solver } from './bound/linear-program.ts';
import { isAllowed } from './committed-cost.ts';
import { type CountFamily, countFamilies, countPlace, countRange, countsOf, partsWithout } from './count-families.ts';
import type { Plan } from './read-plan.ts';
import type { Contender, Family, OpenedFamily } from './search.ts';

/** What came of the settings. */
export interface WeighingFacts {
  /** Programmes that were solved. */
  readonly programCount: number;
  /** Settings that were found to be no valid scenarios, and the first fault of the first of them. */
  readonly invalidCount: number;
  readonly invalidFault: string | null;
  /** Settings that cannot keep their promises. */
  readonly impossibleCount: number;
  /** Of what was bounded, USD per month that none costs less than; null where none can keep its promises. */
  readonly boundUsdPerMonth: number | null;
  /** In some programme what tasks reserve was added up, for an instance has too many packing patterns. */
  readonly isPackingAddedUp: boolean;
}

/** Bounds families and settings, and remembers what came of them. */
export class Weighing {
  private readonly plan: Plan;
  private readonly solver: Solver;
  private readonly pointsByOverrides: ReadonlyMap<string, Point>;
  /** By index of the setting, why it is no valid scenario. */
  private readonly faults = new Map<number, string>();
  /** Of what waits, or has come out of a family. */
  private readonly bounds = new Map<object, number>();
  private programCount = 0;
  private impossibleCount = 0;
  private isPackingAddedUp = false;

  constructor(plan: Plan, solver: Solver) {
    this.plan = plan;
    this.solver = solver;
    this.pointsByOverrides = new Map(plan.points.map((point) => [JSON.stringify(point.overrides), point]));
  }

  /**
   * Every family of the plan, bounded; without those that have no valid setting. Between two of them the event loop
   * turns, for Ctrl-C: thousands take a while. Throws the reason of a signal that is aborted.
   */
  async families(signal?: AbortSignal): Promise<Family[]> {
    const families: Family[] = [];
    for (const family of countFamilies(this.plan.axes, this.plan.points)) {
      await nextTurn();
      signal?.throwIfAborted();
      families.push(...this.bounded(family));
    }
    return families;
  }

  facts(): WeighingFacts {
    const bounds = [...this.bounds.values()];
    const firstFault = [...this.faults].sort(([a], [b]) => a - b)[0];
    return {
      programCount: this.programCount,
      invalidCount: this.faults.size,
      invalidFault: firstFault?.[1] ?? null,
      impossibleCount: this.impossibleCount,
      boundUsdPerMonth: bounds.length === 0 ? null : roundUsd(bounds.reduce((least, bound) => Math.min(least, bound))),
      isPackingAddedUp: this.isPackingAddedUp,
    };
  }

  /** As one family where one programme can be made of its settings, else each by itself. */
  private bounded(family: CountFamily): Family[] {
    const { points } = family;
    if (points.length === 1) return this.single(points[0]!);
    const corners = this.corners(family);
    if (corners !== undefined) return [this.joint(family, ...corners)];
    const valid = points.filter((point) => this.compile(point) !== undefined);
    // Without what is no scenario the rest may have its corners.
    return valid.length < points.length && valid.length > 0
      ? this.bounded({ ...family, points: valid })
      : valid.flatMap((point) => this.single(point));
  }

  /** The settings with the least and the most of each count; undefined where one programme cannot be made of these. */
  private corners(family: CountFamily): [least: CompiledScenario, most: CompiledScenario] | undefined {
    const { least, most } = countRange(family);
    const cornerAt = (counts: readonly number[]) => {
      // A setting that has come out of the family may be a corner of what is left.
      const overrides = family.points[0]!.overrides.map(([path, value], row): Point['overrides'][number] => {
        const count = family.countRows.indexOf(row);
        return [path, count < 0 ? value : counts[count]!];
      });
      const point = this.pointsByOverrides.get(JSON.stringify(overrides));
      return point === undefined ? undefined : this.compile(point);
    };
    const [fewest, fullest] = [cornerAt(least), cornerAt(most)];
    if (fewest === undefined || fullest === undefined || !isRange(fewest, fullest)) return undefined;
    return [fewest, fullest];
  }

  private joint(family: CountFamily, least: CompiledScenario, most: CompiledScenario): Family {
    const bounds = this.bound(most, least);
    if (bounds === null) {
      this.impossibleCount += family.points.length;
      return { boundUsdPerMonth: null, open: () => ({ contenders: [], families: [] }) };
    }
    this.bounds.set(family, sumOf(bounds));
    return { boundUsdPerMonth: sumOf(bounds), open: () => this.open(family, bounds, most) };
  }

  /** The setting nearest to the optimum comes out; what has less or more than it stays in families. */
  private open(family: CountFamily, bounds: readonly CostBound[], most: CompiledScenario): OpenedFamily {
    this.bounds.delete(family);
    const targets = family.countRows.map((row) => targetOf(family.points[0]!.overrides[row]![0], bounds, most));
    const distanceOf = (point: Point) =>
      countsOf(family, point).reduce((sum, count, row) => sum + Math.abs(count - (targets[row] ?? count)), 0);
    const start = family.points.reduce((nearest, point) => (distanceOf(point) < distanceOf(nearest) ? point : nearest));
    const families = partsWithout(family, start).flatMap((part) => this.bounded(part));
    // The optimum itself costs what the family's bound says: another programme would say the same.
    const isOptimum = distanceOf(start) === 0;
    return { contenders: isOptimum ? this.atBound(start, sumOf(bounds)) : this.contenders(start), families };
  }

  private single(point: Point): Family[] {
    return this.contenders(point).map((contender) => {
      const { boundUsdPerMonth } = contender;
      return { boundUsdPerMonth, open: () => ({ contenders: [contender], families: [] }) };
    });
  }

  private atBound(point: Point, boundUsdPerMonth: number): Contender[] {
    if (this.compile(point) === undefined) return [];
    this.bounds.set(point, boundUsdPerMonth);
    return [{ index: point.index, boundUsdPerMonth }];
  }

  /** The setting, bounded by a programme of its own; nothing where it is no valid scenario. */
  private contenders(point: Point): Contender[] {
    const compiled = this.compile(point);
    if (compiled === undefined) return [];
    const bounds = this.bound(compiled, compiled);
    if (bounds === null) this.impossibleCount++;
    else this.bounds.set(point, sumOf(bounds));
    return [{ index: point.index, boundUsdPerMonth: bounds === null ? null : sumOf(bounds) }];
  }

  /** Of each cluster, for everything between the two; null where one of them cannot keep its promises. */
  private bound(most: CompiledScenario, least: CompiledScenario): CostBound[] | null {
    const { facts, inputs, rates } = most;
    const { expectations, region } = facts;
    const discountOf = highestDiscount(region, isAllowed(this.plan.commitments));
    const bounds: CostBound[] = [];
    for (const [row, input] of inputs.entries()) {
      this.programCount++;
      const bound = costBound(input, { expectations, rates, discountOf }, this.solver, least.inputs[row]);
      if (bound === null) return null;
      this.isPackingAddedUp ||= bound.isPackingAddedUp;
      bounds.push(bound);
    }
    return bounds;
  }

  /** undefined where it is no valid scenario, which is noted. */
  private compile(point: Point): CompiledScenario | undefined {
    if (this.faults.has(point.index)) return undefined;
    try {
      return compileScenario(this.plan.scenarioOf(point, null));
    } catch (error) {
      if (!(error instanceof ScenarioError)) throw error;
      this.faults.set(point.index, formatIssue(error.issues[0]));
      return undefined;
    }
  }
}

/**
 * Whether the programme of the two is of all that lies between: they differ in the sizes of groups that nothing changes
 * during the run, and in desired counts.
 */
function isRange(least: CompiledScenario, most: CompiledScenario): boolean {
  return most.inputs.every((input, row) => {
    const fewer = least.inputs[row]!;
    return input.capacityProviders.every(({ autoScalingGroup: group }, provider) => {
      const other = fewer.capacityProviders[provider].autoScalingGroup;
      if (group === null || other === null) return group === other;
      return isFixed(group) || (group.minSize === other.minSize && group.maxSize === other.maxSize);
    });
  });
}

/** The count of that path at the optimum; undefined where the optimum does not say. */
function targetOf(path: string, bounds: readonly CostBound[], { inputs }: CompiledScenario): number | undefined {
  const { cluster, of, entry, field } = countPlace(path)!;
  const rowOf = (name: string | number, names: readonly string[]) =>
    typeof name === 'number' ? name : names.indexOf(name);
  const row = rowOf(
    cluster,
    inputs.map(({ clusterName }) => clusterName),
  );
  const input = inputs[row];
  if (input === undefined) return undefined;
  if (of === 'service') {
    const names = input.services.map(({ serviceName }) => serviceName);
    return bounds[row]!.desiredCounts[rowOf(entry, names)] ?? undefined;
  }
  if (field !== 'desiredCapacity') return undefined;
  const names = input.capacityProviders.map(({ name }) => name);
  return bounds[row]!.instances[rowOf(entry, names)] ?? undefined;
}

function sumOf(bounds: readonly CostBound[]): number {
  return bounds.reduce((sum, { usdPerMonth }) => sum + usdPerMonth, 0);
}
