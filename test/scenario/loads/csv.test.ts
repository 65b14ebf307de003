import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openCsv, parseCsv } from '../../../src/scenario/loads/csv.ts';

describe('CSV with places', () => {
  it('names its columns and says where each cell stands', () => {
    const { names, rows } = parseCsv('timestamp,value\n2014-04-10 00:04:00,94.0\n');
    expect(names).toEqual(['timestamp', 'value']);
    expect(rows).toEqual([{ line: 2, cells: ['2014-04-10 00:04:00', '94.0'], columns: [1, 21] }]);
  });

  it('a first row that ends in a number is data already', () => {
    expect(parseCsv('0,42\n1,62').names).toEqual([]);
    expect(parseCsv('0,42\n1,62').rows).toHaveLength(2);
  });

  it('reads quotes, doubled quotes and line feeds inside them, and counts lines on', () => {
    const { rows } = parseCsv('a,b\n"x, ""y""\nz",1\n3,4\n');
    expect(rows).toEqual([
      { line: 2, cells: ['x, "y"\nz', '1'], columns: [1, 4] },
      { line: 4, cells: ['3', '4'], columns: [1, 3] },
    ]);
  });

  it('takes semicolons and tabs, carriage returns, a byte order mark, empty lines and comments', () => {
    expect(parseCsv('\uFEFFt;v\r\n1;2\r\n').rows[0]?.cells).toEqual(['1', '2']);
    expect(parseCsv('t\tv\n1\t2').rows[0]?.cells).toEqual(['1', '2']);
    expect(parseCsv('t,v\n\n# no row\n1,2\n').rows).toEqual([{ line: 4, cells: ['1', '2'], columns: [1, 3] }]);
    expect(parseCsv('').rows).toEqual([]);
  });

  it('takes the separator of the first row, whatever comments before it hold', () => {
    expect(parseCsv('# made by hand; in March; of two sources\n\nt,v\n1,2\n').names).toEqual(['t', 'v']);
    expect(parseCsv('# a, b, c\nt;v').names).toEqual(['t', 'v']);
    expect([...openCsv(['# a; b', '; c\n', 't,', 'v\n1,2']).rows].map(({ cells }) => cells)).toEqual([['1', '2']]);
  });

  it('an unclosed quote ends with the text', () => {
    expect(parseCsv('a,b\n"x,1').rows[0]?.cells).toEqual(['x,1']);
  });

  it('reads back whatever was quoted by the book', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', ' ', '7'), minLength: 1 });
    const table = fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 6 });
    const quote = (text: string) => `"${text.replaceAll('"', '""')}"`;
    fc.assert(
      fc.property(table, (cells) => {
        const text = `h,h\n${cells.map((row) => row.map(quote).join(',')).join('\n')}\n`;
        const kept = cells.filter(([first]) => !first.startsWith('#'));
        expect(parseCsv(text).rows.map((row) => row.cells)).toEqual(kept);
      }),
    );
  });

  it('is the same in blocks, wherever they are cut, quotes and a byte order mark included', () => {
    const text = '\uFEFFa,b\r\n"x, ""y""\nz",1\r\n\n# no row\n"",""\n3,"4\n\n5"\n6,7';
    const whole = parseCsv(text);
    for (let size = 1; size < text.length; size++) {
      const blocks = Array.from({ length: Math.ceil(text.length / size) }, (_, i) =>
        text.slice(i * size, (i + 1) * size),
      );
      const { names, rows } = openCsv(blocks);
      expect({ names, rows: [...rows] }).toEqual(whole);
    }
  });

  it('in blocks is read no further than its rows are asked for', () => {
    let read = 0;
    function* blocks() {
      for (; read < 10; read++) yield `${read},1\n`;
    }
    const [first] = openCsv(blocks()).rows;
    expect([first?.cells, read]).toEqual([['0', '1'], 0]);
  });
});
