/**
 * An expression made ready for placement: no text is compared per decision. What only depends on registration is asked
 * once per instance and kept; `task:group` becomes rows of task groups, whose tasks per instance the tables count, and
 * `runningTasksCount` a range. The three meet in a tree of conditions of the same shape as the expression.
 */

import { assert, assertNever } from '../../base/assert.ts';
import type { ClusterState } from '../../sim/state/cluster-state.ts';
import type { ComparisonOperator, Expression, TextTest } from '../query-language/ast.ts';
import { isDynamic } from '../query-language/dependencies.ts';
import { compileTextTest } from '../query-language/evaluate.ts';
import { type InstanceCondition, RegistrationCondition } from './registration-condition.ts';

/** The condition that an expression states; asks the group table to count the groups that it reads. */
export function compileCondition(expression: Expression, cluster: ClusterState): InstanceCondition {
  if (!isDynamic(expression)) return new RegistrationCondition(expression, cluster);
  switch (expression.kind) {
    case 'and':
    case 'or':
      return new Combination(
        expression.operands.map((operand) => compileCondition(operand, cluster)),
        expression.kind === 'or',
      );
    case 'not':
      return new Negation(compileCondition(expression.operand, cluster));
    case 'task:group':
      return new HoldsGroup(groupsThatPass(expression.test, cluster));
    default:
      assert(expression.kind === 'runningTasksCount', `${expression.kind} does not change with tasks`);
      return runningTasksCondition(expression.operator, expression.count);
  }
}

/** `and`: the first operand that is false decides. `or`: the first that is true. */
class Combination implements InstanceCondition {
  private readonly operands: readonly InstanceCondition[];
  private readonly decisive: boolean;

  constructor(operands: readonly InstanceCondition[], decisive: boolean) {
    this.operands = operands;
    this.decisive = decisive;
  }

  holds(row: number, cluster: ClusterState): boolean {
    const { operands, decisive } = this;
    for (let i = 0; i < operands.length; i++) {
      if (operands[i].holds(row, cluster) === decisive) return decisive;
    }
    return !decisive;
  }

  ofTemplate(template: number, cluster: ClusterState): boolean | null {
    const answers = this.operands.map((operand) => operand.ofTemplate(template, cluster));
    if (answers.includes(this.decisive)) return this.decisive;
    return answers.includes(null) ? null : !this.decisive;
  }
}

class Negation implements InstanceCondition {
  private readonly operand: InstanceCondition;

  constructor(operand: InstanceCondition) {
    this.operand = operand;
  }

  holds(row: number, cluster: ClusterState): boolean {
    return !this.operand.holds(row, cluster);
  }

  ofTemplate(template: number, cluster: ClusterState): boolean | null {
    const answer = this.operand.ofTemplate(template, cluster);
    return answer === null ? null : !answer;
  }
}

/** At least one task of one of the groups is on the instance (P3.21). */
class HoldsGroup implements InstanceCondition {
  private readonly groups: Int32Array;

  constructor(groups: Int32Array) {
    this.groups = groups;
  }

  holds(row: number, cluster: ClusterState): boolean {
    const { groups } = this;
    const { presentOnInstance } = cluster.groups;
    for (let i = 0; i < groups.length; i++) {
      const present = presentOnInstance[groups[i]];
      assert(present !== null, 'task:group reads a group that nobody counts');
      if (present.at(row) > 0) return true;
    }
    return false;
  }

  ofTemplate(): null {
    return null;
  }
}

/** The rows of the groups whose name passes; counted from now on. */
function groupsThatPass(test: TextTest, { groups }: ClusterState): Int32Array {
  const passes = compileTextTest(test);
  const rows = groups.names.flatMap((name, row) => (passes(name) ? [row] : []));
  for (const row of rows) groups.countPresentOnInstances(row);
  return Int32Array.from(rows);
}

/** Tasks in RUNNING on the instance, inside (or, for `!=`, outside) a closed range. */
class RunningTasks implements InstanceCondition {
  private readonly least: number;
  private readonly most: number;
  private readonly isInside: boolean;

  constructor(least: number, most: number, isInside: boolean) {
    this.least = least;
    this.most = most;
    this.isInside = isInside;
  }

  holds(row: number, cluster: ClusterState): boolean {
    const count = cluster.containerInstances.runningTaskCount[row];
    return (count >= this.least && count <= this.most) === this.isInside;
  }

  ofTemplate(): null {
    return null;
  }
}

function runningTasksCondition(operator: ComparisonOperator, count: number): InstanceCondition {
  switch (operator) {
    case '==':
      return new RunningTasks(count, count, true);
    case '!=':
      return new RunningTasks(count, count, false);
    case '<':
      return new RunningTasks(0, count - 1, true);
    case '<=':
      return new RunningTasks(0, count, true);
    case '>':
      return new RunningTasks(count + 1, Number.POSITIVE_INFINITY, true);
    case '>=':
      return new RunningTasks(count, Number.POSITIVE_INFINITY, true);
    default:
      return assertNever(operator);
  }
}
