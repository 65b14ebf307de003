import { DAY_MS, HOURS_PER_MONTH } from '../../base/units.ts';
import { savingsPlans } from '../../catalog/savings-plans.ts';
import { discounted } from '../../pricing/commitment-offers.ts';
import { commitmentCost } from '../../pricing/commitments.ts';
import { type CommittableUsage, committableUsage } from '../../pricing/committable-usage.ts';
import { type LineSeries, lineChart } from '../charts/line-chart.ts';
import * as format from '../format.ts';
import { categoryColour } from '../palette.ts';
import type { Block, Chart, ReportSection, Table } from '../report.ts';
import type { RunResult } from '../run-result.ts';
import type { CommitmentSummary, CommitmentsSummary, Summary } from '../summary-schema.ts';
import { numbers, textCells, words } from './cells.ts';

/** What Savings Plans and reserved instances would save: every kind, term and payment, each at its best commitment. */
export const commitments: ReportSection = {
  title: 'Commitments',
  build: (run, summary) => {
    const { commitments: all } = summary;
    if (all === undefined) return [];
    const usage = committableUsage(run.clusters);
    return [table(summary, all), note(run, all), ...charts(run, usage)];
  },
};

const KIND_NAMES: Readonly<Record<CommitmentSummary['kind'], string>> = {
  'compute-savings-plan': 'Compute Savings Plan',
  'ec2-instance-savings-plan': 'EC2 Instance Savings Plan',
  'reserved-instances': 'Reserved instances',
};
const PAYMENT_NAMES: Readonly<Record<CommitmentSummary['payment'], string>> = {
  no: 'no upfront',
  partial: 'partial upfront',
  all: 'all upfront',
};

/** What an offer is called by. */
type OfferTerms = Pick<CommitmentSummary, 'kind' | 'years' | 'payment' | 'estimate'>;

/** `Compute Savings Plan, 3 years, no upfront`, `*` where a discount is an estimate. */
export function offerName(offer: OfferTerms): string {
  return `${kindName(offer.kind)}, ${termsName(offer)}`;
}

/** `Compute Savings Plan`. */
export function kindName(kind: CommitmentSummary['kind']): string {
  return KIND_NAMES[kind];
}

/** `3 years, no upfront`, `*` where a discount is an estimate. */
export function termsName({ years, payment, estimate }: Omit<OfferTerms, 'kind'>): string {
  const term = years === 1 ? '1 year' : `${years} years`;
  return `${term}, ${PAYMENT_NAMES[payment]}${estimate ? ' *' : ''}`;
}

/** `$1.25 an hour`, `m6i $0.90, c6i $0.20 an hour`, `4 × m6i.large`. */
export function commitmentText({ commitments: parts }: CommitmentSummary): string {
  if (parts.length === 0) return 'none';
  if (parts.some(({ reserved }) => reserved !== null)) {
    return parts.map(({ reserved }) => `${reserved?.count} × ${reserved?.instanceType}`).join(', ');
  }
  const amounts = parts.map(
    ({ family, usdPerHour }) => `${family === null ? '' : `${family} `}${hourlyUsd(usdPerHour)}`,
  );
  return `${amounts.join(', ')} an hour`;
}

/** What the star behind an offer says. */
export const ESTIMATE_LINE =
  '* Discounts that are derived or assumed, not read from an offer; docs/prices.md says how.';

function hourlyUsd(usdPerHour: number): string {
  return format.rateUsd(Number(usdPerHour.toFixed(3)));
}

function table({ cost }: Summary, { offers }: CommitmentsSummary): Table {
  const without = textCells('No commitment', '-', '-', format.usd(cost.usdPerMonth), '-', '-', '-', '-');
  return {
    kind: 'table',
    caption: 'What each commitment saves at its best level',
    columns: [
      words('Commitment'),
      words('Commit to'),
      numbers('Upfront'),
      numbers('Cost per month'),
      numbers('Saved'),
      numbers('Of the bill'),
      numbers('Usage covered'),
      numbers('Commitment used'),
    ],
    rows: [
      without,
      ...offers.map((offer) =>
        textCells(
          offerName(offer),
          commitmentText(offer),
          offer.upfrontUsd === 0 ? '-' : format.usd(offer.upfrontUsd),
          format.usd(offer.usdPerMonth),
          format.usd(offer.savedUsdPerMonth),
          format.percent(offer.savedPercent),
          format.percent(offer.coveredPercent),
          format.percent(offer.usedPercent),
        ),
      ),
    ],
  };
}

function note({ scenario }: RunResult, { onDemandUsdPerMonth, offers }: CommitmentsSummary): Block {
  const lines = [
    `Of EC2 and Fargate on demand on Linux, ${format.usd(onDemandUsdPerMonth)} a month; Spot takes no commitment. What ` +
      `was used in ${format.duration(scenario.durationMs)} is taken for the whole term. A commitment is paid in every ` +
      'hour and covers the usage with the highest discount first; what is paid upfront is spread over the term.',
    'Reserved instances are standard, regional and flexible in size, counted in the smallest type of the family in use.',
  ];
  const isShort = scenario.durationMs < DAY_MS;
  const isEstimated = offers.some(({ estimate }) => estimate);
  return {
    kind: 'note',
    tone: 'plain',
    lines: [
      ...lines,
      ...(isShort ? ['A run of less than a day says little of a year.'] : []),
      ...(isEstimated ? [ESTIMATE_LINE] : []),
    ],
  };
}

const POINTS = 120;

/** Cost per month against the hourly commitment: Compute plans, and those of EC2 where one family has all of it. */
function charts({ scenario }: RunResult, usage: CommittableUsage): Chart[] {
  const families = usage.categories.filter(({ category }) => !category.startsWith('fargate-'));
  const compute = chart('Compute Savings Plan: cost against commitment', usage, 'compute', scenario.region);
  const [only] = families;
  if (only === undefined || usage.categories.length > 1) return [compute];
  const title = `EC2 Instance Savings Plan for ${only.category}: cost against commitment`;
  return [compute, chart(title, usage, 'ec2', scenario.region)];
}

function chart(title: string, usage: CommittableUsage, kind: 'compute' | 'ec2', region: string): Chart {
  const plans = savingsPlans(region).filter((plan) => plan.kind === kind && plan.payment !== 'partial');
  const runHours = usage.hours.reduce((sum, hours) => sum + hours, 0);
  const peak = usage.hours.reduce((most, _, slot) => {
    return Math.max(
      most,
      usage.categories.reduce((sum, { usdPerHour }) => sum + usdPerHour[slot], 0),
    );
  }, 0);
  const x = Array.from({ length: POINTS + 1 }, (_, point) => (peak * point) / POINTS);
  const series = plans.map((plan, index): LineSeries => {
    const usages = discounted(usage.categories, plan);
    const perMonth = (level: number) =>
      (commitmentCost({ hours: usage.hours, usages }, level).usd * HOURS_PER_MONTH) / runHours;
    return {
      label: `${plan.years} year${plan.years === 1 ? '' : 's'}, ${PAYMENT_NAMES[plan.payment]}`,
      colour: categoryColour(index),
      shape: plan.payment === 'all' ? 'dashed' : 'line',
      values: x.map(perMonth),
    };
  });
  const least = series.map(
    ({ label, values }) => `${label} ${format.usd(Math.min(...values.map((value) => value ?? 0)))}`,
  );
  return lineChart({
    title,
    description: `USD per month of EC2 and Fargate on demand against the hourly commitment, by term and payment. At the best: ${least.join('; ')}.`,
    xTitle: 'commitment, USD per hour',
    unit: 'USD per month',
    x,
    series,
    width: 'full',
    isEssential: true,
  });
}
