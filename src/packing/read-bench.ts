/** A bench of placement strategies as a file: its cases, the strategies, and in which orders the tasks come. */
import { z } from 'zod';
import { type Issue, ScenarioError } from '../base/errors.ts';
import { type DocumentPath, parseDocument } from '../scenario/document.ts';
import type { Fault } from '../scenario/fault.ts';
import { checkSubject, issueOf, type Subject, subjectAt } from '../scenario/issues.ts';
import { processIo, readNamedText, ScenarioFiles, type ScenarioIo } from '../scenario/read/files.ts';
import { expectations } from '../scenario/schema-walk.ts';
import type { PackingBench } from './compare-chains.ts';
import type { PackingCase } from './packing-case.ts';
import { type ReadTable, readMachineTable, readTaskTable } from './read-tables.ts';
import { DEFAULT_CHAINS, parseChain, type StrategyChain } from './strategy-chains.ts';

/** Orders of arrival at most. */
export const SEEDS_MAX = 1000;
const SEEDS_DEFAULT = 10;

const table = z.string().register(expectations, { expected: 'the name of a CSV table, relative to this file' });

const caseSchema = z.strictObject({
  name: z.string().min(1).describe('As the report names it.'),
  tasks: table.describe('CSV: cpuUnits, memoryMiB, and where they are gpuCount, gpuModels, count.'),
  machines: table.describe('CSV: cpuUnits, memoryMiB, and where they are gpuCount, gpuModel, availabilityZone, count.'),
  open: z
    .enum(['all', 'asNeeded'])
    .default('all')
    .describe('asNeeded: one more machine is opened, in the order of the table, when a task finds no place.'),
  optimum: z.int().positive().optional().describe('Fewest machines that hold all tasks, where it is proven.'),
});

/** The shape of the file. */
export const packingBenchSchema = z
  .strictObject({
    packing: z.literal(1).describe('Version of this format.'),
    name: z
      .string()
      .regex(/^[\w-]+$/)
      .register(expectations, { expected: 'a name of letters, digits, _ and -' })
      .describe('Also the folder of its report.'),
    description: z.string().default(''),
    seed: z.union([z.string(), z.number()]).default(1),
    seeds: z.int().min(1).max(SEEDS_MAX).default(SEEDS_DEFAULT).describe('Orders of arrival, each with its own draws.'),
    order: z
      .enum(['shuffled', 'listed', 'decreasing'])
      .default('shuffled')
      .describe('In which order the tasks come: shuffled for each seed, as listed, or the largest first.'),
    strategies: z
      .array(z.string())
      .min(1)
      .optional()
      .describe('Chains such as spread(instanceId)+binpack(memory), or best-fit; all that there are unless given.'),
    cases: z.array(caseSchema).min(1),
  })
  .describe('A bench of placement strategies, for plimsoll bench-placement.');

/** The published JSON Schema of the file: `schema/packing.schema.json` holds it as text. */
export function packingBenchJsonSchema(): object {
  return z.toJSONSchema(packingBenchSchema, { target: 'draft-2020-12', io: 'input' });
}

type BenchFile = z.output<typeof packingBenchSchema>;

/**
 * Reads the bench in a file, and every table it names.
 *
 * @throws ScenarioError with every issue found
 */
export async function readPackingBench(path: string, io: ScenarioIo = processIo): Promise<PackingBench> {
  const subject = subjectAt(parseDocument(await readNamedText(path, io), path));
  const checked = checkSubject(packingBenchSchema, subject, benchFaults);
  if (checked.value === undefined) throw new ScenarioError(checked.issues);
  const { name, description, seed, seeds, order, strategies = DEFAULT_CHAINS } = checked.value;
  return {
    name,
    description,
    seed: String(seed),
    seeds,
    order,
    chains: strategies.map(parseChain).filter(isChain),
    cases: readCases(checked.value, subject, path, io),
  };
}

function benchFaults({ strategies = [], cases }: BenchFile): Fault[] {
  const chainFaults = strategies.flatMap((text, index): Fault[] => {
    const parsed = parseChain(text);
    return isChain(parsed) ? [] : [{ path: ['strategies', index], ...parsed }];
  });
  const names = cases.map(({ name }) => name);
  const repeated = names.flatMap((name, index): Fault[] =>
    names.indexOf(name) < index ? [{ path: ['cases', index, 'name'], expected: 'a name of its own' }] : [],
  );
  return [...chainFaults, ...repeated];
}

function isChain(parsed: ReturnType<typeof parseChain>): parsed is StrategyChain {
  return 'name' in parsed;
}

function readCases({ cases }: BenchFile, subject: Subject, path: string, io: ScenarioIo): PackingCase[] {
  const files = new ScenarioFiles(io);
  const issues: Issue[] = [];
  const read = cases.map(({ name, open, optimum, ...named }, index): PackingCase => {
    const tasks = readPart(named.tasks, readTaskTable, ['cases', index, 'tasks']);
    const machines = readPart(named.machines, readMachineTable, ['cases', index, 'machines']);
    const notes = [...tasks.notes, ...machines.notes];
    return { name, tasks: tasks.rows, machines: machines.rows, open, optimum: optimum ?? null, notes };
  });
  if (issues.length > 0) throw new ScenarioError(issues);
  return read;

  function readPart<T>(named: string, parse: (text: string, fileName: string) => ReadTable<T>, place: DocumentPath) {
    const nothing: ReadTable<T> = { rows: [], notes: [] };
    const file = files.text(named, path);
    if (!('text' in file)) {
      issues.push(issueOf(subject, { path: place, ...file, expected: 'a CSV table' }));
      return nothing;
    }
    try {
      return parse(file.text, file.fileName);
    } catch (error) {
      if (!(error instanceof ScenarioError)) throw error;
      issues.push(...error.issues);
      return nothing;
    }
  }
}
