/**
 * The section `plan` of a scenario: which settings there are to choose from, and which runs each must pass. Settings
 * are the grid of the choices, each an axis as a sweep has them.
 */
import { dirname, isAbsolute, relative } from 'node:path';
import { ScenarioError } from '../base/errors.ts';
import { checkedSection, type Section } from '../scenario/checked-section.ts';
import { compileScenario } from '../scenario/compile.ts';
import type { DocumentPath, SourceDocument } from '../scenario/document.ts';
import { parseDocument } from '../scenario/document.ts';
import type { Fault } from '../scenario/fault.ts';
import { issuesOf, subjectAt } from '../scenario/issues.ts';
import { applyOverrides, type Override } from '../scenario/overrides.ts';
import { processIo, readNamedText, type ScenarioIo } from '../scenario/read/files.ts';
import { readScenario } from '../scenario/read.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { type AllowedCommitment, type PlanSection, planSchema } from '../scenario/schema/plan.ts';
import type { AxisSection } from '../scenario/schema/sweep.ts';
import { childValue, valueAt } from '../scenario/schema-walk.ts';
import { axesOf, axisOf } from '../sweep/design/axes.ts';
import { type Axis, gridSize, type Point, pointsOf } from '../sweep/design/points.ts';
import { replicationSeeds } from '../sweep/replications.ts';

/** Settings that are weighed at most: each is read and bounded, whether it is run or not. */
const SETTINGS_MAX = 5000;
const REPLICATIONS_DEFAULT = 3;
const RUNS_DEFAULT = 2000;

const PLAN: Section<typeof planSchema> = {
  key: 'plan',
  schema: planSchema,
  expected: 'a section plan with what may be chosen',
  faults: sectionFaults,
};

/** A zone that is lost in a run, or none. */
export type PlanCase = string | null;

/** What is to be planned. */
export interface Plan {
  readonly name: string;
  readonly description: string;
  /** As it stands, without choosing anything. */
  readonly today: Scenario;
  readonly axes: readonly Axis[];
  readonly points: readonly Point[];
  /** Ways to commit that may be chosen; [] where everything is paid as it is used. */
  readonly commitments: readonly AllowedCommitment[];
  readonly seeds: readonly string[];
  /** Of every seed: the run that is paid for, then one for each zone that is lost. */
  readonly cases: readonly PlanCase[];
  readonly runsMax: number;
  /** The scenario of a point, or of today for null, in that case. Throws ScenarioError where it is none. */
  scenarioOf(point: Point | null, lost: PlanCase): Scenario;
  /** The scenario's document, and that of a point; both without the section `plan`. */
  readonly todayDocument: SourceDocument;
  documentOf(point: Point): SourceDocument;
  /** Names of the files that the scenario of a point reads, as it names them. */
  filesOf(point: Point): ReadonlySet<string>;
}

/** Reads the plan in a scenario file, or of standard input for `-`. Throws ScenarioError with every issue. */
export async function readPlanFile(
  path: string,
  overrides: readonly Override[] = [],
  io: ScenarioIo = processIo,
): Promise<Plan> {
  return readPlan(applyOverrides(parseDocument(await readNamedText(path, io), path), overrides, io), io);
}

/** As `readPlanFile`, for a document already parsed. */
export function readPlan(document: SourceDocument, io: ScenarioIo = processIo): Plan {
  const section = checkedSection(document, PLAN);
  const base = withoutPlan(document);
  const today = readScenario(base, io);
  if (today.expectations.length === 0) throw noPromises(document);
  const axes = axesOf(document, ['plan', 'choose'], section.choose);
  checkSize(document, axes);
  const points = pointsOf({ kind: 'grid', axes });
  const { commitments = [], replications = REPLICATIONS_DEFAULT, surviveZoneOutage, maxRuns = RUNS_DEFAULT } = section;
  const documentOf = (point: Point) => applyOverrides(base, overridesOf(document, section, axes, point), io);
  // A path that leads nowhere is a mistake in every setting: told now, with its place.
  documentOf(points[0]);
  return {
    name: today.name,
    description: today.description,
    today,
    axes,
    points,
    commitments,
    seeds: replicationSeeds(today.seed, replications),
    cases: [null, ...(surviveZoneOutage === undefined ? [] : zonesOf(today))],
    runsMax: maxRuns,
    todayDocument: base,
    documentOf,
    filesOf: (point) => namesOfFiles(documentOf(point), io),
    scenarioOf: (point, lost) => {
      const chosen = point === null ? base : documentOf(point);
      return readScenario(lost === null ? chosen : applyOverrides(chosen, outage(chosen, document, lost), io), io);
    },
  };
}

function sectionFaults({ choose }: PlanSection): Fault[] {
  const names = choose.map((axis) => axisOf(axis, undefined).name);
  return choose.flatMap((axis, index): Fault[] => {
    const faults: Fault[] = [];
    if (names.indexOf(names[index]) !== index) {
      const found = `a second choice ${JSON.stringify(names[index])}`;
      faults.push({
        path: ['choose', index, axis.name === undefined ? 'path' : 'name'],
        found,
        expected: 'each name once',
      });
    }
    if ('range' in axis && axis.range.step === undefined) {
      faults.push({ path: ['choose', index, 'range'], expected: 'a step' });
    }
    return faults;
  });
}

/** Without promises nothing at all is the cheapest plan. */
function noPromises(document: SourceDocument): ScenarioError {
  const expected = 'clauses of expect, such as availability: 99.9%: the promises that the plan must keep';
  return new ScenarioError(
    issuesOf(subjectAt(document), [{ path: [], found: 'a scenario that expects nothing', expected }]),
  );
}

function checkSize(document: SourceDocument, axes: readonly Axis[]): void {
  const size = gridSize(axes);
  if (size <= SETTINGS_MAX) return;
  const expected = `at most ${SETTINGS_MAX} settings: fewer values, or fewer choices`;
  const fault: Fault = { path: ['plan', 'choose'], found: `${size} settings`, expected };
  throw new ScenarioError(issuesOf(subjectAt(document), [fault]));
}

function withoutPlan(document: SourceDocument): SourceDocument {
  const { plan: _, ...scenario } = Object(document.value) as Readonly<Record<string, unknown>>;
  return { ...document, value: scenario };
}

/** The point's values, each with the place of its choice. */
function overridesOf(
  document: SourceDocument,
  { choose }: PlanSection,
  axes: readonly Axis[],
  point: Point,
): Override[] {
  let next = 0;
  return axes.flatMap(({ paths }, axis) =>
    paths.map((path): Override => {
      const [, value] = point.overrides[next++];
      const at = placeOf(choose[axis], value);
      return {
        path,
        document: { ...document, value, locate: () => document.locate(['plan', 'choose', axis, ...at]) },
        at: [],
      };
    }),
  );
}

/** Where a value of the choice stands below it. */
function placeOf(section: AxisSection, value: unknown): DocumentPath {
  if (!('values' in section)) return ['path'];
  const { values } = section;
  if (Array.isArray(values)) return ['values', values.indexOf(value as never)];
  return ['values', Object.keys(values).find((key) => values[key] === value) ?? ''];
}

/** Every zone that anything runs in. */
function zonesOf(scenario: Scenario): string[] {
  return [...new Set(compileScenario(scenario).inputs.flatMap(({ zones }) => zones))].sort();
}

/** The zone is out in every cluster that has it, beside the failures that are there. */
function outage(chosen: SourceDocument, plan: SourceDocument, availabilityZone: string): Override[] {
  const span = Object(valueAt(plan.value, ['plan', 'surviveZoneOutage'])) as object;
  const clusters = valueAt(chosen.value, ['clusters']);
  return (Array.isArray(clusters) ? clusters : []).map((cluster: unknown, index): Override => {
    const failures = childValue(cluster, 'failures');
    const there = Array.isArray(failures) ? failures : [];
    const value = [...there, { type: 'zoneOutage', availabilityZone, ...span }];
    const locate = () => plan.locate(['plan', 'surviveZoneOutage']);
    return { path: `clusters[${index}].failures`, document: { ...plan, value, locate }, at: [] };
  });
}

/** Every text of the document that names a file which reading it opens. */
function namesOfFiles(document: SourceDocument, io: ScenarioIo): ReadonlySet<string> {
  const opened = new Set<string>();
  const note = (path: string) => {
    opened.add(isAbsolute(path) ? path : relative(dirname(document.fileName), path));
  };
  readScenario(document, {
    ...io,
    readFile: (path) => {
      note(path);
      return io.readFile(path);
    },
    readBlocks: (path) => {
      note(path);
      return io.readBlocks(path);
    },
  });
  return opened;
}
