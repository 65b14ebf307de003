/**
 * `report.md` for a pull request, with its charts as SVG files beside it: the headline stands open, everything else
 * folds out. GitHub's flavour of Markdown.
 */
import { assertNever } from '../../base/assert.ts';
import type { Block, BuiltSection, Cell, Chart, Headline, Report, ReportFiles, Table } from '../report.ts';
import { drawSvgs } from '../svg.ts';

/** Sections that are read without a click. */
const OPEN_SECTIONS: readonly string[] = ['headline', 'expectations', 'comparison', 'break-even'];

/** Draws the essential charts, so it loads Vega: about half a second. */
export async function writeMarkdown(report: Report): Promise<ReportFiles> {
  const charts = report.sections.flatMap(essentialCharts);
  const svgs = await drawSvgs(charts.map(({ chart }) => chart));
  const names = new Map(charts.map(({ chart, name }) => [chart, name]));
  const sections = report.sections.map((section) => sectionMarkdown(section, names));
  const head = [`# ${escapeMarkdown(report.title)}`, ...report.subtitle.map(escapeMarkdown)];
  const text = `${[...head, ...sections, escapeMarkdown(report.footer)].join('\n\n')}\n`;
  return new Map([['report.md', text], ...charts.map(({ name }, i): [string, string] => [name, svgs[i]])]);
}

/** Charts with the names of their files, counted within the section. */
function essentialCharts({ id, blocks }: BuiltSection): { name: string; chart: Chart }[] {
  return blocks
    .filter((block) => block.kind === 'chart')
    .filter(({ isEssential }) => isEssential)
    .map((chart, i) => ({ name: `report-${id}-${i + 1}.svg`, chart }));
}

function sectionMarkdown({ id, title, isOpen, blocks }: BuiltSection, names: ReadonlyMap<Chart, string>): string {
  const body = blocks.flatMap((block) => blockMarkdown(block, names)).join('\n\n');
  if (isOpen === true || OPEN_SECTIONS.includes(id)) return `## ${title}\n\n${body}`;
  return `<details><summary><b>${title}</b></summary>\n\n${body}\n\n</details>`;
}

function blockMarkdown(block: Block, names: ReadonlyMap<Chart, string>): string[] {
  switch (block.kind) {
    case 'chart': {
      const name = names.get(block);
      return name === undefined ? [] : [`![${escapeMarkdown(block.description)}](${name})`];
    }
    case 'heading':
      return [`### ${escapeMarkdown(block.text)}`];
    case 'headline':
      return headlineMarkdown(block);
    case 'note':
      return [block.lines.map((line) => `> ${escapeMarkdown(line)}`).join('\n>\n')];
    case 'table':
      return [`**${escapeMarkdown(block.caption)}**`, tableMarkdown(block)];
    default:
      return assertNever(block);
  }
}

function headlineMarkdown({ title, figures }: Headline): string[] {
  const rows = figures.map(({ label, value, detail }) => [label, `**${escapeMarkdown(value)}**`, detail ?? '']);
  const lines = rows.map(([label, value, detail]) => {
    return `| ${escapeMarkdown(label)} | ${value} | ${escapeMarkdown(detail)} |`;
  });
  const table = ['| | | |', '|:--|--:|:--|', ...lines].join('\n');
  return title === '' ? [table] : [`### ${escapeMarkdown(title)}`, table];
}

/** A pull request is no place for the rest: the page and the CSV files have it. */
const ROWS_MAX = 200;

function tableMarkdown(table: Table): string {
  const { columns, total } = table;
  const rows = table.rows.slice(0, ROWS_MAX);
  const left = table.rows.length - rows.length;
  const head = columns.map(({ title }) => escapeMarkdown(title));
  const rule = columns.map(({ align }) => (align === 'right' ? '--:' : ':--'));
  const body = rows.map((row) => row.map(cellMarkdown));
  const last = total === undefined ? [] : [total.map(boldMarkdown)];
  const lines = [head, rule, ...body, ...last].map((cells) => `| ${cells.join(' | ')} |`);
  return [...lines, ...(left === 0 ? [] : ['', `${left} more rows are in report.html.`])].join('\n');
}

function cellMarkdown({ text }: Cell): string {
  return escapeMarkdown(text);
}

function boldMarkdown({ text }: Cell): string {
  return text === '' ? '' : `**${escapeMarkdown(text)}**`;
}

/** Text that Markdown, and the HTML in it, leaves as it is, in one line: no mention of a user and no formula either. */
export function escapeMarkdown(text: string): string {
  return text
    .replace(/\s*[\r\n]+\s*/g, ' ')
    .replace(/[&<>@]|\$(?!\d)/g, (character) => `&#${character.charCodeAt(0)};`)
    .replace(/[\\`*_[\]|~]|(?<!&)#/g, '\\$&');
}
