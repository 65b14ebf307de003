import { ScenarioError } from '../../../base/errors.ts';
import type { Variant } from '../../../scenario/variants.ts';

/**
 * What is compared: the scenario of one file with its variants, or several files, each by the name of its scenario.
 *
 * @throws ScenarioError with the issues of all of them, and when there is nothing to compare
 */
export async function comparedVariants(
  files: readonly string[],
  settings: readonly string[],
): Promise<readonly [Variant, ...Variant[]]> {
  const { parseSetting } = await import('../../../scenario/overrides.ts');
  const { readVariants } = await import('../../../scenario/variants.ts');
  const overrides = settings.map(parseSetting);
  const read = await Promise.allSettled(files.map((file) => readVariants(file, overrides)));
  const issues = read.flatMap((outcome) => {
    if (outcome.status === 'fulfilled') return [];
    if (outcome.reason instanceof ScenarioError) return outcome.reason.issues;
    throw outcome.reason;
  });
  if (issues.length > 0) throw new ScenarioError(issues);
  const all = read.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
  return files.length === 1 ? variantsOfOne(files[0]!, all[0]!) : variantsOfMany(files, all);
}

/**
 * The one scenario that launch types are made of, as it stands.
 *
 * @throws ScenarioError with its issues, and when there are several files
 */
export async function onlyVariant(files: readonly string[], settings: readonly string[]): Promise<Variant> {
  const { parseSetting } = await import('../../../scenario/overrides.ts');
  const { readVariants } = await import('../../../scenario/variants.ts');
  const [file, another] = files;
  if (another !== undefined) {
    const expected = 'one scenario with --launch-types';
    throw new ScenarioError([{ file: another, path: '', found: 'a second file', expected }]);
  }
  const [baseline] = await readVariants(file!, settings.map(parseSetting));
  return baseline;
}

function variantsOfOne(file: string, all: readonly [Variant, ...Variant[]]): readonly [Variant, ...Variant[]] {
  if (all.length > 1) return all;
  const expected = 'variants in it, or more files to compare it with';
  throw new ScenarioError([{ file, path: 'variants', found: 'nothing', expected }]);
}

/** Of several files each is compared as it stands; one name twice is told apart by the file. */
function variantsOfMany(
  files: readonly string[],
  all: readonly (readonly [Variant, ...Variant[]])[],
): [Variant, ...Variant[]] {
  const names = all.map(([own]) => own.scenario.name);
  const [first, ...others] = all.map(([own], index): Variant => {
    const name = names[index]!;
    const isRepeated = names.indexOf(name) !== names.lastIndexOf(name);
    return { ...own, name: isRepeated ? files[index]! : name, description: own.scenario.description };
  });
  return [first!, ...others];
}
