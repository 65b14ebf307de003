import { expect, it } from 'vitest';
import { isWideRange } from '../../../src/report/charts/wide-range.ts';

it('a range is wide from twenty times its least value on, and never where that is zero or less', () => {
  expect([isWideRange(1, 20), isWideRange(1, 20.1), isWideRange(0, 1000), isWideRange(-1, 1000)]).toEqual([
    false,
    true,
    false,
    false,
  ]);
});
