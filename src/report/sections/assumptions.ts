import * as format from '../format.ts';
import type { Block, Note, ReportSection } from '../report.ts';
import type { Summary } from '../summary-schema.ts';
import { clusterViews, perCluster } from './clusters.ts';

/** What the figures stand on, and what they cannot say. */
export const assumptions: ReportSection = {
  title: 'What was assumed',
  build: (run, summary) => [
    ...perCluster(clusterViews(run, summary), ({ notes }): Block[] =>
      notes.length === 0 ? [] : [{ kind: 'note', tone: 'plain', lines: notes }],
    ),
    ...unknownNote(summary),
    { kind: 'note', tone: 'plain', lines: [prices(summary), ...estimates(summary)] },
  ],
};

function unknownNote({ unknown }: Summary): Note[] {
  return unknown.length === 0 ? [] : [{ kind: 'note', tone: 'warning', lines: unknown }];
}

function prices({ prices: { oldest, newest } }: Summary): string {
  const basis = 'Amounts are list prices in USD before tax, without discounts, Savings Plans or a free tier';
  if (oldest === null) return `${basis}; the rates are undated.`;
  return `${basis}; the rates are of ${oldest === newest ? oldest : `${oldest} to ${newest}`}.`;
}

function estimates({ cost, prices }: Summary): string[] {
  if (prices.estimatedUsd === 0) return [];
  return [`${format.usd(prices.estimatedUsd)} of ${format.usd(cost.usd)} stand on rates that are estimates.`];
}
