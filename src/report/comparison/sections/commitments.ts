import type { Block } from '../../report.ts';
import { ESTIMATE_LINE } from '../../sections/commitments.ts';
import { commitmentName, turnedWinners } from '../compared-commitments.ts';
import type { ComparisonSummary } from '../comparison-schema.ts';
import { matrices } from './matrices.ts';

/** What every variant costs with each commitment at its best level, and whether that turns which is the cheapest. */
export function commitmentBlocks(comparison: ComparisonSummary): Block[] {
  const { commitments = [], figures } = comparison;
  if (commitments.length === 0) return [];
  const { variants } = figures.find(({ name }) => name === 'usdPerMonth')!;
  const rows = commitments.map((one) => ({
    label: commitmentName(one),
    unit: 'usd' as const,
    variants: one.usdPerMonth,
  }));
  const turned = turnedWinners(comparison);
  const isEstimated = commitments.some(({ estimatedDiscount }) => estimatedDiscount.includes(true));
  const lines = [
    ...(turned.length === 0 ? ['The cheapest variant is the same with each of these commitments as without.'] : turned),
    'The whole bill, in each replication with the commitment that is best for it; what is used in the run is taken for ' +
      'the whole term, and what is paid upfront is spread over it. Spot takes no commitment. The report of a run has ' +
      'the levels.',
    ...(isEstimated ? [ESTIMATE_LINE] : []),
  ];
  return [
    { kind: 'note', tone: 'plain', lines },
    ...matrices(comparison, 'Cost per month with a commitment', [
      { label: 'No commitment', unit: 'usd', variants },
      ...rows,
    ]),
  ];
}
