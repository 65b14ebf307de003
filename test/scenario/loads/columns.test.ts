import { describe, expect, it } from 'vitest';
import { formatIssue } from '../../../src/base/errors.ts';
import {
  ColumnReader,
  columnAt,
  findColumn,
  missingColumn,
  readNonNegative,
  timeReader,
} from '../../../src/scenario/loads/columns.ts';
import { parseCsv } from '../../../src/scenario/loads/csv.ts';

const table = parseCsv('Time,value,Value\n1,2,3\n4,x,6\n');

describe('columns', () => {
  it('are found by name, in other letter case only where none is the same', () => {
    expect(findColumn(table, 'Value')).toEqual({ index: 2, name: 'Value' });
    expect(findColumn(table, 'time')).toEqual({ index: 0, name: 'Time' });
    expect(findColumn(table, 'cpu')).toBeUndefined();
  });

  it('without names are numbered', () => {
    expect(columnAt(parseCsv('1,2'), 1)).toEqual({ index: 1, name: 'column 2' });
  });

  it('that are missing are suggested by a near name', () => {
    expect(formatIssue(missingColumn('t.csv', table, 'valu'))).toBe(
      't.csv:1:1: found columns Time, value, Value, expected a column valu; did you mean "value"?',
    );
  });
});

describe('cells', () => {
  it('a bad one is an issue with file, line and column', () => {
    const reader = new ColumnReader('t.csv', table);
    const value = findColumn(table, 'value')!;
    expect(reader.cell(table.rows[0]!, value, readNonNegative, 'a number >= 0')).toBe(2);
    expect(reader.cell(table.rows[1]!, value, readNonNegative, 'a number >= 0')).toBeNaN();
    expect(reader.allIssues().map(formatIssue)).toEqual(['t.csv:3:3 value: found "x", expected a number >= 0']);
  });

  it('a row that is too short is one too', () => {
    const reader = new ColumnReader('t.csv', { names: ['t', 'v'] });
    reader.cell({ line: 9, cells: ['1'], columns: [1] }, { index: 1, name: 'value' }, readNonNegative, 'a number');
    expect(reader.allIssues().map(formatIssue)).toEqual(['t.csv:9:1 value: found a row of 1 cells, expected a number']);
  });

  it('of many bad ones ten are shown and the others counted', () => {
    const reader = new ColumnReader('t.csv', { names: ['t', 'v'] });
    for (let line = 1; line <= 13; line++) {
      reader.cell({ line, cells: ['x'], columns: [1] }, { index: 0, name: 'v' }, readNonNegative, 'a number');
    }
    expect(reader.allIssues()).toHaveLength(11);
    expect(formatIssue(reader.allIssues()[10]!)).toBe('t.csv: found 3 more cells that cannot be read, expected none');
  });

  it.each([
    ['0', 0],
    ['1e3', 1000],
    ['', undefined],
    ['-1', undefined],
    ['NaN', undefined],
    ['Infinity', undefined],
  ])('%j as a number is %s', (text, expected) => expect(readNonNegative(text)).toBe(expected));
});

describe('times in a trace', () => {
  it.each([
    ['minute', '3', 180_000],
    ['time_s', '3', 3000],
    ['seconds', '3', 3000],
    ['offset_ms', '3', 3],
    ['hour', '3', 10_800_000],
    ['timestamp', '3', 3000],
    ['timestamp', '1397088240', 1_397_088_240_000],
    ['timestamp', '1397088240000', 1_397_088_240_000],
    ['timestamp', '2014-04-10 00:04:00', 1_397_088_240_000],
    ['timestamp', '2014-04-10T02:04:00+02:00', 1_397_088_240_000],
  ])('in a column %s, %s is %i ms', (name, text, expected) => expect(timeReader(undefined, name)(text)).toBe(expected));

  it('a unit that is stated goes before the name', () => {
    expect(timeReader(300_000, 'minute')('2')).toBe(600_000);
  });
});
