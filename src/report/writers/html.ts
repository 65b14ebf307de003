import { html } from 'ghtml';
import { pageSpec } from '../charts/theme.ts';
import type { BuiltSection, Chart, ChartColumns, Report, ReportFiles, SpecPart } from '../report.ts';
import { blocksHtml, type PlacedChart } from './html/blocks.ts';
import { CLIENT_SCRIPT, FILTER_SCRIPT } from './html/client.ts';
import { readRuntime } from './html/runtime.ts';
import { STYLE_SHEET } from './html/style.ts';

/** The page asks nobody for anything, and says so to the browser. */
const CONTENT_SECURITY_POLICY =
  "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:";

/**
 * `report.html`: one file that opens offline, with everything it needs inside. Nothing is drawn here, the page draws
 * itself. The same report gives the same bytes.
 */
export function writeHtml(report: Report): ReportFiles {
  return new Map([['report.html', page(report)]]);
}

function page(report: Report): string {
  const placed = report.sections.map(placeCharts);
  const sections = report.sections.map((section, i) => sectionHtml(section, placed[i]));
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="!${CONTENT_SECURITY_POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${report.title} · plimsoll</title>
<style>!${STYLE_SHEET}</style>
</head>
<body>
<a class="skip" href="#report">Skip to the report</a>
<div class="layout">
<header><h1>${report.title}</h1>!${report.subtitle.map((line) => html`<p>${line}</p>`)}</header>
<nav aria-label="Contents"><ol>!${report.sections.map(linkHtml)}</ol></nav>
<main id="report">
<noscript><p class="note warning">The charts need JavaScript; every table is complete without it.</p></noscript>
!${sections.join('\n')}
</main>
<footer>${report.footer}</footer>
</div>
<script type="application/json" id="report-data">!${chartData(placed.flat())}</script>
!${[FILTER_SCRIPT, ...readRuntime(), CLIENT_SCRIPT].map((code) => `<script>${code}</script>`)}
</body>
</html>
`;
}

/** Charts with the ids of their elements, counted within the section. */
function placeCharts({ id, blocks }: BuiltSection): PlacedChart[] {
  const charts = blocks.filter((block) => block.kind === 'chart');
  return charts.map((chart, i) => ({ id: `${id}-${i + 1}`, chart }));
}

function linkHtml({ id, title }: BuiltSection): string {
  return html`<li><a href="#${id}">${title}</a></li>`;
}

function sectionHtml({ id, title, blocks }: BuiltSection, placed: readonly PlacedChart[]): string {
  return html`<section id="${id}" aria-labelledby="${id}-title">
<h2 id="${id}-title">${title}</h2>
!${blocksHtml(blocks, placed)}
</section>`;
}

/** Specifications and data as JSON; data that several charts share stands there once. */
function chartData(placed: readonly PlacedChart[]): string {
  const keys = new Map<ChartColumns, string>();
  const charts: Record<string, { spec: SpecPart; data: Record<string, string> }> = {};
  for (const { id, chart } of placed) charts[id] = { spec: pageSpec(chart), data: dataKeys(chart, keys) };
  const datasets = Object.fromEntries([...keys].map(([columns, key]) => [key, columns]));
  // `<` is all that could end the script element or open a comment in it.
  return JSON.stringify({ charts, datasets }).replaceAll('<', '\\u003c');
}

function dataKeys({ datasets }: Chart, keys: Map<ChartColumns, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(datasets).map(([name, columns]) => {
      const key = keys.get(columns) ?? `d${keys.size}`;
      keys.set(columns, key);
      return [name, key];
    }),
  );
}
