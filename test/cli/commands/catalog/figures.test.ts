import { expect, it } from 'vitest';
import { ScenarioError } from '../../../../src/base/errors.ts';
import {
  commandLineIssue,
  hourlyUsd,
  monthlyUsd,
  priced,
  ratesOf,
} from '../../../../src/cli/commands/catalog/figures.ts';

it('opens the rate card of a region with prices, and refuses any other as the user’s fault', () => {
  expect(ratesOf('eu-west-1').region).toBe('eu-west-1');
  expect(() => ratesOf('atlantis-1')).toThrow(ScenarioError);
});

it('places a fault on the command line, with a near name only when there is one', () => {
  const issue = { file: 'command line', path: '--os', found: '"bsd"', expected: 'linux' };
  expect(commandLineIssue('--os', 'bsd', 'linux', undefined)).toEqual(issue);
  expect(commandLineIssue('--os', 'bsd', 'linux', 'linux')).toEqual({ ...issue, suggestion: 'linux' });
});

it('prices a month at 730 hours', () => {
  const rate = { usd: 0.192, unit: 'hour', source: 'list', asOf: null, estimate: false } as const;
  expect(priced(rate)).toEqual({ usdPerHour: 0.192, usdPerMonth: 140.16, source: 'list', asOf: null, estimate: false });
  expect(monthlyUsd(0.192)).toBe('140.16');
  expect(hourlyUsd(0.192)).toBe('0.19200');
});
