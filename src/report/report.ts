/**
 * The report as plain data: sections of blocks, and nothing of how they look. A section builds its blocks from a
 * run; a writer turns the blocks of every section into files. A chart is a Vega-Lite specification: nobody draws.
 */
import type { RunResult } from './run-result.ts';
import type { Summary } from './summary-schema.ts';

/** A figure worth a tile of its own, e.g. what the cluster costs a month. */
export interface Figure {
  readonly label: string;
  /** Formatted, with its unit. */
  readonly value: string;
  /** What the figure is made of or compared with, one short phrase. */
  readonly detail?: string;
  readonly tone?: 'plain' | 'warning';
}

/** The figures a reader should see first. */
export interface Headline {
  readonly kind: 'headline';
  /** What the figures are of, e.g. a cluster; empty when there is one of it. */
  readonly title: string;
  readonly figures: readonly Figure[];
}

/** One cell: text as it is to be read, and how large it is beside its column's largest. */
export interface Cell {
  readonly text: string;
  /** In [0, 1]: drawn as a bar behind the text where a writer can. */
  readonly share?: number;
}

export interface Column {
  readonly title: string;
  readonly align: 'left' | 'right';
}

/** A table with its own caption; numbers are right-aligned and already formatted. */
export interface Table {
  readonly kind: 'table';
  readonly caption: string;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Cell[])[];
  /** The line below: sums. */
  readonly total?: readonly Cell[];
  /** Details that a reader opens on demand. */
  readonly isCollapsed?: boolean;
  /** Columns of few different texts that a page offers to choose rows by, beside a search. Such a table scrolls. */
  readonly filters?: readonly number[];
}

/** What the reader must know beside the figures. */
export interface Note {
  readonly kind: 'note';
  readonly tone: 'plain' | 'warning';
  readonly lines: readonly string[];
}

/** Columns of equal length; null is a gap. */
export type ChartColumns = Readonly<Record<string, readonly (number | string | null)[]>>;

/** Part of a Vega-Lite specification: plain JSON. */
export type SpecPart = Readonly<Record<string, unknown>>;

/** One layer of a chart. Layers with `params` answer a pointer and say nothing else. */
export interface ChartLayer extends SpecPart {
  readonly params?: readonly SpecPart[];
  readonly encoding: SpecPart & { readonly color?: SpecPart };
}

/** A layered Vega-Lite specification without its data. */
export interface ChartSpec extends SpecPart {
  readonly layer: readonly ChartLayer[];
}

export interface LegendEntry {
  readonly label: string;
  /** A colour of `palette.ts`. */
  readonly colour: string;
  readonly shape: 'area' | 'line' | 'dashed' | 'diamond' | 'cross' | 'triangle-up' | 'triangle-down';
}

/** A drawing: the specification, its data by dataset name, and the words for a reader who cannot see it. */
export interface Chart {
  readonly kind: 'chart';
  readonly title: string;
  /** Unit and reading aid, e.g. `vCPU, means of 30 min`. */
  readonly subtitle: string;
  /** What the chart shows, in one or two sentences with its main figures: alternative text. */
  readonly description: string;
  readonly legend: readonly LegendEntry[];
  readonly spec: ChartSpec;
  readonly datasets: Readonly<Record<string, ChartColumns>>;
  /** Half charts stand in pairs where there is room: small multiples. */
  readonly width: 'full' | 'half';
  /** Worth a file of its own beside report.md; the others are in the page only. */
  readonly isEssential: boolean;
}

/** A heading inside a section, e.g. one for each cluster. */
export interface Heading {
  readonly kind: 'heading';
  readonly text: string;
}

export type Block = Headline | Heading | Table | Note | Chart;

/** One part of the report. `build` never throws on a run without tasks, instances or loads: it says so in a note. */
export interface ReportSection {
  readonly title: string;
  build(run: RunResult, summary: Summary): Block[];
}

export interface BuiltSection {
  /** Unique in the report, safe in file names and addresses: `cost-breakdown`. */
  readonly id: string;
  readonly title: string;
  /** Stands open where a writer folds sections. */
  readonly isOpen?: boolean;
  readonly blocks: readonly Block[];
}

export interface Report {
  readonly title: string;
  /** What was run, and on what its figures stand. */
  readonly subtitle: readonly string[];
  readonly footer: string;
  readonly sections: readonly BuiltSection[];
}

/** File name → content, to be written side by side. */
export type ReportFiles = ReadonlyMap<string, string>;

/** Turns a report into files, the same bytes for the same report. */
export type ReportWriter = (report: Report) => ReportFiles | Promise<ReportFiles>;
