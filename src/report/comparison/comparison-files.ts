import { REPORT_WRITERS } from '../registry.ts';
import type { ReportFiles } from '../report.ts';
import { csvText } from '../writers/csv.ts';
import { buildComparisonReport } from './comparison-report.ts';
import type { ComparisonResult } from './comparison-result.ts';
import type { ComparisonSummary } from './comparison-schema.ts';
import { comparedFigures } from './comparison-summary.ts';
import {
  comparedCommitmentsTable,
  comparedCostTable,
  comparedFiguresTable,
  replicationsTable,
} from './comparison-tables.ts';

/** Every file of a comparison's report, to be written side by side. */
export async function comparisonFiles(result: ComparisonResult, comparison: ComparisonSummary): Promise<ReportFiles> {
  const report = buildComparisonReport(comparison);
  const figures = comparedFigures(result);
  const pages = await Promise.all(Object.values(REPORT_WRITERS).map(async (write) => write(report)));
  return new Map([
    ['summary.json', comparisonJson(comparison)],
    ['cost.csv', await csvText(comparedCostTable(comparison))],
    ...(comparison.commitments === undefined
      ? []
      : [['commitments.csv', await csvText(comparedCommitmentsTable(comparison))] as const]),
    ['figures.csv', await csvText(comparedFiguresTable(comparison, figures))],
    ['replications.csv', await csvText(replicationsTable(result, figures))],
    ...pages.flatMap((files) => [...files]),
  ]);
}

/** The text of summary.json. */
export function comparisonJson(comparison: ComparisonSummary): string {
  return `${JSON.stringify(comparison, null, 2)}\n`;
}
