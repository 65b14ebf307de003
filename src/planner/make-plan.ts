/** A plan from its settings to its answer: what each cannot cost less than, the search, and the plan shown closely. */
import { packageVersion } from '../base/version.ts';
import { verdictInWords } from '../report/summary/expectations.ts';
import type { Point } from '../sweep/design/points.ts';
import { SummaryPool } from '../sweep/summary-pool.ts';
import { loadSolver } from './bound/linear-program.ts';
import { type PaidRun, settingCost } from './committed-cost.ts';
import type { PlanResult, ShownSetting, TriedSetting } from './plan-result.ts';
import type { Plan } from './read-plan.ts';
import { type Contest, type RunOutcome, type SearchProgress, searchCheapest } from './search.ts';
import { Weighing } from './weigh.ts';

export interface MakePlanOptions {
  /** Worker threads at most. As many as the machine runs at once unless given. */
  readonly threads?: number | undefined;
  /** Aborting it ends every run; its reason is thrown. */
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: SearchProgress) => void) | undefined;
}

/** Makes the plan. The same plan gives the same result, however many threads run it. */
export async function makePlan(plan: Plan, options: MakePlanOptions = {}): Promise<PlanResult> {
  const weighing = new Weighing(plan, await loadSolver());
  const pool = new SummaryPool(options);
  try {
    const today = await contestToday(plan, pool);
    const search = await searchCheapest<PaidRun>({
      families: await weighing.families(options.signal),
      runsEach: plan.seeds.length * plan.cases.length,
      runsMax: plan.runsMax,
      run: (index, run) => runOne(plan, pool, plan.points[index], run),
      usdPerMonth: (runs) => settingCost(runs, plan.commitments).usdPerMonth,
      ...(options.onProgress === undefined ? {} : { onProgress: options.onProgress }),
    });
    const [best, runnerUp] = search.passed;
    const settingOf = (contest: Contest<PaidRun>): TriedSetting =>
      tried(contest, plan.points[contest.index].labels, plan.commitments);
    const cheaper = search.failed.filter(
      ({ usdPerMonth }) => best !== undefined && isBelow(usdPerMonth, best.usdPerMonth),
    );
    const nearest = cheaper.at(-1);
    const all = [...search.passed, ...search.failed].sort(
      (a, b) => (a.usdPerMonth ?? 0) - (b.usdPerMonth ?? 0) || a.index - b.index,
    );
    return {
      name: plan.name,
      description: plan.description,
      engine: { version: packageVersion() },
      seeds: plan.seeds,
      zonesLost: plan.cases.flatMap((lost) => lost ?? []),
      choices: plan.axes.map(({ name }) => name),
      commitments: plan.commitments,
      settingCount: plan.points.length,
      ...weighing.facts(),
      runs: search.runs,
      isProven: search.isProven,
      ...today,
      // The first run of every setting is one that is paid for.
      best: best === undefined ? null : { ...settingOf(best), summary: best.bills[0]!.summary },
      runnerUp: runnerUp === undefined ? null : settingOf(runnerUp),
      nearestMiss: nearest === undefined ? null : settingOf(nearest),
      tried: all.map(settingOf),
    };
  } finally {
    await pool.close();
  }
}

/** Every run of the scenario as it stands, until one breaks a promise; and what a commitment would save of it. */
async function contestToday(plan: Plan, pool: SummaryPool): Promise<Pick<PlanResult, 'today' | 'todayCommitment'>> {
  const outcomes: RunOutcome<PaidRun>[] = [];
  for (let run = 0; run < plan.seeds.length * plan.cases.length; run++) {
    const outcome = await runOne(plan, pool, null, run);
    outcomes.push(outcome);
    if (outcome.broken.length > 0) break;
  }
  const paid = outcomes.flatMap(({ bill }) => bill ?? []);
  const { uncommittedUsdPerMonth, commitment } = settingCost(paid, plan.commitments);
  const today: ShownSetting = {
    labels: null,
    usdPerMonth: uncommittedUsdPerMonth,
    uncommittedUsdPerMonth,
    commitment: null,
    runs: outcomes.length,
    broken: outcomes.at(-1)!.broken,
    summary: paid[0]!.summary,
  };
  return { today, todayCommitment: commitment };
}

/** Runs go through the cases of the first seed, then of the second. */
async function runOne(plan: Plan, pool: SummaryPool, point: Point | null, run: number): Promise<RunOutcome<PaidRun>> {
  const { seeds, cases } = plan;
  const lost = cases[run % cases.length];
  const seed = seeds[Math.floor(run / cases.length)];
  const figures = await pool.run({ scenario: plan.scenarioOf(point, lost), seed });
  const where = lost === null ? '' : `without ${lost}, `;
  const broken = (figures.summary.expectations ?? [])
    .filter(({ met }) => !met)
    .map((verdict) => `${where}${verdictInWords(verdict)}`);
  return { bill: lost === null ? figures : null, broken };
}

function tried(
  { bills, runs, broken }: Contest<PaidRun>,
  labels: TriedSetting['labels'],
  commitments: Plan['commitments'],
): TriedSetting {
  const unpaid = { usdPerMonth: null, uncommittedUsdPerMonth: null, commitment: null };
  return { labels, ...(bills.length === 0 ? unpaid : settingCost(bills, commitments)), runs, broken };
}

function isBelow(usd: number | null, limit: number | null): boolean {
  return usd !== null && limit !== null && usd < limit;
}
