/** The variants of a scenario (`variants:`), each a scenario of its own, read with its overrides in place. */
import { type Issue, ScenarioError } from '../base/errors.ts';
import { parseDocument, type SourceDocument } from './document.ts';
import { issuesOf, showFound, subjectAt } from './issues.ts';
import { applyOverrides, type Override } from './overrides.ts';
import { processIo, readNamedText, type ScenarioIo } from './read/files.ts';
import { readScenario } from './read.ts';
import type { Scenario } from './scenario.ts';
import { BASELINE, variantsSchema } from './schema/variant.ts';
import { childValue } from './schema-walk.ts';

/** A scenario that is compared with others. */
export interface Variant {
  readonly name: string;
  /** '' where there is none. */
  readonly description: string;
  /** What differs from the baseline, `path = value`; empty where it is a file of its own, or the baseline. */
  readonly changes: readonly string[];
  readonly scenario: Scenario;
}

/** The variants of the scenario in a file, with these overrides in all of them, under those of the variant. */
export async function readVariants(
  path: string,
  overrides: readonly Override[] = [],
  io: ScenarioIo = processIo,
): Promise<[Variant, ...Variant[]]> {
  return variantsOf(applyOverrides(parseDocument(await readNamedText(path, io), path), overrides, io), io);
}

/**
 * The scenario of a document as it stands, named `baseline`, then its variants.
 *
 * @throws ScenarioError with every issue of all of them, each once
 */
export function variantsOf(document: SourceDocument, io: ScenarioIo = processIo): [Variant, ...Variant[]] {
  const scenario = readScenario(document, io);
  const given = childValue(document.value, 'variants');
  const settings = given === undefined ? [] : variantsSchema.parse(given);
  const issues = new Map<string, Issue>();
  const collect = (found: readonly Issue[]) => {
    for (const issue of found) issues.set(JSON.stringify(issue), issue);
  };
  collect(
    repeatedNames(
      document,
      settings.map(({ name }) => name),
    ),
  );
  const variants = settings.flatMap(({ name, description = '', set }, index): Variant[] => {
    const own = Object.keys(set).map((key) => ({ path: key, document, at: ['variants', index, 'set', key] }));
    const changes = Object.entries(set).map(([key, value]) => `${key} = ${showFound(value)}`);
    try {
      return [{ name, description, changes, scenario: readScenario(applyOverrides(document, own, io), io) }];
    } catch (error) {
      if (!(error instanceof ScenarioError)) throw error;
      collect(error.issues);
      return [];
    }
  });
  if (issues.size > 0) throw new ScenarioError([...issues.values()]);
  return [{ name: BASELINE, description: 'The scenario as it stands.', changes: [], scenario }, ...variants];
}

function repeatedNames(document: SourceDocument, names: readonly string[]): Issue[] {
  const repeated = [...names.keys()].filter((index) => names.indexOf(names[index]!) !== index);
  const found = (name: string) => `a second variant ${JSON.stringify(name)}`;
  return issuesOf(
    subjectAt(document),
    repeated.map((index) => ({
      path: ['variants', index, 'name'],
      found: found(names[index]!),
      expected: 'each name once',
    })),
  );
}
