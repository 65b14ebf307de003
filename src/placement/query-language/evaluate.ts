/**
 * What an expression says of one container instance. Compiled once into nested functions, so that the patterns are
 * translated once; placement then keeps the answers of the static part and never calls this per decision.
 *
 * A term about a fact is true only where the fact is there: `attribute:x != v` asks for an x with another value
 * (P3.19). `task:group` has as many values as there are running tasks, and is true when one of them passes the test
 * (P3.21), also for `!=` (model): anti-affinity is `not(task:group == x)`. `not` is plain negation, so it is true
 * where the fact is missing.
 */

import { assert, assertNever } from '../../base/assert.ts';
import type { AttributeTerm, ComparisonOperator, Expression, TextTest } from './ast.ts';
import { compareVersions } from './literals.ts';
import { translatePattern } from './pattern.ts';

/** One container instance, as the query language sees it. */
export interface InstanceFacts {
  /** The value; undefined when the instance lacks the attribute, '' when it has it without a value. */
  attribute(name: string): string | undefined;
  readonly ec2InstanceId: string;
  /** Ms since 1970-01-01T00:00:00Z. */
  readonly registeredAtMs: number;
  readonly agentConnected: boolean;
  /** For example `1.95.0`; a text that is no version number passes no comparison. */
  readonly agentVersion: string;
  readonly runningTasksCount: number;
  /** True when at least one task on the instance is of a group that the test accepts (P3.21). */
  hasTaskGroup(accepts: (group: string) => boolean): boolean;
}

/** True of the container instances that an expression selects. */
export type InstancePredicate = (facts: InstanceFacts) => boolean;

/** True when the expression selects the instance. Compiles anew each time: for many instances compile once. */
export function matches(expression: Expression, facts: InstanceFacts): boolean {
  return compileExpression(expression)(facts);
}

/** The expression as a function. */
export function compileExpression(expression: Expression): InstancePredicate {
  switch (expression.kind) {
    case 'and': {
      const operands = expression.operands.map(compileExpression);
      return (facts) => operands.every((operand) => operand(facts));
    }
    case 'or': {
      const operands = expression.operands.map(compileExpression);
      return (facts) => operands.some((operand) => operand(facts));
    }
    case 'not': {
      const operand = compileExpression(expression.operand);
      return (facts) => !operand(facts);
    }
    case 'attribute':
      return compileAttribute(expression);
    case 'agentConnected': {
      const accepts = compileTextTest(expression.test);
      return (facts) => accepts(String(facts.agentConnected));
    }
    case 'ec2InstanceId': {
      const accepts = compileTextTest(expression.test);
      return (facts) => accepts(facts.ec2InstanceId);
    }
    case 'task:group': {
      const accepts = compileTextTest(expression.test);
      return (facts) => facts.hasTaskGroup(accepts);
    }
    case 'agentVersion':
      return (facts) => holds(expression.operator, compareVersions(facts.agentVersion, expression.version));
    case 'registeredAt':
      return (facts) => holds(expression.operator, facts.registeredAtMs - expression.epochMs);
    case 'runningTasksCount':
      return (facts) => holds(expression.operator, facts.runningTasksCount - expression.count);
    default:
      return assertNever(expression);
  }
}

/** The test as a function of a text that is there: a task group, an attribute's value. Letter case counts. */
export function compileTextTest(test: TextTest): (text: string) => boolean {
  switch (test.operator) {
    case '==':
      return (text) => text === test.value;
    case '!=':
      return (text) => text !== test.value;
    case 'in':
      return (text) => test.values.includes(text);
    case '!in':
      return (text) => !test.values.includes(text);
    case '=~':
    case '!~': {
      const pattern = translatePattern(test.pattern);
      assert(pattern instanceof RegExp, `pattern ${test.pattern} passed the check of the expression`);
      const wanted = test.operator === '=~';
      return (text) => pattern.test(text) === wanted;
    }
    default:
      return assertNever(test);
  }
}

function compileAttribute({ name, test }: AttributeTerm): InstancePredicate {
  switch (test.operator) {
    case 'exists':
      return (facts) => facts.attribute(name) !== undefined;
    case '!exists':
      return (facts) => facts.attribute(name) === undefined;
    default:
      return compileAttributeText(name, test);
  }
}

function compileAttributeText(name: string, test: TextTest): InstancePredicate {
  const accepts = compileTextTest(test);
  return (facts) => {
    const value = facts.attribute(name);
    return value !== undefined && accepts(value);
  };
}

/** `difference` is the fact minus the literal; NaN, for a fact that cannot be compared, passes no operator. */
function holds(operator: ComparisonOperator, difference: number): boolean {
  switch (operator) {
    case '==':
      return difference === 0;
    case '!=':
      return difference !== 0 && !Number.isNaN(difference);
    case '>':
      return difference > 0;
    case '>=':
      return difference >= 0;
    case '<':
      return difference < 0;
    case '<=':
      return difference <= 0;
    default:
      return assertNever(operator);
  }
}
