/**
 * Points that are read before a sweep begins: to find the files that values name, paths that lead nowhere, and what
 * else is wrong with the values. They are the points around the first: of each axis every level (of numbers the ends),
 * the others at their first.
 */
import { formatIssue, type Issue, ScenarioError } from '../../base/errors.ts';
import type { DocumentPath, SourceDocument } from '../../scenario/document.ts';
import { applyOverrides, type Override } from '../../scenario/overrides.ts';
import type { ScenarioIo } from '../../scenario/read/files.ts';
import { readScenario } from '../../scenario/read.ts';
import type { AxisSection, GridSection } from '../../scenario/schema/sweep.ts';
import { valueAt } from '../../scenario/schema-walk.ts';
import { baseDocument } from '../base-document.ts';
import type { Json } from '../canonical-json.ts';
import type { Axis } from './points.ts';
import type { SweepPlan } from './section.ts';

/** More points than these are tried only where a value names a file. */
const TRIALS_MAX = 300;

/** The values that are set together at a point that is tried. */
type Trial = readonly Override[];

/** The points around the first: of each axis every level, the others at their first; of a list every point. */
function trialPoints(document: SourceDocument, { design, section }: Pick<SweepPlan, 'design' | 'section'>): Trial[] {
  if (design.kind === 'list') {
    return design.points.map(({ overrides }, index) =>
      overrides.map(([path]) => ({ path, document, at: ['sweep', 'points', index, 'set', path] })),
    );
  }
  const { axes } = section as GridSection;
  const options = design.axes.map((axis, index) => optionsOf(document, axis, axes[index], ['sweep', 'axes', index]));
  const first = options.map(([option]) => option);
  const others = options.flatMap((list, axis) => list.slice(1).map((option) => first.with(axis, option)));
  return [first, ...others].map((trial) => trial.flat());
}

/** What an axis may set, one entry per level; of numbers the ends. */
function optionsOf(document: SourceDocument, axis: Axis, section: AxisSection, at: DocumentPath): Override[][] {
  const values = axis.kind === 'range' ? [axis.from, axis.to] : axis.levels.map(({ value }) => value);
  return triedIndexes(values).map((index) => {
    const value = values[index];
    // The place of the value for messages, and the value itself, which need not stand there as it is.
    const source: SourceDocument = {
      fileName: document.fileName,
      value,
      locate: (_, target) => document.locate([...at, ...placeIn(section, index)], target),
    };
    return axis.paths.map((path) => ({ path, document: source, at: [] }));
  });
}

/** Of numbers the least and the largest, with the first before all; of other values each. */
function triedIndexes(values: readonly Json[]): number[] {
  if (!values.every((value) => typeof value === 'number')) return [...values.keys()];
  return [...new Set([0, values.indexOf(Math.min(...values)), values.indexOf(Math.max(...values))])];
}

function placeIn(section: AxisSection, index: number): DocumentPath {
  if (!('values' in section)) return ['path'];
  return ['values', Array.isArray(section.values) ? index : Object.keys(section.values)[index]];
}

/**
 * Tries points, and thereby finds every file that the values name. A path that leads nowhere is the user's mistake;
 * what else is wrong with one point may be its combination of values, which its row in the table will say.
 *
 * @returns a fault of each invalid point, those alike once
 */
export function tryPoints(
  document: SourceDocument,
  plan: Pick<SweepPlan, 'design' | 'section'>,
  io: ScenarioIo,
): Issue[] {
  const { design } = plan;
  const trials = trialPoints(document, plan);
  const base = baseDocument(document);
  const mustApply = design.kind === 'list' ? trials : trials.slice(0, 1);
  const pathIssues = mustApply.flatMap((trial) => issuesIn(() => applyOverrides(base, trial, io)));
  if (pathIssues.length > 0) throw new ScenarioError(distinctIssues(pathIssues));
  const problems = trials
    .filter((trial, index) => index < TRIALS_MAX || trial.some(namesFile))
    .map((trial) => issuesIn(() => readScenario(applyOverrides(base, trial, io), io)));
  const invalid = problems.filter((issues) => issues.length > 0);
  if (invalid.length === problems.length) throw new ScenarioError(invalid[0]);
  return distinctIssues(invalid.map(([first]) => first));
}

function issuesIn(read: () => unknown): readonly Issue[] {
  try {
    read();
    return [];
  } catch (error) {
    if (!(error instanceof ScenarioError)) throw error;
    return error.issues;
  }
}

function distinctIssues(issues: readonly Issue[]): Issue[] {
  return [...new Map(issues.map((issue) => [formatIssue(issue), issue])).values()];
}

/** Whether a value has the name of a file in it. */
function namesFile({ document, at }: Override): boolean {
  const text = JSON.stringify(valueAt(document.value, at)) ?? '';
  return /\.(json|ya?ml|csv)"/i.test(text);
}
