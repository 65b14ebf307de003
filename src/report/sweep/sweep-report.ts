import { REPORT_WRITERS } from '../registry.ts';
import type { BuiltSection, Report, ReportFiles } from '../report.ts';
import { SWEEP_SECTIONS } from './sections.ts';
import { cellsOf, type SweepResults } from './sweep-results.ts';
import { viewOf } from './sweep-view.ts';

/** The report of a sweep, for the writers of any report. */
export function buildSweepReport(results: SweepResults): Report {
  const { axes, description, engineVersion, name } = results;
  const view = viewOf(results);
  const replications = new Set(cellsOf(results, 'replication')).size;
  const facts = [
    `${view.points.length} points`,
    replications === 1 ? '1 replication' : `${replications} replications`,
    `over ${axes.join(', ')}`,
  ];
  return {
    title: `${name}: sweep`,
    subtitle: [...(description === '' ? [] : [description]), facts.join(' · ')],
    footer: `plimsoll ${engineVersion}, a simulator of Amazon ECS. Simulated figures, no bill of AWS.`,
    sections: SWEEP_SECTIONS.flatMap(({ id, title, build }): BuiltSection[] => {
      const blocks = build(view);
      return blocks.length === 0 ? [] : [{ id, title, blocks }];
    }),
  };
}

/** Every file of the report, to be written side by side. */
export async function sweepReportFiles(results: SweepResults): Promise<ReportFiles> {
  const report = buildSweepReport(results);
  const pages = await Promise.all(Object.values(REPORT_WRITERS).map(async (write) => write(report)));
  return new Map(pages.flatMap((files) => [...files]));
}
