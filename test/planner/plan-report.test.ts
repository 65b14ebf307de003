import { expect, it } from 'vitest';
import { planReport } from '../../src/planner/plan-report.ts';
import { texts } from './block-texts.ts';
import { RESULT } from './results.ts';

const [plan, promises, weighed] = planReport(RESULT, []).sections;

it('the report of a plan has the answer, the promises beside what today found, and what was weighed', () => {
  expect([plan, promises, weighed].map((one) => one!.title)).toEqual(['The plan', 'Promises', 'What was weighed']);
  const text = texts(promises!.blocks);
  expect(text).toMatch(/availability \| .*web.* \| at least 99% \|/);
  expect(text).toContain('Today: the promise of today.');
});
