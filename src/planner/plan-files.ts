/** Every file of a plan: report, figures, the ready scenario, and what to give the AWS CLI. */
import { dirname, join, relative } from 'node:path';
import { stringify } from 'yaml';
import type { ReportFiles } from '../report/report.ts';
import type { Cell, CsvTable } from '../report/writers/csv/table.ts';
import { csvText } from '../report/writers/csv.ts';
import { writeHtml } from '../report/writers/html.ts';
import { writeMarkdown } from '../report/writers/markdown.ts';
import type { Point } from '../sweep/design/points.ts';
import { awsInputs } from './aws-json.ts';
import { type Change, changesOf } from './changes.ts';
import { planReport } from './plan-report.ts';
import type { PlanResult, TriedSetting } from './plan-result.ts';
import { commitmentInWords } from './plan-words.ts';
import type { Plan } from './read-plan.ts';

/** Raised when a reader of summary.json has to change. */
const SCHEMA_VERSION = 1;

/** @param directory where the files will stand: the scenario names its own files from there */
export async function planFiles(plan: Plan, result: PlanResult, directory: string): Promise<ReportFiles> {
  const point = result.best === null ? undefined : plan.points.find(({ labels }) => labels === result.best?.labels);
  const changes = point === undefined ? [] : changesOf(plan.todayDocument, plan.axes, point);
  const report = planReport(result, changes);
  return new Map([
    ['summary.json', summaryOf(result, changes)],
    ['tried.csv', await csvText(triedTable(result))],
    ...(point === undefined ? [] : plannedFiles(plan, point, directory)),
    ...(await writeMarkdown(report)),
    ...writeHtml(report),
  ]);
}

function plannedFiles(plan: Plan, point: Point, directory: string): [string, string][] {
  const { value, fileName } = plan.documentOf(point);
  const moved = withFilesFrom(value, plan.filesOf(point), (name) => relative(directory, join(dirname(fileName), name)));
  const head = `# The scenario of the plan that plimsoll made of ${relative(directory, fileName)}.\n`;
  return [['scenario.yaml', `${head}${stringify(moved)}`], ...awsInputs(plan.scenarioOf(point, null))];
}

/** The same value with the names of its files as they are from elsewhere. */
function withFilesFrom(value: unknown, files: ReadonlySet<string>, move: (name: string) => string): unknown {
  if (typeof value === 'string') return files.has(value) ? move(value) : value;
  if (Array.isArray(value)) return value.map((entry) => withFilesFrom(entry, files, move));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, withFilesFrom(entry, files, move)]));
}

function summaryOf(result: PlanResult, changes: readonly Change[]): string {
  const { engine, today, best, ...rest } = result;
  const summary = {
    schemaVersion: SCHEMA_VERSION,
    engine: { name: 'plimsoll', ...engine },
    changes,
    today,
    best,
    ...rest,
  };
  return `${JSON.stringify(summary, null, 2)}\n`;
}

function triedTable({ tried, choices, commitments }: PlanResult): CsvTable {
  const hasCommitments = commitments.length > 0;
  return {
    header: [
      ...choices,
      'usd_per_month',
      ...(hasCommitments ? ['uncommitted_usd_per_month', 'commitment', 'commitment_is_estimate'] : []),
      'runs',
      'promises_broken',
    ],
    rows: tried.map((one): Cell[] => [
      ...choices.map((name) => one.labels?.[name] ?? null),
      one.usdPerMonth,
      ...(hasCommitments ? commitmentCells(one) : []),
      one.runs,
      one.broken.join('; '),
    ]),
  };
}

function commitmentCells({ uncommittedUsdPerMonth, commitment }: TriedSetting): Cell[] {
  if (commitment === null) return [uncommittedUsdPerMonth, null, null];
  return [uncommittedUsdPerMonth, commitmentInWords(commitment), commitment.estimate];
}
