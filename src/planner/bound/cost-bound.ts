/**
 * A lower bound on what a cluster costs while it keeps its promises: the cheapest capacity that could serve so many of
 * the requests if tasks started, moved and stopped at once. A real run needs at least as much, so a plan that is
 * simulated never comes below it (docs/decisions/0024).
 */
import type { SimulationInput } from '../../sim/state/input.ts';
import { type BoundTerms, ClusterProgram } from './cluster-program.ts';
import type { Solver, Variable } from './linear-program.ts';

/** What a cluster cannot cost less than. */
export interface CostBound {
  /** USD per month of 730 hours. */
  readonly usdPerMonth: number;
  /** By capacity provider: instances at that cost; null where their number may change during the run. */
  readonly instances: readonly (number | null)[];
  /** By service: the fewest tasks to be desired at that cost; null where settings do not differ in them. */
  readonly desiredCounts: readonly (number | null)[];
  /** Some instance has more packing patterns than the programme takes: what its tasks reserve was added up. */
  readonly isPackingAddedUp: boolean;
}

/** Rounding of the solver, of the cost of an optimum. */
const TOLERANCE = 1e-6;

/**
 * The bound for one setting; or for all that differ in the size of groups and in desired counts alone, with the one
 * that has the most of each and the one that has the least. null when no capacity can serve what is promised.
 */
export function costBound(
  most: SimulationInput,
  terms: BoundTerms,
  solver: Solver,
  least: SimulationInput = most,
): CostBound | null {
  const { program, sizes, desiredCounts, isPackingAddedUp } = new ClusterProgram(most, least, terms);
  const optimum = solver.solve(program);
  if (optimum === null) return null;
  // Tasks that are not needed cost the bound nothing on container instances: without a second look there may be any.
  const counted = desiredCounts.flatMap((count) => count ?? []);
  const cost = optimum.cost * (1 + TOLERANCE) + TOLERANCE;
  const fewest = counted.length === 0 ? null : solver.solve(program.atCost(cost, [...counted]));
  const { values } = fewest ?? optimum;
  const wholeOf = (variable: Variable | undefined) => (variable === undefined ? null : Math.round(values[variable]!));
  return {
    usdPerMonth: Math.max(0, optimum.cost),
    instances: sizes.map(wholeOf),
    desiredCounts: desiredCounts.map(wholeOf),
    isPackingAddedUp,
  };
}
