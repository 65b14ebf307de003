import { styleText } from 'node:util';
import Table from 'cli-table3';

/** How the summary is written: colour only where the caller knows that the stream shows it. */
export interface TerminalOptions {
  readonly colour: boolean;
  /** Columns of the terminal; what is longer is cut or wrapped. */
  readonly width: number;
}

type Style = Parameters<typeof styleText>[0];

/** The text in that style, or as it is where there is no colour. */
export function styled(style: Style, text: string, { colour }: TerminalOptions): string {
  return colour && text !== '' ? styleText(style, text, { validateStream: false }) : text;
}

/** A column of a grid: the first one gives way when the terminal is narrow. */
export interface GridColumn {
  /** A line break puts the unit or the group above. */
  readonly title: string;
  readonly align: 'left' | 'right';
}

/** Rows of texts; a total stands out. */
export interface GridRow {
  readonly cells: readonly string[];
  readonly isTotal?: boolean;
}

const GAP = '  ';
/** Under this the first column says nothing; the grid is rather too wide. */
const FIRST_WIDTH_MIN = 12;

const NO_LINES = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: GAP,
} as const;

/** Aligned columns without borders, two spaces apart, no wider than the terminal; lines without spaces at the end. */
export function grid(columns: readonly GridColumn[], rows: readonly GridRow[], options: TerminalOptions): string[] {
  const widths = columns.map(({ title }, column) =>
    Math.max(...title.split('\n').map((line) => line.length), ...rows.map(({ cells }) => cells[column].length)),
  );
  const others = widths.slice(1).reduce((sum, width) => sum + GAP.length + width, 0);
  const first = Math.min(widths[0], Math.max(FIRST_WIDTH_MIN, options.width - others));
  const table = new Table({
    head: columns.map(({ title }) => styledLines('dim', title, options)),
    colAligns: columns.map(({ align }) => align),
    colWidths: [first, ...widths.slice(1)],
    chars: NO_LINES,
    style: { 'padding-left': 0, 'padding-right': 0, head: [], border: [], compact: true },
  });
  table.push(
    ...rows.map(({ cells, isTotal }) =>
      isTotal ? cells.map((cell) => styledLines('bold', cell, options)) : [...cells],
    ),
  );
  return table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd());
}

/** Each line in its own codes, for the lines of a cell are set apart. */
function styledLines(style: Style, text: string, options: TerminalOptions): string {
  return text
    .split('\n')
    .map((line) => styled(style, line, options))
    .join('\n');
}

/** Words of a paragraph in lines of at most that many letters. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}
