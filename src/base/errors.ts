/**
 * The two kinds of error that are thrown. What goes wrong inside the simulated world (no capacity, a task that
 * fails) is a result, never a throw.
 */

/** One fault in the user's input, with its place. `line` and `column` count from 1. */
export interface Issue {
  /** The file as the user named it; `-` for standard input. */
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
  /** Path in the document: `clusters[0].services[1].desiredCount`; empty for the document itself. */
  readonly path: string;
  /** What is there, as JSON, or a short phrase such as `nothing`. */
  readonly found: string;
  readonly expected: string;
  /** The nearest valid name, when one is near. */
  readonly suggestion?: string;
}

/** `file:line:column path: found X, expected Y; did you mean "Z"?` */
export function formatIssue(issue: Issue): string {
  const place = formatPlace(issue);
  const path = issue.path === '' ? '' : ` ${issue.path}`;
  const suggestion = issue.suggestion === undefined ? '' : `; did you mean "${issue.suggestion}"?`;
  return `${place}${path}: found ${issue.found}, expected ${issue.expected}${suggestion}`;
}

/** `file:line:column`; the file alone where there is no line. */
export function formatPlace({ file, line, column }: Pick<Issue, 'file' | 'line' | 'column'>): string {
  return line === undefined ? file : `${file}:${line}:${column ?? 1}`;
}

/** The user's input is wrong: every issue at once. The CLI prints it without a stack and exits with 2. */
export class ScenarioError extends Error {
  readonly issues: readonly Issue[];

  constructor(issues: readonly Issue[]) {
    super(issues.map(formatIssue).join('\n'));
    this.name = 'ScenarioError';
    this.issues = issues;
  }
}

/**
 * Something around plimsoll is not there or does not answer: an optional package, a Redis server. The CLI prints its
 * one line and exits with 2.
 */
export class EnvironmentError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'EnvironmentError';
  }
}

/** A claim of ours does not hold: a defect of plimsoll. Nothing catches it; the CLI exits with 1. */
export class InvariantError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'InvariantError';
  }
}
