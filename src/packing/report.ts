/** The bench as a report: for each case a table of the chains, and how far each is from what nobody can beat. */
import { packageVersion } from '../base/version.ts';
import { barChart } from '../report/charts/bar-chart.ts';
import * as format from '../report/format.ts';
import { colour } from '../report/palette.ts';
import type { Block, BuiltSection, Cell, Note, Report, Table } from '../report/report.ts';
import { numbers, textCells, words } from '../report/sections/cells.ts';
import type { CaseResult, ChainResult, PackingBench, PackingScore } from './compare-chains.ts';
import { PACKED_RESOURCES, type PackedResource } from './packing-case.ts';
import { gapPercent, type Range, rangeOf } from './ranges.ts';

const RESOURCE_NAMES: Readonly<Record<PackedResource, string>> = {
  cpuUnits: 'CPU',
  memoryMiB: 'Memory',
  gpuCount: 'GPUs',
};

/** A section per case. */
export function packingReport(bench: PackingBench, results: readonly CaseResult[]): Report {
  const { name, description, seeds, order, seed } = bench;
  const orders = order === 'shuffled' ? `${seeds} orders of arrival` : `tasks ${order}, ${seeds} draws`;
  return {
    title: name,
    subtitle: [...(description === '' ? [] : [description]), `${orders} · seed ${seed}`],
    footer: `plimsoll ${packageVersion()}: placement strategies on the same tasks and machines, no simulation of time.`,
    sections: results.map(sectionOf),
  };
}

function sectionOf(result: CaseResult, index: number): BuiltSection {
  return { id: `case-${index + 1}`, title: result.given.name, isOpen: true, blocks: blocksOf(result) };
}

function blocksOf(result: CaseResult): Block[] {
  return [factsOf(result), chartOf(result), tableOf(result)];
}

function factsOf({ given, machinesAtLeast, tasksAtMost }: CaseResult): Note {
  const { tasks, machines, open, optimum, notes } = given;
  const there = open === 'all' ? 'all there from the start' : 'opened one by one, when a task finds no place';
  const least = Number.isFinite(machinesAtLeast)
    ? `No strategy needs fewer than ${format.count(machinesAtLeast)} machines for all tasks.`
    : 'The machines cannot hold all tasks.';
  const most = open === 'all' ? [`No strategy places more than ${format.count(tasksAtMost)} tasks.`] : [];
  const proven = optimum === null ? [] : [`${format.count(optimum)} machines are proven to be enough.`];
  return {
    kind: 'note',
    tone: 'plain',
    lines: [
      `${format.count(tasks.length)} tasks on ${format.count(machines.length)} machines, ${there}.`,
      [least, ...most, ...proven].join(' '),
      ...notes,
    ],
  };
}

/** What strategies differ in: machines where they are opened as needed, else what finds no place. */
function chartOf(result: CaseResult): Block {
  const isOpened = result.given.open === 'asNeeded';
  const values = result.results.map(({ scores }) => {
    const { mean } = rangeOf(
      scores.map((score) => (isOpened ? gapPercent(score, result) : unplacedPercent(result, score))),
    );
    return mean ?? 0;
  });
  const title = isOpened ? 'Machines above the least possible' : 'Tasks without a place';
  const best = Math.min(...values);
  const worst = Math.max(...values);
  return barChart({
    title,
    unit: 'percent, mean over the orders of arrival',
    description: `${title}: from ${format.percent(best)} to ${format.percent(worst)} by strategy.`,
    rows: result.results.map(({ chain }, row) => ({ label: chain.name, value: format.percent(values[row]) })),
    segments: [{ label: title, colour: colour('category-1'), values }],
    width: 'full',
    isEssential: true,
  });
}

function tableOf(result: CaseResult): Table {
  const { given, results } = result;
  const asked = PACKED_RESOURCES.filter((resource) => given.tasks.some((task) => task[resource] > 0));
  const rows = results.map((one) => rowOf(result, one, asked));
  return {
    kind: 'table',
    caption: 'Means over the orders of arrival, with the least and the most',
    columns: [
      words('Strategies'),
      words('Of ECS'),
      numbers('Tasks placed'),
      ...asked.map((resource) => numbers(`${RESOURCE_NAMES[resource]} placed`)),
      numbers('Machines used'),
      numbers('Above the least'),
      ...asked.map((resource) => numbers(`${RESOURCE_NAMES[resource]} idle, unusable`)),
    ],
    rows,
  };
}

function rowOf(result: CaseResult, { chain, scores }: ChainResult, asked: readonly PackedResource[]): Cell[] {
  const of = (value: (score: PackingScore) => number | null) => rangeOf(scores.map(value));
  const percents = (range: Range) => inWords(range, (value) => format.percent(value));
  return textCells(
    chain.name,
    chain.isEcs ? 'yes' : 'no',
    percents(of(({ placedTasks }) => (100 * placedTasks) / result.given.tasks.length)),
    ...asked.map((resource) => percents(of(({ placedPercent }) => placedPercent[resource]))),
    inWords(
      of(({ machinesUsed }) => machinesUsed),
      format.mean,
    ),
    percents(of((score) => gapPercent(score, result))),
    ...asked.map((resource) => percents(of(({ fragmentation }) => fragmentation[resource]))),
  );
}

function unplacedPercent({ given }: CaseResult, { placedTasks }: PackingScore): number {
  return 100 * (1 - placedTasks / given.tasks.length);
}

/** `41.2 (41–42)`; the mean alone where nothing varies. */
function inWords({ mean, least, most }: Range, show: (value: number) => string): string {
  if (mean === null || least === null || most === null) return '-';
  const [low, high] = [show(least), show(most)];
  return low === high ? show(mean) : `${show(mean)} (${low}–${high})`;
}
