/**
 * Blocks as HTML text. Every value goes through ghtml's `html`, which escapes; `!` before `${` marks what is markup.
 */
import { html } from 'ghtml';
import { assertNever } from '../../../base/assert.ts';
import type { Block, Cell, Chart, Column, Figure, Headline, LegendEntry, Note, Table } from '../../report.ts';

/** A chart and the id of its element: `cost-1`. */
export interface PlacedChart {
  readonly id: string;
  readonly chart: Chart;
}

/** The markup of a section's blocks; charts that follow each other stand in one grid. */
export function blocksHtml(blocks: readonly Block[], placed: readonly PlacedChart[]): string {
  const ids = new Map(placed.map(({ id, chart }) => [chart, id]));
  const parts: string[] = [];
  let grid: string[] = [];
  const closeGrid = () => {
    if (grid.length > 0) parts.push(`<div class="charts">${grid.join('')}</div>`);
    grid = [];
  };
  for (const block of blocks) {
    if (block.kind === 'chart') {
      grid.push(chartHtml(block, ids.get(block) ?? ''));
      continue;
    }
    closeGrid();
    parts.push(blockHtml(block));
  }
  closeGrid();
  return parts.join('\n');
}

function blockHtml(block: Exclude<Block, Chart>): string {
  switch (block.kind) {
    case 'headline':
      return headlineHtml(block);
    case 'heading':
      return html`<h3>${block.text}</h3>`;
    case 'note':
      return noteHtml(block);
    case 'table':
      if (block.filters !== undefined) return filteredTableHtml(block, block.filters);
      return block.isCollapsed === true ? collapsedTableHtml(block) : tableHtml(block);
    default:
      return assertNever(block);
  }
}

function headlineHtml({ title, figures }: Headline): string {
  const heading = title === '' ? '' : html`<h3>${title}</h3>`;
  return `${heading}<dl class="figures">${figures.map(figureHtml).join('')}</dl>`;
}

function figureHtml({ label, value, detail, tone }: Figure): string {
  const more = detail === undefined ? '' : html`<dd class="detail">${detail}</dd>`;
  return html`<div class="figure ${tone ?? 'plain'}"><dt>${label}</dt><dd>${value}</dd>!${more}</div>`;
}

function noteHtml({ tone, lines }: Note): string {
  return html`<div class="note ${tone}">!${lines.map((line) => html`<p>${line}</p>`)}</div>`;
}

function chartHtml(chart: Chart, id: string): string {
  return html`<figure class="chart ${chart.width}" id="${id}">
<figcaption><strong>${chart.title}</strong><span class="unit">${chart.subtitle}</span>
<button type="button" hidden aria-label="Save as SVG: ${chart.title}">SVG</button>!${legendHtml(chart.legend)}</figcaption>
<div class="plot" role="img" aria-label="${chart.description}"></div>
</figure>`;
}

function legendHtml(entries: readonly LegendEntry[]): string {
  if (entries.length === 0) return '';
  const items = entries.map(
    ({ label, colour, shape }) => html`<li><i class="${shape}" style="--key:${colour}"></i>${label}</li>`,
  );
  return `<ul class="legend">${items.join('')}</ul>`;
}

function collapsedTableHtml(table: Table): string {
  const rows = table.rows.length === 1 ? '1 row' : `${table.rows.length} rows`;
  return html`<details><summary>${table.caption} (${rows})</summary>!${scrollingTable(table)}</details>`;
}

/** The page's script puts the choices above: without it the table is whole. */
function filteredTableHtml(table: Table, filters: readonly number[]): string {
  return html`<div class="filtered" data-filters="${filters.join(' ')}">!${tableHtml(table)}</div>`;
}

/** The caption is seen above the box that scrolls; inside, it is there for who hears the table. */
function tableHtml(table: Table): string {
  return html`<p class="caption" aria-hidden="true">${table.caption}</p>!${scrollingTable(table)}`;
}

function scrollingTable(table: Table): string {
  const head = table.columns.map(({ title, align }) => html`<th scope="col" class="${align}">${title}</th>`);
  const body = table.rows.map((row) => `<tr>${rowHtml(row, table.columns)}</tr>`);
  const foot = table.total === undefined ? '' : `<tfoot><tr>${rowHtml(table.total, table.columns)}</tr></tfoot>`;
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${table.caption}"><table>
<caption class="heard">${table.caption}</caption>
<thead><tr>!${head}</tr></thead>
<tbody>!${body.join('\n')}</tbody>!${foot}
</table></div>`;
}

function rowHtml(row: readonly Cell[], columns: readonly Column[]): string {
  return row.map((cell, i) => cellHtml(cell, columns[i], i)).join('');
}

/** Text longer than this is broken into lines. */
const LONG_TEXT = 44;

function cellHtml({ text, share }: Cell, { align }: Column, position: number): string {
  if (position === 0) return html`<th scope="row" class="${align}">${text}</th>`;
  if (share !== undefined) return html`<td class="${align} bar" style="--share:${share.toFixed(3)}">${text}</td>`;
  return html`<td class="${align} ${text.length > LONG_TEXT ? 'wide' : ''}">${text}</td>`;
}
