/** The options of `plimsoll place`, and the strategies and constraints that they spell as the AWS CLI does. */
import { z } from 'zod';
import type { Issue } from '../../../base/errors.ts';
import {
  constraintFaults,
  type PlacementConstraint,
  type PlacementStrategy,
  placementConstraintSchema,
  placementStrategySchema,
  strategyFaults,
  toPlacementConstraints,
  toPlacementStrategy,
} from '../../../scenario/ecs/placement.ts';
import type { Fault } from '../../../scenario/fault.ts';
import { type Checked, checkSubject, type Subject } from '../../../scenario/issues.ts';

/** As commander hands them over. */
export interface PlaceOptions {
  readonly containerInstances: string;
  readonly taskDefinition: string;
  readonly tasks?: string;
  readonly count: number;
  readonly strategy: readonly string[];
  readonly constraint: readonly string[];
  readonly service?: string;
  readonly group?: string;
  readonly seed: string;
  readonly format: 'table' | 'json';
}

/** Tasks that one RunTask call starts at most (P3.14). */
const RUN_TASK_COUNT_MAX = 10;

/** The strategies of `--strategy`, each `type=…,field=…`. */
export function readStrategies(texts: readonly string[]): Checked<readonly PlacementStrategy[]> {
  const checked = checkList('strategy', texts, z.array(placementStrategySchema), (value) => strategyFaults(value, []));
  return checked.value === undefined ? checked : { value: toPlacementStrategy(checked.value), issues: [] };
}

/** The constraints of `--constraint`, each `type=…,expression=…`. */
export function readConstraints(texts: readonly string[]): Checked<readonly PlacementConstraint[]> {
  const checked = checkList('constraint', texts, z.array(placementConstraintSchema), (value) =>
    constraintFaults(value, []),
  );
  return checked.value === undefined ? checked : { value: toPlacementConstraints(checked.value), issues: [] };
}

/** RunTask takes at most 10 tasks (P3.14); a service has no such limit. */
export function countIssues({ count, service }: PlaceOptions): Issue[] {
  if (service !== undefined || count <= RUN_TASK_COUNT_MAX) return [];
  const expected = `at most ${RUN_TASK_COUNT_MAX}, as RunTask takes them; --service places any number`;
  return [{ file: 'command line', path: 'count', found: String(count), expected }];
}

function checkList<S extends z.ZodType>(
  name: string,
  texts: readonly string[],
  schema: S,
  rules: (value: z.output<S>) => readonly Fault[],
): Checked<z.output<S>> {
  const value = texts.map(readShorthand);
  const checked = checkSubject(schema, subjectOf(name, value), rules);
  return checked.value === undefined ? { issues: checked.issues.map(withoutPlace) } : checked;
}

/** `type=memberOf,expression=a in [b, c]`: a comma ends a value only where another key follows. */
function readShorthand(text: string): Record<string, string> {
  const pairs = text.split(/,(?=\w+=)/).map((part): [string, string] => {
    const [, key, value] = /^([^=]*)=?([\s\S]*)$/.exec(part) ?? [];
    return [key ?? '', value ?? ''];
  });
  return Object.fromEntries(pairs);
}

function subjectOf(name: string, value: unknown): Subject {
  const document = { fileName: 'command line', value, locate: () => ({ line: 1, column: 1 }) };
  return { document, value, sourcePath: (path) => [name, ...path] };
}

/** A command line has no lines. */
function withoutPlace({ file, path, found, expected, suggestion }: Issue): Issue {
  return { file, path, found, expected, ...(suggestion === undefined ? {} : { suggestion }) };
}
