/** null is an empty cell: not known, or not there. */
export type Cell = string | number | boolean | null;

/** Rows are made while they are written. */
export interface CsvTable {
  readonly header: readonly string[];
  readonly rows: Iterable<readonly Cell[]>;
}
