/**
 * The compiled figures in `data/`: what each file holds, and the one door through which they are read.
 * `tools/compile-catalog.ts` writes them; everything about prices of instance types is one file per region, so that a
 * run reads the instance types (95 KB) and one region (at most 47 KB): about 4 ms together.
 */
import { readFileSync } from 'node:fs';

/** A column of few different strings: row i holds `values[index[i]]`; an index of -1 is an empty cell. */
export interface DictionaryColumn {
  readonly values: readonly string[];
  readonly index: readonly number[];
}

/** `instance-types.json`: columns of equal length, in the order of the names. Flags are 0 or 1. */
export interface InstanceTypeColumns {
  readonly instanceType: readonly string[];
  readonly vcpu: readonly number[];
  readonly memoryMiB: readonly number[];
  readonly architecture: DictionaryColumn;
  readonly currentGeneration: readonly number[];
  readonly burstable: readonly number[];
  readonly bareMetal: readonly number[];
  readonly gpuCount: readonly number[];
  readonly gpuName: DictionaryColumn;
  readonly gpuMemoryMiB: readonly number[];
  readonly networkBaselineGbps: readonly number[];
  readonly networkBurstGbps: readonly number[];
  readonly ebsBaselineMbps: readonly (number | null)[];
  readonly localNvmeGb: readonly number[];
  readonly maxEnis: readonly number[];
  readonly ipv4PerEni: readonly number[];
  readonly trunkedTasks: readonly (number | null)[];
  readonly trunkedTasksBasis: DictionaryColumn;
  readonly hypervisor: DictionaryColumn;
}

/** Figures of one source, aligned to `RegionPrices.rows`; null where the source says nothing. */
export interface SourcedColumn {
  readonly source: string;
  readonly asOf: string;
  readonly values: readonly (number | null)[];
}

/** `ec2/<region>.json`: the instance types listed in a region, Linux, shared tenancy. */
export interface RegionPrices {
  /** Rows of `instance-types.json`, ascending; all columns below align to them. */
  readonly rows: readonly number[];
  /** USD per hour, on demand. */
  readonly onDemand: readonly SourcedColumn[];
  /** USD per hour, Spot, mean over the zones. */
  readonly spotAverage: readonly SourcedColumn[];
  /** Spot savings against on demand, percent. */
  readonly spotSavingsPercent: readonly SourcedColumn[];
  /** Lower edge of the band of the monthly share of Spot instances reclaimed, percent: 0, 5, 10, 15, 20. */
  readonly interruptionPercent: readonly SourcedColumn[];
}

/** `fargate.json`: one entry per region, platform and capacity. */
export interface FargatePrice {
  readonly region: string;
  readonly operatingSystem: string;
  readonly architecture: string;
  readonly capacity: string;
  readonly vcpuHour: number;
  readonly gbHour: number;
  readonly ephemeralGbHour: number;
  readonly osFeeVcpuHour: number;
  readonly asOf: string | null;
  readonly source: string;
  readonly estimate: boolean;
  readonly ephemeralEstimate: boolean;
}

/** `other-prices.json`: everything that is neither an instance type nor Fargate. */
export interface OtherPrice {
  readonly region: string;
  readonly service: string;
  readonly item: string;
  readonly unit: string;
  readonly usd: number;
  readonly asOf: string | null;
  readonly source: string;
  readonly estimate: boolean;
}

/** One Savings Plan of `savings-plans.json`: columns aligned to the categories; null where it does not apply. */
export interface SavingsPlanColumns {
  /** `compute` or `ec2`. */
  readonly kind: string;
  readonly years: number;
  /** `no`, `partial` or `all` upfront. */
  readonly payment: string;
  /** Fraction of the on-demand price, effective over the term, what is paid upfront included. */
  readonly discount: readonly (number | null)[];
  readonly estimate: readonly number[];
  readonly source: DictionaryColumn;
  readonly asOf: DictionaryColumn;
}

/** `savings-plans.json`: discounts of us-east-1, Linux. */
export interface SavingsPlans {
  /** Instance families, and `fargate-x86_64`, `fargate-arm64`. */
  readonly categories: readonly string[];
  readonly plans: readonly SavingsPlanColumns[];
}

interface DataFiles {
  readonly 'instance-types': InstanceTypeColumns;
  readonly regions: readonly string[];
  readonly fargate: readonly FargatePrice[];
  readonly 'other-prices': readonly OtherPrice[];
  readonly 'savings-plans': SavingsPlans;
  readonly [region: `ec2/${string}`]: RegionPrices;
}

/** Reads one compiled file. The result is not kept: its reader does that. */
export function readDataFile<N extends keyof DataFiles>(name: N): DataFiles[N] {
  return JSON.parse(readFileSync(new URL(`../catalog/data/${name}.json`, import.meta.url), 'utf8')) as DataFiles[N];
}
