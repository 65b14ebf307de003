/** What is wrong at one place of an expression. */
export interface SyntaxFault {
  /** Characters before the place, from 0. */
  readonly offset: number;
  /** What stands there, quoted as JSON, or `nothing` or `the end`. */
  readonly found: string;
  /** A phrase such as `"and", "or" or the end`. */
  readonly expected: string;
  readonly suggestion?: string | undefined;
}

/**
 * An expression that ECS would refuse, or whose pattern we cannot follow. The scenario reader turns it into an Issue:
 * the fields have the same names and meaning, and `offset` counts from the start of the expression.
 */
export class ExpressionSyntaxError extends Error {
  readonly offset: number;
  readonly found: string;
  readonly expected: string;
  readonly suggestion: string | undefined;

  constructor(fault: SyntaxFault) {
    const suggestion = fault.suggestion === undefined ? '' : `; did you mean "${fault.suggestion}"?`;
    super(`found ${fault.found}, expected ${fault.expected}${suggestion}`);
    this.name = 'ExpressionSyntaxError';
    this.offset = fault.offset;
    this.found = fault.found;
    this.expected = fault.expected;
    this.suggestion = fault.suggestion;
  }
}
