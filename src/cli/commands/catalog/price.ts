import { type Issue, ScenarioError } from '../../../base/errors.ts';
import { HOURS_PER_MONTH } from '../../../base/units.ts';
import { findInstanceType, nearestInstanceType } from '../../../catalog/instance-types.ts';
import type { RateCard } from '../../../catalog/rates.ts';
import { type Listing, type ListingColumn, left, right } from '../../listing.ts';
import { type CommonOptions, commandLineIssue, hourlyUsd, monthlyUsd, priced, ratesOf } from './figures.ts';

interface PriceRow {
  readonly instanceType: string;
  readonly region: string;
  readonly purchase: 'on-demand' | 'spot';
  readonly usdPerHour: number;
  readonly usdPerMonth: number;
  readonly savings: number | null;
  readonly interruptionMin: number | null;
  readonly interruptionMax: number | null;
  readonly interruptionAsOf: string | null;
  readonly source: string;
  readonly asOf: string | null;
  readonly estimate: boolean;
}

const PRICE_COLUMNS: readonly ListingColumn<PriceRow>[] = [
  left('TYPE', (row) => row.instanceType),
  left('PURCHASE', (row) => row.purchase),
  right('USD/H', (row) => hourlyUsd(row.usdPerHour)),
  right('USD/MONTH', (row) => monthlyUsd(row.usdPerHour)),
  right('SAVINGS', (row) => (row.savings === null ? '-' : percentText(row.savings))),
  right('RECLAIMED/MONTH', reclaimedText),
  left('SOURCE', (row) => (row.estimate ? `${row.source} (estimate)` : row.source)),
  left('AS OF', (row) => row.asOf ?? '-'),
];

/** What the types cost, a row per way to buy. Throws ScenarioError with every name that has no price there. */
export function priceListing(names: readonly string[], options: CommonOptions): Listing<PriceRow> {
  const rates = ratesOf(options.region);
  const issues = names.flatMap((name) => priceIssue(name, rates));
  if (issues.length > 0) throw new ScenarioError(issues);
  return {
    rows: names.flatMap((name) => priceRows(name, rates)),
    columns: PRICE_COLUMNS,
    notes: [`Linux, shared tenancy, ${options.region}, before tax; a month is ${HOURS_PER_MONTH} hours.`],
    empty: 'No prices.',
  };
}

function priceIssue(name: string, rates: RateCard): Issue[] {
  if (rates.ec2OnDemand(name) !== undefined) return [];
  if (findInstanceType(name) !== undefined) {
    return [commandLineIssue('type', name, `an instance type listed in ${rates.region}`, undefined)];
  }
  return [commandLineIssue('type', name, 'an instance type', nearestInstanceType(name))];
}

function priceRows(name: string, rates: RateCard): PriceRow[] {
  const onDemand = rates.ec2OnDemand(name);
  const spot = rates.ec2Spot(name);
  const place = { instanceType: name, region: rates.region };
  const none = { savings: null, interruptionMin: null, interruptionMax: null, interruptionAsOf: null };
  const rows: PriceRow[] = [];
  if (onDemand !== undefined) rows.push({ ...place, purchase: 'on-demand', ...priced(onDemand), ...none });
  if (spot !== undefined) {
    const { savings, interruption } = spot;
    const interruptionMin = interruption?.min ?? null;
    const interruptionMax = interruption?.max ?? null;
    const interruptionAsOf = interruption?.asOf ?? null;
    const figures = { savings, interruptionMin, interruptionMax, interruptionAsOf };
    rows.push({ ...place, purchase: 'spot', ...priced(spot.rate), ...figures });
  }
  return rows;
}

function reclaimedText({ interruptionMin, interruptionMax }: PriceRow): string {
  if (interruptionMin === null) return '-';
  if (interruptionMax === null) return `over ${percentText(interruptionMin)}`;
  return `${percentText(interruptionMin)} to ${percentText(interruptionMax)}`;
}

function percentText(fraction: number): string {
  return `${Math.round(fraction * 100)} %`;
}
