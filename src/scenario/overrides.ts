/**
 * Changes of a scenario by path, made before it is read: whatever they put in is checked like the rest of the file, and
 * a fault of theirs carries the place where the override stands. `--set`, the variants of a comparison and the axes of
 * a sweep are all overrides.
 */
import { type Issue, ScenarioError } from '../base/errors.ts';
import { nearest } from '../base/nearest.ts';
import { type DocumentPath, type Place, parseYamlDocument, type SourceDocument } from './document.ts';
import { familyOfFile } from './ecs/task-definition.ts';
import { unwrapEcs } from './ecs/wrappers.ts';
import { showFound } from './issues.ts';
import { entryName } from './overrides/entry-names.ts';
import { type Candidates, candidatesBelow, candidatesOf, fieldNames } from './overrides/known-fields.ts';
import { formatPath, parsePath } from './paths.ts';
import { isFilePath } from './read/entries.ts';
import { processIo, ScenarioFiles, type ScenarioIo } from './read/files.ts';
import { scenarioSchema } from './schema.ts';
import { childValue, valueAt } from './schema-walk.ts';

/** One change: a value, and where it is to stand. */
export interface Override {
  /**
   * The path in the words of our messages, `clusters[0].services[0].desiredCount`; entries of a list by their name too:
   * `clusters.shop.services.web.desiredCount`. A name with a dot or a space stands in brackets and quotes.
   */
  readonly path: string;
  /** Where the new value stands, for messages, and its path there; its last key may be the override's path. */
  readonly document: SourceDocument;
  readonly at: DocumentPath;
}

/** A path without `=` outside its quotes and brackets, then the value. */
const SETTING = /^((?:[^="[]|\[\d*\]|\["(?:[^"\\]|\\.)*"\])*)=(.*)$/s;

/**
 * The override of `--set path=value`. The value is YAML: `5`, `[a, b]`, `{ min: 2 }`.
 *
 * @throws ScenarioError when it is no path, equals sign and value
 */
export function parseSetting(text: string): Override {
  const [, path, value] = SETTING.exec(text) ?? [];
  const fileName = `--set ${path ?? text}`;
  if (path === undefined || value === undefined || value.trim() === '') {
    const expected = 'path=value, such as clusters[0].services[0].desiredCount=4';
    throw new ScenarioError([{ file: fileName, path: '', found: showFound(text), expected }]);
  }
  const document = parseYamlDocument(value, fileName);
  return { path, document: { ...document, locate: () => ({}) }, at: [] };
}

/**
 * The document with the overrides in place, in their order: a later one meets what an earlier one has put there. The
 * document itself stays as it is. A value `null` takes a field away. A task definition in a file is read and changed
 * for the place that names it alone.
 *
 * @throws ScenarioError with every path that leads nowhere
 */
export function applyOverrides(
  document: SourceDocument,
  overrides: readonly Override[],
  io: ScenarioIo = processIo,
): SourceDocument {
  if (overrides.length === 0) return document;
  const draft = new Draft(document, new ScenarioFiles(io));
  for (const override of overrides) draft.apply(override);
  if (draft.issues.length > 0) throw new ScenarioError(draft.issues);
  return draft.finished();
}

/** A part of the draft that came from elsewhere: the value at `at` of another document. */
interface Overlay {
  readonly path: DocumentPath;
  readonly document: SourceDocument;
  readonly at: DocumentPath;
}

/** A value inside the draft on the way to the place of an override. */
interface Stop {
  readonly value: unknown;
  readonly path: DocumentPath;
  /** What the schema lets stand here. */
  readonly candidates: Candidates;
}

/** The fields of a list's entry that name the file with the rest of it. */
const FILE_KEYS = ['service', 'capacityProvider', 'file'];
/** The only field of a file of which an entry may replace a part. */
const MERGED_KEY = 'deploymentConfiguration';

class Draft {
  readonly issues: Issue[] = [];
  private readonly document: SourceDocument;
  private readonly files: ScenarioFiles;
  private value: unknown;
  private overlays: readonly Overlay[] = [];

  constructor(document: SourceDocument, files: ScenarioFiles) {
    this.document = document;
    this.files = files;
    this.value = document.value;
  }

  apply(override: Override): void {
    const steps = parsePath(override.path);
    if (steps === undefined) {
      const expected = 'a path such as clusters[0].services[0].desiredCount or clusters.shop.services.web.desiredCount';
      this.report(override, [], { found: showFound(override.path), expected });
      return;
    }
    const root: Stop = { value: this.value, path: [], candidates: candidatesOf(scenarioSchema) };
    this.value = this.placed(override, root, steps);
  }

  finished(): SourceDocument {
    const { document, overlays, value } = this;
    const locate: SourceDocument['locate'] = (path, target) => {
      const overlay = innermost(overlays, path);
      if (overlay === undefined) return document.locate(path, target);
      const place: Place = overlay.document.locate([...overlay.at, ...path.slice(overlay.path.length)], target);
      return { file: overlay.document.fileName, ...place };
    };
    return { fileName: document.fileName, value, locate };
  }

  /** The value of a stop with the override in it; as it is, and an issue, where the steps lead nowhere. */
  private placed(override: Override, stop: Stop, steps: DocumentPath): unknown {
    const [step, ...rest] = steps;
    if (step === undefined) {
      this.overlay({ path: stop.path, document: override.document, at: override.at });
      return valueAt(override.document.value, override.at);
    }
    const { value } = stop;
    const wrapper = ['taskDefinition', 'TaskDefinition'].find((key) => isObject(childValue(value, key)));
    if (wrapper !== undefined && step !== wrapper && isDefinition(stop)) {
      return this.descended(override, stop, wrapper, steps);
    }
    if (Array.isArray(value) || opensList(stop, step)) return this.placedInList(override, stop, step, rest);
    if (typeof value === 'string' && isFilePath(value)) return this.placedInFile(override, stop, value, steps);
    if (isObject(value) || value === undefined || value === null) {
      return this.placedInObject(override, stop, step, rest);
    }
    this.report(override, [...stop.path, step], noObject(stop));
    return value;
  }

  private placedInList(override: Override, stop: Stop, step: string | number, rest: DocumentPath): unknown {
    const list = (stop.value ?? []) as readonly unknown[];
    const index = typeof step === 'number' ? step : this.indexOf(override, stop, list, step);
    if (index === undefined) return list;
    if (index > list.length) {
      const found = `a list of ${list.length}`;
      this.report(override, [...stop.path, index], { found, expected: `an index up to ${list.length}` });
      return list;
    }
    const candidates = candidatesBelow(stop.candidates, index) ?? [];
    const path = [...stop.path, index];
    return list.toSpliced(index, 1, this.placed(override, { value: list[index], path, candidates }, rest));
  }

  private indexOf(override: Override, { path }: Stop, list: readonly unknown[], name: string): number | undefined {
    const names = list.map(entryName);
    const matches = [...names.keys()].filter((index) => names[index] === name);
    if (matches.length === 1) return matches[0];
    const known = names.flatMap((candidate) => (candidate === undefined || isFilePath(candidate) ? [] : candidate));
    const inFiles = list.some((entry) => fileOf(entry) !== undefined) ? '; what stands in a file by its index' : '';
    this.report(override, [...path, name], {
      found: matches.length === 0 ? 'no entry of that name' : `${matches.length} entries of that name`,
      expected: matches.length === 0 ? `${oneOf(known, 'an entry that is there')}${inFiles}` : 'an index',
      suggestion: nearest(name, known),
    });
    return undefined;
  }

  private placedInObject(override: Override, stop: Stop, step: string | number, rest: DocumentPath): unknown {
    const value: object = stop.value ?? {};
    const known = Object.keys(value);
    // A pasted resource of CloudFormation has its keys in PascalCase.
    const key = known.find((candidate) => candidate.toLowerCase() === String(step).toLowerCase()) ?? step;
    const below = candidatesBelow(stop.candidates, step);
    if (typeof key === 'number' || (below === undefined && !Object.hasOwn(value, key))) {
      this.report(override, [...stop.path, step], unknownField(stop, step, known));
      return stop.value;
    }
    const file = fileOf(value);
    if (file !== undefined && !Object.hasOwn(value, key) && rest.length > 0 && key !== MERGED_KEY) {
      const found = `a part of what may stand in ${file}`;
      const whole = formatPath([...stop.path, key]);
      this.report(override, [...stop.path, key, ...rest], { found, expected: `${whole} as a whole` });
      return stop.value;
    }
    return this.descended(override, { ...stop, value, candidates: below ?? [] }, key, rest);
  }

  /** The object of the stop with the override in one of its fields; the candidates are those of the field. */
  private descended(override: Override, { value, path, candidates }: Stop, key: string, steps: DocumentPath): unknown {
    const inner: Stop = { value: childValue(value, key), path: [...path, key], candidates };
    return { ...(value as object), [key]: this.placed(override, inner, steps) };
  }

  /** A field of what stands in a file: the task definition is read from there; an entry gets it beside its file. */
  private placedInFile(override: Override, stop: Stop, name: string, steps: DocumentPath): unknown {
    if (isDefinition(stop)) return this.placedInDefinition(override, stop, name, steps);
    const fields = fieldNames(stop.candidates);
    const fileKey = FILE_KEYS.find((key) => fields.includes(key));
    if (fileKey === undefined) {
      this.report(override, [...stop.path, ...steps], noObject(stop));
      return name;
    }
    return this.placed(override, { ...stop, value: { [fileKey]: name } }, steps);
  }

  private placedInDefinition(override: Override, stop: Stop, name: string, steps: DocumentPath): unknown {
    const read = this.files.text(name, this.document.fileName);
    const document = 'text' in read ? this.files.document(read.fileName, read.text) : undefined;
    const subjects = document !== undefined && 'locate' in document ? unwrapEcs(document, 'task definition') : [];
    const [only] = subjects;
    if (document === undefined || !('locate' in document) || only === undefined || subjects.length !== 1) {
      const found = 'found' in read ? read.found : `${JSON.stringify(name)}, a file that holds another number of them`;
      this.report(override, [...stop.path, ...steps], { found, expected: 'the file of one task definition' });
      return name;
    }
    const path = [...stop.path, 'taskDefinition'];
    this.overlay({ path, document, at: only.sourcePath([]) });
    const hasFamily = ['family', 'Family'].some((key) => childValue(only.value, key) !== undefined);
    const definition = { ...(hasFamily ? {} : { family: familyOfFile(document.fileName) }), ...(only.value as object) };
    // In the wrapper of describe-task-definition it is read as leniently as from its file.
    return this.placed(override, { ...stop, value: { taskDefinition: definition } }, steps);
  }

  private overlay(overlay: Overlay): void {
    this.overlays = [...this.overlays.filter(({ path }) => !isBelow(path, overlay.path)), overlay];
  }

  private report({ document, at }: Override, path: DocumentPath, fault: OverrideFault): void {
    const { suggestion, ...words } = fault;
    this.issues.push({
      file: document.fileName,
      ...document.locate(at, { key: true }),
      path: formatPath(path),
      ...words,
      ...(suggestion === undefined ? {} : { suggestion }),
    });
  }
}

interface OverrideFault extends Pick<Issue, 'found' | 'expected'> {
  readonly suggestion?: string | undefined;
}

/** Most names listed for an unknown one. */
const NAMES_LISTED_MAX = 12;

function oneOf(names: readonly string[], otherwise: string): string {
  return names.length > 0 && names.length <= NAMES_LISTED_MAX ? `one of ${names.join(' | ')}` : otherwise;
}

function unknownField({ candidates }: Stop, step: string | number, known: readonly string[]): OverrideFault {
  const fields = fieldNames(candidates);
  const found = typeof step === 'number' ? 'no list' : 'an unknown field';
  const names = fields.length === 0 ? known : fields;
  return { found, expected: oneOf(names, 'a known field'), suggestion: nearest(String(step), [...fields, ...known]) };
}

/** Below a text or a number there is nothing; what is a reference is changed where the thing itself stands. */
function noObject(stop: Stop): OverrideFault {
  const { value, path } = stop;
  const isReference = typeof value === 'string' && isDefinition(stop);
  const expected = isReference
    ? `taskDefinitions[${JSON.stringify(value.replace(/:\d+$/, ''))}]: the definition is changed where it stands`
    : `${formatPath(path)} as a whole`;
  return { found: showFound(value), expected };
}

/** An index where nothing stands yet, and a list may. */
function opensList({ value, candidates }: Stop, step: string | number): boolean {
  return (value ?? null) === null && typeof step === 'number' && candidatesBelow(candidates, step) !== undefined;
}

function isDefinition({ candidates }: Stop): boolean {
  return fieldNames(candidates).includes('containerDefinitions');
}

/** The file that an entry is, or names beside its own fields. */
function fileOf(value: unknown): string | undefined {
  const names = [value, ...FILE_KEYS.map((key) => childValue(value, key))];
  return names.find((name) => typeof name === 'string' && isFilePath(name)) as string | undefined;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isBelow(path: DocumentPath, above: DocumentPath): boolean {
  return above.length <= path.length && above.every((step, index) => step === path[index]);
}

function innermost(overlays: readonly Overlay[], path: DocumentPath): Overlay | undefined {
  const covering = overlays.filter((overlay) => isBelow(path, overlay.path));
  return covering.reduce<Overlay | undefined>(
    (inner, next) => (inner === undefined || next.path.length >= inner.path.length ? next : inner),
    undefined,
  );
}
