import type { z } from 'zod';
import { ScenarioError } from '../base/errors.ts';
import type { SourceDocument } from './document.ts';
import type { Fault } from './fault.ts';
import { checkSubject, issuesOf, subjectAt } from './issues.ts';

/** A section of a scenario that one command lives by. */
export interface Section<S extends z.ZodType> {
  /** Its key at the top of the scenario. */
  readonly key: string;
  readonly schema: S;
  /** What it is, for who has none: `a section sweep with axes or points`. */
  readonly expected: string;
  /** What the schema cannot say. */
  readonly faults: (section: z.output<S>) => readonly Fault[];
}

/**
 * The section of the scenario.
 *
 * @throws ScenarioError with what is wrong with it, or that there is none
 */
export function checkedSection<S extends z.ZodType>(document: SourceDocument, section: Section<S>): z.output<S> {
  const { key, schema, expected, faults } = section;
  const subject = subjectAt(document, [key]);
  if (subject.value === undefined) {
    throw new ScenarioError(issuesOf(subjectAt(document), [{ path: [], found: 'a scenario without one', expected }]));
  }
  const { issues, value } = checkSubject(schema, subject, faults);
  if (value === undefined) throw new ScenarioError(issues);
  return value;
}
