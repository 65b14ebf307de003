import type { RateCard } from '../catalog/rates.ts';
import type { LineItem, Usage } from './line-item.ts';
import { PRICING_TERMS } from './registry.ts';
import { type ResourceWeights, resourceWeights } from './resource-weights.ts';

/** What a cluster's run costs at list price. Nothing is rounded. */
export interface Invoice {
  readonly lineItems: readonly LineItem[];
  /** The sum of the amounts. */
  readonly totalUsd: number;
  /** How an instance's price is split between its resources. */
  readonly weights: ResourceWeights;
}

/** Prices what the meters counted, term by term. */
export function invoice(usage: Usage, rates: RateCard): Invoice {
  const lineItems = Object.values(PRICING_TERMS).flatMap((term) => term.lineItems(usage, rates));
  return { lineItems, totalUsd: sumUsd(lineItems), weights: resourceWeights(rates) };
}

/** The sum of their amounts. */
export function sumUsd(lineItems: readonly Pick<LineItem, 'amountUsd'>[]): number {
  return lineItems.reduce((sum, { amountUsd }) => sum + amountUsd, 0);
}
