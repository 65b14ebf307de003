import { z } from 'zod';
import { nearest } from '../../base/nearest.ts';
import { parseExpression } from '../../placement/query-language/parse.ts';
import { ExpressionSyntaxError } from '../../placement/query-language/syntax-error.ts';
import type { DocumentPath } from '../document.ts';
import type { Fault } from '../fault.ts';
import { strictObject } from '../schema/strict-object.ts';
import { hasPlaceholder } from './placeholder.ts';

/** Most items of `placementStrategy` (P3.14). */
export const PLACEMENT_STRATEGIES_MAX = 5;
/** Most items of `placementConstraints`, those of the task definition counted in (P1.4, P3.14). */
export const PLACEMENT_CONSTRAINTS_MAX = 10;

/** One item of `placementConstraints` as the API takes it. */
export const placementConstraintSchema = strictObject(() => ({
  type: z.enum(['distinctInstance', 'memberOf']),
  expression: z.string().optional(),
}));

/** One item of `placementStrategy` as the API takes it. */
export const placementStrategySchema = strictObject(() => ({
  type: z.enum(['binpack', 'random', 'spread']),
  field: z.string().optional(),
}));

/** A placement constraint as the API takes it. */
export type PlacementConstraintInput = z.output<typeof placementConstraintSchema>;
/** A placement strategy as the API takes it. */
export type PlacementStrategyInput = z.output<typeof placementStrategySchema>;

/** A binding rule on container instances (P3.15, P3.16). */
export type PlacementConstraint =
  | { readonly type: 'distinctInstance' }
  | { readonly type: 'memberOf'; readonly expression: string };

/** A best-effort order of container instances (P3.5–P3.7); spread's field is `instanceId` or `attribute:<name>`. */
export type PlacementStrategy =
  | { readonly type: 'binpack'; readonly field: 'cpu' | 'memory' }
  | { readonly type: 'random' }
  | { readonly type: 'spread'; readonly field: string };

/** What is wrong with a service's or a task's constraints: at most 10, each memberOf with a readable expression. */
export function constraintFaults(constraints: readonly PlacementConstraintInput[], path: DocumentPath): Fault[] {
  const faults = constraints.flatMap((constraint, index) => oneConstraintFaults(constraint, [...path, index]));
  if (constraints.length <= PLACEMENT_CONSTRAINTS_MAX) return faults;
  const found = `${constraints.length} constraints`;
  return [...faults, { path, found, expected: `at most ${PLACEMENT_CONSTRAINTS_MAX} placement constraints` }];
}

/** As `constraintFaults`; a task definition takes only `memberOf` (P3.16). */
export function taskConstraintFaults(constraints: readonly PlacementConstraintInput[], path: DocumentPath): Fault[] {
  const misplaced = constraints.flatMap((constraint, index) =>
    constraint.type === 'memberOf'
      ? []
      : [{ path: [...path, index, 'type'], expected: 'memberOf, the only constraint of a task definition' }],
  );
  return [...constraintFaults(constraints, path), ...misplaced];
}

function oneConstraintFaults(constraint: PlacementConstraintInput, path: DocumentPath): Fault[] {
  const at = [...path, 'expression'];
  if (constraint.type === 'distinctInstance') {
    return constraint.expression ? [{ path: at, expected: 'no expression beside distinctInstance' }] : [];
  }
  if (!constraint.expression) return [{ path: at, expected: 'an expression of the cluster query language' }];
  return hasPlaceholder(constraint.expression) ? [] : expressionFaults(constraint.expression, at);
}

function expressionFaults(expression: string, path: DocumentPath): Fault[] {
  try {
    parseExpression(expression);
    return [];
  } catch (error) {
    if (!(error instanceof ExpressionSyntaxError)) throw error;
    const { found, expected, suggestion, offset } = error;
    return [{ path, found, expected, suggestion, offset }];
  }
}

/** What is wrong with a list of strategies: at most 5, each field fit for its type (P3.5–P3.7, P3.14). */
export function strategyFaults(strategies: readonly PlacementStrategyInput[], path: DocumentPath): Fault[] {
  const faults = strategies.flatMap((strategy, index) => oneStrategyFaults(strategy, [...path, index, 'field']));
  if (strategies.length <= PLACEMENT_STRATEGIES_MAX) return faults;
  const found = `${strategies.length} strategies`;
  return [...faults, { path, found, expected: `at most ${PLACEMENT_STRATEGIES_MAX} placement strategies` }];
}

function oneStrategyFaults(strategy: PlacementStrategyInput, path: DocumentPath): Fault[] {
  const field = strategy.field ?? '';
  switch (strategy.type) {
    case 'random':
      return field === '' ? [] : [{ path, expected: 'no field beside random' }];
    case 'binpack': {
      if (binpackField(field) !== undefined) return [];
      return [{ path, expected: 'one of cpu | memory', suggestion: nearest(field, ['cpu', 'memory']) }];
    }
    case 'spread': {
      if (spreadField(field) !== undefined) return [];
      const suggestion = nearest(field, ['instanceId', 'host', 'attribute:ecs.availability-zone']);
      return [{ path, expected: 'instanceId or attribute:<name>', suggestion }];
    }
  }
}

function binpackField(field: string): 'cpu' | 'memory' | undefined {
  const name = field.toLowerCase();
  return name === 'cpu' || name === 'memory' ? name : undefined;
}

function spreadField(field: string): string | undefined {
  if (/^(instanceid|host)$/i.test(field)) return 'instanceId';
  const [, attribute] = /^attribute:\s*(\S+)$/i.exec(field) ?? [];
  return attribute === undefined ? undefined : `attribute:${attribute}`;
}

/** Checked constraints, without the empty expressions that skeletons carry. */
export function toPlacementConstraints(inputs: readonly PlacementConstraintInput[]): PlacementConstraint[] {
  return inputs.map((input) =>
    input.type === 'memberOf' ? { type: 'memberOf', expression: input.expression ?? '' } : { type: 'distinctInstance' },
  );
}

/** Checked strategies: `host` reads as `instanceId`, `MEMORY` (as the API returns it) as `memory`. */
export function toPlacementStrategy(inputs: readonly PlacementStrategyInput[]): PlacementStrategy[] {
  return inputs.map((input) => {
    const field = input.field ?? '';
    if (input.type === 'binpack') return { type: 'binpack', field: binpackField(field) ?? 'memory' };
    if (input.type === 'spread') return { type: 'spread', field: spreadField(field) ?? field };
    return { type: 'random' };
  });
}
