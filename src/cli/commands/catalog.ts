/** `plimsoll catalog`: what the figures say about instance types, prices and Fargate sizes, without a simulation. */
import { Command, InvalidArgumentError, Option } from 'commander';
import { type Issue, ScenarioError } from '../../base/errors.ts';
import { CPU_UNITS_PER_VCPU, HOURS_PER_MONTH, MIB_PER_GIB } from '../../base/units.ts';
import {
  FARGATE_CPU_UNITS,
  type FargateSize,
  fargateMemoriesMiB,
  fargateSizes,
  fargateSizeUsdPerHour,
  isFargateSize,
  sizeUp,
} from '../../catalog/fargate-sizes.ts';
import {
  type Architecture,
  findInstanceType,
  type InstanceType,
  nearestInstanceType,
  queryInstanceTypes,
} from '../../catalog/instance-types.ts';
import { type FargateRates, type Rate, type RateCard, rateCard } from '../../catalog/rates.ts';
import { isRegion, nearestRegion } from '../../catalog/regions.ts';
import { awsvpcTaskLimit, type OperatingSystem, registeredResources } from '../../catalog/registered-resources.ts';
import { parseCpuUnits, parseMemoryMiB } from '../../scenario/ecs/sizes.ts';
import { formatListing, LISTING_FORMATS, type Listing, type ListingColumn, type ListingFormat } from '../listing.ts';

interface CommonOptions {
  readonly region: string;
  readonly format: ListingFormat;
}

interface InstancesOptions extends CommonOptions {
  readonly family?: string;
  readonly vcpu?: number;
  readonly minVcpu?: number;
  readonly memory?: number;
  readonly minMemory?: number;
  readonly arch?: Architecture;
  readonly gpu?: boolean;
  readonly current?: boolean;
  readonly sort: 'type' | 'price';
}

interface FargateOptions extends CommonOptions {
  readonly cpu?: number;
  readonly memory?: number;
  readonly os: OperatingSystem;
  readonly arch: Architecture;
  readonly spot?: boolean;
}

/** The command `catalog` with its three subcommands. A subcommand throws ScenarioError for a name it does not know. */
export function catalogCommand(): Command {
  return new Command('catalog')
    .description('Looks up instance types, prices and Fargate sizes.')
    .addCommand(instancesCommand())
    .addCommand(priceCommand())
    .addCommand(fargateCommand());
}

function instancesCommand(): Command {
  return withCommonOptions(new Command('instances'))
    .description('Lists the EC2 instance types of a region: what they register in ECS, and what they cost.')
    .option('--family <family>', 'such as m6i')
    .option('--vcpu <count>', 'exactly so many vCPUs', parsePositive)
    .option('--min-vcpu <count>', 'at least so many vCPUs', parsePositive)
    .option('--memory <GiB>', 'exactly so much memory', parsePositive)
    .option('--min-memory <GiB>', 'at least so much memory', parsePositive)
    .addOption(architectureOption())
    .option('--gpu', 'with a GPU')
    .option('--no-gpu', 'without a GPU')
    .option('--current', 'of the current generation, by AWS’s own flag')
    .addOption(new Option('--sort <by>', 'order of the list').choices(['type', 'price']).default('type'))
    .action(async (options: InstancesOptions) => print(instancesListing(options), options.format));
}

function priceCommand(): Command {
  return withCommonOptions(new Command('price'))
    .description('Shows what instance types cost, on demand and on Spot, per hour and per month of 730 hours.')
    .argument('<type...>', 'instance types, such as m6i.xlarge')
    .action(async (names: string[], options: CommonOptions) => print(priceListing(names, options), options.format));
}

function fargateCommand(): Command {
  return withCommonOptions(new Command('fargate'))
    .description('Lists the Fargate sizes and what a task of each costs.')
    .option('--cpu <cpu>', 'of that CPU: 1024 or "1 vCPU"', parseCpu)
    .option('--memory <memory>', 'of that memory: 2048 or "2 GB"', parseMemory)
    .addOption(new Option('--os <system>', 'operating system').choices(['linux', 'windows']).default('linux'))
    .addOption(architectureOption().default('x86_64'))
    .option('--spot', 'at Fargate Spot prices')
    .action(async (options: FargateOptions) => print(fargateListing(options), options.format));
}

function withCommonOptions(command: Command): Command {
  return command
    .option('--region <region>', 'region of the prices', 'us-east-1')
    .addOption(new Option('--format <format>', 'form of the output').choices(LISTING_FORMATS).default('table'));
}

function architectureOption(): Option {
  return new Option('--arch <architecture>', 'CPU architecture').choices(['x86_64', 'arm64']);
}

async function print<Row extends object>(listing: Listing<Row>, format: ListingFormat): Promise<void> {
  process.stdout.write(await formatListing(listing, format));
}

// ---- instances

interface InstanceRow extends InstanceType {
  readonly registeredCpuUnits: number;
  readonly registeredMemoryMiB: number;
  readonly registeredGpuCount: number;
  readonly awsvpcTasks: number | null;
  readonly usdPerHour: number;
  readonly source: string;
  readonly asOf: string | null;
}

const INSTANCE_COLUMNS: readonly ListingColumn<InstanceRow>[] = [
  left('TYPE', (row) => row.instanceType),
  right('VCPU', (row) => String(row.vcpu)),
  right('GIB', (row) => String(row.memoryMiB / MIB_PER_GIB)),
  right('CPU UNITS', (row) => String(row.registeredCpuUnits)),
  right('REGISTERED MIB', (row) => String(row.registeredMemoryMiB)),
  left('ARCH', (row) => row.architecture),
  left('GPU', (row) => (row.gpuName === null ? '-' : `${row.gpuCount} ${row.gpuName}`)),
  right('AWSVPC TASKS', (row) => orDash(row.awsvpcTasks)),
  right('TRUNKED', (row) => orDash(row.trunkedTasks)),
  right('USD/H', (row) => hourlyUsd(row.usdPerHour)),
  right('USD/MONTH', (row) => monthlyUsd(row.usdPerHour)),
];

function instancesListing(options: InstancesOptions): Listing<InstanceRow> {
  const rates = ratesOf(options.region);
  const types = queryInstanceTypes({
    family: options.family,
    vcpu: options.vcpu,
    minVcpu: options.minVcpu,
    memoryMiB: gibToMib(options.memory),
    minMemoryMiB: gibToMib(options.minMemory),
    architecture: options.arch,
    gpu: options.gpu,
    currentGeneration: options.current,
  });
  const rows = types.flatMap((type) => {
    const rate = rates.ec2OnDemand(type.instanceType);
    return rate === undefined ? [] : [instanceRow(type, rate)];
  });
  if (options.sort === 'price') rows.sort((a, b) => a.usdPerHour - b.usdPerHour);
  return {
    rows,
    columns: INSTANCE_COLUMNS,
    notes: [
      `${rows.length} types. On demand, Linux, ${options.region}: ${origins(rows)}.`,
      'Registered memory as Linux reports it; measured for few types, else 97 % of the advertised (94 % up to 2 GiB).',
    ],
    empty: `No instance type of ${options.region} fits.`,
  };
}

function instanceRow(type: InstanceType, rate: Rate): InstanceRow {
  const registered = registeredResources(type);
  return {
    ...type,
    registeredCpuUnits: registered.cpuUnits,
    registeredMemoryMiB: registered.memoryMiB,
    registeredGpuCount: registered.gpuCount,
    awsvpcTasks: awsvpcTaskLimit(type, { trunking: false }) ?? null,
    usdPerHour: rate.usd,
    source: rate.source,
    asOf: rate.asOf,
  };
}

// ---- price

interface PriceRow {
  readonly instanceType: string;
  readonly region: string;
  readonly purchase: 'on-demand' | 'spot';
  readonly usdPerHour: number;
  readonly usdPerMonth: number;
  readonly savings: number | null;
  readonly interruptionMin: number | null;
  readonly interruptionMax: number | null;
  readonly interruptionAsOf: string | null;
  readonly source: string;
  readonly asOf: string | null;
  readonly estimate: boolean;
}

const PRICE_COLUMNS: readonly ListingColumn<PriceRow>[] = [
  left('TYPE', (row) => row.instanceType),
  left('PURCHASE', (row) => row.purchase),
  right('USD/H', (row) => hourlyUsd(row.usdPerHour)),
  right('USD/MONTH', (row) => monthlyUsd(row.usdPerHour)),
  right('SAVINGS', (row) => (row.savings === null ? '-' : percentText(row.savings))),
  right('RECLAIMED/MONTH', reclaimedText),
  left('SOURCE', (row) => (row.estimate ? `${row.source} (estimate)` : row.source)),
  left('AS OF', (row) => row.asOf ?? '-'),
];

function priceListing(names: readonly string[], options: CommonOptions): Listing<PriceRow> {
  const rates = ratesOf(options.region);
  const issues = names.flatMap((name) => priceIssue(name, rates));
  if (issues.length > 0) throw new ScenarioError(issues);
  return {
    rows: names.flatMap((name) => priceRows(name, rates)),
    columns: PRICE_COLUMNS,
    notes: [`Linux, shared tenancy, ${options.region}, before tax; a month is ${HOURS_PER_MONTH} hours.`],
    empty: 'No prices.',
  };
}

function priceIssue(name: string, rates: RateCard): Issue[] {
  if (rates.ec2OnDemand(name) !== undefined) return [];
  if (findInstanceType(name) !== undefined) {
    return [commandLineIssue('type', name, `an instance type listed in ${rates.region}`, undefined)];
  }
  return [commandLineIssue('type', name, 'an instance type', nearestInstanceType(name))];
}

function priceRows(name: string, rates: RateCard): PriceRow[] {
  const onDemand = rates.ec2OnDemand(name);
  const spot = rates.ec2Spot(name);
  const place = { instanceType: name, region: rates.region };
  const none = { savings: null, interruptionMin: null, interruptionMax: null, interruptionAsOf: null };
  const rows: PriceRow[] = [];
  if (onDemand !== undefined) rows.push({ ...place, purchase: 'on-demand', ...priced(onDemand), ...none });
  if (spot !== undefined) {
    const { savings, interruption } = spot;
    const interruptionMin = interruption?.min ?? null;
    const interruptionMax = interruption?.max ?? null;
    const interruptionAsOf = interruption?.asOf ?? null;
    const figures = { savings, interruptionMin, interruptionMax, interruptionAsOf };
    rows.push({ ...place, purchase: 'spot', ...priced(spot.rate), ...figures });
  }
  return rows;
}

function priced({ usd, source, asOf, estimate }: Rate) {
  return { usdPerHour: usd, usdPerMonth: usd * HOURS_PER_MONTH, source, asOf, estimate };
}

function reclaimedText({ interruptionMin, interruptionMax }: PriceRow): string {
  if (interruptionMin === null) return '-';
  if (interruptionMax === null) return `over ${percentText(interruptionMin)}`;
  return `${percentText(interruptionMin)} to ${percentText(interruptionMax)}`;
}

// ---- fargate

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

function fargateListing(options: FargateOptions): Listing<FargateRow> {
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

// ---- words and figures

function ratesOf(region: string): RateCard {
  if (isRegion(region)) return rateCard(region);
  throw new ScenarioError([commandLineIssue('--region', region, 'a region with prices', nearestRegion(region))]);
}

function commandLineIssue(path: string, found: string, expected: string, suggestion: string | undefined): Issue {
  const issue = { file: 'command line', path, found: JSON.stringify(found), expected };
  return suggestion === undefined ? issue : { ...issue, suggestion };
}

function parsePositive(text: string): number {
  const value = Number(text);
  if (!(value > 0 && Number.isFinite(value))) throw new InvalidArgumentError('Expected a number above 0.');
  return value;
}

function parseCpu(text: string): number {
  const cpuUnits = parseCpuUnits(text);
  if (cpuUnits === undefined) throw new InvalidArgumentError('Expected CPU units or vCPU: 1024 or "1 vCPU".');
  return cpuUnits;
}

function parseMemory(text: string): number {
  const memoryMiB = parseMemoryMiB(text);
  if (memoryMiB === undefined) throw new InvalidArgumentError('Expected MiB or GB: 2048 or "2 GB".');
  return memoryMiB;
}

function gibToMib(gib: number | undefined): number | undefined {
  return gib === undefined ? undefined : gib * MIB_PER_GIB;
}

/** The sources of the rates, each once. */
function origins(rows: readonly InstanceRow[]): string {
  return [...new Set(rows.map((row) => `${row.source}, ${row.asOf}`))].join('; ');
}

function left<Row>(title: string, text: (row: Row) => string): ListingColumn<Row> {
  return { title, align: 'left', text };
}

function right<Row>(title: string, text: (row: Row) => string): ListingColumn<Row> {
  return { title, align: 'right', text };
}

function orDash(value: number | null): string {
  return value === null ? '-' : String(value);
}

const hourlyUsd = (usd: number) => usd.toFixed(5);
const monthlyUsd = (usdPerHour: number) => (usdPerHour * HOURS_PER_MONTH).toFixed(2);
const percentText = (fraction: number) => `${Math.round(fraction * 100)} %`;
