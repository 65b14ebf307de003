import { expect, it } from 'vitest';
import { commitmentInWords, gap, labelInWords, labelsInWords, usd } from '../../src/planner/plan-words.ts';
import { COMMITMENT, RESULT } from './results.ts';

it('a gap needs a bound above 0', () => {
  expect(gap(RESULT.best!, 0)).toBe('no bound above 0');
  expect(gap(RESULT.best!, 75)).toBe('gap 20.0%');
});

it('settings, costs and commitments have their words', () => {
  expect(labelsInWords(RESULT.today)).toBe('today');
  expect(labelsInWords(RESULT.best!)).toBe('tasks 5, size small');
  expect(labelInWords(null)).toBe('-');
  expect([usd(RESULT.best!), usd({ ...RESULT.best!, usdPerMonth: null })]).toEqual(['$90.00', '-']);
  expect(commitmentInWords(COMMITMENT)).toBe('Compute Savings Plan, 1 year, no upfront *: $0.25 an hour');
});
