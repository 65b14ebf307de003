import type { ReportSection } from '../report.ts';
import { subjectInWords } from '../summary/expectations.ts';
import { textCells, words } from './cells.ts';

/** What the scenario demands of its run, and what was found. */
export const expectations: ReportSection = {
  title: 'Expectations',
  build: (_run, { expectations: verdicts = [] }) => {
    if (verdicts.length === 0) return [];
    const unmet = verdicts.filter(({ met }) => !met).length;
    const line =
      unmet === 0 ? 'Every expectation of the scenario is met.' : `${unmet} of ${verdicts.length} are not met.`;
    return [
      { kind: 'note', tone: unmet === 0 ? 'plain' : 'warning', lines: [line] },
      {
        kind: 'table',
        caption: 'What the scenario demands, and what the run found',
        columns: [words('Clause'), words('Of'), words('Expected'), words('Found'), words('Met')],
        rows: verdicts.map((verdict) =>
          textCells(
            verdict.clause,
            subjectInWords(verdict),
            verdict.expected,
            verdict.found ?? 'nothing to measure',
            verdict.met ? 'yes' : 'NO',
          ),
        ),
      },
    ];
  },
};
