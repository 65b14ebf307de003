import { ScenarioError } from '../../../base/errors.ts';
import { nearest } from '../../../base/nearest.ts';
import { MIB_PER_GIB } from '../../../base/units.ts';
import {
  type Architecture,
  type InstanceType,
  instanceFamilies,
  queryInstanceTypes,
} from '../../../catalog/instance-types.ts';
import type { Rate } from '../../../catalog/rates.ts';
import { awsvpcTaskLimit, registeredResources } from '../../../catalog/registered-resources.ts';
import { type Listing, type ListingColumn, left, right } from '../../listing.ts';
import { type CommonOptions, commandLineIssue, hourlyUsd, monthlyUsd, ratesOf } from './figures.ts';

/** Memory in GiB. */
export interface InstancesOptions extends CommonOptions {
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

/** The instance types of the region that fit, with what they register and cost. Throws ScenarioError. */
export function instancesListing(options: InstancesOptions): Listing<InstanceRow> {
  const rates = ratesOf(options.region);
  if (options.family !== undefined) checkFamily(options.family);
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
      `On demand, Linux, ${options.region}: ${origins(rows)}.`,
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

function gibToMib(gib: number | undefined): number | undefined {
  return gib === undefined ? undefined : gib * MIB_PER_GIB;
}

function orDash(value: number | null): string {
  return value === null ? '-' : String(value);
}

/** The sources of the rates, each once. */
function origins(rows: readonly InstanceRow[]): string {
  return [...new Set(rows.map((row) => `${row.source}, ${row.asOf}`))].join('; ');
}

function checkFamily(family: string): void {
  const families = instanceFamilies();
  if (families.includes(family)) return;
  throw new ScenarioError([commandLineIssue('--family', family, 'an instance family', nearest(family, families))]);
}
