/** The tables of the terminal summary: from a Summary to columns and rows of text. */
import * as format from '../../format.ts';
import { commitmentText, offerName } from '../../sections/commitments.ts';
import { outcomeOf, timeTaken } from '../../sections/deployments.ts';
import { requestFigures } from '../../sections/requests.ts';
import type {
  CapacityProviderSummary,
  ClusterSummary,
  CostSummary,
  DeploymentSummary,
  LineItemSummary,
  PoolSummary,
  RangeSummary,
  ResourceSummary,
  ScalingSummary,
  Summary,
  UtilizationSummary,
  WasteSummary,
  WorkloadSummary,
} from '../../summary-schema.ts';
import type { GridColumn, GridRow } from './grid.ts';

/** A table with its heading. */
export interface TerminalTable {
  readonly columns: readonly GridColumn[];
  readonly rows: readonly GridRow[];
}

const left = (title: string): GridColumn => ({ title, align: 'left' });
const right = (title: string): GridColumn => ({ title, align: 'right' });

const COST_COLUMNS = [right('cost'), right('per month'), right('share')];

function costCells({ sharePercent, usd, usdPerMonth }: CostSummary): string[] {
  return [format.usd(usd), format.usd(usdPerMonth), format.percent(sharePercent)];
}

/** Line items and their total; `*` marks an estimated rate. */
export function costTable({ cost }: Summary): TerminalTable {
  const total = { usd: cost.usd, usdPerMonth: cost.usdPerMonth, sharePercent: cost.usd === 0 ? 0 : 100 };
  return {
    columns: [left(''), left('service'), right('quantity'), left('unit'), right('rate'), ...COST_COLUMNS],
    rows: [
      ...cost.lineItems.map((lineItem) => ({ cells: [...lineItemCells(lineItem), ...costCells(lineItem)] })),
      { cells: ['total', '', '', '', '', ...costCells(total)], isTotal: true },
    ],
  };
}

function lineItemCells({ description, estimate, quantity, rateUsd, service, unit }: LineItemSummary): string[] {
  const amount = format.decimal(quantity, quantity < 100 ? 2 : 0);
  return [description, service, amount, unit, `${format.rateUsd(rateUsd)}${estimate ? '*' : ''}`];
}

/** A row per cluster of several, side by side; `cost` as difference to the first. */
export function clustersTable({ clusters }: Summary): TerminalTable {
  const first = clusters[0].usd;
  return {
    columns: [
      left(''),
      right('running\ntasks'),
      right('cpu\nreserved'),
      right('\nused'),
      right('memory\nreserved'),
      right('\nused'),
      right('\ncost'),
      right('\nper month'),
      right('against\nthe first'),
    ],
    rows: clusters.map(({ clusterName, total, usd, usdPerMonth }, index) => ({
      cells: [
        clusterName,
        format.mean(total.runningTasks.mean),
        format.percent(total.cpu.reservedPercent),
        format.percent(total.cpu.usedPercent),
        format.percent(total.memory.reservedPercent),
        format.percent(total.memory.usedPercent),
        format.usd(usd),
        format.usd(usdPerMonth),
        index === 0 || first === 0 ? '' : signedPercent((100 * (usd - first)) / first),
      ],
    })),
  };
}

function signedPercent(value: number): string {
  return `${value > 0 ? '+' : ''}${format.percent(value)}`;
}

/** A row per capacity provider, and one per instance type of a mixed one. */
export function utilizationTable({ capacityProviders, total }: ClusterSummary): TerminalTable {
  const rows = capacityProviders.flatMap((provider) => [
    { cells: [provider.name, ...utilizationCells(provider, hasInstances([provider]))] },
    ...(provider.pools.length > 1 ? provider.pools.map((pool) => ({ cells: poolCells(pool) })) : []),
  ]);
  const totalRow = { cells: ['total', ...utilizationCells(total, hasInstances(capacityProviders))], isTotal: true };
  return {
    columns: [
      left(''),
      right('instances\nmin/mean/max'),
      right('tasks\nmean'),
      right('cpu\nreserved'),
      right('\nused'),
      right('\npeak'),
      right('memory\nreserved'),
      right('\nused'),
      right('\npeak'),
    ],
    rows: capacityProviders.length > 1 ? [...rows, totalRow] : rows,
  };
}

function hasInstances(capacityProviders: readonly CapacityProviderSummary[]): boolean {
  return capacityProviders.some(({ kind }) => kind === 'auto-scaling-group' || kind === 'managed-instances');
}

function poolCells(pool: PoolSummary): string[] {
  const spot = pool.purchaseOption === 'spot' ? ' Spot' : '';
  return [`  ${pool.instanceType}${spot}`, ...utilizationCells(pool, true)];
}

function utilizationCells({ cpu, instances, memory, runningTasks }: UtilizationSummary, isEc2: boolean): string[] {
  return [
    isEc2 ? range(instances) : '-',
    format.mean(runningTasks.mean),
    ...resourceCells(cpu),
    ...resourceCells(memory),
  ];
}

/** Reserved and used of what is registered, and the peak of use; of reservations where use is not known. */
function resourceCells({ reservedPercent, usedPeakPercent, usedPercent }: ResourceSummary): string[] {
  return [reservedPercent, usedPercent, usedPeakPercent].map((value) => format.percent(value));
}

function range({ max, mean, min }: RangeSummary): string {
  return `${format.mean(min)}/${format.mean(mean)}/${format.mean(max)}`;
}

/** Services and sources of standalone tasks, and what nobody reserved. */
export function workloadTable({ costByWorkload, workloads }: ClusterSummary): TerminalTable {
  const idle = costByWorkload.filter(({ kind }) => kind === 'idle' || kind === 'shared');
  return {
    columns: [
      left(''),
      right('desired\nmean'),
      right('running\nmin/mean/max'),
      right('pending\np95'),
      right('cpu\nused'),
      right('memory\nused'),
      right('per\ntask-hour'),
      ...COST_COLUMNS.map(({ title }) => right(`\n${title}`)),
    ],
    rows: [
      ...workloads.map((workload) => ({ cells: [...workloadCells(workload), ...costCells(workload)] })),
      ...idle.map((row) => ({ cells: [row.name, '', '', '', '', '', '', ...costCells(row)] })),
    ],
  };
}

function workloadCells(workload: WorkloadSummary): string[] {
  const { cpu, desiredTasks, memory, name, pendingSeconds, runningTasks, usdPerTaskHour } = workload;
  return [
    name,
    desiredTasks === null ? '-' : format.mean(desiredTasks.mean),
    range(runningTasks),
    pendingSeconds === null ? '-' : format.duration(pendingSeconds.p95 * 1000),
    format.percent(cpu.usedPercent),
    format.percent(memory.usedPercent),
    usdPerTaskHour === 0 ? '-' : `$${format.decimal(usdPerTaskHour, 4)}`,
  ];
}

/** Of more deployments than this those that need a look are told; summary.json has all. */
const DEPLOYMENT_ROWS_MAX = 20;

/** How each service moved from revision to revision. */
export function deploymentTable({ deployments = [] }: ClusterSummary): TerminalTable {
  const byConcern = [...deployments].sort((one, other) => concernOf(other) - concernOf(one));
  const shown = new Set(byConcern.slice(0, DEPLOYMENT_ROWS_MAX));
  const others = deployments.length - shown.size;
  const more = `and ${format.count(others)} more`;
  const rest = others === 0 ? [] : [{ cells: [more, '', '', '', '', '', '', ''] }];
  return {
    columns: [
      left(''),
      left('\nrevision'),
      left('\nstarted'),
      right('\ntook'),
      left('\nrolloutState'),
      right('failed\ntasks'),
      right('most\ntasks'),
      right('fewest\nhealthy'),
    ],
    rows: [
      ...deployments
        .filter((one) => shown.has(one))
        .map((one) => ({
          cells: [
            one.service,
            one.taskDefinition,
            one.start.slice(0, 16).replace('T', ' '),
            timeTaken(one),
            outcomeOf(one),
            format.count(one.failedTasks),
            format.count(one.tasksMax),
            format.count(one.healthyTasksMin),
          ],
        })),
      ...rest,
    ],
  };
}

/** Those that FAILED or never ended before all others, then by the tasks that failed. */
function concernOf({ end, failedTasks, rolloutState }: DeploymentSummary): number {
  return rolloutState === 'FAILED' || end === null ? Number.MAX_SAFE_INTEGER : failedTasks;
}

/** A screen holds no more of them; summary.json has all. */
const SCALING_ROWS_MAX = 10;

/** Who was scaled how often, and between which sizes: tasks of services, instances of capacity providers. */
export function scalingTable({ scaling = [] }: ClusterSummary): TerminalTable {
  const byActions = [...scaling].sort((one, other) => actionsOf(other) - actionsOf(one));
  const shown = scaling.filter((one) => byActions.indexOf(one) < SCALING_ROWS_MAX);
  const others = scaling.length - shown.length;
  const rest = others === 0 ? [] : [{ cells: [`and ${others} more with fewer scaling actions`, '', '', '', ''] }];
  return {
    columns: [left(''), left('of'), right('least to most'), right('scale-outs'), right('scale-ins')],
    rows: [
      ...shown.map(({ kind, least, most, name, scaleIns, scaleOuts }) => ({
        cells: [
          name,
          kind === 'service' ? 'tasks' : 'instances',
          `${format.count(least)} to ${format.count(most)}`,
          format.count(scaleOuts),
          format.count(scaleIns),
        ],
      })),
      ...rest,
    ],
  };
}

function actionsOf({ scaleIns, scaleOuts }: ScalingSummary): number {
  return scaleIns + scaleOuts;
}

/** Where the money went: what bought nothing, and the rest. */
export function wasteTable({ notReserved, reservedNotUsed, used, useUnknown, wasted }: WasteSummary): TerminalTable {
  const row = (name: string, cost: CostSummary) => ({ cells: [name, ...costCells(cost)] });
  return {
    columns: [left(''), ...COST_COLUMNS],
    rows: [
      row('paid for and not reserved', notReserved),
      row('reserved and not used', reservedNotUsed),
      { ...row('wasted', wasted), isTotal: true },
      row('reserved, use not known', useUnknown),
      row('used', used),
    ],
  };
}

/** One line per thing that went wrong. */
export interface FailureLine {
  readonly workload: string;
  readonly times: number;
  readonly text: string;
}

/** What failed and why, in ECS's words, workload by workload. */
export function failureLines({ workloads }: ClusterSummary): FailureLine[] {
  return workloads.flatMap(({ counters, name, placementFailures, startFailures }) => [
    ...placementFailures.map(({ count, reason, text }) => ({
      workload: name,
      times: count,
      text: failureText(reason, text),
    })),
    ...tasksThat(name, counters.runTaskFailures, 'refused by RunTask'),
    ...startFailures.map(({ count, text }) => ({ workload: name, times: count, text: `failed to start: ${text}` })),
    ...tasksThat(name, counters.interruptedTasks, 'lost to Spot interruptions, failed instances or zone outages'),
    ...tasksThat(
      name,
      counters.outOfMemoryKills,
      'killed: OutOfMemoryError: Container killed due to memory usage (exit code 137)',
    ),
  ]);
}

/** RunTask answers with a code alone; a task under a capacity provider that found no instance then waits for one. */
function failureText(reason: string, text: string): string {
  if (text === reason) return `placements that found no instance: ${reason}`;
  return text.includes(reason) ? text : `${reason}: ${text}`;
}

function tasksThat(workload: string, times: number, what: string): FailureLine[] {
  return times === 0 ? [] : [{ workload, times, text: `${times === 1 ? 'task' : 'tasks'} ${what}` }];
}

/** A row per service with requests. */
export function requestsTable({ workloads }: ClusterSummary): TerminalTable {
  return {
    columns: [
      left(''),
      right('requests\narrived'),
      right('\nserved'),
      right('\nrejected'),
      right('\nlost'),
      right('\nutilization'),
      right('response time\nmedian'),
      right('\n95%'),
      right('\n99%'),
    ],
    rows: workloads.flatMap(({ name, requests }) =>
      requests === undefined ? [] : [{ cells: [name, ...requestFigures(requests, '-')] }],
    ),
  };
}

/** The plans with nothing upfront, which compare by the month; the report has the others. */
export function commitmentsTable({ commitments }: Summary): TerminalTable {
  const offers = (commitments?.offers ?? []).filter(({ payment, savedUsdPerMonth }) => {
    return payment === 'no' && savedUsdPerMonth > 0;
  });
  return {
    columns: [left(''), left('commit to'), right('per month'), right('saved'), right('of bill'), right('used')],
    rows: offers.map((offer) => ({
      cells: [
        offerName(offer),
        commitmentText(offer),
        format.usd(offer.usdPerMonth),
        format.usd(offer.savedUsdPerMonth),
        format.percent(offer.savedPercent),
        format.percent(offer.usedPercent),
      ],
    })),
  };
}
