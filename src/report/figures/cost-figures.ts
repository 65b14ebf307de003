import { ITEMS, type Item } from '../../pricing/line-item.ts';
import type { LineItemSummary, WasteSummary } from '../summary-schema.ts';
import type { FigureFacts } from './figure-facts.ts';

/** A bill: of the whole run, or of a cluster. */
export interface Bill {
  readonly usd: number;
  readonly usdPerMonth: number;
  readonly lineItems: readonly LineItemSummary[];
  readonly waste: WasteSummary;
}

const ITEM_LABELS: Readonly<Record<Item, string>> = {
  'cloudwatch-alarm': 'CloudWatch alarms',
  'cloudwatch-logs': 'CloudWatch Logs',
  'cloudwatch-logs-storage': 'CloudWatch Logs kept',
  'cloudwatch-metric': 'CloudWatch metrics',
  'cross-zone-data': 'Traffic between zones',
  'ebs-root-volume': 'EBS root volumes',
  'ec2-instance': 'EC2 instances',
  'ec2-windows-licence': 'EC2 Windows licences',
  'ecr-storage': 'ECR storage',
  'ecs-managed-instances': 'ECS Managed Instances fee',
  'fargate-ephemeral-storage': 'Fargate ephemeral storage',
  'fargate-memory': 'Fargate memory',
  'fargate-vcpu': 'Fargate vCPU',
  'fargate-windows-licence': 'Fargate Windows licences',
  'interface-endpoint': 'Interface endpoints',
  'interface-endpoint-data': 'Interface endpoint data',
  'internet-data': 'Data to the internet',
  'load-balancer': 'Load balancers',
  'load-balancer-lcu': 'Load balancer LCUs',
  'nat-gateway': 'NAT gateways',
  'nat-gateway-data': 'NAT gateway data',
  'public-ipv4': 'Public IPv4 addresses',
};

/** Cost, what of it bought nothing, and every kind of line item, 0 where the bill has none of it. */
export const COST_FIGURES: readonly FigureFacts<Bill>[] = [
  { name: 'usdPerMonth', label: 'Cost per month', unit: 'usd', read: ({ usdPerMonth }) => usdPerMonth },
  { name: 'usd', label: 'Cost of the run', unit: 'usd', read: ({ usd }) => usd },
  {
    name: 'estimatedUsdPerMonth',
    label: 'Cost per month at estimated rates',
    unit: 'usd',
    read: ({ lineItems }) => sumPerMonth(lineItems.filter(({ estimate }) => estimate)),
  },
  {
    name: 'wastedUsdPerMonth',
    label: 'Waste per month',
    unit: 'usd',
    read: ({ waste }) => waste.wasted.usdPerMonth,
  },
  {
    name: 'notReservedUsdPerMonth',
    label: 'Waste per month: not reserved',
    unit: 'usd',
    read: ({ waste }) => waste.notReserved.usdPerMonth,
  },
  {
    name: 'reservedNotUsedUsdPerMonth',
    label: 'Waste per month: reserved, not used',
    unit: 'usd',
    read: ({ waste }) => waste.reservedNotUsed.usdPerMonth,
  },
  ...ITEMS.map(
    (item): FigureFacts<Bill> => ({
      name: `${camelCase(item)}UsdPerMonth`,
      label: ITEM_LABELS[item],
      unit: 'usd',
      read: ({ lineItems }) => sumPerMonth(lineItems.filter((lineItem) => lineItem.item === item)),
    }),
  ),
];

function sumPerMonth(lineItems: readonly LineItemSummary[]): number {
  return lineItems.reduce((sum, { usdPerMonth }) => sum + usdPerMonth, 0);
}

/** `ec2-instance` as `ec2Instance`: a word that a query need not quote. */
function camelCase(item: Item): string {
  return item.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}
