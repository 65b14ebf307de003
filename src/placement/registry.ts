import type { PlacementConstraintInput, PlacementStrategyInput } from '../sim/state/input.ts';
import { distinctInstance } from './constraints/distinct-instance.ts';
import { memberOf } from './constraints/member-of.ts';
import { leastAllocated, mostAllocated } from './reference/allocated.ts';
import { bestFit, worstFit } from './reference/best-fit.ts';
import { dotProduct } from './reference/dot-product.ts';
import { firstFit } from './reference/first-fit.ts';
import { fragmentationGradient } from './reference/fragmentation-gradient.ts';
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

/**
 * Strategies of the literature and of other schedulers, by type: what ECS's own are measured against. ECS has none of
 * them, so no service of a scenario may name one; `plimsoll bench-placement` takes them.
 */
export const REFERENCE_STRATEGIES = {
  'best-fit': bestFit,
  'dot-product': dotProduct,
  fgd: ({ mix }) => fragmentationGradient(mix),
  'first-fit': firstFit,
  'least-allocated': leastAllocated,
  'most-allocated': mostAllocated,
  'worst-fit': worstFit,
} as const satisfies Readonly<Record<string, (context: StageContext) => PlacementStrategy>>;

/** One of them, beside ECS's in a chain. */
export interface ReferenceStrategyInput {
  readonly type: keyof typeof REFERENCE_STRATEGIES;
}

/** The stage of one constraint. Asks the cluster's tables to count what it looks at. */
export function createConstraint(
  { type, expression }: PlacementConstraintInput,
  context: StageContext,
): InstanceFilter {
  return PLACEMENT_CONSTRAINTS[type](expression, context);
}

/** The stage of one strategy. Asks the cluster's tables to count what it looks at. */
export function createStrategy(
  strategy: PlacementStrategyInput | ReferenceStrategyInput,
  context: StageContext,
): PlacementStrategy {
  if (isReference(strategy)) return REFERENCE_STRATEGIES[strategy.type](context);
  return PLACEMENT_STRATEGIES[strategy.type]('field' in strategy ? strategy.field : '', context);
}

function isReference(strategy: PlacementStrategyInput | ReferenceStrategyInput): strategy is ReferenceStrategyInput {
  return strategy.type in REFERENCE_STRATEGIES;
}
