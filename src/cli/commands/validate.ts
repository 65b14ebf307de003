/** `plimsoll validate`: what is wrong with scenarios and ECS files, without running anything. */
import { Command } from 'commander';
import { type Issue, ScenarioError } from '../../base/errors.ts';
import { readPackingBench } from '../../packing/read-bench.ts';
import { compileScenario } from '../../scenario/compile.ts';
import { parseDocument, type SourceDocument } from '../../scenario/document.ts';
import { type FileKind, recognise, validateDocument } from '../../scenario/ecs/recognise.ts';
import { processIo, readNamedText, type ScenarioIo } from '../../scenario/read/files.ts';
import { childValue } from '../../scenario/schema-walk.ts';
import { type Variant, variantsOf } from '../../scenario/variants.ts';
import { readSweep } from '../../sweep/read-sweep.ts';

/** The command `validate`. It prints a line per sound file and throws ScenarioError with the issues of all others. */
export function validateCommand(): Command {
  return new Command('validate')
    .description(
      'Checks scenarios, task definitions, services, capacity providers and CloudFormation templates without running them.',
    )
    .argument('<file...>', 'YAML or JSON; - reads standard input')
    .action(async (files: string[]) => {
      const results = await validateFiles(files);
      for (const { lines } of results) for (const line of lines) process.stdout.write(`${line}\n`);
      const issues = results.flatMap((result) => result.issues);
      if (issues.length > 0) throw new ScenarioError(issues);
    });
}

/** What was found in one file. */
export interface ValidationResult {
  /** For standard output: what is sound, and what a reader should know. */
  readonly lines: readonly string[];
  readonly issues: readonly Issue[];
}

/** Checks files one after the other; nothing is thrown for what is wrong with one. */
export async function validateFiles(files: readonly string[], io: ScenarioIo = processIo): Promise<ValidationResult[]> {
  const results: ValidationResult[] = [];
  for (const file of files) results.push(await validateFile(file, io));
  return results;
}

async function validateFile(file: string, io: ScenarioIo): Promise<ValidationResult> {
  try {
    const text = await readNamedText(file, io);
    const document = parseDocument(text, file);
    if (childValue(document.value, 'packing') !== undefined) return { lines: [await benchLine(file, io)], issues: [] };
    if (recognise(document) === 'scenario') {
      const lines = scenarioLines(variantsOf(document, io));
      return { lines: [...lines, ...sweepLines(document, text, io)], issues: [] };
    }
    const { kind, count, issues } = validateDocument(document);
    return { lines: issues.length > 0 ? [] : [`ok ${file}: ${describeCount(kind, count)}`], issues };
  } catch (error) {
    if (!(error instanceof ScenarioError)) throw error;
    return { lines: [], issues: error.issues };
  }
}

/** The file of `plimsoll bench-placement`. */
async function benchLine(file: string, io: ScenarioIo): Promise<string> {
  const { name, cases } = await readPackingBench(file, io);
  return `ok ${file}: bench of placement ${name}, ${plural(cases.length, 'case')}`;
}

function describeCount(kind: FileKind | undefined, count: number): string {
  if (kind === 'CloudFormation template') return `CloudFormation template, ${plural(count, 'ECS resource')}`;
  return count === 1 ? String(kind) : plural(count, String(kind));
}

function plural(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}

function scenarioLines([{ scenario }, ...variants]: readonly [Variant, ...Variant[]]): string[] {
  const { clusters, fileName, name } = scenario;
  const services = clusters.reduce((sum, cluster) => sum + cluster.services.length, 0);
  const counts = `${plural(clusters.length, 'cluster')}, ${plural(services, 'service')}`;
  const more = variants.length === 0 ? '' : `, ${plural(variants.length, 'variant')}`;
  const { notes } = compileScenario(scenario);
  const noteLines = notes.flatMap((list, index) =>
    list.map((note) => `  note on ${clusters[index]!.clusterName}: ${note}`),
  );
  return [`ok ${fileName}: scenario ${name}, ${counts}${more}`, ...noteLines];
}

/** What the section `sweep` asks for. */
function sweepLines(document: SourceDocument, text: string, io: ScenarioIo): string[] {
  if (childValue(document.value, 'sweep') === undefined) return [];
  const { manifest, notes, points } = readSweep(document, text, io);
  const runs = manifest.points.reduce((sum, { seeds }) => sum + seeds.length, 0);
  return [
    `  sweep: ${plural(points.length, 'point')}, ${plural(runs, 'run')}`,
    ...notes.map((note) => `  note on sweep: ${note}`),
  ];
}
