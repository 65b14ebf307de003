import { describe, expect, it } from 'vitest';
import { buildSweepReport, sweepReportFiles } from '../../../src/report/sweep/sweep-report.ts';
import { emptyResults, handMadeResults } from './results.ts';

describe('the report of a sweep', () => {
  it('says what was varied', () => {
    const { sections, subtitle, title } = buildSweepReport(handMadeResults());
    expect(title).toBe('shop: sweep');
    expect(subtitle).toEqual(['By hand', '6 points · 2 replications · over strategy, tasks']);
    expect(sections.map(({ id }) => id)).toEqual(['headline', 'comparison', 'main-effects', 'parallel', 'assumptions']);
  });

  it('is a page, a Markdown text and its charts, the same bytes each time', async () => {
    const files = await sweepReportFiles(handMadeResults());
    expect([...files.keys()]).toEqual(expect.arrayContaining(['report.md', 'report.html', 'report-parallel-1.svg']));
    expect(files.get('report-comparison-1.svg')).toContain('<svg');
    expect(await sweepReportFiles(handMadeResults())).toEqual(files);
  });

  it('is there without figures too', async () => {
    expect((await sweepReportFiles(emptyResults())).get('report.md')).toContain('No point of this sweep has figures');
  });
});
