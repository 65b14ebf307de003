/**
 * Discounts for a commitment: Compute and EC2 Instance Savings Plans of one and three years, each payment option. The
 * figures are of us-east-1, and nearly all of them estimates; elsewhere they stand in. Read from disk at the call.
 */
import { readDataFile, type SavingsPlanColumns } from './data-files.ts';

export type SavingsPlanKind = 'compute' | 'ec2';
export const PAYMENT_OPTIONS = ['no', 'partial', 'all'] as const;
export type PaymentOption = (typeof PAYMENT_OPTIONS)[number];

/** What a plan takes off the on-demand price. */
export interface Discount {
  /** Effective over the term, what is paid upfront included. */
  readonly fraction: number;
  /** True when it is derived or assumed, not read from an offer. */
  readonly estimate: boolean;
  readonly source: string;
  readonly asOf: string | null;
}

/** A plan by kind, term and payment option. */
export interface SavingsPlan {
  /** `compute` is for every family and Fargate, `ec2` for the families that it is bought for. */
  readonly kind: SavingsPlanKind;
  readonly years: 1 | 3;
  readonly payment: PaymentOption;
  /** By instance family, or `fargate-x86_64` and `fargate-arm64`; undefined where the plan does not apply. */
  discount(category: string): Discount | undefined;
}

const REFERENCE_REGION = 'us-east-1';

/** Every plan there is: Compute before EC2 Instance, one year before three, nothing upfront before all of it. */
export function savingsPlans(region: string): SavingsPlan[] {
  const { categories, plans } = readDataFile('savings-plans');
  const rowOf = new Map(categories.map((category, row) => [category, row]));
  return plans
    .map((columns) => planOf(columns, rowOf, region))
    .sort(
      (a, b) =>
        KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind) ||
        a.years - b.years ||
        PAYMENT_OPTIONS.indexOf(a.payment) - PAYMENT_OPTIONS.indexOf(b.payment),
    );
}

const KINDS: readonly SavingsPlanKind[] = ['compute', 'ec2'];

function planOf(columns: SavingsPlanColumns, rowOf: ReadonlyMap<string, number>, region: string): SavingsPlan {
  const { discount, estimate, source, asOf } = columns;
  const isHere = region === REFERENCE_REGION;
  return {
    kind: columns.kind as SavingsPlanKind,
    years: columns.years as 1 | 3,
    payment: columns.payment as PaymentOption,
    discount: (category) => {
      const row = rowOf.get(category) ?? -1;
      const fraction = discount[row] ?? null;
      if (fraction === null) return undefined;
      const name = source.values[source.index[row]!] ?? '';
      return {
        fraction,
        estimate: !isHere || estimate[row] === 1,
        source: isHere ? name : `${name}, ${REFERENCE_REGION} standing in`,
        asOf: asOf.values[asOf.index[row]!] ?? null,
      };
    },
  };
}
