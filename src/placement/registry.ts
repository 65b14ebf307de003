import type { PlacementConstraintInput, PlacementStrategyInput } from '../sim/state/input.ts';
import { distinctInstance } from './constraints/distinct-instance.ts';
import { memberOf } from './constraints/member-of.ts';
import type { InstanceFilter, PlacementStrategy, StageContext } from './stage.ts';
import { binpack } from './strategies/binpack.ts';
import { random } from './strategies/random.ts';
import { spread } from './strategies/spread.ts';

/** Placement constraints by type; each is made from its expression. */
export const PLACEMENT_CONSTRAINTS = { distinctInstance, memberOf } as const satisfies Readonly<
  Record<PlacementConstraintInput['type'], (expression: string, context: StageContext) => InstanceFilter>
>;

/** Placement strategies by type; each is made from its field, '' where it has none. */
export const PLACEMENT_STRATEGIES = { binpack, random, spread } as const satisfies Readonly<
  Record<PlacementStrategyInput['type'], (field: string, context: StageContext) => PlacementStrategy>
>;

/** The stage of one constraint. Asks the cluster's tables to count what it looks at. */
export function createConstraint(
  { type, expression }: PlacementConstraintInput,
  context: StageContext,
): InstanceFilter {
  return PLACEMENT_CONSTRAINTS[type](expression, context);
}

/** The stage of one strategy. Asks the cluster's tables to count what it looks at. */
export function createStrategy(strategy: PlacementStrategyInput, context: StageContext): PlacementStrategy {
  return PLACEMENT_STRATEGIES[strategy.type]('field' in strategy ? strategy.field : '', context);
}
