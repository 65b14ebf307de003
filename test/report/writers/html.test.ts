import { describe, expect, it } from 'vitest';
import { buildReport } from '../../../src/report/registry.ts';
import type { Chart } from '../../../src/report/report.ts';
import type { RunResult } from '../../../src/report/run-result.ts';
import { summarise } from '../../../src/report/summary.ts';
import { writeHtml } from '../../../src/report/writers/html.ts';
import { hostileRun } from '../hostile.ts';
import { sideBySideRun, weekRun } from '../weeks.ts';

const pageOf = (run: RunResult) => writeHtml(buildReport(run, summarise(run))).get('report.html') as string;

/** The page without what Vega brings along. */
const ownPart = (page: string) => page.replace(/<script>[\s\S]*?<\/script>/g, '');

interface PageData {
  readonly charts: Readonly<Record<string, { spec: unknown; data: Readonly<Record<string, string>> }>>;
  readonly datasets: Readonly<Record<string, unknown>>;
}
const dataOf = (page: string) =>
  JSON.parse(/<script type="application\/json" id="report-data">(.*?)<\/script>/s.exec(page)![1]) as PageData;

describe('report.html', () => {
  const page = pageOf(weekRun(5));

  it('forbids itself every request', () => {
    expect(page).toContain(
      `content="default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:"`,
    );
    expect(ownPart(page)).not.toMatch(/(?:src|href)="(?!#)/);
    expect(page).not.toContain('sourceMappingURL');
  });

  it('has the data of every chart, and an element for each', () => {
    const { charts, datasets } = dataOf(page);
    const ids = [...page.matchAll(/<figure class="chart [a-z]+" id="([a-z0-9-]+)">/g)].map(([, id]) => id);
    expect(Object.keys(charts)).toEqual(ids);
    expect(ids.length).toBeGreaterThan(10);
    for (const key of Object.values(charts).flatMap(({ data }) => Object.values(data)))
      expect(datasets).toHaveProperty([key]);
  });

  it('links every section in its table of contents, each id once', () => {
    const targets = [...page.matchAll(/<a href="#([a-z-]+)">/g)].map(([, id]) => id);
    expect(targets.length).toBeGreaterThan(10);
    const ids = [...ownPart(page).matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    expect(targets.filter((id) => !ids.includes(id))).toEqual([]);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('has words for every chart and a caption for every table', () => {
    const own = ownPart(page);
    expect(own.match(/role="img" aria-label="[^"]{20,}"/g)).toHaveLength(own.match(/<figure /g)!.length);
    expect(own.match(/<caption/g)).toHaveLength(own.match(/<table>/g)!.length);
  });

  it('holds data that two charts share once', () => {
    const shared = { a: [1, 2] };
    const chart = (title: string): Chart => ({
      kind: 'chart',
      title,
      subtitle: '',
      description: 'Two.',
      legend: [],
      spec: { layer: [] },
      datasets: { points: shared },
      width: 'full',
      isEssential: false,
    });
    const report = {
      title: 'x',
      subtitle: [],
      footer: '',
      sections: [{ id: 's', title: 's', blocks: [chart('a'), chart('b')] }],
    };
    const { charts, datasets } = dataOf(writeHtml(report).get('report.html') as string);
    expect(datasets).toEqual({ d0: shared });
    expect(Object.values(charts).map(({ data }) => data)).toEqual([{ points: 'd0' }, { points: 'd0' }]);
  });

  it('is written in the time of reading three files', () => {
    const report = buildReport(weekRun(5), summarise(weekRun(5)));
    const times = Array.from({ length: 5 }, () => {
      const startedAt = performance.now();
      writeHtml(report);
      return performance.now() - startedAt;
    });
    // 5 to 15 ms alone; the bound leaves room for a busy machine.
    expect(Math.min(...times)).toBeLessThan(100);
  });
});

describe('a name that is markup', () => {
  const page = pageOf(hostileRun());

  it('opens no element and closes no script', () => {
    const own = ownPart(page);
    expect(own).not.toMatch(/<img/);
    expect(own).not.toMatch(/onerror="/);
    expect(page.match(/<\/script/g)).toHaveLength(pageOf(sideBySideRun()).match(/<\/script/g)!.length);
    expect(page).not.toContain('<!--');
  });

  it('is told to the reader as it is', () => {
    expect(ownPart(page)).toContain(
      '&#60;/script&#62;&#60;img src&#61;x onerror&#61;&#34;window.broken&#61;1&#34;&#62;',
    );
  });

  it('comes through the data unharmed', () => {
    const labels = JSON.stringify(dataOf(page));
    expect(labels).toContain(JSON.stringify('</script><img src=x onerror="window.broken=1">').slice(1, -1));
  });
});
