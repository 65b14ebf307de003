/** Tables with a row per figure and a column per variant: the means, and the differences to the first. */
import type { FigureUnit } from '../../figures/figure-facts.ts';
import type { Block, Table } from '../../report.ts';
import { numbers, textCells, words } from '../../sections/cells.ts';
import { differenceText, estimateText } from '../comparison-format.ts';
import type { ComparisonSummary, Estimate } from '../comparison-schema.ts';
import { figureGroups, itemFigures } from '../figure-groups.ts';

/** A figure of every variant. */
export interface MatrixRow {
  readonly label: string;
  readonly unit: FigureUnit;
  readonly variants: readonly Estimate[];
}

/** More variants than these have their line items added up by kind: EC2 instances, Fargate memory. */
const VARIANTS_IN_DETAIL_MAX = 4;

/** Line items and their sum, and the clusters where there are several. */
export function costMatrices(comparison: ComparisonSummary): Block[] {
  const { clusters, figures, lineItems, variants } = comparison;
  const total = figures.find(({ name }) => name === 'usdPerMonth')!;
  const totalRow: MatrixRow = { label: 'Total', unit: 'usd', variants: total.variants };
  const rows = variants.length > VARIANTS_IN_DETAIL_MAX ? kindRows(comparison) : lineItemRows(comparison);
  const clusterRows = clusters.map(({ clusterName, usdPerMonth }): MatrixRow => {
    return { label: clusterName, unit: 'usd', variants: usdPerMonth.map(withoutNothing) };
  });
  const isEstimated = lineItems.some(({ estimatedRate }) => estimatedRate);
  return [
    ...matrices(comparison, 'Cost per month', [...rows, totalRow]),
    ...(clusters.length > 1 ? matrices(comparison, 'Cost per month by cluster', clusterRows) : []),
    ...(isEstimated ? [{ kind: 'note' as const, tone: 'plain' as const, lines: [estimates(comparison)] }] : []),
  ];
}

function lineItemRows({ lineItems }: ComparisonSummary): MatrixRow[] {
  return lineItems.map(({ service, description, estimatedRate, usdPerMonth }) => ({
    label: `${service}: ${description}${estimatedRate ? ' *' : ''}`,
    unit: 'usd' as const,
    variants: usdPerMonth.map(withoutNothing),
  }));
}

function kindRows(comparison: ComparisonSummary): MatrixRow[] {
  return itemFigures(comparison).map(({ label, unit, variants }) => ({
    label,
    unit,
    variants: variants.map(withoutNothing),
  }));
}

function estimates({ lineItems }: ComparisonSummary): string {
  const names = lineItems.flatMap(({ service, description, estimatedRate }) =>
    estimatedRate ? `${service}: ${description}` : [],
  );
  return `At estimated rates: ${names.join('; ')}.`;
}

/** A bill without the item shows none of it. */
function withoutNothing(estimate: Estimate): Estimate {
  return estimate.mean === 0 ? { ...estimate, mean: null } : estimate;
}

/** Every other group of figures. */
export function figureMatrices(comparison: ComparisonSummary): Block[] {
  return figureGroups(comparison).flatMap(({ title, figures }) => matrices(comparison, title, figures));
}

/** The means of every variant, and below their differences to the first. */
export function matrices({ variants }: ComparisonSummary, caption: string, rows: readonly MatrixRow[]): Table[] {
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
