/** Every way to commit to a usage, each at the commitment that is best for it. */
import { type PaymentOption, type SavingsPlan, type SavingsPlanKind, savingsPlans } from '../catalog/savings-plans.ts';
import { type CommitmentCost, optimalCommitment, optimalWholeUnits } from './commitments.ts';
import type { CommittableCategory, CommittableUsage } from './committable-usage.ts';

export const COMMITMENT_KINDS = ['compute-savings-plan', 'ec2-instance-savings-plan', 'reserved-instances'] as const;
export type CommitmentKind = (typeof COMMITMENT_KINDS)[number];

/** What is committed to: for a family, or for all of EC2 and Fargate. */
export interface Commitment {
  /** `m6i`; null for a Compute Savings Plan. */
  readonly family: string | null;
  readonly usdPerHour: number;
  /** Reserved instances, in the smallest type of the family in use; null of a plan. */
  readonly reserved: { readonly instanceType: string; readonly count: number } | null;
}

/** A way to commit. */
export interface CommitmentTerms {
  readonly kind: CommitmentKind;
  readonly years: 1 | 3;
  readonly payment: PaymentOption;
}

/** A way to commit, and its best commitment. */
export interface CommitmentOffer extends CommitmentTerms {
  /** Only what is worth committing to. */
  readonly commitments: readonly Commitment[];
  /** Paid at once for the whole term, USD. */
  readonly upfrontUsd: number;
  /** Commitments and what is left on demand, of what could be covered, over the run. */
  readonly usd: number;
  readonly coveredUsd: number;
  readonly usedUsd: number;
  readonly committedUsd: number;
  /** Whether any of its discounts is an estimate. */
  readonly estimate: boolean;
}

const HOURS_PER_YEAR = 8760;
const UPFRONT_SHARE: Readonly<Record<PaymentOption, number>> = { no: 0, partial: 0.5, all: 1 };

/** Compute and EC2 Instance Savings Plans and reserved instances, one year before three; those that are allowed. */
export function commitmentOffers(
  usage: CommittableUsage,
  region: string,
  isAllowed: (terms: CommitmentTerms) => boolean = () => true,
): CommitmentOffer[] {
  return termsAndPlans(region)
    .filter(({ terms }) => isAllowed(terms))
    .map(({ terms: { kind }, plan }) =>
      kind === 'compute-savings-plan' ? computeOffer(usage, plan) : familyOffer(usage, plan, kind),
    );
}

/**
 * The most that any of the ways allowed takes off the on-demand price of a category, as a fraction; 0 where none
 * applies. No commitment makes usage cheaper: what it covers is paid at that price at least.
 */
export function highestDiscount(
  region: string,
  isAllowed: (terms: CommitmentTerms) => boolean,
): (category: string) => number {
  const plans = termsAndPlans(region).filter(({ terms }) => isAllowed(terms));
  return (category) => Math.max(0, ...plans.map(({ plan }) => plan.discount(category)?.fraction ?? 0));
}

/** Every way to commit, with the plan that has its discounts. */
function termsAndPlans(region: string): { readonly terms: CommitmentTerms; readonly plan: SavingsPlan }[] {
  const plans = savingsPlans(region);
  const waysOf = (planKind: SavingsPlanKind, kind: CommitmentKind) =>
    plans
      .filter((plan) => plan.kind === planKind)
      .map((plan) => ({ terms: { kind, years: plan.years, payment: plan.payment }, plan }));
  return [
    ...waysOf('compute', 'compute-savings-plan'),
    ...waysOf('ec2', 'ec2-instance-savings-plan'),
    // Standard reserved instances at the same rates: what the catalog knows of both comes from one source.
    ...waysOf('ec2', 'reserved-instances'),
  ];
}

/** One commitment over every family and Fargate. */
function computeOffer(usage: CommittableUsage, plan: SavingsPlan): CommitmentOffer {
  const covered = usage.categories.filter(({ category }) => plan.discount(category) !== undefined);
  const best = optimalCommitment({ hours: usage.hours, usages: discounted(covered, plan) });
  const parts = [{ family: null, best, reserved: null }];
  return offer(usage, plan, 'compute-savings-plan', covered, parts);
}

/** A commitment for each family by itself; Fargate stays on demand. */
function familyOffer(usage: CommittableUsage, plan: SavingsPlan, kind: CommitmentKind): CommitmentOffer {
  const covered = usage.categories.filter(({ category }) => plan.discount(category) !== undefined);
  const parts = covered.map((one) => {
    const own = { hours: usage.hours, usages: discounted([one], plan) };
    const { category, smallest } = one;
    if (kind !== 'reserved-instances' || smallest === null) {
      return { family: category, best: optimalCommitment(own), reserved: null };
    }
    const unitUsd = smallest.usdPerHour * (1 - plan.discount(category)!.fraction);
    const best = optimalWholeUnits(own, unitUsd);
    const count = Math.round(best.usdPerHour / unitUsd);
    return { family: category, best, reserved: { instanceType: smallest.instanceType, count } };
  });
  return offer(usage, plan, kind, covered, parts);
}

/** The usage as a plan sees it. */
export function discounted(categories: readonly CommittableCategory[], plan: SavingsPlan) {
  return categories.map(({ category, usdPerHour }) => ({
    discount: plan.discount(category)?.fraction ?? 0,
    usdPerHour,
  }));
}

function offer(
  { hours, categories }: CommittableUsage,
  plan: SavingsPlan,
  kind: CommitmentKind,
  covered: readonly CommittableCategory[],
  parts: readonly (Pick<Commitment, 'family' | 'reserved'> & { readonly best: CommitmentCost })[],
): CommitmentOffer {
  const { years, payment } = plan;
  const runHours = sum([...hours]);
  const usdPerHour = sum(parts.map(({ best }) => best.usdPerHour));
  const uncovered = categories.filter((one) => !covered.includes(one));
  const uncoveredUsd = sum(uncovered.map((one) => sum([...one.usdPerHour.map((usd, slot) => usd * hours[slot])])));
  return {
    kind,
    years,
    payment,
    commitments: parts
      .filter(({ best }) => best.usdPerHour > 0)
      .map(({ family, best, reserved }) => ({ family, usdPerHour: best.usdPerHour, reserved })),
    upfrontUsd: usdPerHour * HOURS_PER_YEAR * years * UPFRONT_SHARE[payment],
    usd: sum(parts.map(({ best }) => best.usd)) + uncoveredUsd,
    coveredUsd: sum(parts.map(({ best }) => best.coveredUsd)),
    usedUsd: sum(parts.map(({ best }) => best.usedUsd)),
    committedUsd: usdPerHour * runHours,
    estimate: covered.some(({ category }) => plan.discount(category)!.estimate),
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
