/**
 * Tables of tasks and machines as CSV, by the names of their columns: ours (`cpuUnits`, `memoryMiB`, `gpuCount`,
 * `count`) or those of Alibaba's GPU trace (`cpu_milli`, `memory_mib`, `num_gpu`, `gpu_spec`).
 */
import { type Issue, ScenarioError } from '../base/errors.ts';
import { CPU_UNITS_PER_VCPU, MIB_PER_GIB } from '../base/units.ts';
import { type Column, ColumnReader, findColumn, missingColumn, readNonNegative } from '../scenario/loads/columns.ts';
import { type CsvRow, type CsvTable, parseCsv } from '../scenario/loads/csv.ts';
import type { PackingMachine, PackingTask } from './packing-case.ts';

/** A table that was read, and what it says that is not packed. */
export interface ReadTable<T> {
  readonly rows: readonly T[];
  readonly notes: readonly string[];
}

/** A column that some table has, and what one of its units is in ours. */
interface Spelling {
  readonly name: string;
  readonly factor: number;
}

const CPU: readonly Spelling[] = [
  { name: 'cpuUnits', factor: 1 },
  { name: 'cpu_milli', factor: CPU_UNITS_PER_VCPU / 1000 },
  { name: 'vcpu', factor: CPU_UNITS_PER_VCPU },
];
const MEMORY: readonly Spelling[] = [
  { name: 'memoryMiB', factor: 1 },
  { name: 'memory_mib', factor: 1 },
  { name: 'memoryGiB', factor: MIB_PER_GIB },
];
const GPUS: readonly Spelling[] = [
  { name: 'gpuCount', factor: 1 },
  { name: 'num_gpu', factor: 1 },
  { name: 'gpu', factor: 1 },
];
const NAMES = ['name', 'sn'];
const MODELS = ['gpuModels', 'gpuModel', 'gpu_spec', 'model'];
const ZONES = ['availabilityZone', 'zone'];
/** Thousandths of a GPU that a task of one GPU asks for. */
const GPU_MILLI = 'gpu_milli';
const GPU_MILLI_WHOLE = 1000;

/** Amounts are 32-bit columns. */
const AMOUNT_MAX = 2 ** 31 - 1;
/** Copies of one row. */
const COUNT_MAX = 1_000_000;
/** Values of attributes (P2.11), without what would have to be quoted. */
const MODEL_PATTERN = /^[\w./:@-]{1,128}$/;

/** Reads a table of tasks; throws ScenarioError with every cell that cannot be read. */
export function readTaskTable(text: string, fileName: string): ReadTable<PackingTask> {
  const table = new TableReader(text, fileName);
  const milli = table.optional([GPU_MILLI]);
  let fractions = 0;
  const rows = table.read((row, base): PackingTask => {
    const models = table.text(row, MODELS);
    const thousandths = milli === undefined ? GPU_MILLI_WHOLE : Number(row.cells[milli.index]);
    if (base.gpuCount === 1 && thousandths < GPU_MILLI_WHOLE) fractions++;
    return { ...base, gpuModels: models === '' ? [] : models.split('|').map((model) => table.model(row, model)) };
  }, Math.ceil);
  const note = `${fractions} tasks of ${fileName} ask for a part of a GPU: ECS gives whole ones (P1.17).`;
  return { rows, notes: fractions === 0 ? [] : [note] };
}

/** Reads a table of machines; throws ScenarioError with every cell that cannot be read. */
export function readMachineTable(text: string, fileName: string): ReadTable<PackingMachine> {
  const table = new TableReader(text, fileName);
  const rows = table.read((row, base): PackingMachine => {
    const model = table.text(row, MODELS);
    return {
      ...base,
      gpuModel: model === '' ? '' : table.model(row, model),
      availabilityZone: table.text(row, ZONES),
    };
  }, Math.floor);
  return { rows, notes: [] };
}

interface BaseRow {
  readonly name: string;
  readonly cpuUnits: number;
  readonly memoryMiB: number;
  readonly gpuCount: number;
}

/** One table: finds its columns, reads its rows, collects what is wrong. */
class TableReader {
  private readonly table: CsvTable;
  private readonly fileName: string;
  private readonly cells: ColumnReader;
  private readonly issues: Issue[] = [];

  constructor(text: string, fileName: string) {
    this.table = parseCsv(text);
    this.fileName = fileName;
    this.cells = new ColumnReader(fileName, this.table);
  }

  /** @param round what becomes of a part of a unit: up for what is asked for, down for what is there */
  read<T>(make: (row: CsvRow, base: BaseRow) => T, round: (value: number) => number): T[] {
    const cpu = this.required(CPU);
    const memory = this.required(MEMORY);
    const gpus = this.spelled(GPUS);
    const count = this.optional(['count']);
    this.throwIssues();
    const rows = this.table.rows.flatMap((row, index) => {
      const amount = (found: Spelled | undefined) => (found === undefined ? 0 : round(this.amount(row, found)));
      const base = {
        name: this.text(row, NAMES) || `row ${index + 1}`,
        cpuUnits: amount(cpu),
        memoryMiB: amount(memory),
        gpuCount: amount(gpus),
      };
      const copies =
        count === undefined ? 1 : this.cells.cell(row, count, readCount, `a whole number up to ${COUNT_MAX}`);
      const made = make(row, base);
      return Number.isNaN(copies) ? [] : new Array<T>(copies).fill(made);
    });
    if (rows.length === 0 && this.cells.issues.length === 0) {
      this.issues.push({ file: this.fileName, path: '', found: 'no rows', expected: 'a row each' });
    }
    this.throwIssues();
    return rows;
  }

  /** The first of these columns that the table has. */
  optional(names: readonly string[]): Column | undefined {
    for (const name of names) {
      const column = findColumn(this.table, name);
      if (column !== undefined) return column;
    }
    return undefined;
  }

  /** The text in the first of these columns, '' where there is none. */
  text(row: CsvRow, names: readonly string[]): string {
    const column = this.optional(names);
    return column === undefined ? '' : (row.cells[column.index]?.trim() ?? '');
  }

  /** A model of GPU that can stand in an expression of the cluster query language. */
  model(row: CsvRow, name: string): string {
    const column = this.optional(MODELS);
    if (!MODEL_PATTERN.test(name) && column !== undefined) {
      const expected = 'models of GPU joined by |, each of letters, digits and . _ / : @ -';
      this.cells.cell(row, column, () => undefined, expected);
    }
    return name;
  }

  private required(spellings: readonly Spelling[]): Spelled | undefined {
    const found = this.spelled(spellings);
    if (found === undefined) this.issues.push(missingColumn(this.fileName, this.table, spellings[0].name));
    return found;
  }

  private spelled(spellings: readonly Spelling[]): Spelled | undefined {
    for (const { name, factor } of spellings) {
      const column = findColumn(this.table, name);
      if (column !== undefined) return { column, factor };
    }
    return undefined;
  }

  private amount(row: CsvRow, { column, factor }: Spelled): number {
    const read = (text: string) => {
      const value = readNonNegative(text);
      return value === undefined || value * factor > AMOUNT_MAX ? undefined : value;
    };
    return this.cells.cell(row, column, read, `a number from 0 to ${Math.floor(AMOUNT_MAX / factor)}`) * factor;
  }

  private throwIssues(): void {
    const issues = [...this.issues, ...this.cells.allIssues()];
    if (issues.length > 0) throw new ScenarioError(issues);
  }
}

interface Spelled {
  readonly column: Column;
  readonly factor: number;
}

function readCount(text: string): number | undefined {
  const value = Number(text);
  return /^\d+$/.test(text) && value <= COUNT_MAX ? value : undefined;
}
