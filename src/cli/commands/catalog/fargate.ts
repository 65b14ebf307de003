import { type Issue, ScenarioError } from '../../../base/errors.ts';
import { CPU_UNITS_PER_VCPU, MIB_PER_GIB } from '../../../base/units.ts';
import {
  FARGATE_CPU_UNITS,
  type FargateSize,
  fargateMemoriesMiB,
  fargateSizes,
  fargateSizeUsdPerHour,
  isFargateSize,
  sizeUp,
} from '../../../catalog/fargate-sizes.ts';
import type { Architecture } from '../../../catalog/instance-types.ts';
import type { FargateRates } from '../../../catalog/rates.ts';
import type { OperatingSystem } from '../../../catalog/registered-resources.ts';
import { type Listing, type ListingColumn, right } from '../../listing.ts';
import { type CommonOptions, commandLineIssue, hourlyUsd, monthlyUsd, priced, ratesOf } from './figures.ts';

/** CPU in units, memory in MiB. */
export interface FargateOptions extends CommonOptions {
  readonly cpu?: number;
  readonly memory?: number;
  readonly os: OperatingSystem;
  readonly arch: Architecture;
  readonly spot?: boolean;
}

interface FargateRow extends FargateSize {
  readonly usdPerHour: number;
  readonly usdPerMonth: number;
  readonly source: string;
  readonly asOf: string | null;
  readonly estimate: boolean;
}

const FARGATE_COLUMNS: readonly ListingColumn<FargateRow>[] = [
  right('CPU UNITS', (row) => String(row.cpuUnits)),
  right('VCPU', (row) => String(row.cpuUnits / CPU_UNITS_PER_VCPU)),
  right('MIB', (row) => String(row.memoryMiB)),
  right('GB', (row) => String(row.memoryMiB / MIB_PER_GIB)),
  right('USD/H', (row) => hourlyUsd(row.usdPerHour)),
  right('USD/MONTH', (row) => monthlyUsd(row.usdPerHour)),
];

/** The Fargate sizes asked for, with their price. Throws ScenarioError for what Fargate does not have. */
export function fargateListing(options: FargateOptions): Listing<FargateRow> {
  const { region, os, arch } = options;
  const capacity = options.spot ? 'spot' : 'on-demand';
  const rates = ratesOf(region).fargate({ operatingSystem: os, architecture: arch, capacity });
  if (rates === undefined) {
    const expected = 'a platform of Fargate: Windows runs on x86_64 and not on Spot';
    throw new ScenarioError([commandLineIssue('--os', `${os} on ${arch}, ${capacity}`, expected, undefined)]);
  }
  const issues = fargateSizeIssues(options, rates);
  if (issues.length > 0) throw new ScenarioError(issues);
  const sizes = fargateSizes(os).filter(
    ({ cpuUnits, memoryMiB }) => cpuUnits === (options.cpu ?? cpuUnits) && memoryMiB === (options.memory ?? memoryMiB),
  );
  return {
    rows: sizes.map((size) => fargateRow(size, rates)),
    columns: FARGATE_COLUMNS,
    notes: fargateNotes(`${os}/${arch}, ${capacity}, ${region}`, rates),
    empty: 'No size.',
  };
}

function fargateSizeIssues({ cpu, memory, os }: FargateOptions, rates: FargateRates): Issue[] {
  const cpus = FARGATE_CPU_UNITS.filter((cpuUnits) => fargateMemoriesMiB(cpuUnits, os).length > 0);
  if (cpu !== undefined && memory !== undefined) {
    const demand = { cpuUnits: cpu, memoryMiB: memory };
    if (isFargateSize(demand, os)) return [];
    const size = sizeUp(demand, rates, os);
    const nearestSize = size && `--cpu ${size.cpuUnits} --memory ${size.memoryMiB}`;
    return [commandLineIssue('--cpu --memory', `${cpu} ${memory}`, `a Fargate size of ${os}`, nearestSize)];
  }
  if (cpu !== undefined && !cpus.includes(cpu)) {
    return [commandLineIssue('--cpu', String(cpu), `CPU units of a Fargate size: ${cpus.join(' | ')}`, undefined)];
  }
  if (memory !== undefined && !cpus.some((cpuUnits) => isFargateSize({ cpuUnits, memoryMiB: memory }, os))) {
    return [commandLineIssue('--memory', String(memory), `the memory of a Fargate size of ${os}`, undefined)];
  }
  return [];
}

function fargateRow(size: FargateSize, rates: FargateRates): FargateRow {
  const usd = fargateSizeUsdPerHour(size, rates);
  return { ...size, ...priced({ ...rates.vcpuHour, usd }) };
}

function fargateNotes(platform: string, { vcpuHour, gbHour, ephemeralGbHour, osFeeVcpuHour }: FargateRates): string[] {
  const fee = osFeeVcpuHour.usd > 0 ? ` + ${osFeeVcpuHour.usd} licence` : '';
  const storage = `${ephemeralGbHour.usd} per GB-hour of ephemeral storage beyond 20 GB`;
  return [
    `${platform}: ${vcpuHour.usd}${fee} per vCPU-hour, ${gbHour.usd} per GB-hour, ${storage}.`,
    `Source: ${vcpuHour.source}, ${vcpuHour.asOf ?? 'undated'}${vcpuHour.estimate ? ' (estimate)' : ''}.`,
  ];
}
