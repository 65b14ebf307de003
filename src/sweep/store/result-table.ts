/**
 * The table of results while it fills: a row per point and replication, a column per figure. What it holds depends on
 * the outcomes alone, not on the order in which they came.
 */
import type { Figure, Outcome } from '../outcome.ts';

/** What is known of a row before it is run. */
export interface RowKey {
  /** Index of the point. */
  readonly point: number;
  /** From 0. */
  readonly replication: number;
  readonly seed: string;
  /** What the point sets, by axis. */
  readonly labels: Readonly<Record<string, Figure>>;
}

/** A column of cells of one kind; null where a row has none. */
export interface ResultColumn {
  readonly name: string;
  readonly kind: 'integer' | 'number' | 'boolean' | 'text';
  readonly cells: readonly Figure[];
}

export class ResultTable {
  private readonly keys: readonly RowKey[];
  private readonly axes: readonly string[];
  private readonly statuses: (Outcome['status'] | undefined)[];
  private readonly messages: (string | null)[];
  private readonly figures = new Map<string, FigureCells>();
  private filled = 0;

  /** @param axes the columns of the labels, in their order */
  constructor(keys: readonly RowKey[], axes: readonly string[]) {
    this.keys = keys;
    this.axes = axes;
    this.statuses = keys.map(() => undefined);
    this.messages = keys.map(() => null);
  }

  /** Rows that have their outcome. */
  get filledCount(): number {
    return this.filled;
  }

  has(row: number): boolean {
    return this.statuses[row] !== undefined;
  }

  /** Takes the outcome of a row; a second one of the same row is the same, and left out. */
  add(row: number, outcome: Outcome): void {
    if (this.has(row)) return;
    this.statuses[row] = outcome.status;
    this.filled++;
    if (outcome.status !== 'done') {
      this.messages[row] = outcome.message;
      return;
    }
    for (const [place, [name, figure]] of Object.entries(outcome.figures).entries()) {
      let cells = this.figures.get(name);
      if (cells === undefined) {
        cells = new FigureCells(this.keys.length);
        this.figures.set(name, cells);
      }
      cells.set(row, place, figure);
    }
  }

  /** Rows without figures: points that are no valid scenario, and what else went wrong, each once. */
  problems(): { readonly invalidCount: number; readonly failures: readonly string[] } {
    const failures = this.messages.filter((_, row) => this.statuses[row] === 'failed');
    return {
      invalidCount: this.statuses.filter((status) => status === 'invalid').length,
      failures: [...new Set(failures)].filter((message) => message !== null),
    };
  }

  /**
   * Every column, of the rows that are filled: point, replication, seed of the run, the axes, status and message, then
   * the figures in the order in which the first row that has each names it.
   */
  columns(): ResultColumn[] {
    const rows = [...this.keys.keys()].filter((row) => this.has(row));
    const ofKey = (pick: (key: RowKey) => Figure) => rows.map((row) => pick(this.keys[row]));
    const figures = [...this.figures].sort(([, a], [, b]) => a.firstRow - b.firstRow || a.place - b.place);
    const first: ResultColumn[] = [
      { name: 'point', kind: 'integer', cells: ofKey(({ point }) => point) },
      { name: 'replication', kind: 'integer', cells: ofKey(({ replication }) => replication) },
      { name: 'runSeed', kind: 'text', cells: ofKey(({ seed }) => seed) },
      ...this.axes.map((name) =>
        columnOf(
          name,
          ofKey(({ labels }) => labels[name] ?? null),
        ),
      ),
      { name: 'status', kind: 'text', cells: rows.map((row) => this.statuses[row]!) },
      { name: 'message', kind: 'text', cells: rows.map((row) => this.messages[row]) },
    ];
    // SQL tells no case apart.
    const taken = new Set(first.map(({ name }) => name.toLowerCase()));
    const figureName = (name: string) => (taken.has(name.toLowerCase()) ? `${name} (figure)` : name);
    return [
      ...first,
      ...figures.map(([name, cells]) =>
        columnOf(
          figureName(name),
          rows.map((row) => cells.at(row)),
        ),
      ),
    ];
  }
}

/** The cells of one figure: numbers in a typed array, the few others beside it. */
class FigureCells {
  firstRow = Infinity;
  /** Which figure it is of that row. */
  place = 0;
  private readonly numbers: Float64Array;
  private readonly others = new Map<number, Figure>();

  constructor(rowCount: number) {
    this.numbers = new Float64Array(rowCount).fill(Number.NaN);
  }

  set(row: number, place: number, figure: Figure): void {
    if (row < this.firstRow) {
      this.firstRow = row;
      this.place = place;
    }
    if (typeof figure === 'number') this.numbers[row] = figure;
    else if (figure !== null) this.others.set(row, figure);
  }

  at(row: number): Figure {
    const number = this.numbers[row];
    return Number.isNaN(number) ? (this.others.get(row) ?? null) : number;
  }
}

/** Cells of different kinds in one column become text. */
function columnOf(name: string, cells: readonly Figure[]): ResultColumn {
  const types = new Set(cells.map((cell) => (cell === null ? 'null' : typeof cell)));
  types.delete('null');
  if (types.size === 0 || (types.size === 1 && types.has('number'))) return { name, kind: 'number', cells };
  if (types.size === 1 && types.has('boolean')) return { name, kind: 'boolean', cells };
  return { name, kind: 'text', cells: cells.map((cell) => (cell === null ? null : String(cell))) };
}
