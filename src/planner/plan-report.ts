/** The plan as a report: what to change, what it costs and cannot cost less than, what binds, what was tried. */
import { SECOND_MS } from '../base/units.ts';
import { barChart } from '../report/charts/bar-chart.ts';
import * as format from '../report/format.ts';
import { colour } from '../report/palette.ts';
import type { Block, BuiltSection, Cell, Chart, Figure, Headline, Note, Report, Table } from '../report/report.ts';
import { numbers, textCells, words } from '../report/sections/cells.ts';
import { commitmentText, ESTIMATE_LINE, offerName } from '../report/sections/commitments.ts';
import { subjectInWords } from '../report/summary/expectations.ts';
import type { CommitmentSummary, ExpectationSummary } from '../report/summary-schema.ts';
import type { Label } from '../sweep/design/points.ts';
import type { Change } from './changes.ts';
import type { PlanResult, ShownSetting, TriedSetting } from './plan-result.ts';

/** Settings that were run and are listed; the CSV has all. */
const TRIED_MAX = 40;

/** A section each: the answer, the promises, what was tried, and the ground it stands on. */
export function planReport(result: PlanResult, changes: readonly Change[]): Report {
  const { name, description, engine, seeds, zonesLost } = result;
  const survived = zonesLost.length === 0 ? '' : ` · each survives the loss of ${zonesLost.join(', ')}`;
  return {
    title: name,
    subtitle: [...(description === '' ? [] : [description]), `plan · ${seeds.length} replications${survived}`],
    footer: `plimsoll ${engine.version}, a simulator of Amazon ECS. Simulated figures, no bill of AWS.`,
    sections: [
      section('plan', 'The plan', [
        headline(result),
        verdict(result),
        ...commitmentNote(result),
        changesTable(result, changes),
        costChart(result),
      ]),
      section('promises', 'Promises', promises(result)),
      section('tried', 'What was weighed', [weighed(result), triedTable(result)]),
    ],
  };
}

function section(id: string, title: string, blocks: readonly Block[]): BuiltSection {
  return { id, title, isOpen: true, blocks };
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

/** `Compute Savings Plan, 1 year, no upfront *: $0.25 an hour`. */
export function commitmentInWords(commitment: CommitmentSummary): string {
  return `${offerName(commitment)}: ${commitmentText(commitment)}`;
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

function usd({ usdPerMonth }: TriedSetting): string {
  return usdPerMonth === null ? '-' : format.usd(usdPerMonth);
}

function againstToday({ usdPerMonth }: ShownSetting, today: ShownSetting): string {
  if (usdPerMonth === null || today.usdPerMonth === null || today.usdPerMonth === 0) return '';
  const percent = 100 * (usdPerMonth / today.usdPerMonth - 1);
  return `${percent > 0 ? '+' : ''}${format.percent(percent)} against today`;
}

/** `gap 9.9%`. */
export function gap({ usdPerMonth }: TriedSetting, bound: number): string {
  if (usdPerMonth === null || bound === 0) return 'no bound above 0';
  return `gap ${format.percent(100 * (usdPerMonth / bound - 1))}`;
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

function promises({ best, today }: PlanResult): Block[] {
  const found = (best ?? today).summary.expectations ?? [];
  const todays = today.summary.expectations ?? [];
  const isSame = (one: ExpectationSummary) => (other: ExpectationSummary) =>
    one.place === other.place && subjectInWords(one) === subjectInWords(other);
  return [
    {
      kind: 'table',
      caption: 'What is promised, and what the first run of plan and today found',
      columns: [words('Clause'), words('Of'), words('Expected'), words('Plan'), words('Today')],
      rows: found.map((one) =>
        textCells(
          one.clause,
          subjectInWords(one),
          one.expected,
          one.found ?? '-',
          todays.find(isSame(one))?.found ?? '-',
        ),
      ),
    },
    ...(today.broken.length === 0
      ? []
      : [{ kind: 'note', tone: 'warning', lines: today.broken.map((one) => `Today: ${one}.`) } as const]),
  ];
}

function weighed(result: PlanResult): Note {
  const { settingCount, invalidCount, impossibleCount, programCount, tried, runs, invalidFault } = result;
  const left = settingCount - invalidCount - impossibleCount - tried.length;
  return {
    kind: 'note',
    tone: 'plain',
    lines: [
      `${format.count(settingCount)} settings, bounded by ${format.count(programCount)} programmes of what they have: ` +
        `${format.count(impossibleCount)} cannot serve what is promised; ${format.count(tried.length)} were run to an ` +
        `end, ${format.count(runs)} runs in all; ${format.count(left)} cannot be cheaper than the plan and its runner-up.`,
      ...(result.isPackingAddedUp
        ? ['An instance has too many packing patterns: what its tasks reserve was added up, as if there were no gaps.']
        : []),
      ...(invalidFault === null ? [] : [`No valid scenario, for instance: ${invalidFault}`]),
    ],
  };
}

function triedTable({ tried, choices, commitments }: PlanResult): Table {
  const hasCommitments = commitments.length > 0;
  return {
    kind: 'table',
    caption: tried.length > TRIED_MAX ? `The cheapest ${TRIED_MAX} of what was run; tried.csv has all` : 'What was run',
    columns: [
      ...choices.map((name) => words(name)),
      numbers('USD per month'),
      ...(hasCommitments ? [numbers('Without commitment'), words('Commitment')] : []),
      numbers('Runs'),
      words('Promises'),
    ],
    rows: tried
      .slice(0, TRIED_MAX)
      .map((one): Cell[] =>
        textCells(
          ...choices.map((name) => labelInWords(one.labels?.[name] ?? null)),
          usd(one),
          ...(hasCommitments
            ? [
                one.uncommittedUsdPerMonth === null ? '-' : format.usd(one.uncommittedUsdPerMonth),
                one.commitment === null ? '-' : commitmentInWords(one.commitment),
              ]
            : []),
          format.count(one.runs),
          one.broken.length === 0 ? 'kept' : one.broken.join('; '),
        ),
      ),
  };
}

/** `instanceType m6i.large, instances 4`. */
export function labelsInWords({ labels }: TriedSetting): string {
  if (labels === null) return 'today';
  return Object.entries(labels)
    .map(([name, label]) => `${name} ${labelInWords(label)}`)
    .join(', ');
}

function labelInWords(label: Label): string {
  return label === null ? '-' : String(label);
}
