/** A plan's result with made-up figures, for what shows it. */
import type { PlanResult, ShownSetting } from '../../src/planner/plan-result.ts';
import type { Plan } from '../../src/planner/read-plan.ts';
import type { CommitmentSummary } from '../../src/report/summary-schema.ts';
import runReplication from '../../src/sweep/summary-worker.ts';
import { PLAN_TEXT, planOf } from './plans.ts';

export const PLAN: Plan = planOf(PLAN_TEXT);
const { summary } = runReplication({ scenario: PLAN.today, seed: '3' });
/** Costs so much, without a commitment. */
const paid = (usd: number) => ({ usdPerMonth: usd, uncommittedUsdPerMonth: usd, commitment: null });
const today: ShownSetting = { labels: null, ...paid(200), runs: 1, broken: ['the promise of today'], summary };
/** Five small tasks. */
const best: ShownSetting = { labels: PLAN.points[6]!.labels, ...paid(90), runs: 2, broken: [], summary };

export const RESULT: PlanResult = {
  name: 'small',
  description: 'A small plan',
  engine: { version: '0.0.0' },
  seeds: ['3', '3-r2'],
  zonesLost: ['us-east-1a'],
  choices: ['tasks', 'size'],
  commitments: [],
  settingCount: 10,
  invalidCount: 1,
  impossibleCount: 2,
  invalidFault: 'plan.yaml:1:1: found nothing',
  programCount: 4,
  isPackingAddedUp: false,
  runs: 12,
  isProven: true,
  boundUsdPerMonth: 75,
  today,
  todayCommitment: null,
  best,
  runnerUp: { labels: PLAN.points[4]!.labels, ...paid(110), runs: 2, broken: [] },
  nearestMiss: { labels: PLAN.points[8]!.labels, ...paid(80), runs: 1, broken: ['availability of web: found 90%'] },
  tried: [
    { labels: PLAN.points[8]!.labels, ...paid(80), runs: 1, broken: ['availability of web: found 90%'] },
    { labels: PLAN.points[6]!.labels, ...paid(90), runs: 2, broken: [] },
    { labels: PLAN.points[4]!.labels, ...paid(110), runs: 2, broken: [] },
  ],
};

/** A Compute Savings Plan, at an estimated discount. */
export const COMMITMENT: CommitmentSummary = {
  kind: 'compute-savings-plan',
  years: 1,
  payment: 'no',
  commitments: [{ family: null, usdPerHour: 0.25, reserved: null }],
  upfrontUsd: 0,
  usdPerMonth: 70,
  savedUsdPerMonth: 20,
  savedPercent: 22.222,
  coveredPercent: 100,
  usedPercent: 100,
  estimate: true,
};

/** The same plan with that commitment. */
export const COMMITTED: PlanResult = {
  ...RESULT,
  commitments: [{ kind: 'compute-savings-plan' }],
  todayCommitment: { ...COMMITMENT, usdPerMonth: 150 },
  best: { ...best, usdPerMonth: 70, commitment: COMMITMENT },
  tried: [{ ...best, usdPerMonth: 70, commitment: COMMITMENT }, ...RESULT.tried],
};
