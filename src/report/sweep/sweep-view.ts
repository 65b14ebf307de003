import type { Sample } from '../../base/statistics.ts';
import { paretoFront } from './pareto.ts';
import {
  COST,
  delays,
  estimates,
  type Objective,
  type SweepPoint,
  type SweepResults,
  sweepPoints,
} from './sweep-results.ts';

/** The points that no other beats in cost without losing in a delay, or the other way round. */
export interface Front {
  readonly delay: Objective;
  /** Positions in the points, cheapest first. */
  readonly positions: readonly number[];
}

/** What every section looks at, worked out once. */
export interface SweepView {
  readonly results: SweepResults;
  readonly points: readonly SweepPoint[];
  /** Of each point. */
  readonly costs: readonly (Sample | null)[];
  readonly delays: readonly Objective[];
  /** One for each delay that points have. */
  readonly fronts: readonly Front[];
}

/** Looks at the results by points. */
export function viewOf(results: SweepResults): SweepView {
  const points = sweepPoints(results);
  const costs = estimates(results, points, COST.name);
  const known = delays(results, points);
  const fronts = known.flatMap((delay): Front[] => {
    const delayOf = estimates(results, points, delay.name);
    const measured = [...points.keys()].filter((index) => costs[index] !== null && delayOf[index] !== null);
    if (measured.length === 0) return [];
    const pairs = measured.map((index) => ({ x: costs[index]!.mean, y: delayOf[index]!.mean }));
    return [{ delay, positions: paretoFront(pairs).map((position) => measured[position]) }];
  });
  return { results, points, costs, delays: known, fronts };
}
