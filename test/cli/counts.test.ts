import { expect, it } from 'vitest';
import { parseCount } from '../../src/cli/counts.ts';

it('a count is a whole number from 1 on', () => {
  expect(parseCount('12')).toBe(12);
  for (const text of ['0', '-1', '1.5', 'many', '', '1e3'])
    expect(() => parseCount(text)).toThrow(/whole number from 1/);
});
