/** The plan as it answers: what it costs and cannot cost less than, what binds, and what to change from today. */
import { SECOND_MS } from '../base/units.ts';
import { barChart } from '../report/charts/bar-chart.ts';
import * as format from '../report/format.ts';
import { colour } from '../report/palette.ts';
import type { Block, Chart, Figure, Headline, Note, Table } from '../report/report.ts';
import { textCells, words } from '../report/sections/cells.ts';
import { ESTIMATE_LINE } from '../report/sections/commitments.ts';
import type { CommitmentSummary } from '../report/summary-schema.ts';
import type { Change } from './changes.ts';
import type { PlanResult, ShownSetting, TriedSetting } from './plan-result.ts';
import { commitmentInWords, gap, labelsInWords, usd } from './plan-words.ts';

/** What is to be read first. */
export function answerBlocks(result: PlanResult, changes: readonly Change[]): Block[] {
  return [
    headline(result),
    verdict(result),
    ...commitmentNote(result),
    changesTable(result, changes),
    costChart(result),
  ];
}

function headline({ best, runnerUp, boundUsdPerMonth, today, todayCommitment }: PlanResult): Headline {
  const figures: Figure[] = [];
  if (best !== null) {
    figures.push({ label: 'Cost per month', value: usd(best), detail: againstToday(best, today) });
    if (best.commitment !== null && best.uncommittedUsdPerMonth !== null) {
      const detail = `with it: ${commitmentInWords(best.commitment)}`;
      figures.push({ label: 'Without the commitment', value: format.usd(best.uncommittedUsdPerMonth), detail });
    }
    if (boundUsdPerMonth !== null) {
      figures.push({
        label: 'No plan costs less than',
        value: format.usd(boundUsdPerMonth),
        detail: gap(best, boundUsdPerMonth),
      });
    }
  }
  if (runnerUp !== null) figures.push({ label: 'Runner-up', value: usd(runnerUp), detail: labelsInWords(runnerUp) });
  figures.push({
    label: 'Today',
    value: usd(today),
    detail: todayDetail(today, todayCommitment),
    tone: today.broken.length === 0 ? 'plain' : 'warning',
  });
  return { kind: 'headline', title: '', figures };
}

function todayDetail({ broken }: ShownSetting, commitment: CommitmentSummary | null): string {
  const kept = broken.length === 0 ? 'keeps its promises' : `breaks ${broken.length} promises`;
  const committed =
    commitment === null ? '' : `; ${format.usd(commitment.usdPerMonth)} with a commitment${star(commitment)}`;
  return `${kept}${committed}`;
}

function star({ estimate }: CommitmentSummary): string {
  return estimate ? ' *' : '';
}

/** How the commitment is meant, as the section of a run has it. */
function commitmentNote({ best, commitments, seeds, today }: PlanResult): Note[] {
  if (commitments.length === 0) return [];
  if (best !== null && best.commitment === null) {
    return [{ kind: 'note', tone: 'plain', lines: ['None of the commitments that may be made is worth it.'] }];
  }
  const { durationSeconds } = (best ?? today).summary.scenario;
  const lines = [
    `What is used in ${format.duration(durationSeconds * SECOND_MS)}, in ${seeds.length} replications one after the ` +
      'other, is taken for the whole term: one commitment for all of them, at its best level. What is paid upfront is ' +
      'spread over the term. Today has no commitment: the scenario states none.',
  ];
  const isEstimated = best?.commitment?.estimate ?? true;
  return [{ kind: 'note', tone: 'plain', lines: [...lines, ...(isEstimated ? [ESTIMATE_LINE] : [])] }];
}

function againstToday({ usdPerMonth }: ShownSetting, today: ShownSetting): string {
  if (usdPerMonth === null || today.usdPerMonth === null || today.usdPerMonth === 0) return '';
  const percent = 100 * (usdPerMonth / today.usdPerMonth - 1);
  return `${percent > 0 ? '+' : ''}${format.percent(percent)} against today`;
}

function verdict({ best, isProven, nearestMiss, invalidCount, settingCount }: PlanResult): Note {
  if (best === null) {
    const tone = 'warning';
    return {
      kind: 'note',
      tone,
      lines: ['No setting that may be chosen keeps every promise.', ...missLines(nearestMiss)],
    };
  }
  const proof = isProven
    ? 'No other setting that may be chosen is cheaper and keeps every promise in every run.'
    : 'Runs were spent before every cheaper setting was tried: a cheaper plan may exist. maxRuns allows more.';
  const invalid =
    invalidCount === 0
      ? []
      : [
          `${format.count(invalidCount)} of ${format.count(settingCount)} settings were found to be no valid scenarios.`,
        ];
  return { kind: 'note', tone: isProven ? 'plain' : 'warning', lines: [proof, ...missLines(nearestMiss), ...invalid] };
}

/** What keeps the plan from being cheaper. */
function missLines(miss: TriedSetting | null): string[] {
  if (miss === null) return [];
  return [`What binds: ${labelsInWords(miss)} would cost ${usd(miss)}, but ${miss.broken.join('; ')}.`];
}

function changesTable({ best }: PlanResult, changes: readonly Change[]): Table {
  return {
    kind: 'table',
    caption: 'What to change from today',
    columns: [words('What'), words('Where'), words('Today'), words('Plan')],
    rows:
      best === null
        ? []
        : [
            ...changes.map(({ name, path, today, plan }) => textCells(name, path, today, plan)),
            ...(best.commitment === null
              ? []
              : [textCells('commitment', 'for the account', 'none', commitmentInWords(best.commitment))]),
          ],
  };
}

function costChart({ best, runnerUp, today, boundUsdPerMonth }: PlanResult): Chart {
  const bars = [
    { label: 'Today', value: today.usdPerMonth },
    { label: 'Plan', value: best?.usdPerMonth ?? null },
    {
      label: 'Plan, not committed',
      value: best === null || best.commitment === null ? null : best.uncommittedUsdPerMonth,
    },
    { label: 'Runner-up', value: runnerUp?.usdPerMonth ?? null },
    { label: 'Lower bound', value: boundUsdPerMonth },
  ].flatMap(({ label, value }) => (value === null ? [] : [{ label, value }]));
  const told = bars.map(({ label, value }) => `${label} ${format.usd(value)}`).join(', ');
  return barChart({
    title: 'What a month costs',
    unit: 'USD per month',
    description: `${told}.`,
    rows: bars.map(({ label, value }) => ({ label, value: format.usd(value) })),
    segments: [{ label: 'Cost', colour: colour('category-1'), values: bars.map(({ value }) => value) }],
    width: 'full',
    isEssential: true,
  });
}
