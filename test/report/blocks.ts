/** What a section says, in forms a test can ask about. */
import type { Block, Chart, ReportSection, Table } from '../../src/report/report.ts';
import type { RunResult } from '../../src/report/run-result.ts';
import { summarise } from '../../src/report/summary.ts';

export interface Built {
  readonly blocks: readonly Block[];
  readonly tables: readonly Table[];
  readonly charts: readonly Chart[];
  readonly headings: readonly string[];
  /** Lines of all notes. */
  readonly notes: readonly string[];
  /** Texts of the rows of the first table, the total last. */
  readonly rows: readonly (readonly string[])[];
}

export function build(section: ReportSection, run: RunResult): Built {
  const blocks = section.build(run, summarise(run));
  const tables = blocks.filter((block) => block.kind === 'table');
  return {
    blocks,
    tables,
    charts: blocks.filter((block) => block.kind === 'chart'),
    headings: blocks.flatMap((block) => (block.kind === 'heading' ? [block.text] : [])),
    notes: blocks.flatMap((block) => (block.kind === 'note' ? block.lines : [])),
    rows: tables.length === 0 ? [] : rowTexts(tables[0]),
  };
}

export function rowTexts({ rows, total }: Table): string[][] {
  return [...rows, ...(total === undefined ? [] : [total])].map((row) => row.map(({ text }) => text));
}

/** Values of a chart's series by its label in the legend. */
export function seriesOfChart({ legend, datasets }: Chart, label: string): readonly (number | string | null)[] {
  return datasets.points[`y${legend.findIndex((entry) => entry.label === label)}`];
}
