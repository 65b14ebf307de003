/**
 * Which facts of a container instance an expression reads. What only depends on registration is answered once per
 * instance; only `task:group` and `runningTasksCount` move with every task.
 */

import type { Expression, Term } from './ast.ts';

/** The facts that an expression reads; names sorted by code unit, each once. */
export interface ExpressionDependencies {
  readonly attributes: readonly string[];
  readonly ec2InstanceId: boolean;
  readonly registeredAt: boolean;
  readonly agentConnected: boolean;
  readonly agentVersion: boolean;
  readonly runningTasksCount: boolean;
  readonly taskGroups: {
    /** Groups named by ==, !=, in and !in. */
    readonly names: readonly string[];
    /** Java patterns of =~ and !~. */
    readonly patterns: readonly string[];
    /**
     * True when another group than the named ones can decide, as under !=, !in and patterns: then the groups on the
     * instance have to be gone through, and it is not enough to count the tasks of the named ones.
     */
    readonly isOpen: boolean;
  };
}

/** The facts that the expression reads. */
export function dependenciesOf(expression: Expression): ExpressionDependencies {
  const terms = termsOf(expression);
  const tests = terms.flatMap((term) => (term.kind === 'task:group' ? [term.test] : []));
  const reads = (kind: Term['kind']) => terms.some((term) => term.kind === kind);
  return {
    attributes: sorted(terms.flatMap((term) => (term.kind === 'attribute' ? [term.name] : []))),
    ec2InstanceId: reads('ec2InstanceId'),
    registeredAt: reads('registeredAt'),
    agentConnected: reads('agentConnected'),
    agentVersion: reads('agentVersion'),
    runningTasksCount: reads('runningTasksCount'),
    taskGroups: {
      names: sorted(tests.flatMap((test) => ('value' in test ? [test.value] : 'values' in test ? test.values : []))),
      patterns: sorted(tests.flatMap((test) => ('pattern' in test ? [test.pattern] : []))),
      isOpen: tests.some((test) => test.operator !== '==' && test.operator !== 'in'),
    },
  };
}

/** True when starting or stopping a task can change what the expression says of an instance. */
export function isDynamic(expression: Expression): boolean {
  return termsOf(expression).some((term) => term.kind === 'task:group' || term.kind === 'runningTasksCount');
}

function termsOf(expression: Expression): readonly Term[] {
  if (expression.kind === 'and' || expression.kind === 'or') return expression.operands.flatMap(termsOf);
  if (expression.kind === 'not') return termsOf(expression.operand);
  return [expression];
}

function sorted(names: readonly string[]): readonly string[] {
  return [...new Set(names)].sort();
}
