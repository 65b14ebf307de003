/** Tables with a row per figure and a column per variant: the means, and the differences to the first. */
import type { FigureUnit } from '../../figures/figure-facts.ts';
import type { Block, Table } from '../../report.ts';
import { numbers, textCells, words } from '../../sections/cells.ts';
import { differenceText, estimateText } from '../comparison-format.ts';
import type { ComparisonSummary, Estimate } from '../comparison-schema.ts';
import { figureGroups } from '../figure-groups.ts';

interface MatrixRow {
  readonly label: string;
  readonly unit: FigureUnit;
  readonly variants: readonly Estimate[];
}

/** Line items, dearest first, and their sum. */
export function costMatrices(comparison: ComparisonSummary): Block[] {
  const rows = comparison.lineItems.map(({ service, description, estimatedRate, usdPerMonth }) => ({
    label: `${service}: ${description}${estimatedRate ? ' *' : ''}`,
    unit: 'usd' as const,
    variants: usdPerMonth.map(withoutNothing),
  }));
  const total = comparison.figures.find(({ name }) => name === 'usdPerMonth');
  const all =
    total === undefined ? rows : [...rows, { label: 'Total', unit: 'usd' as const, variants: total.variants }];
  const isEstimated = comparison.lineItems.some(({ estimatedRate }) => estimatedRate);
  return [
    ...matrices(comparison, 'Cost per month by line item', all),
    ...(isEstimated ? [{ kind: 'note' as const, tone: 'plain' as const, lines: ['* at an estimated rate.'] }] : []),
  ];
}

/** A bill without the item shows none of it. */
function withoutNothing(estimate: Estimate): Estimate {
  return estimate.mean === 0 ? { ...estimate, mean: null } : estimate;
}

/** Every other group of figures. */
export function figureMatrices(comparison: ComparisonSummary): Block[] {
  return figureGroups(comparison).flatMap(({ title, figures }) => matrices(comparison, title, figures));
}

function matrices({ variants }: ComparisonSummary, caption: string, rows: readonly MatrixRow[]): Table[] {
  const [first, ...others] = variants.map(({ name }) => name);
  const means: Table = {
    kind: 'table',
    caption,
    columns: [words(''), ...variants.map(({ name }) => numbers(name))],
    rows: rows.map(({ label, unit, variants: own }) =>
      textCells(label, ...own.map((estimate) => estimateText(estimate, unit))),
    ),
  };
  const differences: Table = {
    kind: 'table',
    caption: `${caption}: difference to ${first}`,
    columns: [words(''), ...others.map(numbers)],
    rows: rows.map(({ label, unit, variants: own }) =>
      textCells(label, ...own.slice(1).map(({ difference }) => differenceText(difference, unit))),
    ),
  };
  return others.length === 0 ? [means] : [means, differences];
}
