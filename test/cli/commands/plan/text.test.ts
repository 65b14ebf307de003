import { expect, it } from 'vitest';
import { planText } from '../../../../src/cli/commands/plan/text.ts';
import { COMMITTED, RESULT } from '../../../planner/results.ts';

it('says cost, gap, runner-up, bound, promises and what binds', () => {
  const text = planText(RESULT, ['create-service-shop-web.json']);
  expect(text).toContain('  today      $200.00 a month, and breaks: the promise of today');
  expect(text).toContain('  plan       $90.00 a month · gap 20.0%: tasks 5, size small');
  expect(text).toContain('  runner-up  $110.00 a month: tasks 6, size small');
  expect(text).toContain('  bound      $75.00 a month');
  expect(text).toMatch(/ {2}✓ availability of web of cluster shop: .*, expected at least 99%/);
  expect(text).toContain('  ✗ tasks 4, size small would cost $80.00, but availability of web: found 90%');
  expect(text).toContain('Ready: scenario.yaml and 1 files for the AWS CLI');
});

it('says which commitment the plan makes, what it costs without, and that the discount is an estimate', () => {
  expect(planText(COMMITTED, [])).toContain(
    '  commit     Compute Savings Plan, 1 year, no upfront *: $0.25 an hour; $90.00 a month without it (* estimated discount)',
  );
  expect(planText(RESULT, [])).not.toContain('commit ');
});

it('says that no setting keeps every promise', () => {
  const text = planText({ ...RESULT, best: null, runnerUp: null }, []);
  expect(text).toContain('No setting that may be chosen keeps every promise.');
});
