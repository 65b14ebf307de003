/** What `plimsoll compare` prints: a row per variant, so that many of them fit. */
import { differenceText, estimateText } from '../../comparison/comparison-format.ts';
import type { ComparedFigure, ComparisonSummary } from '../../comparison/comparison-schema.ts';
import { figureNamed } from '../../comparison/figure-groups.ts';
import { pricesPhrase } from '../../format.ts';
import { type GridColumn, type GridRow, grid, styled, type TerminalOptions, wrap } from './grid.ts';

/** A figure with its heading, in two lines. */
type Shown = readonly [name: string, title: string];

const MEANS: readonly Shown[] = [
  ['usdPerMonth', 'cost\nper month'],
  ['runningTasksMean', 'running\ntasks'],
  ['cpuReservedPercent', 'CPU\nreserved'],
  ['memoryReservedPercent', 'memory\nreserved'],
  ['availabilityPercent', 'availa-\nbility'],
  ['latencyMsP99', 'latency\np99'],
  ['pendingSecondsP95', 'pending\np95'],
];

const DIFFERENCES: readonly Shown[] = [
  ['usdPerMonth', 'cost per month'],
  ['availabilityPercent', 'availability'],
  ['latencyMsP99', 'latency p99'],
  ['pendingSecondsP95', 'pending p95'],
];

/** The kinds of line item that any bill has, by their stable names. */
const COST_SUFFIX = 'UsdPerMonth';
const NO_ITEMS = /^(estimated|wasted|notReserved|reservedNotUsed)UsdPerMonth$/;

/** The comparison on one screen, with its last line feed. Says the same without colour. */
export function terminalComparison(comparison: ComparisonSummary, options: TerminalOptions): string {
  const { name, description, engine, seeds, prices, variants } = comparison;
  const count = seeds.length === 1 ? '1 replication' : `${seeds.length} replications`;
  const facts = [`${variants.length} variants`, count, pricesPhrase(prices), `plimsoll ${engine.version}`];
  const items = comparison.figures.filter((figure) => isItem(figure));
  const itemColumns = items.map(({ name: item, label }): Shown => [item, label.replace(/ (?=\S+$)/, '\n')]);
  const blocks = [
    [
      [styled('bold', name, options), ...facts.filter((fact) => fact !== '')].join(' · '),
      ...(description === '' ? [] : wrap(description, options.width)),
    ],
    table('VARIANTS', comparison, MEANS, options, 0),
    table('COST PER MONTH', comparison, itemColumns, options, 0),
    table(`DIFFERENCE TO ${variants[0]!.name}`, comparison, DIFFERENCES, options, 1),
    wrap(notes(comparison), options.width).map((line) => styled('dim', line, options)),
  ];
  const lines = blocks.filter((block) => block.length > 0).flatMap((block) => [...block, '']);
  return `${lines.slice(0, -1).join('\n')}\n`;
}

function isItem({ name, variants }: ComparedFigure): boolean {
  return name.endsWith(COST_SUFFIX) && !NO_ITEMS.test(name) && variants.some(({ mean }) => (mean ?? 0) > 0);
}

/** Means of every variant, or differences of those behind the first. */
function table(
  title: string,
  comparison: ComparisonSummary,
  shown: readonly Shown[],
  options: TerminalOptions,
  from: 0 | 1,
): string[] {
  const figures = shown.flatMap(([name, heading]) => {
    const figure = figureNamed(comparison, name);
    return figure === undefined ? [] : [{ ...figure, heading }];
  });
  const names = comparison.variants.slice(from).map(({ name }) => name);
  if (names.length === 0 || figures.length === 0) return [];
  const columns: GridColumn[] = [
    { title: '', align: 'left' },
    ...figures.map(({ heading }) => ({ title: heading, align: 'right' as const })),
  ];
  const rows: GridRow[] = names.map((name, index) => ({
    cells: [
      name,
      ...figures.map(({ unit, variants }) =>
        from === 0
          ? estimateText({ ...variants[index]!, halfWidth: null }, unit)
          : differenceText(variants[index + 1]!.difference, unit),
      ),
    ],
  }));
  return [styled('bold', title, options), ...grid(columns, rows, options)];
}

function notes({ seeds }: ComparisonSummary): string {
  if (seeds.length === 1) return 'One replication: how sure a difference is cannot be told; --replications makes more.';
  return `± is half a 95% confidence interval over ${seeds.length} replications, each with the same seed in every variant.`;
}
