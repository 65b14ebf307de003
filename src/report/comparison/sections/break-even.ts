import { HOURS_PER_MONTH } from '../../../base/units.ts';
import { type TaskPrices, usdPerHourOf } from '../../../pricing/launch-type-prices.ts';
import { lineChart } from '../../charts/line-chart.ts';
import * as format from '../../format.ts';
import { categoryColour } from '../../palette.ts';
import type { Block, Chart, Table } from '../../report.ts';
import { numbers, textCells, words } from '../../sections/cells.ts';
import type { ComparisonSummary } from '../comparison-schema.ts';
import { breakEvenTexts, pairedOptions } from '../launch-types.ts';

/** More charts than these say no more than the table. */
const CHARTS_MAX = 6;

/** At which packing, hours a day and number of tasks the cheaper one of EC2 and Fargate changes, for each task size. */
export function breakEvenBlocks({ launchTypes = [] }: ComparisonSummary): Block[] {
  if (launchTypes.length === 0) return [];
  const lines = [
    'List prices of capacity alone. Of an instance with its root volume, so many tasks share it as its registered CPU ' +
      'and memory, its daemons and its network interfaces leave room for. A task on Fargate has the cheapest size that ' +
      'holds what it reserves.',
    'Packed: the share of the places on the instances that must be taken. Hours a day: instances that stay on all day, ' +
      'full, against tasks on Fargate that run so long. Tasks: instances as few as hold them; "always" is from where on ' +
      'no number of tasks makes Fargate cheaper.',
  ];
  return [table(launchTypes), { kind: 'note', tone: 'plain', lines }, ...launchTypes.slice(0, CHARTS_MAX).map(chart)];
}

function table(launchTypes: readonly TaskPrices[]): Table {
  return {
    kind: 'table',
    caption: 'Where EC2 becomes cheaper than Fargate',
    columns: [
      words('Task'),
      words('EC2'),
      numbers('Tasks per instance'),
      numbers('Task-hour, full'),
      words('Fargate'),
      numbers('Task-hour'),
      numbers('Packed'),
      numbers('Hours a day'),
      numbers('Tasks'),
    ],
    rows: pairedOptions(launchTypes).map(({ prices, instances, fargate, breakEven }) => {
      const texts = breakEvenTexts(breakEven);
      return textCells(
        `${prices.clusterName}/${prices.work}: ${size(prices)}`,
        `${instances.name} ${instances.instanceType}`,
        format.count(instances.tasksPerInstance),
        format.rateUsd(Number(breakEven.ec2UsdPerTaskHour.toFixed(5))),
        `${fargate.name} ${size(fargate)}`,
        format.rateUsd(Number(fargate.usdPerHour.toFixed(5))),
        texts.density,
        texts.hours,
        texts.tasks,
      );
    }),
  };
}

/** `1 vCPU, 3.8 GiB`. */
export function size({ cpuUnits, memoryMiB }: { readonly cpuUnits: number; readonly memoryMiB: number }): string {
  return `${Number((cpuUnits / 1024).toFixed(2))} vCPU, ${Number((memoryMiB / 1024).toFixed(2))} GiB`;
}

/** Tasks on the axis: twice those of the scenario, and at least three full instances. */
const TASKS_MAX = 400;

/** Cost per month of so many tasks on each launch type. */
function chart(prices: TaskPrices): Chart {
  const perInstance = prices.options.map((option) => (option.kind === 'instances' ? option.tasksPerInstance : 0));
  const most = Math.min(TASKS_MAX, Math.max(8, 2 * prices.tasks, 3 * Math.max(...perInstance)));
  const x = Array.from({ length: most + 1 }, (_, tasks) => tasks);
  const monthly = prices.options.map((option) => x.map((tasks) => usdPerHourOf(option, tasks) * HOURS_PER_MONTH));
  const last = prices.options.map(({ name }, i) => `${name} ${format.usd(monthly[i]!.at(-1)!)}`);
  return lineChart({
    title: `Cost against load: ${prices.work}, ${size(prices)}`,
    description: `USD per month against the number of tasks of ${prices.work} in ${prices.clusterName}. At ${most} tasks: ${last.join(', ')}.`,
    xTitle: 'running tasks',
    unit: 'USD per month',
    x,
    series: prices.options.map(({ name, kind }, i) => ({
      label: name,
      colour: categoryColour(i),
      shape: kind === 'instances' ? ('line' as const) : ('dashed' as const),
      values: monthly[i]!,
    })),
    width: 'full',
    isEssential: true,
  });
}
