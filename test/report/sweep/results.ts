/** A table of a sweep whose figures are told by hand: 2 strategies × 3 counts, two replications. */
import type { SweepCell, SweepResults } from '../../../src/report/sweep/sweep-results.ts';

/** Cost 100 per task, 50 more for spread; latency 900 / tasks, half of it for spread. */
export function handMadeResults(changed: Partial<SweepResults> = {}): SweepResults {
  const rows = ['binpack', 'spread'].flatMap((strategy, s) =>
    [1, 2, 3].flatMap((tasks, t) =>
      [0, 1].map((replication) => ({
        point: 3 * s + t,
        replication,
        strategy,
        tasks,
        status: 'done',
        message: null,
        usdPerMonth: 100 * tasks + 50 * s + (replication === 0 ? -2 : 2),
        latencyMsP99: 900 / tasks / (s + 1),
        pendingSecondsP95: null,
      })),
    ),
  );
  const names = Object.keys(rows[0]) as (keyof (typeof rows)[number])[];
  return {
    name: 'shop',
    description: 'By hand',
    engineVersion: '0',
    axes: ['strategy', 'tasks'],
    columns: names.map((name) => ({ name, cells: rows.map((row): SweepCell => row[name]) })),
    ...changed,
  };
}

/** The same, of which the points with one task serve 40 % of their requests and the others 99.995 %. */
export function resultsWithRejections(): SweepResults {
  const results = handMadeResults();
  const tasks = results.columns.find(({ name }) => name === 'tasks')!.cells;
  const cells = tasks.map((count) => (count === 1 ? 40 : 99.995));
  return { ...results, columns: [...results.columns, { name: 'availabilityPercent', cells }] };
}

/** A sweep of which no point is a valid scenario. */
export function emptyResults(): SweepResults {
  const { columns, ...rest } = handMadeResults();
  const cellsOf = (name: string, cells: readonly SweepCell[]) =>
    name === 'status' ? cells.map(() => 'invalid') : name === 'message' ? cells.map(() => 'too large') : cells;
  const figures = ['usdPerMonth', 'latencyMsP99', 'pendingSecondsP95'];
  return {
    ...rest,
    columns: columns
      .filter(({ name }) => !figures.includes(name))
      .map(({ name, cells }) => ({ name, cells: cellsOf(name, cells) })),
  };
}
