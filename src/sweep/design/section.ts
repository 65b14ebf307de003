/** The section `sweep` of a scenario, checked, as a design. */
import { ScenarioError } from '../../base/errors.ts';
import { checkedSection, type Section } from '../../scenario/checked-section.ts';
import type { SourceDocument } from '../../scenario/document.ts';
import type { Fault } from '../../scenario/fault.ts';
import { issuesOf, subjectAt } from '../../scenario/issues.ts';
import { isReservedColumn, type SweepSection, sweepSchema } from '../../scenario/schema/sweep.ts';
import { childValue } from '../../scenario/schema-walk.ts';
import { axesOf, axisOf } from './axes.ts';
import { type Design, gridSize, type Overrides, type Point, pointsOf } from './points.ts';

/** Runs of one sweep: more are several sweeps. */
const ROWS_MAX = 200_000;

const SWEEP: Section<typeof sweepSchema> = {
  key: 'sweep',
  schema: sweepSchema,
  expected: 'a section sweep with axes or points',
  faults: sectionFaults,
};

/** What a section asks for. */
export interface SweepPlan {
  readonly section: SweepSection;
  readonly design: Design;
  readonly points: readonly Point[];
  readonly replications: number;
}

/**
 * Reads the section of a scenario.
 *
 * @throws ScenarioError with what is wrong with it, or that there is none
 */
export function readSection(document: SourceDocument): SweepPlan {
  const section = checkedSection(document, SWEEP);
  const { replications = 1 } = section;
  const design = designOf(document, section);
  if (design.kind === 'grid' && gridSize(design.axes) > ROWS_MAX) throw tooMany(document, gridSize(design.axes));
  const points = pointsOf(design);
  if (points.length * replications > ROWS_MAX) throw tooMany(document, points.length * replications);
  return { section, design, points, replications };
}

/** The seed of a point: what it sets, else the scenario's own. */
export function seedOf(document: SourceDocument, overrides: Overrides): string {
  const own = overrides.findLast(([path]) => path === 'seed');
  const seed = own === undefined ? childValue(document.value, 'seed') : own[1];
  return String(seed ?? 1);
}

/** What the schema cannot say: columns once each, levels that are a number, no range without its step in a grid. */
function sectionFaults(section: SweepSection): Fault[] {
  if ('points' in section) return [];
  const { axes, latinHypercube } = section;
  const names = axes.map((axis) => axisOf(axis, undefined).name);
  // SQL tells no case apart: of two such columns it would find the first alone.
  const columns = names.map((name) => name.toLowerCase());
  const paths = axes.map((axis) => [axis.path].flat());
  return axes.flatMap((axis, index): Fault[] => {
    const path = ['axes', index, axis.name === undefined ? 'path' : 'name'];
    const faults: Fault[] = [];
    if (columns.indexOf(columns[index]) !== index) {
      const expected = 'each name once, whatever its case';
      faults.push({ path, found: `a second axis ${JSON.stringify(names[index])}`, expected });
    }
    for (const twice of paths[index].filter((one) => paths.slice(0, index).flat().includes(one))) {
      const found = `${JSON.stringify(twice)} a second time`;
      faults.push({ path: ['axes', index, 'path'], found, expected: 'each field in one axis: the later would win' });
    }
    if (axis.name === undefined && isReservedColumn(names[index])) {
      faults.push({ path, expected: 'a name beside this path, for its column' });
    }
    if ('range' in axis && axis.range.step === undefined && latinHypercube === undefined) {
      faults.push({ path: ['axes', index, 'range'], expected: 'a step, or latinHypercube to draw from the range' });
    }
    return faults;
  });
}

function designOf(document: SourceDocument, section: SweepSection): Design {
  if ('points' in section) {
    const points = section.points.map(({ name = null, set }) => ({ name, overrides: Object.entries(set) }));
    return { kind: 'list', points };
  }
  const axes = axesOf(document, ['sweep', 'axes'], section.axes);
  const { latinHypercube: samples } = section;
  if (samples !== undefined) return { kind: 'latin-hypercube', axes, samples, seed: seedOf(document, []) };
  return { kind: 'grid', axes };
}

function tooMany(document: SourceDocument, count: number): ScenarioError {
  const expected = `at most ${ROWS_MAX}; latinHypercube draws fewer`;
  return new ScenarioError(
    issuesOf(subjectAt(document), [{ path: ['sweep'], found: `${count} points and replications`, expected }]),
  );
}
