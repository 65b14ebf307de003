/** `plimsoll catalog`: what the figures say about instance types, prices and Fargate sizes, without a simulation. */
import { Command, InvalidArgumentError, Option } from 'commander';
import { parseCpuUnits, parseMemoryMiB } from '../../scenario/ecs/sizes.ts';
import { formatListing, LISTING_FORMATS, type Listing, type ListingFormat } from '../listing.ts';
import { type FargateOptions, fargateListing } from './catalog/fargate.ts';
import type { CommonOptions } from './catalog/figures.ts';
import { type InstancesOptions, instancesListing } from './catalog/instances.ts';
import { priceListing } from './catalog/price.ts';

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
