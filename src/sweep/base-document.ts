import type { SourceDocument } from '../scenario/document.ts';

/** The scenario that the points of a sweep change: a point is no sweep itself, and need not read all of them again. */
export function baseDocument(document: SourceDocument): SourceDocument {
  const { sweep: _, ...scenario } = Object(document.value) as Readonly<Record<string, unknown>>;
  return { ...document, value: scenario };
}
