import type { Sample } from '../../base/statistics.ts';
import { paretoFront } from './pareto.ts';
import {
  burdens,
  COST,
  estimates,
  type Objective,
  type SweepPoint,
  type SweepResults,
  sweepPoints,
} from './sweep-results.ts';

/** The points that no other beats in cost without losing in a burden, or the other way round. */
export interface Front {
  readonly burden: Objective;
  /** Positions in the points, cheapest first. */
  readonly positions: readonly number[];
}

/** What every section looks at, worked out once. */
export interface SweepView {
  readonly results: SweepResults;
  readonly points: readonly SweepPoint[];
  /** Of each point. */
  readonly costs: readonly (Sample | null)[];
  /** What users have to bear. */
  readonly burdens: readonly Objective[];
  /** One for each burden that points have. */
  readonly fronts: readonly Front[];
}

/** Looks at the results by points. */
export function viewOf(results: SweepResults): SweepView {
  const points = sweepPoints(results);
  const costs = estimates(results, points, COST);
  const known = burdens(results, points);
  const fronts = known.flatMap((burden): Front[] => {
    const burdenOf = estimates(results, points, burden);
    const measured = [...points.keys()].filter((index) => costs[index] !== null && burdenOf[index] !== null);
    if (measured.length === 0) return [];
    const pairs = measured.map((index) => ({ x: costs[index]!.mean, y: burdenOf[index]!.mean }));
    return [{ burden, positions: paretoFront(pairs).map((position) => measured[position]) }];
  });
  return { results, points, costs, burdens: known, fronts };
}
