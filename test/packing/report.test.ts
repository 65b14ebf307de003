import { describe, expect, it } from 'vitest';
import { packingReport } from '../../src/packing/report.ts';
import { GIVEN, RESULTS } from './results.ts';

describe('the report of a bench', () => {
  const report = packingReport(GIVEN, RESULTS);
  const [opened, all] = report.sections;

  it('has a section per case: facts, a chart, a table with a row per chain', () => {
    expect(report.sections.map(({ id, title }) => [id, title])).toEqual([
      ['case-1', 'opened'],
      ['case-2', 'all'],
    ]);
    expect(opened!.blocks.map(({ kind }) => kind)).toEqual(['note', 'chart', 'table']);
  });

  it('shows mean, least and most, and how far above the least possible', () => {
    const [, , table] = opened!.blocks;
    expect(table).toMatchObject({ kind: 'table' });
    if (table?.kind !== 'table') return;
    expect(table.columns.map(({ title }) => title)).toEqual([
      'Strategies',
      'Of ECS',
      'Tasks placed',
      'CPU placed',
      'Machines used',
      'Above the least',
      'CPU idle, unusable',
    ]);
    expect(table.rows.map((row) => row.map(({ text }) => text))).toEqual([
      ['first-fit', 'no', '100.0%', '100.0%', '4.5 (4–5)', '12.5% (0.0%–25.0%)', '50.0%'],
    ]);
  });

  it('says what nobody can beat, or that the machines are too few', () => {
    const textOf = (block: unknown) => (block as { lines: string[] }).lines.join('\n');
    expect(textOf(opened!.blocks[0])).toContain('No strategy needs fewer than 4 machines for all tasks.');
    expect(textOf(opened!.blocks[0])).toContain('4 machines are proven to be enough.');
    expect(textOf(all!.blocks[0])).toContain(
      'The machines cannot hold all tasks. No strategy places more than 1 tasks.',
    );
  });
});
