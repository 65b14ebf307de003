import type { Rate, RateCard } from '../catalog/rates.ts';
import type { Recording, UsageMeters } from '../sim/record/recording.ts';

/** What is priced. Items of one name add up over pools and workloads. */
export type Item =
  | 'ebs-root-volume'
  | 'ec2-instance'
  | 'ec2-windows-licence'
  | 'fargate-ephemeral-storage'
  | 'fargate-memory'
  | 'fargate-vcpu'
  | 'fargate-windows-licence'
  | 'public-ipv4';

/** The AWS service that bills it. */
export type BilledService = 'EBS' | 'EC2' | 'Fargate' | 'VPC';

/** One line of the bill: quantity × rate, not rounded, and whose it is. */
export interface LineItem {
  readonly item: Item;
  readonly service: BilledService;
  /** What the quantity is of: `m6i.xlarge Linux on demand`. ASCII. */
  readonly description: string;
  /** In `rate.unit`. */
  readonly quantity: number;
  readonly rate: Rate;
  readonly amountUsd: number;
  /** The meter it comes from: a row of `UsageMeters.ec2` or `UsageMeters.fargate`. */
  readonly usage: keyof UsageMeters;
  readonly meter: number;
  /** Row in the recording's pools. */
  readonly pool: number;
  /** Row in the recording's workloads; NONE where several share what is billed (EC2). */
  readonly workload: number;
}

/** What a pricing term reads of a recording. */
export type Usage = Pick<Recording, 'meters' | 'pools'>;

/** One kind of charge: what it makes of the meters. Adding one is a file in `terms/` and a line in `registry.ts`. */
export interface PricingTerm {
  readonly name: string;
  /** Line items with a quantity above 0, in the order of the meters. */
  lineItems(usage: Usage, rates: RateCard): LineItem[];
}

/** The line item with its amount, or none where nothing was used. Money is computed here and nowhere else. */
export function priced(item: Omit<LineItem, 'amountUsd'>): LineItem[] {
  return item.quantity > 0 ? [{ ...item, amountUsd: item.quantity * item.rate.usd }] : [];
}
