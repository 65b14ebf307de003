/** What the terminal shows of a bench: a table per case, with how fast the decisions were. */
import type { CaseResult, ChainResult } from '../../../packing/compare-chains.ts';
import { gapPercent, rangeOf } from '../../../packing/ranges.ts';
import * as format from '../../../report/format.ts';
import { formatListing, type ListingColumn, left, right } from '../../listing.ts';

/** Decisions per second of a chain on a case. */
export type Speed = (caseName: string, chainName: string) => number;

/** The tables of all cases, one below the other. */
export async function benchTables(results: readonly CaseResult[], speed: Speed): Promise<string> {
  const tables: string[] = [];
  for (const result of results) tables.push(await caseTable(result, speed));
  return tables.join('\n');
}

async function caseTable(result: CaseResult, speed: Speed): Promise<string> {
  const { given, results, machinesAtLeast } = result;
  const hasGpus = given.tasks.some(({ gpuCount }) => gpuCount > 0);
  const percentOf = (value: (one: ChainResult) => number | null) => (one: ChainResult) => format.percent(value(one));
  const mean = (one: ChainResult, value: (score: ChainResult['scores'][number]) => number | null) =>
    rangeOf(one.scores.map(value)).mean;
  const gpus: ListingColumn<ChainResult>[] = [
    right(
      'GPUS PLACED',
      percentOf((one) => mean(one, ({ placedPercent }) => placedPercent.gpuCount)),
    ),
  ];
  const heading = `${given.name}: ${format.count(given.tasks.length)} tasks, ${format.count(given.machines.length)} machines`;
  const least = Number.isFinite(machinesAtLeast) ? `, at least ${format.count(machinesAtLeast)} needed` : '';
  const listing = await formatListing<ChainResult>(
    {
      rows: results,
      columns: [
        left('STRATEGIES', ({ chain }) => chain.name),
        left('ECS', ({ chain }) => (chain.isEcs ? 'yes' : '')),
        right(
          'PLACED',
          percentOf((one) => mean(one, ({ placedTasks }) => (100 * placedTasks) / given.tasks.length)),
        ),
        ...(hasGpus ? gpus : []),
        right('MACHINES', (one) => format.mean(mean(one, ({ machinesUsed }) => machinesUsed) ?? 0)),
        right(
          'ABOVE LEAST',
          percentOf((one) => mean(one, (score) => gapPercent(score, result))),
        ),
        right(
          'IDLE CPU UNUSABLE',
          percentOf((one) => mean(one, ({ fragmentation }) => fragmentation.cpuUnits)),
        ),
        right('DECISIONS/S', ({ chain }) => format.count(speed(given.name, chain.name))),
      ],
      notes: given.notes,
      empty: 'No strategies.',
    },
    'table',
  );
  return `${heading}${least}\n${listing}`;
}
