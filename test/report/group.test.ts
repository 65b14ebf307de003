import { describe, expect, it } from 'vitest';
import { group } from '../../src/report/group.ts';

describe('group', () => {
  it('keeps the order of the first rows, and that of the rows inside', () => {
    expect(group(['b1', 'a1', 'b2', 'a2', 'c1'], (row) => row[0])).toEqual([['b1', 'b2'], ['a1', 'a2'], ['c1']]);
  });
});
