import { buildReport, REPORT_WRITERS } from './registry.ts';
import type { ReportFiles } from './report.ts';
import type { RunResult } from './run-result.ts';
import type { Summary } from './summary-schema.ts';
import { csvFiles } from './writers/csv.ts';
import { summaryJson } from './writers/json.ts';
import { metricsFiles } from './writers/metrics.ts';

/**
 * Every file of a run's report, to be written side by side: summary, tables, pages and charts. The charts are drawn on
 * a thread of their own while the rest is made.
 */
export async function reportFiles(run: RunResult, summary: Summary): Promise<ReportFiles> {
  const report = buildReport(run, summary);
  const writing = Object.values(REPORT_WRITERS).map(async (write) => write(report));
  const [tables, ...pages] = await Promise.all([csvFiles(run), ...writing]);
  return new Map([
    ['summary.json', summaryJson(summary)],
    ...metricsFiles(run),
    ...tables,
    ...pages.flatMap((files) => [...files]),
  ]);
}
