import { HOUR_MS, HOURS_PER_MONTH } from '../../base/units.ts';
import { sumUsd } from '../../pricing/invoice.ts';
import type { LineItem } from '../../pricing/line-item.ts';
import type { Waste } from '../../pricing/waste.ts';
import { group } from '../group.ts';
import type { RunResult } from '../run-result.ts';
import type { CostSummary, LineItemSummary, Summary, WasteSummary } from '../summary-schema.ts';
import { percentOf, roundAmount, roundRate, roundUsd } from './rounding.ts';

/** What an amount of the run is against: a month, and the whole. */
export interface CostScale {
  readonly totalUsd: number;
  /** Months of 730 hours per run. */
  readonly runsPerMonth: number;
}

/** The scale of a run: its whole cost and its length. */
export function costScale({ clusters, scenario }: RunResult): CostScale {
  return {
    totalUsd: clusters.reduce((sum, cluster) => sum + cluster.invoice.totalUsd, 0),
    runsPerMonth: (HOURS_PER_MONTH * HOUR_MS) / scenario.durationMs,
  };
}

/** An amount of the run, per month and as a share. */
export function costOf(usd: number, scale: CostScale): CostSummary {
  return {
    usd: roundUsd(usd),
    usdPerMonth: roundUsd(usd * scale.runsPerMonth),
    sharePercent: percentOf(usd, scale.totalUsd) ?? 0,
  };
}

/** The four parts of a cost, and the two of them that bought nothing. */
export function wasteSummary(waste: Waste, scale: CostScale): WasteSummary {
  return {
    wasted: costOf(waste.notReservedUsd + waste.reservedNotUsedUsd, scale),
    used: costOf(waste.usedUsd, scale),
    reservedNotUsed: costOf(waste.reservedNotUsedUsd, scale),
    useUnknown: costOf(waste.useUnknownUsd, scale),
    notReserved: costOf(waste.notReservedUsd, scale),
  };
}

/** Line items of the same thing at the same rate in one, the dearest first. */
export function lineItemSummaries(lineItems: readonly LineItem[], scale: CostScale): LineItemSummary[] {
  const sums = group(lineItems, sameThing).map((alike) => ({
    first: alike[0],
    quantity: alike.reduce((sum, { quantity }) => sum + quantity, 0),
    usd: sumUsd(alike),
  }));
  return dearestFirst(sums).map(({ first, quantity, usd }) => ({
    service: first.service,
    item: first.item,
    description: first.description,
    quantity: roundAmount(quantity),
    unit: first.rate.unit,
    rateUsd: roundRate(first.rate.usd),
    source: first.rate.source,
    asOf: first.rate.asOf,
    estimate: first.rate.estimate,
    ...costOf(usd, scale),
  }));
}

/** A run has one rate card, so what is called the same costs the same. */
function sameThing({ description, item }: LineItem): string {
  return `${item} ${description}`;
}

/** Cost by AWS service, the dearest first. */
export function serviceCosts(lineItems: readonly LineItem[], scale: CostScale): Summary['cost']['services'] {
  const services = group(lineItems, ({ service }) => service).map((alike) => ({
    service: alike[0].service,
    usd: sumUsd(alike),
  }));
  return dearestFirst(services).map(({ service, usd }) => ({ service, ...costOf(usd, scale) }));
}

/** How old the prices are, and how much of the cost rests on estimates. */
export function pricesSummary(lineItems: readonly LineItem[]): Summary['prices'] {
  const dates = lineItems.flatMap(({ rate }) => rate.asOf ?? []).sort();
  const estimated = lineItems.filter(({ rate }) => rate.estimate);
  return {
    oldest: dates[0] ?? null,
    newest: dates.at(-1) ?? null,
    estimatedUsd: roundUsd(sumUsd(estimated)),
  };
}

/** By amount, descending; equal ones keep their order. */
export function dearestFirst<Row extends { readonly usd: number }>(rows: readonly Row[]): Row[] {
  return [...rows].sort((a, b) => b.usd - a.usd);
}
