import { describe, expect, test } from 'vitest';
import {
  compareVersions,
  formatRegisteredAt,
  readCount,
  readRegisteredAt,
  readVersion,
} from '../../../src/placement/query-language/literals.ts';

describe('registeredAt literals (P3.20)', () => {
  test.each([
    // 2018-06-18 is 17,700 days after the epoch; 22:28:28 is 80,908 s.
    ['2018-06-18T22:28:28+00:00', (17_700 * 86_400 + 80_908) * 1000],
    ['2018-06-18T22:28:28Z', (17_700 * 86_400 + 80_908) * 1000],
    ['2018-06-18T22:28:28', (17_700 * 86_400 + 80_908) * 1000],
    ['2018-06-18', 17_700 * 86_400 * 1000],
    ['2018-06-18T22:28:28+02:00', (17_700 * 86_400 + 80_908 - 7200) * 1000],
    ['2018-06-18T22:28:28-05:30', (17_700 * 86_400 + 80_908 + 19_800) * 1000],
    ['2016-02-29', 16_860 * 86_400 * 1000],
    ['1970-01-01T00:00:00Z', 0],
  ])('%s is that instant, in UTC where it names no zone', (text, epochMs) => {
    expect(readRegisteredAt(text)).toBe(epochMs);
  });

  test.each([
    '2018-02-30',
    '2017-02-29',
    '2018-13-01',
    '2018-06-18T24:00:00Z',
    '2018-06-18T22:60:00Z',
    '2018-06-18 22:28:28',
    '2018-06-18T22:28',
    '2018-06-18T22:28:28.5Z',
    '2018-06-18T22:28:28+0200',
    '2018-06-18T22:28:28+19:00',
    '2018-06-18T22:28:28+02:60',
    '18-06-2018',
    '1969-12-31',
    'yesterday',
    '',
  ])('%s is no registration date', (text) => {
    expect(readRegisteredAt(text)).toBeUndefined();
  });

  test('an instant is written in the Z form', () => {
    expect(formatRegisteredAt(Date.UTC(2018, 1, 13))).toBe('2018-02-13T00:00:00Z');
  });
});

describe('agentVersion (P3.20)', () => {
  test.each([
    ['1.14.5', '1.14.5', 0],
    ['1.9.0', '1.14.5', -1],
    ['1.14.10', '1.14.5', 1],
    ['2', '1.99.99', 1],
    ['1.14', '1.14.0', 0],
    ['1.14.5-dev+3', '1.14.5', 0],
  ])('%s against %s compares as version numbers, not as text', (a, b, sign) => {
    expect(Math.sign(compareVersions(a, b))).toBe(sign);
    expect(Math.sign(compareVersions(b, a))).toBe(sign === 0 ? 0 : -sign);
  });

  test.each(['', 'v1.2', 'unknown', '1..2'])('"%s" is no version number and compares with none', (text) => {
    expect(readVersion(text)).toBeUndefined();
    expect(compareVersions(text, '1.0.0')).toBeNaN();
  });
});

test('a count is a whole number that is not negative', () => {
  expect(['0', '12', '007'].map(readCount)).toEqual([0, 12, 7]);
  expect(['-1', '1.5', '', 'one', '1e3', '1234567890'].map(readCount)).toEqual(Array(6).fill(undefined));
});
