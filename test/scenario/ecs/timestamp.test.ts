import { expect, it } from 'vitest';
import { timestampSchema, toEpochMs } from '../../../src/scenario/ecs/timestamp.ts';

const instant = Date.UTC(2018, 5, 18, 22, 28, 28);

it.each([
  [instant / 1000, instant],
  [1557768075.681, 1557768075681],
  ['2018-06-18T22:28:28+00:00', instant],
  ['2018-06-18T22:28:28Z', instant],
  ['2018-06-18T22:28:28', instant],
  ['2018-06-19T06:28:28+08:00', instant],
  ['2018-06-18', Date.UTC(2018, 5, 18)],
  [{ __class__: 'datetime', year: 2018, month: 6, day: 18, hour: 22, minute: 28, second: 28 }, instant],
  ['yesterday', undefined],
  ['2018-99-99T00:00:00Z', undefined],
])('%j is the instant %s', (value, epochMs) => {
  expect(toEpochMs(timestampSchema.parse(value))).toBe(epochMs);
});
