import { expect, it } from 'vitest';
import { OpenPeriod } from '../../../src/sim/record/open-period.ts';

it('lists every row that moved once, and none after the period has ended', () => {
  const period = new OpenPeriod(4);
  for (const row of [2, 0, 2, 2]) period.move(row);
  expect([...period.moved.subarray(0, period.movedCount)]).toEqual([2, 0]);
  period.end(60_000);
  expect([period.movedCount, period.startMs]).toEqual([0, 60_000]);
  period.move(2);
  expect([...period.moved.subarray(0, period.movedCount)]).toEqual([2]);
});
