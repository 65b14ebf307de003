import { describe, expect, it } from 'vitest';
import { answerBlocks } from '../../src/planner/plan-answer.ts';
import { texts } from './block-texts.ts';
import { COMMITTED, RESULT } from './results.ts';

const changes = [{ name: 'tasks', path: 'clusters.shop.services.web.desiredCount', today: '8', plan: '5' }];

describe('the answer of a plan', () => {
  it('answers first: cost, bound and gap, runner-up, today, what to change, and what binds', () => {
    const text = texts(answerBlocks(RESULT, changes));
    expect(text).toContain('Cost per month: $90.00 (-55.0% against today)');
    expect(text).toContain('No plan costs less than: $75.00 (gap 20.0%)');
    expect(text).toContain('Runner-up: $110.00 (tasks 6, size small)');
    expect(text).toContain('Today: $200.00 (breaks 1 promises)');
    expect(text).toContain('tasks | clusters.shop.services.web.desiredCount | 8 | 5');
    expect(text).toContain('What binds: tasks 4, size small would cost $80.00, but availability of web: found 90%.');
    expect(text).toContain('No other setting that may be chosen is cheaper');
  });

  it('with a commitment says which, what it costs without, and what stands on an estimate', () => {
    const text = texts(answerBlocks(COMMITTED, changes));
    expect(text).toContain('Cost per month: $70.00');
    expect(text).toContain(
      'Without the commitment: $90.00 (with it: Compute Savings Plan, 1 year, no upfront *: $0.25 an hour)',
    );
    expect(text).toContain('breaks 1 promises; $150.00 with a commitment *');
    expect(text).toContain(
      'commitment | for the account | none | Compute Savings Plan, 1 year, no upfront *: $0.25 an hour',
    );
    expect(text).toContain('is taken for the whole term');
    expect(text).toContain('* Discounts that are derived or assumed');
  });

  it('says when no commitment that may be made is worth it', () => {
    expect(texts(answerBlocks({ ...COMMITTED, best: RESULT.best }, changes))).toContain(
      'None of the commitments that may be made is worth it.',
    );
  });

  it('says when nothing keeps the promises, and when the search was cut short', () => {
    const none = answerBlocks({ ...RESULT, best: null, runnerUp: null }, []);
    expect(texts(none)).toContain('No setting that may be chosen keeps every promise.');
    const cut = answerBlocks({ ...RESULT, isProven: false }, changes);
    expect(texts(cut)).toContain('a cheaper plan may exist');
  });
});
