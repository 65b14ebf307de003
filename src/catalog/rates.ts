/**
 * What things cost in one region: list prices in USD before tax, each with its source and date. A figure that nobody
 * read from a price list, and one borrowed from another region, says so in `estimate` and `source`.
 */
import { assert } from '../base/assert.ts';
import {
  type FargatePrice,
  type OtherPrice,
  type RegionPrices,
  readDataFile,
  type SourcedColumn,
} from './data-files.ts';
import { type Architecture, instanceTypeRow } from './instance-types.ts';
import { isRegion } from './regions.ts';
import type { OperatingSystem } from './registered-resources.ts';

/** What one quantity of a line item is. A month is 730 hours. */
export type RateUnit =
  | 'hour'
  | 'vcpu-hour'
  | 'gb-hour'
  | 'lcu-hour'
  | 'gb'
  | 'gb-month'
  | 'iops-month'
  | 'mibps-month'
  | 'metric-month'
  | 'alarm-month';

/** A price per unit, and where it comes from. */
export interface Rate {
  readonly usd: number;
  readonly unit: RateUnit;
  /** Source's short name in the catalog's README, `sheet P…`, or `scenario`. */
  readonly source: string;
  /** Day or month the figure was valid; null when the source is undated. */
  readonly asOf: string | null;
  /** True when it is derived or assumed, not read from a price list. */
  readonly estimate: boolean;
}

/** The share of running Spot instances that EC2 reclaims in a month, as AWS's Spot Advisor bands it. */
export interface InterruptionBand {
  /** Fraction: 0, 0.05, 0.1, 0.15 or 0.2. */
  readonly min: number;
  /** Fraction; null in the last band, over 0.2. */
  readonly max: number | null;
  readonly source: string;
  readonly asOf: string;
}

/** The Spot price of an instance type. */
export interface SpotRate {
  readonly rate: Rate;
  /** Fraction of the on-demand price saved as its source states it; can be negative; null when it states none. */
  readonly savings: number | null;
  readonly interruption: InterruptionBand | null;
}

/** Where and how a Fargate task runs. */
export interface FargatePlatform {
  readonly operatingSystem: OperatingSystem;
  readonly architecture: Architecture;
  readonly capacity: 'on-demand' | 'spot';
}

/** Rates of a Fargate platform. */
export interface FargateRates {
  readonly vcpuHour: Rate;
  readonly gbHour: Rate;
  /** For the GB beyond the free 20 (P1.15). */
  readonly ephemeralGbHour: Rate;
  /** Licence fee of the operating system, on top of `vcpuHour`; 0 for Linux. */
  readonly osFeeVcpuHour: Rate;
}

/** The services and items besides EC2 instances and Fargate that have a price. */
export const OTHER_ITEMS = {
  alb: ['load-balancer', 'lcu'],
  cloudwatch: [
    'alarm-standard',
    'container-insights-enhanced',
    'custom-metric-first-10k',
    'logs-ingestion-standard',
    'logs-storage',
  ],
  'data-transfer': ['cross-az-each-direction', 'internet-out-first-10tb'],
  ebs: ['gp2-storage', 'gp3-iops-above-3000', 'gp3-storage', 'gp3-throughput-above-125'],
  ecr: ['storage'],
  'nat-gateway': ['gateway', 'data-processed'],
  vpc: ['interface-endpoint', 'interface-endpoint-data', 'public-ipv4'],
} as const;

export type OtherService = keyof typeof OTHER_ITEMS;
export type OtherItem<S extends OtherService> = (typeof OTHER_ITEMS)[S][number];

/** The prices of one region. */
export interface RateCard {
  readonly region: string;
  /** USD per hour of Linux with shared tenancy; undefined when the type is not listed in the region. */
  ec2OnDemand(instanceType: string): Rate | undefined;
  /** Undefined when the type has no Spot figure in the region. */
  ec2Spot(instanceType: string): SpotRate | undefined;
  /** Undefined when Fargate has no such platform: Windows on Spot or on ARM. */
  fargate(platform: FargatePlatform): FargateRates | undefined;
  other<S extends OtherService>(service: S, item: OtherItem<S>): Rate;
}

/** Stands in, marked as an estimate, for a region whose own figure is missing. */
const REFERENCE_REGION = 'us-east-1';

/** List prices that no compiled source holds. */
const SHEET_PRICES: readonly OtherPrice[] = [
  {
    region: REFERENCE_REGION,
    service: 'cloudwatch',
    item: 'logs-storage',
    unit: 'gb-month',
    usd: 0.03,
    asOf: null,
    source: 'sheet P9.8',
    estimate: true,
  },
  {
    region: REFERENCE_REGION,
    service: 'ebs',
    item: 'gp2-storage',
    unit: 'gb-month',
    usd: 0.1,
    asOf: null,
    source: 'sheet P9.7',
    estimate: true,
  },
  {
    region: REFERENCE_REGION,
    service: 'vpc',
    item: 'interface-endpoint',
    unit: 'hour',
    usd: 0.01,
    asOf: null,
    source: 'sheet P9.6',
    estimate: true,
  },
  {
    region: REFERENCE_REGION,
    service: 'vpc',
    item: 'interface-endpoint-data',
    unit: 'gb',
    usd: 0.01,
    asOf: null,
    source: 'sheet P9.6',
    estimate: true,
  },
];

const cards = new Map<string, RateCard>();

/** The list prices of a region that `isRegion` knows. Reads three files at the first call, and keeps the card. */
export function rateCard(region: string): RateCard {
  assert(isRegion(region), `no prices for region ${region}`);
  const card = cards.get(region) ?? readRateCard(region);
  cards.set(region, card);
  return card;
}

function readRateCard(region: string): RateCard {
  const ec2 = readDataFile(`ec2/${region}`);
  const positionOf = new Map(ec2.rows.map((row, position) => [row, position]));
  const position = (instanceType: string) => positionOf.get(instanceTypeRow(instanceType) ?? -1);
  const fargatePrices = readDataFile('fargate');
  const otherPrices = [...readDataFile('other-prices'), ...SHEET_PRICES];
  return {
    region,
    ec2OnDemand: (instanceType) => onDemandRate(ec2, position(instanceType)),
    ec2Spot: (instanceType) => spotRate(ec2, position(instanceType)),
    fargate: (platform) => fargateRates(fargatePrices, region, platform),
    other: (service, item) => otherRate(otherPrices, region, service, item),
  };
}

function onDemandRate(ec2: RegionPrices, position: number | undefined): Rate | undefined {
  const found = figure(ec2.onDemand, position);
  return found && { usd: found.value, unit: 'hour', source: found.source, asOf: found.asOf, estimate: false };
}

/** The mean price where there is one, else the on-demand price less the savings. */
function spotRate(ec2: RegionPrices, position: number | undefined): SpotRate | undefined {
  const average = figure(ec2.spotAverage, position);
  const savings = figure(ec2.spotSavingsPercent, position);
  const rate = average
    ? rateOf(average.value, 'hour', { ...average, estimate: false })
    : savedRate(onDemandRate(ec2, position), savings);
  if (rate === undefined) return undefined;
  return {
    rate,
    savings: savings === undefined ? null : savings.value / 100,
    interruption: interruptionBand(ec2, position),
  };
}

function savedRate(onDemand: Rate | undefined, savings: Figure | undefined): Rate | undefined {
  if (onDemand === undefined || savings === undefined) return undefined;
  const source = `${onDemand.source} less the savings of ${savings.source}`;
  return { ...onDemand, usd: onDemand.usd * (1 - savings.value / 100), source, asOf: savings.asOf, estimate: true };
}

const BAND_WIDTH_PERCENT = 5;
const LAST_BAND_PERCENT = 20;

function interruptionBand(ec2: RegionPrices, position: number | undefined): InterruptionBand | null {
  const found = figure(ec2.interruptionPercent, position);
  if (found === undefined) return null;
  const max = found.value === LAST_BAND_PERCENT ? null : (found.value + BAND_WIDTH_PERCENT) / 100;
  return { min: found.value / 100, max, source: found.source, asOf: found.asOf };
}

interface Figure {
  readonly value: number;
  readonly source: string;
  readonly asOf: string;
}

/** The first source that says something. */
function figure(columns: readonly SourcedColumn[], position: number | undefined): Figure | undefined {
  if (position === undefined) return undefined;
  const column = columns.find(({ values }) => values[position] !== null);
  return column && { value: column.values[position]!, source: column.source, asOf: column.asOf };
}

function fargateRates(
  prices: readonly FargatePrice[],
  region: string,
  platform: FargatePlatform,
): FargateRates | undefined {
  const price = ownOrReference(
    prices.filter(
      ({ operatingSystem, architecture, capacity }) =>
        operatingSystem === platform.operatingSystem &&
        architecture === platform.architecture &&
        capacity === platform.capacity,
    ),
    region,
  );
  if (price === undefined) return undefined;
  const ephemeral = { ...price, estimate: price.estimate || price.ephemeralEstimate };
  return {
    vcpuHour: rateOf(price.vcpuHour, 'vcpu-hour', price),
    gbHour: rateOf(price.gbHour, 'gb-hour', price),
    ephemeralGbHour: rateOf(price.ephemeralGbHour, 'gb-hour', ephemeral),
    osFeeVcpuHour: rateOf(price.osFeeVcpuHour, 'vcpu-hour', price),
  };
}

function otherRate(prices: readonly OtherPrice[], region: string, service: string, item: string): Rate {
  const price = ownOrReference(
    prices.filter((candidate) => candidate.service === service && candidate.item === item),
    region,
  );
  assert(price !== undefined, `no price for ${service} ${item}`);
  return rateOf(price.usd, price.unit as RateUnit, price);
}

/** The region's own price; else that of us-east-1, marked as standing in. */
function ownOrReference<P extends FargatePrice | OtherPrice>(prices: readonly P[], region: string): P | undefined {
  const own = prices.find((price) => price.region === region);
  if (own !== undefined) return own;
  const reference = prices.find((price) => price.region === REFERENCE_REGION);
  if (reference === undefined) return undefined;
  const source = `${reference.source}, ${REFERENCE_REGION} standing in for ${region}`;
  return { ...reference, source, estimate: true };
}

function rateOf(usd: number, unit: RateUnit, origin: Pick<Rate, 'source' | 'asOf' | 'estimate'>): Rate {
  return { usd, unit, source: origin.source, asOf: origin.asOf, estimate: origin.estimate };
}
