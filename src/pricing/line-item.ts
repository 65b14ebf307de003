import { MIB_PER_GIB, NONE } from '../base/units.ts';
import type { Rate, RateCard } from '../catalog/rates.ts';
import type { QuantityKind, Recording, UsageMeters } from '../sim/record/recording.ts';

/** What is priced. Items of one name add up over pools and workloads. */
export const ITEMS = [
  'cloudwatch-alarm',
  'cloudwatch-logs',
  'cloudwatch-logs-storage',
  'cloudwatch-metric',
  'cross-zone-data',
  'ebs-root-volume',
  'ec2-instance',
  'ec2-windows-licence',
  'ecr-storage',
  'ecs-managed-instances',
  'fargate-ephemeral-storage',
  'fargate-memory',
  'fargate-vcpu',
  'fargate-windows-licence',
  'interface-endpoint',
  'interface-endpoint-data',
  'internet-data',
  'load-balancer',
  'load-balancer-lcu',
  'nat-gateway',
  'nat-gateway-data',
  'public-ipv4',
] as const;
export type Item = (typeof ITEMS)[number];

/** The AWS services that bill. */
export const BILLED_SERVICES = [
  'CloudWatch',
  'Data transfer',
  'EBS',
  'EC2',
  'ECR',
  'ECS',
  'ELB',
  'Fargate',
  'VPC',
] as const;
export type BilledService = (typeof BILLED_SERVICES)[number];

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
  /** The meter it comes from: a row of that list of the usage meters. */
  readonly usage: keyof UsageMeters;
  readonly meter: number;
  /** Row in the recording's pools; NONE where it is no price of capacity. */
  readonly pool: number;
  /** Row in the recording's workloads; NONE where several share what is billed. */
  readonly workload: number;
}

/** A GB is billed as 1024 MiB. */
export const GB_PER_MIB = 1 / MIB_PER_GIB;

/** What a pricing term reads of a recording. */
export type Usage = Pick<Recording, 'durationMs' | 'meters' | 'pools'>;

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

/** How a quantity meter becomes a line item: its name, its rate, and units of the rate per unit of the meter. */
export interface QuantityPrice extends Pick<LineItem, 'item' | 'service' | 'description' | 'rate'> {
  readonly perUnit: number;
}

/** Line items of every quantity meter of a kind, in the order of the meters. */
export function quantityItems({ meters }: Usage, kind: QuantityKind, price: QuantityPrice): LineItem[] {
  const { perUnit, ...item } = price;
  return meters.quantities.flatMap(({ kind: own, quantity, workload }, meter) =>
    own === kind
      ? priced({ ...item, quantity: quantity * perUnit, usage: 'quantities', meter, pool: NONE, workload })
      : [],
  );
}
