/** A plan from its settings to its answer: what each cannot cost less than, the search, and the plan shown closely. */
import { formatIssue, ScenarioError } from '../base/errors.ts';
import { packageVersion } from '../base/version.ts';
import { verdictInWords } from '../report/summary/expectations.ts';
import type { Summary } from '../report/summary-schema.ts';
import { compileScenario } from '../scenario/compile.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { Point } from '../sweep/design/points.ts';
import { SummaryPool } from '../sweep/summary-pool.ts';
import { costBoundUsdPerMonth } from './bound/cost-bound.ts';
import { loadSolver, type Solver } from './bound/linear-program.ts';
import type { PlanResult, ShownSetting, TriedSetting } from './plan-result.ts';
import type { Plan } from './read-plan.ts';
import { type Contender, type Contest, type RunOutcome, type SearchProgress, searchCheapest } from './search.ts';

export interface MakePlanOptions {
  /** Worker threads at most. As many as the machine runs at once unless given. */
  readonly threads?: number | undefined;
  /** Aborting it ends every run; its reason is thrown. */
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: SearchProgress) => void) | undefined;
}

/** Makes the plan. The same plan gives the same result, however many threads run it. */
export async function makePlan(plan: Plan, options: MakePlanOptions = {}): Promise<PlanResult> {
  const solver = await loadSolver();
  const weighed = plan.points.map((point) => weigh(plan, point, solver));
  const contenders = weighed.flatMap(({ contender }) => contender ?? []);
  const faults = weighed.flatMap(({ fault }) => fault ?? []);
  const bounds = contenders.flatMap(({ boundUsdPerMonth }) => boundUsdPerMonth ?? []);
  const pool = new SummaryPool(options);
  try {
    const today = await contestToday(plan, pool);
    const search = await searchCheapest({
      contenders,
      runsEach: plan.seeds.length * plan.cases.length,
      runsMax: plan.runsMax,
      run: async (index, run) => (await runOne(plan, pool, plan.points[index], run)).outcome,
      ...(options.onProgress === undefined ? {} : { onProgress: options.onProgress }),
    });
    const [best, runnerUp] = search.passed;
    const settingOf = (contest: Contest): TriedSetting => tried(contest, plan.points[contest.index].labels);
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
      settingCount: plan.points.length,
      invalidCount: faults.length,
      impossibleCount: contenders.length - bounds.length,
      invalidFault: faults[0] ?? null,
      runs: search.runs,
      isProven: search.isProven,
      boundUsdPerMonth: bounds.length === 0 ? null : bounds.reduce((least, bound) => Math.min(least, bound)),
      today,
      best: best === undefined ? null : await shown(settingOf(best), plan, pool, plan.points[best.index]),
      runnerUp: runnerUp === undefined ? null : settingOf(runnerUp),
      nearestMiss: nearest === undefined ? null : settingOf(nearest),
      tried: all.map(settingOf),
    };
  } finally {
    await pool.close();
  }
}

interface Weighed {
  readonly contender?: Contender;
  /** Why the setting is no scenario. */
  readonly fault?: string;
}

function weigh(plan: Plan, point: Point, solver: Solver): Weighed {
  let scenario: Scenario;
  try {
    scenario = plan.scenarioOf(point, null);
  } catch (error) {
    if (!(error instanceof ScenarioError)) throw error;
    return { fault: formatIssue(error.issues[0]) };
  }
  const { inputs, facts, rates } = compileScenario(scenario);
  let sum: number | null = 0;
  for (const input of inputs) {
    const bound = costBoundUsdPerMonth(input, facts.expectations, rates, solver);
    sum = bound === null || sum === null ? null : sum + bound;
  }
  return { contender: { index: point.index, boundUsdPerMonth: sum } };
}

/** Every run of the scenario as it stands, until one breaks a promise. */
async function contestToday(plan: Plan, pool: SummaryPool): Promise<ShownSetting> {
  const outcomes: RunOutcome[] = [];
  let first: Summary | undefined;
  for (let run = 0; run < plan.seeds.length * plan.cases.length; run++) {
    const { summary, outcome } = await runOne(plan, pool, null, run);
    first ??= summary;
    outcomes.push(outcome);
    if (outcome.broken.length > 0) break;
  }
  const paid = outcomes.flatMap(({ usdPerMonth }) => usdPerMonth ?? []);
  const usdPerMonth = paid.reduce((sum, usd) => sum + usd, 0) / paid.length;
  return { labels: null, usdPerMonth, runs: outcomes.length, broken: outcomes.at(-1)!.broken, summary: first! };
}

interface PlayedRun {
  readonly summary: Summary;
  readonly outcome: RunOutcome;
}

/** Runs go through the cases of the first seed, then of the second. */
async function runOne(plan: Plan, pool: SummaryPool, point: Point | null, run: number): Promise<PlayedRun> {
  const { seeds, cases } = plan;
  const lost = cases[run % cases.length];
  const seed = seeds[Math.floor(run / cases.length)];
  const summary = await pool.run({ scenario: plan.scenarioOf(point, lost), seed });
  const where = lost === null ? '' : `without ${lost}, `;
  const broken = (summary.expectations ?? [])
    .filter(({ met }) => !met)
    .map((verdict) => `${where}${verdictInWords(verdict)}`);
  return { summary, outcome: { usdPerMonth: lost === null ? summary.cost.usdPerMonth : null, broken } };
}

async function shown(setting: TriedSetting, plan: Plan, pool: SummaryPool, point: Point): Promise<ShownSetting> {
  return { ...setting, summary: (await runOne(plan, pool, point, 0)).summary };
}

function tried({ usdPerMonth, runs, broken }: Contest, labels: TriedSetting['labels']): TriedSetting {
  return { labels, usdPerMonth, runs, broken };
}

function isBelow(usd: number | null, limit: number | null): boolean {
  return usd !== null && limit !== null && usd < limit;
}
