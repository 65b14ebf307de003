import { describe, expect, it } from 'vitest';
import { gap, labelsInWords, planReport } from '../../src/planner/plan-report.ts';
import type { Block } from '../../src/report/report.ts';
import { COMMITTED, RESULT } from './results.ts';

const changes = [{ name: 'tasks', path: 'clusters.shop.services.web.desiredCount', today: '8', plan: '5' }];

function texts(blocks: readonly Block[]): string {
  return blocks
    .map((block) => {
      if (block.kind === 'note') return block.lines.join('\n');
      if (block.kind === 'headline')
        return block.figures.map(({ label, value, detail }) => `${label}: ${value} (${detail})`).join('\n');
      return block.kind === 'table' ? block.rows.map((row) => row.map(({ text }) => text).join(' | ')).join('\n') : '';
    })
    .join('\n');
}

describe('the report of a plan', () => {
  const [plan, promises, weighed] = planReport(RESULT, changes).sections;

  it('answers first: cost, bound and gap, runner-up, today, what to change, and what binds', () => {
    const text = texts(plan!.blocks);
    expect(text).toContain('Cost per month: $90.00 (-55.0% against today)');
    expect(text).toContain('No plan costs less than: $75.00 (gap 20.0%)');
    expect(text).toContain('Runner-up: $110.00 (tasks 6, size small)');
    expect(text).toContain('Today: $200.00 (breaks 1 promises)');
    expect(text).toContain('tasks | clusters.shop.services.web.desiredCount | 8 | 5');
    expect(text).toContain('What binds: tasks 4, size small would cost $80.00, but availability of web: found 90%.');
    expect(text).toContain('No other setting that may be chosen is cheaper');
  });

  it('shows every promise beside what today found', () => {
    const text = texts(promises!.blocks);
    expect(text).toMatch(/availability \| .*web.* \| at least 99% \|/);
    expect(text).toContain('Today: the promise of today.');
  });

  it('accounts for every setting', () => {
    const text = texts(weighed!.blocks);
    expect(text).toContain('10 settings, bounded by 4 programmes of what they have: 2 cannot serve what is promised');
    expect(text).toContain('3 were run to an end, 12 runs in all; 4 cannot be cheaper');
    expect(text).not.toContain('packing patterns');
    const added = planReport({ ...RESULT, isPackingAddedUp: true }, changes);
    expect(texts(added.sections[2]!.blocks)).toContain('too many packing patterns');
    expect(text).toContain('4 | small | $80.00 | 1 | availability of web: found 90%');
  });

  it('with a commitment says which, what it costs without, and what stands on an estimate', () => {
    const [answer, , tried] = planReport(COMMITTED, changes).sections;
    const text = texts(answer!.blocks);
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
    expect(texts(tried!.blocks)).toContain(
      '$70.00 | $90.00 | Compute Savings Plan, 1 year, no upfront *: $0.25 an hour',
    );
  });

  it('says when no commitment that may be made is worth it', () => {
    const none = planReport({ ...COMMITTED, best: RESULT.best }, changes);
    expect(texts(none.sections[0]!.blocks)).toContain('None of the commitments that may be made is worth it.');
  });

  it('says when nothing keeps the promises, and when the search was cut short', () => {
    const none = planReport({ ...RESULT, best: null, runnerUp: null }, []);
    expect(texts(none.sections[0]!.blocks)).toContain('No setting that may be chosen keeps every promise.');
    const cut = planReport({ ...RESULT, isProven: false }, changes);
    expect(texts(cut.sections[0]!.blocks)).toContain('a cheaper plan may exist');
  });
});

it('a gap needs a bound above 0', () => {
  expect(gap(RESULT.best!, 0)).toBe('no bound above 0');
  expect(labelsInWords(RESULT.today)).toBe('today');
});
