/**
 * The cheapest setting that keeps its promises, by running the simulator as little as possible. Families of settings
 * wait in the order of what none of their settings costs less than. One that may hold one of the cheapest is opened:
 * its most promising setting comes out, and the rest waits as smaller families (branch and bound). Settings wait in
 * the order of what they may cost, a lower bound at first and what their runs cost later. The cheapest few are run
 * once, and the two cheapest go on, each with twice as many runs as it has; one that breaks a promise is out for good.
 * When what still waits costs more than two that have passed every run, these are the plan and its runner-up.
 * Successive halving (Karnin et al. 2013) with the way back open: what stands back is not lost, and is run when those
 * before it fail.
 */

/** Settings that are bounded together. */
export interface Family {
  /** USD per month that none of them costs less than; null = none can keep its promises. */
  readonly boundUsdPerMonth: number | null;
  /** Takes out the most promising, and parts what is left into smaller families. Called once at most. */
  open(): OpenedFamily;
}

export interface OpenedFamily {
  readonly contenders: readonly Contender[];
  readonly families: readonly Family[];
}

/** A setting that may be chosen. */
export interface Contender {
  /** In the order of the design. */
  readonly index: number;
  /** USD per month it cannot cost less than; null = it cannot keep its promises. */
  readonly boundUsdPerMonth: number | null;
}

/** What one run of a setting showed. */
export interface RunOutcome<Bill> {
  /** null where the run is of a failure that is survived: it is no month to be paid for. */
  readonly bill: Bill | null;
  /** Promises that were broken, in words. */
  readonly broken: readonly string[];
}

/** A setting after its runs. */
export interface Contest<Bill> {
  readonly index: number;
  readonly runs: number;
  /** Of its runs that are paid for. */
  readonly bills: readonly Bill[];
  /** By these; null before there is one. */
  readonly usdPerMonth: number | null;
  /** Of the first run that broke some; [] while none did. */
  readonly broken: readonly string[];
  /** Passed every run. */
  readonly isPassed: boolean;
}

export interface SearchOptions<Bill> {
  readonly families: readonly Family[];
  /** Runs that each setting must pass, in this order for all of them. */
  readonly runsEach: number;
  /** Runs altogether; when they are spent the best so far is the answer. */
  readonly runsMax: number;
  /** The run of that number of a setting. */
  run(index: number, run: number): Promise<RunOutcome<Bill>>;
  /** What a setting costs by the bills of its runs, one at least. */
  usdPerMonth(bills: readonly Bill[]): number;
  readonly onProgress?: (progress: SearchProgress) => void;
}

export interface SearchProgress {
  readonly runs: number;
  /** Settings of opened families that may still be the cheapest. */
  readonly openCount: number;
  readonly bestUsdPerMonth: number | null;
}

export interface SearchResult<Bill> {
  /** Passed every run, the cheapest first; of equals the first of the design. */
  readonly passed: readonly Contest<Bill>[];
  /** Broke a promise, in the order of what they cost. */
  readonly failed: readonly Contest<Bill>[];
  readonly runs: number;
  /** True when nothing is left that could be cheaper than the first of `passed`. */
  readonly isProven: boolean;
}

/** Settings that are run at a time: fixed, so that the answer does not hang on the threads. */
const WAVE = 8;
/** The plan, and its runner-up. */
const WANTED = 2;

/** Searches. The same families and runs give the same result, however many runs go on side by side. */
export async function searchCheapest<Bill>(options: SearchOptions<Bill>): Promise<SearchResult<Bill>> {
  const { runsEach, runsMax, onProgress = () => undefined } = options;
  let closed = waitingFamilies(options.families);
  let open: Waiting<Bill>[] = [];
  const passed: Contest<Bill>[] = [];
  const failed: Contest<Bill>[] = [];
  let runs = 0;
  for (;;) {
    passed.sort(byCost);
    const limit = passed.length < WANTED ? Number.POSITIVE_INFINITY : (passed[WANTED - 1].usdPerMonth ?? 0);
    open.sort(byEstimate);
    while (closed[0] !== undefined && closed[0].estimate < Math.min(limit, open[WAVE - 1]?.estimate ?? limit)) {
      const [first, ...others] = closed;
      const { contenders, families } = first.family.open();
      open.push(...contenders.flatMap(waitingOf<Bill>));
      open.sort(byEstimate);
      closed = [...others, ...waitingFamilies(families)].sort((a, b) => a.estimate - b.estimate);
    }
    onProgress({ runs, openCount: open.length, bestUsdPerMonth: passed[0]?.usdPerMonth ?? null });
    // What has been run, and is dearer than as many as are wanted, waits until one of these fails.
    const wave = open
      .slice(0, WAVE)
      .filter(({ estimate, outcomes }, rank) => estimate < limit && (rank < WANTED || outcomes.length === 0));
    const batches = wave.map(({ outcomes }) => Math.min(runsEach - outcomes.length, Math.max(1, outcomes.length)));
    const planned = batches.reduce((sum, batch) => sum + batch, 0);
    if (wave.length === 0 || runs + planned > runsMax) break;
    const played = await Promise.all(wave.map((waiting, row) => playOn(waiting, batches[row], options)));
    runs += played.reduce((sum, { outcomes }, row) => sum + outcomes.length - wave[row].outcomes.length, 0);
    open = open.filter((waiting) => !wave.includes(waiting));
    for (const one of played) {
      const contest = contestOf(one, options);
      if (contest.broken.length > 0) failed.push(contest);
      else if (contest.isPassed) passed.push(contest);
      else open.push(one);
    }
  }
  const best = passed[0]?.usdPerMonth ?? Number.POSITIVE_INFINITY;
  const isProven = [...open, ...closed].every(({ estimate }) => estimate >= best);
  return { passed, failed: failed.sort(byCost), runs, isProven };
}

/** A setting that is not decided yet. */
interface Waiting<Bill> {
  readonly index: number;
  /** USD per month: its bound, then what its runs cost. */
  readonly estimate: number;
  readonly outcomes: readonly RunOutcome<Bill>[];
}

function waitingOf<Bill>({ index, boundUsdPerMonth }: Contender): Waiting<Bill>[] {
  return boundUsdPerMonth === null ? [] : [{ index, estimate: boundUsdPerMonth, outcomes: [] }];
}

function waitingFamilies(families: readonly Family[]): { readonly family: Family; readonly estimate: number }[] {
  return families
    .flatMap((family) => (family.boundUsdPerMonth === null ? [] : [{ family, estimate: family.boundUsdPerMonth }]))
    .sort((a, b) => a.estimate - b.estimate);
}

/** So many runs more, one after the other; none after one that broke a promise. */
async function playOn<Bill>(
  waiting: Waiting<Bill>,
  batch: number,
  options: SearchOptions<Bill>,
): Promise<Waiting<Bill>> {
  const outcomes = [...waiting.outcomes];
  for (let played = 0; played < batch; played++) {
    const outcome = await options.run(waiting.index, outcomes.length);
    outcomes.push(outcome);
    if (outcome.broken.length > 0) break;
  }
  return { ...waiting, outcomes, estimate: Math.max(waiting.estimate, costOf(billsOf(outcomes), options) ?? 0) };
}

function contestOf<Bill>({ index, outcomes }: Waiting<Bill>, options: SearchOptions<Bill>): Contest<Bill> {
  const broken = outcomes.at(-1)?.broken ?? [];
  const bills = billsOf(outcomes);
  return {
    index,
    runs: outcomes.length,
    bills,
    usdPerMonth: costOf(bills, options),
    broken,
    isPassed: outcomes.length === options.runsEach && broken.length === 0,
  };
}

function billsOf<Bill>(outcomes: readonly RunOutcome<Bill>[]): Bill[] {
  return outcomes.flatMap(({ bill }) => (bill === null ? [] : [bill]));
}

function costOf<Bill>(bills: readonly Bill[], { usdPerMonth }: SearchOptions<Bill>): number | null {
  return bills.length === 0 ? null : usdPerMonth(bills);
}

function byEstimate(a: Waiting<unknown>, b: Waiting<unknown>): number {
  return a.estimate - b.estimate || a.index - b.index;
}

function byCost(a: Contest<unknown>, b: Contest<unknown>): number {
  return (a.usdPerMonth ?? 0) - (b.usdPerMonth ?? 0) || a.index - b.index;
}
