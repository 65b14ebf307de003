import { buildReport, REPORT_WRITERS } from './registry.ts';
import type { ReportFiles } from './report.ts';
import type { RunResult } from './run-result.ts';
import type { Summary } from './summary-schema.ts';
import { csvFiles } from './writers/csv.ts';
import { summaryJson } from './writers/json.ts';

/** Every file of a run's report, to be written side by side: summary, tables, pages and charts. */
export async function reportFiles(run: RunResult, summary: Summary): Promise<ReportFiles> {
  const report = buildReport(run, summary);
  const pages = await Promise.all(Object.values(REPORT_WRITERS).map(async (write) => write(report)));
  return new Map([
    ['summary.json', summaryJson(summary)],
    ...(await csvFiles(run)),
    ...pages.flatMap((files) => [...files]),
  ]);
}
