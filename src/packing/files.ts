/** Every file of a bench's report, to be written side by side. */
import { packageVersion } from '../base/version.ts';
import type { ReportFiles } from '../report/report.ts';
import type { Cell, CsvTable } from '../report/writers/csv/table.ts';
import { csvText } from '../report/writers/csv.ts';
import { writeHtml } from '../report/writers/html.ts';
import { writeMarkdown } from '../report/writers/markdown.ts';
import type { CaseResult, PackingBench } from './compare-chains.ts';
import { gapPercent } from './ranges.ts';
import { packingReport } from './report.ts';

/** Raised when a reader of summary.json has to change. */
const SCHEMA_VERSION = 1;

export async function packingFiles(bench: PackingBench, results: readonly CaseResult[]): Promise<ReportFiles> {
  const report = packingReport(bench, results);
  return new Map([
    ['summary.json', summaryOf(bench, results)],
    ['scores.csv', await csvText(scoresTable(results))],
    ...(await writeMarkdown(report)),
    ...writeHtml(report),
  ]);
}

/** The figures of every seed. */
function summaryOf({ name, seed, seeds, order }: PackingBench, results: readonly CaseResult[]): string {
  const summary = {
    schemaVersion: SCHEMA_VERSION,
    engine: { name: 'plimsoll', version: packageVersion() },
    bench: { name, seed, seeds, order },
    cases: results.map((result) => ({
      name: result.given.name,
      tasks: result.given.tasks.length,
      machines: result.given.machines.length,
      open: result.given.open,
      optimum: result.given.optimum,
      machinesAtLeast: Number.isFinite(result.machinesAtLeast) ? result.machinesAtLeast : null,
      tasksAtMost: result.tasksAtMost,
      strategies: result.results.map(({ chain, scores }) => ({
        strategies: chain.name,
        ofEcs: chain.isEcs,
        scores: scores.map((score) => ({ ...score, abovePercent: gapPercent(score, result) })),
      })),
    })),
  };
  return `${JSON.stringify(summary, null, 2)}\n`;
}

function scoresTable(results: readonly CaseResult[]): CsvTable {
  return {
    header: [
      'case',
      'strategies',
      'of_ecs',
      'seed',
      'placed_tasks',
      'machines_used',
      'above_percent',
      'idle_cpu_unusable_percent',
      'idle_memory_unusable_percent',
      'idle_gpu_unusable_percent',
    ],
    rows: results.flatMap((result) =>
      result.results.flatMap(({ chain, scores }) =>
        scores.map((score, seed): Cell[] => [
          result.given.name,
          chain.name,
          chain.isEcs,
          seed,
          score.placedTasks,
          score.machinesUsed,
          gapPercent(score, result),
          score.fragmentation.cpuUnits,
          score.fragmentation.memoryMiB,
          score.fragmentation.gpuCount,
        ]),
      ),
    ),
  };
}
