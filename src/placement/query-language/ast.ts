/**
 * A cluster query language expression as plain immutable data: what it says, free of how it was spelled. `==` and
 * `equals`, `'a'` and `a` give the same tree; parentheses leave no node of their own.
 */

/** Operators of the subjects that have an order. */
export type ComparisonOperator = '==' | '!=' | '>' | '>=' | '<' | '<=';

/** A claim about one text. Patterns are kept as the user wrote them, in Java's syntax. */
export type TextTest =
  | { readonly operator: '==' | '!='; readonly value: string }
  | { readonly operator: 'in' | '!in'; readonly values: readonly string[] }
  | { readonly operator: '=~' | '!~'; readonly pattern: string };

/** A claim about the attribute itself, whatever its value. */
export interface ExistenceTest {
  readonly operator: 'exists' | '!exists';
}

/** `attribute:<name>`; the name without its prefix. */
export interface AttributeTerm {
  readonly kind: 'attribute';
  readonly name: string;
  readonly test: TextTest | ExistenceTest;
}

/** A subject with a text for its value; `agentConnected` reads `true` or `false`. */
export interface TextTerm {
  readonly kind: 'agentConnected' | 'ec2InstanceId' | 'task:group';
  readonly test: TextTest;
}

/** `agentVersion`, compared number by number; `version` holds digits and dots. */
export interface AgentVersionTerm {
  readonly kind: 'agentVersion';
  readonly operator: ComparisonOperator;
  readonly version: string;
}

/** `registeredAt`; ms since 1970-01-01T00:00:00Z, whole seconds. */
export interface RegisteredAtTerm {
  readonly kind: 'registeredAt';
  readonly operator: ComparisonOperator;
  readonly epochMs: number;
}

/** `runningTasksCount`; an integer ≥ 0. */
export interface RunningTasksCountTerm {
  readonly kind: 'runningTasksCount';
  readonly operator: ComparisonOperator;
  readonly count: number;
}

/** One subject, one operator, its argument. */
export type Term = AttributeTerm | TextTerm | AgentVersionTerm | RegisteredAtTerm | RunningTasksCountTerm;

/** True where all of its two or more operands are. */
export interface Conjunction {
  readonly kind: 'and';
  readonly operands: readonly Expression[];
}

/** True where any of its two or more operands is. */
export interface Disjunction {
  readonly kind: 'or';
  readonly operands: readonly Expression[];
}

/** True where the operand is false. */
export interface Negation {
  readonly kind: 'not';
  readonly operand: Expression;
}

/** An expression of the cluster query language (ecs-behaviour.md section 3, P3.16). */
export type Expression = Conjunction | Disjunction | Negation | Term;
