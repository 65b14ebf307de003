import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { type GridColumn, type GridRow, grid, styled, wrap } from '../../../../src/report/writers/terminal/grid.ts';

const columns: GridColumn[] = [
  { title: '', align: 'left' },
  { title: 'cpu\nused', align: 'right' },
];
const rows: GridRow[] = [
  { cells: ['web', '5%'] },
  { cells: ['a-long-name', '100%'] },
  { cells: ['total', '9%'], isTotal: true },
];
const plain = { colour: false, width: 80 };

describe('grid', () => {
  it('aligns columns two spaces apart, without borders or spaces at the end', () => {
    expect(grid(columns, rows, plain)).toEqual([
      '              cpu',
      '             used',
      'web            5%',
      'a-long-name  100%',
      'total          9%',
    ]);
  });

  it('says the same in colour', () => {
    const coloured = grid(columns, rows, { ...plain, colour: true });
    expect(coloured.map((line) => stripVTControlCharacters(line).trimEnd())).toEqual(grid(columns, rows, plain));
    expect(coloured.join('\n')).not.toEqual(grid(columns, rows, plain).join('\n'));
  });

  it('cuts the first column where the terminal is narrow, never the figures', () => {
    const lines = grid(columns, [{ cells: ['a-service-with-a-long-name', '100%'] }], { colour: false, width: 20 });
    expect(lines.at(-1)).toMatch(/^a-service-.*…\s+100%$/);
    expect(Math.max(...lines.map((line) => line.length))).toBe(20);
  });
});

describe('styled', () => {
  it('adds codes only where colour is asked for, and none around nothing', () => {
    expect(styled('bold', 'web', plain)).toBe('web');
    expect(styled('bold', 'web', { ...plain, colour: true })).toBe('\u001b[1mweb\u001b[22m');
    expect(styled('bold', '', { ...plain, colour: true })).toBe('');
  });
});

describe('wrap', () => {
  it('breaks between words, and leaves a word that is too long in one piece', () => {
    expect(wrap('no instance met all of it', 11)).toEqual(['no instance', 'met all of', 'it']);
    expect(wrap('distinctInstance is', 5)).toEqual(['distinctInstance', 'is']);
    expect(wrap('', 5)).toEqual(['']);
  });
});
