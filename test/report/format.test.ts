import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as format from '../../src/report/format.ts';

describe('format', () => {
  it.each([
    [0, 0, '0'],
    [999, 0, '999'],
    [1000, 0, '1,000'],
    [1234567.891, 2, '1,234,567.89'],
    [0.5, 3, '0.500'],
    [-1234.5, 1, '-1,234.5'],
    [-0.001, 2, '0.00'],
  ])('writes %d to %d decimals as %s', (value, digits, text) => {
    expect(format.decimal(value, digits)).toBe(text);
  });

  it('separates thousands so that the digits stay the same', () => {
    fc.assert(
      fc.property(fc.nat(), (value) => {
        expect(format.count(value).replaceAll(',', '')).toBe(String(value));
        expect(format.count(value)).toMatch(/^\d{1,3}(,\d{3})*$/);
      }),
    );
  });

  it.each([
    [0, '$0.00'],
    [0.004, '<$0.01'],
    [0.005, '$0.01'],
    [1234.5, '$1,234.50'],
    [7310119.04, '$7,310,119'],
  ])('writes %d dollars as %s', (amount, text) => {
    expect(format.usd(amount)).toBe(text);
  });

  it.each([
    [0.004445, '$0.004445'],
    [0.1, '$0.10'],
    [0.192, '$0.192'],
    [0.000111, '$0.000111'],
    [12, '$12.00'],
  ])('writes a rate of %d with all its digits: %s', (amount, text) => {
    expect(format.rateUsd(amount)).toBe(text);
  });

  it('writes a percentage, and a dash where nobody knows', () => {
    expect(format.percent(12.345)).toBe('12.3%');
    expect(format.percent(99.96, 0)).toBe('100%');
    expect(format.percent(null)).toBe('-');
  });

  it.each([
    [3, '3'],
    [3.44, '3.4'],
    [123.4, '123'],
  ])('writes a mean of %d as %s', (value, text) => {
    expect(format.mean(value)).toBe(text);
  });

  it.each([
    [0, '0ms'],
    [40, '40ms'],
    [1500, '1.5s'],
    [2000, '2s'],
    [42_400, '42s'],
    [59_999, '1m'],
    [150_000, '2m 30s'],
    [3_599_999, '1h'],
    [7_200_000, '2h'],
    [86_399_999, '1d'],
    [108_000_000, '1d 6h'],
    [604_800_000, '7d'],
  ])('writes %d ms as %s', (ms, text) => {
    expect(format.duration(ms)).toBe(text);
  });

  it.each([
    [512, '512 MiB'],
    [1024, '1 GiB'],
    [1536, '1.5 GiB'],
    [2_097_152, '2,048 GiB'],
  ])('writes %d MiB as %s', (mib, text) => {
    expect(format.memory(mib)).toBe(text);
  });

  it('writes times in UTC, whatever the zone of the machine', () => {
    const epochMs = Date.UTC(2026, 2, 2, 14, 5);
    expect(format.isoTime(epochMs)).toBe('2026-03-02T14:05:00Z');
    expect(format.isoTime(epochMs + 7)).toBe('2026-03-02T14:05:00.007Z');
    expect(format.dateTime(epochMs)).toBe('2026-03-02 14:05');
  });

  it('tells the age of prices from the oldest to the newest, for all of them are in the total', () => {
    expect(format.pricesPhrase({ oldest: '2022-09-03', newest: '2026-09-28' })).toBe(
      'prices of 2022-09-03 to 2026-09-28',
    );
    expect(format.pricesPhrase({ oldest: '2026-09-28', newest: '2026-09-28' })).toBe('prices of 2026-09-28');
    expect(format.pricesPhrase({ oldest: null, newest: null })).toBe('');
  });
});
