import { describe, expect, it } from 'vitest';
import { barCell, largestOf, level, numbers, textCells, words } from '../../../src/report/sections/cells.ts';

describe('the cells of a table', () => {
  it('have a bar as long as their part of the largest', () => {
    expect(barCell('$5', 5, 20)).toEqual({ text: '$5', share: 0.25 });
  });

  it('have no bar where nothing is above 0', () => {
    expect(barCell('$0', 0, largestOf([]))).toEqual({ text: '$0' });
  });

  it('tell a mean that differs from a whole number by nothing seen as that number', () => {
    expect([7.99, 8, 7.9, 0.04].map(level)).toEqual(['8', '8', '7.9', '0']);
  });

  it('are words on the left and numbers on the right', () => {
    expect([words('Service').align, numbers('Cost').align]).toEqual(['left', 'right']);
    expect(textCells('a', 'b')).toEqual([{ text: 'a' }, { text: 'b' }]);
  });
});
