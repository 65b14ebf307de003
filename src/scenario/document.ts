import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  type ParsedNode,
  parseDocument as parseYaml,
  type ScalarTag,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import { type Issue, ScenarioError } from '../base/errors.ts';
import { type JsonFault, jsonFaults } from './json-faults.ts';

/** Keys and list indexes from the root of a document to one of its values. */
export type DocumentPath = readonly (string | number)[];

/** A place in a text; both count from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Where a value stands; one that came from the command line has no line. */
export interface Place extends Partial<Position> {
  /** The file, where it is another than the document's own. */
  readonly file?: string;
}

/** A parsed YAML or JSON text that still knows where each of its values stands. */
export interface SourceDocument {
  /** As the user named it; `-` for standard input. */
  readonly fileName: string;
  readonly value: unknown;
  /** Place of the deepest existing node on the path, or as the target says. */
  locate(path: DocumentPath, target?: LocateTarget): Place;
}

/** Which place of a path is meant, when not the start of its value. */
export interface LocateTarget {
  /** The last key instead of its value. */
  readonly key?: boolean;
  /** That many characters into the text at the path; its start where escapes or folded lines hide the place. */
  readonly offset?: number;
}

/** Aliases one YAML text may expand to: more is an alias bomb. */
const ALIAS_COUNT_MAX = 100;

/** Syntax issues shown of one YAML text: what follows the first few is mostly their echo. */
const SYNTAX_ISSUES_MAX = 10;

const BYTE_ORDER_MARK = '\uFEFF';

/**
 * Reads YAML or JSON, by extension, else by content (a text that opens with `{` or `[` is JSON). A `.json` text must
 * be JSON: no comments, no trailing commas, no bare words. Repeated keys are refused in both, YAML merge keys (`<<`)
 * and anchors work, and CloudFormation's short tags read as their long form: `!Ref A` as `{Ref: A}`.
 *
 * @throws ScenarioError with the place of each syntax error
 */
export function parseDocument(text: string, fileName: string): SourceDocument {
  const source = text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text;
  return isJson(source, fileName) ? jsonDocument(source, fileName) : parseYamlDocument(source, fileName);
}

function isJson(text: string, fileName: string): boolean {
  if (/\.json$/i.test(fileName)) return true;
  if (/\.ya?ml$/i.test(fileName)) return false;
  return /^\s*[{[]/.test(text);
}

function jsonDocument(text: string, fileName: string): SourceDocument {
  const faults = jsonFaults(text);
  if (faults.length > 0) throw new ScenarioError(faults.map((fault) => jsonIssue(fault, text, fileName)));
  let tree: YamlTree | undefined;
  // The tree is for places only and costs far more than JSON.parse: it is built when the first place is asked for.
  const locate: SourceDocument['locate'] = (path, target) => {
    tree ??= parseTree(text);
    return locateIn(tree, path, target);
  };
  return { fileName, value: JSON.parse(text) as unknown, locate };
}

function jsonIssue(fault: JsonFault, text: string, fileName: string): Issue {
  const before = text.slice(0, fault.offset);
  const line = before.split('\n').length;
  const column = fault.offset - before.lastIndexOf('\n');
  return { file: fileName, line, column, path: '', found: fault.found, expected: fault.expected };
}

/** As `parseDocument`, for a text that is YAML whatever its name. JSON is YAML too. */
export function parseYamlDocument(text: string, fileName: string): SourceDocument {
  const tree = parseTreeOrThrow(text, fileName);
  const faults = [...tree.document.errors, ...tree.document.warnings].slice(0, SYNTAX_ISSUES_MAX);
  if (faults.length > 0) {
    throw new ScenarioError(
      faults.map((fault) => ({
        file: fileName,
        ...positionAt(tree, fault.pos[0]),
        path: '',
        ...(fault.code === 'MULTIPLE_DOCS'
          ? { found: 'a second document', expected: 'one document in a file' }
          : { found: summarise(fault.message), expected: 'valid YAML' }),
      })),
    );
  }
  const value = toValue(tree, fileName);
  const locate: SourceDocument['locate'] = (path, target) => locateIn(tree, path, target);
  const cycle = cycleIn(value, [], new Set(), new Set());
  if (cycle !== undefined) {
    const found = 'an alias inside its own anchor';
    throw new ScenarioError([{ file: fileName, ...locate(cycle), path: '', found, expected: 'values that end' }]);
  }
  return { fileName, value, locate };
}

/** Path to the first object or list that holds itself, which an alias inside its own anchor makes. O(size). */
function cycleIn(value: unknown, path: DocumentPath, open: Set<object>, closed: Set<object>): DocumentPath | undefined {
  if (typeof value !== 'object' || value === null || closed.has(value)) return undefined;
  if (open.has(value)) return path;
  open.add(value);
  for (const [key, child] of Object.entries(value)) {
    const cycle = cycleIn(child, [...path, Array.isArray(value) ? Number(key) : key], open, closed);
    if (cycle !== undefined) return cycle;
  }
  open.delete(value);
  closed.add(value);
  return undefined;
}

/** yaml's messages end in `at line …:` and a drawing of the line; the first line without that is the message. */
function summarise(message: string): string {
  return message.split('\n')[0]!.replace(/ at line \d+, column \d+:?$/, '');
}

function parseTreeOrThrow(text: string, fileName: string): YamlTree {
  try {
    return parseTree(text);
  } catch (error) {
    if (error instanceof RangeError) throw unreadable(fileName, 'nesting too deep to read', 'flatter YAML');
    throw error;
  }
}

function toValue(tree: YamlTree, fileName: string): unknown {
  try {
    return tree.document.toJS({ maxAliasCount: ALIAS_COUNT_MAX }) as unknown;
  } catch (error) {
    if (!(error instanceof ReferenceError)) throw error;
    throw unreadable(
      fileName,
      summarise(error.message),
      `at most ${ALIAS_COUNT_MAX} expanded aliases, each defined before`,
    );
  }
}

function unreadable(fileName: string, found: string, expected: string): ScenarioError {
  return new ScenarioError([{ file: fileName, line: 1, column: 1, path: '', found, expected }]);
}

interface YamlTree {
  readonly text: string;
  readonly document: Document.Parsed<ParsedNode>;
  readonly lines: LineCounter;
}

function parseTree(text: string): YamlTree {
  const lines = new LineCounter();
  const document = parseYaml(text, { lineCounter: lines, merge: true, customTags: INTRINSIC_TAGS, logLevel: 'error' });
  return { text, document, lines };
}

const INTRINSIC_FUNCTIONS = [
  'And',
  'Base64',
  'Cidr',
  'Equals',
  'FindInMap',
  'GetAtt',
  'GetAZs',
  'If',
  'ImportValue',
  'Join',
  'Length',
  'Not',
  'Or',
  'Select',
  'Split',
  'Sub',
  'ToJsonString',
  'Transform',
];

/** CloudFormation's short tags, in their scalar, list and map forms, read as `{Ref: …}` and `{Fn::Name: …}`. */
const INTRINSIC_TAGS = [
  ...intrinsicTags('!Ref', 'Ref'),
  ...intrinsicTags('!Condition', 'Condition'),
  ...INTRINSIC_FUNCTIONS.flatMap((name) => intrinsicTags(`!${name}`, `Fn::${name}`)),
];

function intrinsicTags(tag: string, key: string): ScalarTag[] {
  const scalar: ScalarTag = { tag, resolve: (text) => ({ [key]: text }) };
  const collection = (kind: 'seq' | 'map') => ({ tag, collection: kind, resolve: keepCollection(key) });
  return [scalar, collection('seq') as unknown as ScalarTag, collection('map') as unknown as ScalarTag];
}

/** The collection stays in the tree, so places inside it are found; only its plain value gets the long form. */
function keepCollection(key: string) {
  return (node: YAMLMap | YAMLSeq) => {
    const plain = node.toJSON.bind(node);
    node.toJSON = (...context: Parameters<typeof node.toJSON>) => ({ [key]: plain(...(context as [never, never])) });
    return node;
  };
}

function positionAt(tree: YamlTree, offset: number): Position {
  const { line, col } = tree.lines.linePos(offset);
  return { line: Math.max(line, 1), column: Math.max(col, 1) };
}

function locateIn(tree: YamlTree, path: DocumentPath, target: LocateTarget = {}): Position {
  let node: Node | null | undefined = tree.document.contents;
  let offset = node?.range?.[0] ?? 0;
  for (const [index, step] of path.entries()) {
    const child = childOf(tree, node, step);
    if (child === undefined) break;
    const isKeyWanted = target.key === true && index === path.length - 1;
    offset =
      (isKeyWanted ? child.key?.range?.[0] : undefined) ?? child.value?.range?.[0] ?? child.key?.range?.[0] ?? offset;
    node = child.value;
  }
  return positionAt(tree, offset + (target.offset === undefined ? 0 : charactersInto(tree, node, target.offset)));
}

/** How far into its source text the character of a scalar stands; 0 when the source before it is not the same text. */
function charactersInto(tree: YamlTree, node: Node | null | undefined, offset: number): number {
  if (offset === 0 || !isScalar(node) || typeof node.value !== 'string' || !node.range) return 0;
  const quote = node.type === 'QUOTE_DOUBLE' || node.type === 'QUOTE_SINGLE' ? 1 : 0;
  const start = node.range[0] + quote;
  return tree.text.slice(start, start + offset) === node.value.slice(0, offset) ? quote + offset : 0;
}

interface Child {
  readonly key: Node | undefined;
  readonly value: Node | undefined;
}

function childOf(tree: YamlTree, parent: Node | null | undefined, step: string | number): Child | undefined {
  const node = isAlias(parent) ? parent.resolve(tree.document) : parent;
  if (isSeq(node)) {
    const item = node.items[Number(step)];
    return item === undefined ? undefined : { key: undefined, value: item as Node };
  }
  if (!isMap(node)) return undefined;
  const pair = node.items.find((item: Pair) => isScalar(item.key) && String(item.key.value) === String(step));
  if (pair === undefined) return undefined;
  return { key: pair.key as Node, value: (pair.value ?? undefined) as Node | undefined };
}
