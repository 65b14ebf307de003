import { SECOND_MS } from '../../base/units.ts';
import { count, duration, percent, pricesPhrase, usd } from '../format.ts';
import { verdictInWords } from '../summary/expectations.ts';
import { sharedQuotaText } from '../summary/shared-quotas.ts';
import type { ClusterSummary, Summary } from '../summary-schema.ts';
import { grid, styled, type TerminalOptions, wrap } from './terminal/grid.ts';
import {
  clustersTable,
  commitmentsTable,
  costTable,
  deploymentTable,
  failureLines,
  requestsTable,
  scalingTable,
  type TerminalTable,
  utilizationTable,
  wasteTable,
  workloadTable,
} from './terminal/sections.ts';

/** The summary that `plimsoll run` prints, with its last line feed. Says the same without colour. */
export function terminalSummary(summary: Summary, options: TerminalOptions): string {
  const isSideBySide = summary.clusters.length > 1;
  const blocks = [
    header(summary, options),
    ...(isSideBySide ? [section('CLUSTERS', clustersTable(summary), options)] : []),
    section('COST', costTable(summary), options),
    ...summary.clusters.flatMap((cluster) => clusterBlocks(cluster, isSideBySide, options)),
    section('WASTE', wasteTable(summary.waste), options),
    section('COMMITMENTS', commitmentsTable(summary), options),
    ...summary.clusters.map((cluster) => failures(cluster, options)),
    expectations(summary, options),
    quotas(summary, options),
    notes(summary, options),
  ];
  const lines = blocks.filter((block) => block.length > 0).flatMap((block) => [...block, '']);
  return `${lines.slice(0, -1).join('\n')}\n`;
}

function header({ engine, prices, scenario }: Summary, options: TerminalOptions): string[] {
  const facts = [
    scenario.region,
    duration(scenario.durationSeconds * SECOND_MS),
    `seed ${scenario.seed}`,
    pricesPhrase(prices),
    `plimsoll ${engine.version}`,
  ];
  return [
    [styled('bold', scenario.name, options), ...facts.filter((fact) => fact !== '')].join(' · '),
    ...(scenario.description === '' ? [] : wrap(scenario.description, options.width)),
  ];
}

function section(title: string, { columns, rows }: TerminalTable, options: TerminalOptions): string[] {
  return rows.length === 0 ? [] : [styled('bold', title, options), ...grid(columns, rows, options)];
}

function clusterBlocks(cluster: ClusterSummary, isOneOfMany: boolean, options: TerminalOptions): string[][] {
  const name = isOneOfMany ? ` ${cluster.clusterName}` : '';
  return [
    section(`UTILIZATION${name}`, utilizationTable(cluster), options),
    section(`SERVICES AND TASKS${name}`, workloadTable(cluster), options),
    section(`REQUESTS${name}`, requestsTable(cluster), options),
    section(`DEPLOYMENTS${name}`, deploymentTable(cluster), options),
    section(`SCALING${name}`, scalingTable(cluster), options),
  ];
}

/** `NOT MET` and a gap. */
const VERDICT_WIDTH = 9;

/** Longer names of workloads are cut beside a failure, whose text tells them in full. */
const NAME_WIDTH_MAX = 30;

/** Of more failures than this the most frequent are told, so that the summary stays one screen. */
const FAILURES_MAX = 12;

function failures(cluster: ClusterSummary, options: TerminalOptions): string[] {
  const all = failureLines(cluster);
  if (all.length === 0) return [];
  const most = new Set([...all].sort((one, other) => other.times - one.times).slice(0, FAILURES_MAX));
  const lines = all.filter((line) => most.has(line));
  const nameWidth = Math.min(NAME_WIDTH_MAX, Math.max(...lines.map(({ workload }) => workload.length)));
  const timesWidth = Math.max(...lines.map(({ times }) => count(times).length));
  const indent = ' '.repeat(nameWidth + timesWidth + 5);
  return [
    styled(['bold', 'red'], `FAILURES ${cluster.clusterName}`, options),
    ...lines.flatMap(({ text, times, workload }) => {
      const [first, ...rest] = wrap(text, Math.max(20, options.width - indent.length));
      const start = `${cut(workload, nameWidth).padEnd(nameWidth)}  ${count(times).padStart(timesWidth)} × `;
      return [`${start}${first}`, ...rest.map((line) => `${indent}${line}`)];
    }),
    ...(all.length > lines.length ? [`The most frequent of ${count(all.length)}; the report has all.`] : []),
  ];
}

function expectations({ expectations: verdicts = [] }: Summary, options: TerminalOptions): string[] {
  if (verdicts.length === 0) return [];
  const isMet = verdicts.every(({ met }) => met);
  return [
    styled(isMet ? 'bold' : ['bold', 'red'], 'EXPECTATIONS', options),
    ...verdicts.flatMap((verdict) => {
      const [first, ...rest] = wrap(verdictInWords(verdict), Math.max(20, options.width - VERDICT_WIDTH));
      const indent = ' '.repeat(VERDICT_WIDTH);
      return [
        `${(verdict.met ? 'met' : 'NOT MET').padEnd(VERDICT_WIDTH)}${first}`,
        ...rest.map((line) => indent + line),
      ];
    }),
  ];
}

/** Those that clusters together went beyond. */
function quotas({ sharedQuotas: shared = [] }: Summary, options: TerminalOptions): string[] {
  const exceeded = shared.filter(({ isExceeded }) => isExceeded);
  if (exceeded.length === 0) return [];
  return [
    styled(['bold', 'red'], 'QUOTAS', options),
    ...exceeded.flatMap((quota) => wrap(sharedQuotaText(quota), options.width)),
  ];
}

function cut(text: string, width: number): string {
  return text.length <= width ? text : `${text.slice(0, width - 1)}…`;
}

function notes({ clusters, commitments, cost, prices, unknown }: Summary, options: TerminalOptions): string[] {
  const estimated =
    prices.estimatedUsd === 0
      ? []
      : [
          `* ${usd(prices.estimatedUsd)} (${percent((100 * prices.estimatedUsd) / cost.usd)}) rests on estimated rates.`,
        ];
  const discounts = (commitments?.offers ?? []).some(({ estimate }) => estimate)
    ? ['* Discounts of commitments that are derived or assumed, not read from an offer.']
    : [];
  const texts = [...estimated, ...discounts, ...unknown, ...clusters.flatMap((cluster) => cluster.notes)];
  return texts.flatMap((text) => wrap(text, options.width).map((line) => styled('dim', line, options)));
}
