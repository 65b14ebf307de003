/** What the variants cost with a commitment, and whether another is the cheapest then. */
import type { CommitmentTerms } from '../../pricing/commitment-offers.ts';
import { offerName } from '../sections/commitments.ts';
import type { CommitmentSummary, Summary } from '../summary-schema.ts';
import type { ComparedVariant } from './comparison-result.ts';
import type { ComparedCommitment, ComparisonSummary } from './comparison-schema.ts';

/** A way to commit with what each replication of each variant costs then. */
export interface CommittedCosts {
  readonly terms: CommitmentTerms;
  /** By variant and replication; in each the best level for it, none where none is worth it. */
  readonly usdPerMonth: readonly (readonly number[])[];
  /** By variant: one of its discounts is an estimate. */
  readonly estimated: readonly boolean[];
}

/** Every way to commit that any variant can make use of, as the report of a run has them. */
export function committedCosts(variants: readonly ComparedVariant[]): CommittedCosts[] {
  const offers = variants.flatMap(({ summaries }) => summaries.flatMap((one) => one.commitments?.offers ?? []));
  const terms = new Map(
    offers.map(({ kind, years, payment }) => [`${kind} ${years} ${payment}`, { kind, years, payment }]),
  );
  return [...terms.values()].map((one) => ({
    terms: one,
    usdPerMonth: variants.map(({ summaries }) =>
      summaries.map((summary) => offerOf(summary, one)?.usdPerMonth ?? summary.cost.usdPerMonth),
    ),
    estimated: variants.map(({ summaries }) => summaries.some((summary) => offerOf(summary, one)?.estimate === true)),
  }));
}

/** undefined where nothing of the bill could be committed to. */
function offerOf({ commitments }: Summary, { kind, years, payment }: CommitmentTerms): CommitmentSummary | undefined {
  return commitments?.offers.find((one) => one.kind === kind && one.years === years && one.payment === payment);
}

/** Whether the discount of any variant is an estimate: then it has a star. */
export function isEstimated({ estimatedDiscount }: ComparedCommitment): boolean {
  return estimatedDiscount.includes(true);
}

/** Variants that are the cheapest with some commitment, though another is without: a line each. */
export function turnedWinners({ variants, figures, commitments = [] }: ComparisonSummary): string[] {
  const cost = figures.find(({ name }) => name === 'usdPerMonth');
  if (cost === undefined) return [];
  const usual = cheapestOf(cost.variants);
  const byWinner = new Map<number, ComparedCommitment[]>();
  for (const one of commitments) {
    const winner = cheapestOf(one.usdPerMonth);
    if (winner !== usual) byWinner.set(winner, [...(byWinner.get(winner) ?? []), one]);
  }
  return [...byWinner].map(([winner, offers]) => {
    const [first, ...others] = offers;
    const more = others.length === 0 ? '' : ` and ${others.length} more of ${commitments.length} commitments`;
    return (
      `A commitment turns it: ${variants[winner]!.name} is the cheapest with ${offerName({ ...first!, estimate: isEstimated(first!) })}${more}, ` +
      `${variants[usual]!.name} without.`
    );
  });
}

/** Of equal ones the first. */
function cheapestOf(costs: readonly { readonly mean: number | null }[]): number {
  const means = costs.map(({ mean }) => mean ?? Number.POSITIVE_INFINITY);
  return means.indexOf(Math.min(...means));
}
