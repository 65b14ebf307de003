import { describe, expect, it } from 'vitest';
import { buildReport } from '../../../src/report/registry.ts';
import type { RunResult } from '../../../src/report/run-result.ts';
import { summarise } from '../../../src/report/summary.ts';
import { escapeMarkdown, writeMarkdown } from '../../../src/report/writers/markdown.ts';
import { hostileRun } from '../hostile.ts';
import { sideBySideRun, weekRun } from '../weeks.ts';

const filesOf = (run: RunResult) => writeMarkdown(buildReport(run, summarise(run)));

describe('report.md', async () => {
  const files = await filesOf(weekRun(5));
  const text = files.get('report.md') as string;

  it('opens with the headline and folds the rest away', () => {
    expect(text.indexOf('## At a glance')).toBeLessThan(text.indexOf('<details>'));
    expect(text.match(/<details>/g)).toHaveLength(text.match(/<\/details>/g)!.length);
    expect(text).toMatch(/\| Cost per month \| \*\*\$[\d,.]+\*\* \|/);
  });

  it('shows each chart beside it, and has a file for no other', () => {
    const shown = [...text.matchAll(/!\[.*\]\(([^)]+)\)/g)].map(([, name]) => name);
    expect(shown).toEqual([...files.keys()].filter((name) => name.endsWith('.svg')));
    expect(shown.length).toBeGreaterThan(3);
    expect(shown.length).toBeLessThan(9);
  });

  it('compares several clusters before it folds', async () => {
    const both = (await filesOf(sideBySideRun())).get('report.md') as string;
    expect(both.indexOf('## Clusters side by side')).toBeLessThan(both.indexOf('<details>'));
    expect(both).toContain('### shop-fargate');
  });

  it('has as many cells in a row as its table has columns, whatever the names', async () => {
    const hostile = (await filesOf(hostileRun())).get('report.md') as string;
    const cells = (line: string) => line.replaceAll('\\|', '').split('|').length;
    const tables = hostile.split('\n\n').filter((part) => part.startsWith('|'));
    for (const table of tables) expect(new Set(table.split('\n').map(cells)).size).toBe(1);
    expect(tables.length).toBeGreaterThan(8);
  });

  it('lets no name become an element, a heading or a link', async () => {
    const hostile = (await filesOf(hostileRun())).get('report.md') as string;
    expect(hostile.replaceAll(/<\/?(?:details|summary|b)>/g, '')).not.toContain('<');
    expect(hostile).not.toMatch(/(?<!\\)\]\(javascript/);
    expect(hostile).not.toMatch(/^# heading|@everyone/m);
  });
});

describe('escapeMarkdown', () => {
  it('keeps prices readable and takes the power of everything else', () => {
    expect(escapeMarkdown('$1.50')).toBe('$1.50');
    expect(escapeMarkdown('$x$ @me #1 a|b `c` <b> &amp;')).toBe(
      '&#36;x&#36; &#64;me \\#1 a\\|b \\`c\\` &#60;b&#62; &#38;amp;',
    );
    expect(escapeMarkdown('two\n\nlines')).toBe('two lines');
  });
});

it('leaves a section open that says so', async () => {
  const section = { title: 'A case', blocks: [{ kind: 'heading', text: 'inside' }] } as const;
  const sections = [
    { ...section, id: 'open', isOpen: true },
    { ...section, id: 'folded' },
  ];
  const files = await writeMarkdown({ title: 'bench', subtitle: [], footer: '', sections });
  expect(files.get('report.md')!.match(/<details>/g)).toHaveLength(1);
  expect(files.get('report.md')).toContain('## A case\n\n### inside');
});
