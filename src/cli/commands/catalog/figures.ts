/**
 * What the subcommands of `plimsoll catalog` share: the region's prices, faults of the command line, figures as text.
 */
import { type Issue, ScenarioError } from '../../../base/errors.ts';
import { HOURS_PER_MONTH } from '../../../base/units.ts';
import { type Rate, type RateCard, rateCard } from '../../../catalog/rates.ts';
import { isRegion, nearestRegion } from '../../../catalog/regions.ts';
import type { ListingFormat } from '../../listing.ts';

/** Options of every subcommand. */
export interface CommonOptions {
  readonly region: string;
  readonly format: ListingFormat;
}

/** The prices of the region. Throws ScenarioError for a region without any. */
export function ratesOf(region: string): RateCard {
  if (isRegion(region)) return rateCard(region);
  throw new ScenarioError([commandLineIssue('--region', region, 'a region with prices', nearestRegion(region))]);
}

/** A fault of an argument or option, for a ScenarioError. */
export function commandLineIssue(path: string, found: string, expected: string, suggestion: string | undefined): Issue {
  const issue = { file: 'command line', path, found: JSON.stringify(found), expected };
  return suggestion === undefined ? issue : { ...issue, suggestion };
}

/** The fields by which a record states a price. */
export function priced({ usd, source, asOf, estimate }: Rate) {
  return { usdPerHour: usd, usdPerMonth: usd * HOURS_PER_MONTH, source, asOf, estimate };
}

/** USD per hour, to a thousandth of a cent. */
export function hourlyUsd(usd: number): string {
  return usd.toFixed(5);
}

/** USD for a month of 730 hours, to the cent. */
export function monthlyUsd(usdPerHour: number): string {
  return (usdPerHour * HOURS_PER_MONTH).toFixed(2);
}
