import { expect, it } from 'vitest';
import {
  differenceText,
  estimateText,
  figureText,
  isSure,
  signed,
  signedPercent,
} from '../../../src/report/comparison/comparison-format.ts';

const estimate = (mean: number | null, halfWidth: number | null) => ({
  mean,
  halfWidth,
  standardDeviation: null,
  difference: null,
});

it('every unit reads as one says it', () => {
  expect(figureText(1234.5, 'usd')).toBe('$1,234.50');
  expect(figureText(12.34, 'percent')).toBe('12.3%');
  expect([figureText(99.996, 'percent'), figureText(99.639, 'percent')]).toEqual(['99.996%', '99.6%']);
  expect([18.44, 309.2, 31_341].map((ms) => figureText(ms, 'ms'))).toEqual(['18.4 ms', '309 ms', '31.3 s']);
  expect([figureText(31, 'seconds'), figureText(2, 'vcpu-hours')]).toEqual(['31.0 s', '2.0 vCPU-h']);
  expect([figureText(12, 'vcpu'), figureText(3.5, 'gib')]).toEqual(['12.0 vCPU', '3.5 GiB']);
  expect([figureText(4, 'count'), figureText(4.25, 'count'), figureText(null, 'count')]).toEqual(['4', '4.3', '-']);
});

it('a mean has half its interval beside it, where that shows', () => {
  expect(estimateText(estimate(412.1, 3.2), 'usd')).toBe('$412.10 ± $3.20');
  expect(estimateText(estimate(412.1, 0.001), 'usd')).toBe('$412.10');
  expect(estimateText(estimate(412.1, null), 'usd')).toBe('$412.10');
  expect(estimateText(estimate(null, null), 'usd')).toBe('-');
});

it('a difference has its sign, its interval, and its percentage of the first', () => {
  expect(differenceText({ mean: -120.1, halfWidth: 3.1, percent: -18.2 }, 'usd')).toBe('-$120.10 ± $3.10 (-18.2%)');
  expect(differenceText({ mean: 4, halfWidth: null, percent: 10 }, 'count')).toBe('+4 (+10.0%)');
  expect(differenceText({ mean: 4, halfWidth: 0, percent: null }, 'ms')).toBe('+4.0 ms');
  expect(differenceText({ mean: 4, halfWidth: 0, percent: 7 }, 'percent')).toBe('+4.0%');
});

it('what is too small to be shown is none; what nobody could pair is not told', () => {
  expect(differenceText({ mean: 0.001, halfWidth: 0, percent: 0.01 }, 'ms')).toBe('none');
  expect(differenceText({ mean: 0, halfWidth: 0.7, percent: 0 }, 'seconds')).toBe('0.0 s ± 0.7 s (0.0%)');
  expect(differenceText(null, 'ms')).toBe('-');
});

it('a difference is sure when its interval leaves out 0', () => {
  expect([
    isSure({ mean: -3, halfWidth: 2.9, percent: null }),
    isSure({ mean: 3, halfWidth: 3, percent: null }),
  ]).toEqual([true, false]);
  expect(isSure({ mean: 3, halfWidth: null, percent: null })).toBe(false);
  expect([signed(0.001, 'ms'), signed(2, 'ms')]).toEqual(['0.0 ms', '+2.0 ms']);
  expect([signedPercent(99.96), signedPercent(-3), signedPercent(0.01)]).toEqual(['+100.0%', '-3.0%', '0.0%']);
});
