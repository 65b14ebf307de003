/** A plan's result with made-up figures, for what shows it. */
import type { PlanResult, ShownSetting } from '../../src/planner/plan-result.ts';
import type { Plan } from '../../src/planner/read-plan.ts';
import runReplication from '../../src/sweep/summary-worker.ts';
import { PLAN_TEXT, planOf } from './plans.ts';

export const PLAN: Plan = planOf(PLAN_TEXT);
const summary = runReplication({ scenario: PLAN.today, seed: '3' });
const today: ShownSetting = { labels: null, usdPerMonth: 200, runs: 1, broken: ['the promise of today'], summary };
/** Five small tasks. */
const best: ShownSetting = { labels: PLAN.points[6]!.labels, usdPerMonth: 90, runs: 2, broken: [], summary };

export const RESULT: PlanResult = {
  name: 'small',
  description: 'A small plan',
  engine: { version: '0.0.0' },
  seeds: ['3', '3-r2'],
  zonesLost: ['us-east-1a'],
  choices: ['tasks', 'size'],
  settingCount: 10,
  invalidCount: 1,
  impossibleCount: 2,
  invalidFault: 'plan.yaml:1:1: found nothing',
  runs: 12,
  isProven: true,
  boundUsdPerMonth: 75,
  today,
  best,
  runnerUp: { labels: PLAN.points[4]!.labels, usdPerMonth: 110, runs: 2, broken: [] },
  nearestMiss: { labels: PLAN.points[8]!.labels, usdPerMonth: 80, runs: 1, broken: ['availability of web: found 90%'] },
  tried: [
    { labels: PLAN.points[8]!.labels, usdPerMonth: 80, runs: 1, broken: ['availability of web: found 90%'] },
    { labels: PLAN.points[6]!.labels, usdPerMonth: 90, runs: 2, broken: [] },
    { labels: PLAN.points[4]!.labels, usdPerMonth: 110, runs: 2, broken: [] },
  ],
};
