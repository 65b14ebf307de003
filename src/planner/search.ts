/**
 * The cheapest setting that keeps its promises, by running the simulator as little as possible: the settings wait in
 * the order of what they may cost, a lower bound at first and the mean of their runs later. The cheapest few go on,
 * each with twice as many runs as it has; one that breaks a promise is out for good. When what still waits costs more
 * than two that have passed every run, these are the plan and its runner-up. Successive halving (Karnin et al. 2013)
 * with the way back open: what stands back is not lost, and is run when those before it fail.
 */

/** A setting that may be chosen. */
export interface Contender {
  /** In the order of the design. */
  readonly index: number;
  /** USD per month it cannot cost less than; null = it cannot keep its promises. */
  readonly boundUsdPerMonth: number | null;
}

/** What one run of a setting showed. */
export interface RunOutcome {
  /** null where the run is of a failure that is survived: it is no month to be paid for. */
  readonly usdPerMonth: number | null;
  /** Promises that were broken, in words. */
  readonly broken: readonly string[];
}

/** A setting after its runs. */
export interface Contest {
  readonly index: number;
  readonly runs: number;
  /** Mean of the runs that count for cost; null before there is one. */
  readonly usdPerMonth: number | null;
  /** Of the first run that broke some; [] while none did. */
  readonly broken: readonly string[];
  /** Passed every run. */
  readonly isPassed: boolean;
}

export interface SearchOptions {
  readonly contenders: readonly Contender[];
  /** Runs that each setting must pass, in this order for all of them. */
  readonly runsEach: number;
  /** Runs altogether; when they are spent the best so far is the answer. */
  readonly runsMax: number;
  /** The run of that number of a setting. */
  run(index: number, run: number): Promise<RunOutcome>;
  readonly onProgress?: (progress: SearchProgress) => void;
}

export interface SearchProgress {
  readonly runs: number;
  /** Settings that may still be the cheapest. */
  readonly openCount: number;
  readonly bestUsdPerMonth: number | null;
}

export interface SearchResult {
  /** Passed every run, the cheapest first; of equals the first of the design. */
  readonly passed: readonly Contest[];
  /** Broke a promise, in the order of what they cost. */
  readonly failed: readonly Contest[];
  readonly runs: number;
  /** True when nothing is left that could be cheaper than the first of `passed`. */
  readonly isProven: boolean;
}

/** Settings that are run at a time: fixed, so that the answer does not hang on the threads. */
const WAVE = 8;
/** The plan, and its runner-up. */
const WANTED = 2;

/** Searches. The same contenders and runs give the same result, however many runs go on side by side. */
export async function searchCheapest(options: SearchOptions): Promise<SearchResult> {
  const { contenders, runsEach, runsMax, onProgress = () => undefined } = options;
  let open = contenders.flatMap(({ index, boundUsdPerMonth }): Waiting[] =>
    boundUsdPerMonth === null ? [] : [{ index, estimate: boundUsdPerMonth, outcomes: [] }],
  );
  const passed: Contest[] = [];
  const failed: Contest[] = [];
  let runs = 0;
  for (;;) {
    open.sort((a, b) => a.estimate - b.estimate || a.index - b.index);
    passed.sort(byCost);
    onProgress({ runs, openCount: open.length, bestUsdPerMonth: passed[0]?.usdPerMonth ?? null });
    const limit = passed.length < WANTED ? Number.POSITIVE_INFINITY : (passed[WANTED - 1].usdPerMonth ?? 0);
    const wave = open.slice(0, WAVE).filter(({ estimate }) => estimate < limit);
    const batches = wave.map(({ outcomes }) => Math.min(runsEach - outcomes.length, Math.max(1, outcomes.length)));
    const planned = batches.reduce((sum, batch) => sum + batch, 0);
    if (wave.length === 0 || runs + planned > runsMax) break;
    const played = await Promise.all(wave.map((waiting, row) => playOn(waiting, batches[row], options)));
    runs += played.reduce((sum, { outcomes }, row) => sum + outcomes.length - wave[row].outcomes.length, 0);
    open = open.slice(wave.length);
    for (const one of played) {
      const contest = contestOf(one, runsEach);
      if (contest.broken.length > 0) failed.push(contest);
      else if (contest.isPassed) passed.push(contest);
      else open.push(one);
    }
  }
  const best = passed[0]?.usdPerMonth ?? Number.POSITIVE_INFINITY;
  return { passed, failed: failed.sort(byCost), runs, isProven: open.every(({ estimate }) => estimate >= best) };
}

/** A setting that is not decided yet. */
interface Waiting {
  readonly index: number;
  /** USD per month: its bound, then the mean of its runs. */
  readonly estimate: number;
  readonly outcomes: readonly RunOutcome[];
}

/** So many runs more, one after the other; none after one that broke a promise. */
async function playOn(waiting: Waiting, batch: number, { run }: SearchOptions): Promise<Waiting> {
  const outcomes = [...waiting.outcomes];
  for (let played = 0; played < batch; played++) {
    const outcome = await run(waiting.index, outcomes.length);
    outcomes.push(outcome);
    if (outcome.broken.length > 0) break;
  }
  return { index: waiting.index, outcomes, estimate: Math.max(waiting.estimate, meanUsd(outcomes) ?? 0) };
}

function contestOf({ index, outcomes }: Waiting, runsEach: number): Contest {
  const broken = outcomes.at(-1)?.broken ?? [];
  return {
    index,
    runs: outcomes.length,
    usdPerMonth: meanUsd(outcomes),
    broken,
    isPassed: outcomes.length === runsEach && broken.length === 0,
  };
}

function meanUsd(outcomes: readonly RunOutcome[]): number | null {
  const known = outcomes.flatMap(({ usdPerMonth }) => (usdPerMonth === null ? [] : [usdPerMonth]));
  return known.length === 0 ? null : known.reduce((sum, usd) => sum + usd, 0) / known.length;
}

function byCost(a: Contest, b: Contest): number {
  return (a.usdPerMonth ?? 0) - (b.usdPerMonth ?? 0) || a.index - b.index;
}
