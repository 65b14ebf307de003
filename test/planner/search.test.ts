import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Contender,
  type Family,
  type RunOutcome,
  type SearchOptions,
  searchCheapest,
} from '../../src/planner/search.ts';

/** A setting: what it costs, how much less its bound says, and from which run on it breaks a promise. */
interface Setting {
  readonly usd: number;
  readonly slack: number;
  readonly breaksAt: number | null;
}

const RUNS_EACH = 4;

function options(
  settings: readonly Setting[],
  parts: Partial<SearchOptions<number>> = {},
): SearchOptions<number> & { played: string[]; opened: number[] } {
  const played: string[] = [];
  const opened: number[] = [];
  const contenders = settings.map(({ usd, slack }, index): Contender => ({ index, boundUsdPerMonth: usd - slack }));
  return {
    families: [familyOf(contenders, opened)],
    opened,
    runsEach: RUNS_EACH,
    runsMax: 10_000,
    run: async (index, run): Promise<RunOutcome<number>> => {
      played.push(`${index}/${run}`);
      const { usd, breaksAt } = settings[index]!;
      // Every other run is of a failure, and no month to be paid for.
      return { bill: run % 2 === 0 ? usd : null, broken: run === breaksAt ? [`promise of ${index}`] : [] };
    },
    usdPerMonth: (bills) => bills.reduce((sum, usd) => sum + usd, 0) / bills.length,
    ...parts,
    played,
  };
}

/** The contenders as a family: the first comes out, the others part in halves. Notes the first of what is opened. */
function familyOf(contenders: readonly Contender[], opened: number[]): Family {
  const known = contenders.flatMap(({ boundUsdPerMonth }) => boundUsdPerMonth ?? []);
  const [first, ...others] = contenders;
  return {
    boundUsdPerMonth: known.length === 0 ? null : Math.min(...known),
    open: () => {
      opened.push(first!.index);
      const middle = Math.ceil(others.length / 2);
      const halves = [others.slice(0, middle), others.slice(middle)].filter((half) => half.length > 0);
      return { contenders: [first!], families: halves.map((half) => familyOf(half, opened)) };
    },
  };
}

const settings = fc.array(
  fc.record({
    usd: fc.integer({ min: 10, max: 100 }),
    slack: fc.integer({ min: 0, max: 10 }),
    breaksAt: fc.option(fc.nat(RUNS_EACH - 1), { nil: null }),
  }),
  { maxLength: 60 },
);

describe('the search', () => {
  it('finds what trying everything finds: the two cheapest that pass every run', async () => {
    await fc.assert(
      fc.asyncProperty(settings, async (all) => {
        const { passed, isProven } = await searchCheapest(options(all));
        const best = all
          .map(({ usd, breaksAt }, index) => ({ usd, index, breaksAt }))
          .filter(({ breaksAt }) => breaksAt === null)
          .sort((a, b) => a.usd - b.usd || a.index - b.index);
        expect(passed.slice(0, 2).map(({ usdPerMonth }) => usdPerMonth)).toEqual(
          best.slice(0, 2).map(({ usd }) => usd),
        );
        expect(isProven).toBe(true);
      }),
    );
  });

  it('plays every run once, in order, and none of a setting that has broken a promise', async () => {
    await fc.assert(
      fc.asyncProperty(settings, async (all) => {
        const given = options(all);
        const { runs, passed, failed } = await searchCheapest(given);
        expect(new Set(given.played).size).toBe(given.played.length);
        expect(runs).toBe(given.played.length);
        for (const { index, runs: count } of [...passed, ...failed]) {
          expect(given.played.filter((one) => one.startsWith(`${index}/`))).toEqual(
            Array.from({ length: count }, (_, run) => `${index}/${run}`),
          );
        }
        expect(
          failed.every(({ index, runs: count, broken }) => {
            return broken[0] === `promise of ${index}` && count === all[index]!.breaksAt! + 1;
          }),
        ).toBe(true);
      }),
    );
  });

  it('leaves alone what cannot be cheaper than the two it has', async () => {
    const dear = Array.from({ length: 50 }, () => ({ usd: 100, slack: 5, breaksAt: null }));
    const cheap = Array.from({ length: 8 }, (_, row) => ({ usd: 20 + row, slack: 5, breaksAt: null }));
    const given = options([...dear, ...cheap]);
    const { passed } = await searchCheapest(given);
    expect(passed[0]).toMatchObject({ index: 50, usdPerMonth: 20 });
    expect(given.played.every((one) => Number.parseInt(one, 10) >= 50)).toBe(true);
  });

  it('runs to their end as many as are wanted, while they keep their promises; the others once', async () => {
    const all = Array.from({ length: 8 }, (_, row) => ({ usd: 20 + row, slack: 0, breaksAt: null }));
    const { runs, passed } = await searchCheapest(options(all));
    expect(passed.map(({ index }) => index)).toEqual([0, 1]);
    expect(runs).toBe(2 * RUNS_EACH + 6);
  });

  it('opens no family that cannot be cheaper, and bounds none of its settings', async () => {
    const dear = Array.from({ length: 60 }, () => ({ usd: 100, slack: 5, breaksAt: null }));
    const cheap = Array.from({ length: 20 }, (_, row) => ({ usd: 20 + row, slack: 5, breaksAt: null }));
    const given = options([...cheap, ...dear]);
    await searchCheapest(given);
    // The family of all, those of the cheap, and one in which cheap and dear are together.
    expect(given.opened.filter((index) => index >= cheap.length).length).toBeLessThan(3);
  });

  it('runs no setting that cannot keep its promises', async () => {
    const given = options([{ usd: 1, slack: 0, breaksAt: null }]);
    const { passed } = await searchCheapest({
      ...given,
      families: [familyOf([{ index: 0, boundUsdPerMonth: null }], given.opened)],
    });
    expect(passed).toEqual([]);
    expect(given.played).toEqual([]);
  });

  it('says that more could be found when its runs are spent', async () => {
    const many = Array.from({ length: 20 }, (_, row) => ({ usd: 20 + row, slack: 30, breaksAt: row < 10 ? 3 : null }));
    const { isProven, runs } = await searchCheapest(options(many, { runsMax: 30 }));
    expect(isProven).toBe(false);
    expect(runs).toBeLessThanOrEqual(30);
  });

  it('tells how far it is', async () => {
    const told: (number | null)[] = [];
    await searchCheapest(
      options([{ usd: 9, slack: 0, breaksAt: null }], {
        onProgress: ({ bestUsdPerMonth }) => told.push(bestUsdPerMonth),
      }),
    );
    expect(told).toEqual([null, null, null, 9]);
  });
});
