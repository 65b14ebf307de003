/** The tables of a comparison as CSV. */
import { summaryFigures } from '../figures.ts';
import type { Cell, CsvTable } from '../writers/csv/table.ts';
import type { ComparisonResult } from './comparison-result.ts';
import type { ComparedFigure, ComparisonSummary, Estimate } from './comparison-schema.ts';

const ESTIMATE_HEADER = [
  'mean',
  'standardDeviation',
  'halfWidth95',
  'difference',
  'differenceHalfWidth95',
  'differencePercent',
];

function estimateCells({ mean, standardDeviation, halfWidth, difference }: Estimate): Cell[] {
  const { mean: against = null, halfWidth: width = null, percent = null } = difference ?? {};
  return [mean, standardDeviation, halfWidth, against, width, percent];
}

/** cost.csv: a row per variant and line item. */
export function comparedCostTable({ lineItems, variants }: ComparisonSummary): CsvTable {
  const rows = variants.flatMap(({ name }, index) =>
    lineItems.map(({ service, item, description, estimatedRate, usdPerMonth }): Cell[] => [
      name,
      service,
      item,
      description,
      estimatedRate,
      ...estimateCells(usdPerMonth[index]!),
    ]),
  );
  return {
    header: ['variant', 'service', 'item', 'description', 'rateIsEstimate', ...ESTIMATE_HEADER],
    rows,
  };
}

/** commitments.csv: a row per variant and way to commit. */
export function comparedCommitmentsTable({ commitments = [], variants }: ComparisonSummary): CsvTable {
  const rows = variants.flatMap(({ name }, index) =>
    commitments.map(({ kind, years, payment, estimatedDiscount, usdPerMonth }): Cell[] => [
      name,
      kind,
      years,
      payment,
      estimatedDiscount[index]!,
      ...estimateCells(usdPerMonth[index]!),
    ]),
  );
  return { header: ['variant', 'kind', 'years', 'payment', 'discountIsEstimate', ...ESTIMATE_HEADER], rows };
}

/** figures.csv: a row per variant and figure, those of clusters, capacity providers and services too. */
export function comparedFiguresTable({ variants }: ComparisonSummary, figures: readonly ComparedFigure[]): CsvTable {
  const rows = variants.flatMap(({ name }, index) =>
    figures.map((figure): Cell[] => [name, figure.name, figure.unit, ...estimateCells(figure.variants[index]!)]),
  );
  return { header: ['variant', 'figure', 'unit', ...ESTIMATE_HEADER], rows };
}

/** replications.csv: a row per variant and replication with every figure that any of them has. */
export function replicationsTable({ variants, seeds }: ComparisonResult, figures: readonly ComparedFigure[]): CsvTable {
  const names = figures.map(({ name }) => name);
  const rows = variants.flatMap(({ name, summaries }) =>
    summaries.map((summary, index): Cell[] => {
      const values = new Map(summaryFigures(summary).map((figure) => [figure.name, figure.value]));
      return [name, index + 1, seeds[index]!, ...names.map((figure) => values.get(figure) ?? null)];
    }),
  );
  return { header: ['variant', 'replication', 'seed', ...names], rows };
}
