/**
 * The EC2 instance types of the catalog, and those a scenario adds. Read from disk at the first call, about 1 ms.
 */
import { nearest } from '../base/nearest.ts';
import { type DictionaryColumn, type InstanceTypeColumns, readDataFile } from './data-files.ts';

/** CPU architecture as ECS spells it in `ecs.cpu-architecture` (P2.10). */
export type Architecture = 'x86_64' | 'arm64';

/** What an instance type is. Null is a figure nobody states. */
export interface InstanceType {
  readonly instanceType: string;
  /** The part before the dot: `m6i`. */
  readonly family: string;
  /** 6 for `m6i`; 0 for a family without digits. */
  readonly generation: number;
  readonly vcpu: number;
  /** Advertised; what a container instance registers is less (P2.2). */
  readonly memoryMiB: number;
  readonly architecture: Architecture;
  /** A fraction for the types that share a GPU (g6f). */
  readonly gpuCount: number;
  readonly gpuName: string | null;
  /** All GPUs together. */
  readonly gpuMemoryMiB: number;
  /** All network cards together. */
  readonly networkBaselineGbps: number | null;
  readonly networkBurstGbps: number | null;
  readonly maxEnis: number | null;
  readonly ipv4PerEni: number | null;
  /** awsvpc tasks with ENI trunking (P2.8); null where trunking is not supported. */
  readonly trunkedTasks: number | null;
  /** `ecs-doc`, `derived` (an estimate), `ecs-doc-unsupported`, `not-trunking`, or `scenario`. */
  readonly trunkedTasksBasis: string;
  readonly burstable: boolean;
  readonly bareMetal: boolean;
  readonly currentGeneration: boolean;
  /** `nitro`, `xen` or `none`. */
  readonly hypervisor: string;
  readonly localNvmeGb: number;
  /** Megabits per second. */
  readonly ebsBaselineMbps: number | null;
}

/** An instance type that a scenario adds, or the fields it changes in one of the catalog. */
export type InstanceTypeDefinition = Pick<InstanceType, 'instanceType' | 'vcpu' | 'memoryMiB'> & {
  readonly [F in Exclude<keyof InstanceType, 'family' | 'generation' | 'trunkedTasksBasis'>]?:
    | InstanceType[F]
    | undefined;
};

/** What to look for; every field given must hold. */
export interface InstanceTypeQuery {
  readonly family?: string | undefined;
  readonly vcpu?: number | undefined;
  readonly minVcpu?: number | undefined;
  readonly memoryMiB?: number | undefined;
  readonly minMemoryMiB?: number | undefined;
  readonly architecture?: Architecture | undefined;
  /** True: with a GPU; false: without. */
  readonly gpu?: boolean | undefined;
  readonly currentGeneration?: boolean | undefined;
}

interface InstanceTypeTable {
  readonly columns: InstanceTypeColumns;
  readonly rowOf: ReadonlyMap<string, number>;
}

let table: InstanceTypeTable | undefined;

function instanceTypeTable(): InstanceTypeTable {
  if (table === undefined) {
    const columns = readDataFile('instance-types');
    table = { columns, rowOf: new Map(columns.instanceType.map((name, row) => [name, row])) };
  }
  return table;
}

/** The instance type of that name, such as `m6i.xlarge`; undefined when the catalog lacks it. */
export function findInstanceType(name: string): InstanceType | undefined {
  const { columns, rowOf } = instanceTypeTable();
  const row = rowOf.get(name);
  return row === undefined ? undefined : readRow(columns, row);
}

/** Row of an instance type in the compiled tables, to which the prices of a region refer. */
export function instanceTypeRow(name: string): number | undefined {
  return instanceTypeTable().rowOf.get(name);
}

/** The name that a misspelled one most likely means. */
export function nearestInstanceType(name: string): string | undefined {
  return nearest(name, instanceTypeTable().columns.instanceType);
}

/** The families of the catalog's types, in alphabetical order. */
export function instanceFamilies(): string[] {
  return [...new Set(instanceTypeTable().columns.instanceType.map((name) => namedParts(name).family))].sort();
}

/** All types that fit, by family, then vCPU, memory and name. */
export function queryInstanceTypes(query: InstanceTypeQuery): InstanceType[] {
  const { columns } = instanceTypeTable();
  const types = columns.instanceType.map((_, row) => readRow(columns, row));
  return types.filter((type) => fits(type, query)).sort(compareInFamily);
}

/**
 * Looks names up among the scenario's own types first, then in the catalog. A definition with the name of a catalog
 * type changes the fields it gives. For a new one, what it leaves out is a Nitro x86_64 machine without GPU, local
 * disk or trunking, its ENIs unknown.
 */
export function instanceTypeLookup(
  definitions: readonly InstanceTypeDefinition[],
): (name: string) => InstanceType | undefined {
  const defined = new Map(definitions.map((definition) => [definition.instanceType, defineInstanceType(definition)]));
  return (name) => defined.get(name) ?? findInstanceType(name);
}

function defineInstanceType(definition: InstanceTypeDefinition): InstanceType {
  const given = Object.fromEntries(Object.entries(definition).filter(([, value]) => value !== undefined));
  const base = findInstanceType(definition.instanceType) ?? plainType(definition);
  const trunkedTasksBasis = definition.trunkedTasks === undefined ? base.trunkedTasksBasis : 'scenario';
  return { ...base, ...given, trunkedTasksBasis };
}

function plainType({ instanceType, vcpu, memoryMiB }: InstanceTypeDefinition): InstanceType {
  return {
    ...namedParts(instanceType),
    vcpu,
    memoryMiB,
    architecture: 'x86_64',
    gpuCount: 0,
    gpuName: null,
    gpuMemoryMiB: 0,
    networkBaselineGbps: null,
    networkBurstGbps: null,
    maxEnis: null,
    ipv4PerEni: null,
    trunkedTasks: null,
    trunkedTasksBasis: 'scenario',
    burstable: false,
    bareMetal: false,
    currentGeneration: true,
    hypervisor: 'nitro',
    localNvmeGb: 0,
    ebsBaselineMbps: null,
  };
}

/** The digits after the first letters (p6-b200: 6); in the u- families the last ones (u-6tb1: 1). */
const GENERATION = /^[a-z]+(\d+)|(\d+)$/;

function namedParts(instanceType: string): Pick<InstanceType, 'instanceType' | 'family' | 'generation'> {
  const family = instanceType.split('.', 1)[0]!;
  const digits = GENERATION.exec(family);
  return { instanceType, family, generation: Number(digits?.[1] ?? digits?.[2] ?? 0) };
}

function readRow(columns: InstanceTypeColumns, row: number): InstanceType {
  const name = columns.instanceType[row]!;
  const parts = namedParts(name);
  const trunks = !isTrunkingRefused(parts.family, name);
  return {
    ...parts,
    vcpu: columns.vcpu[row]!,
    memoryMiB: columns.memoryMiB[row]!,
    architecture: word(columns.architecture, row) as Architecture,
    gpuCount: columns.gpuCount[row]!,
    gpuName: word(columns.gpuName, row),
    gpuMemoryMiB: columns.gpuMemoryMiB[row]!,
    networkBaselineGbps: columns.networkBaselineGbps[row]!,
    networkBurstGbps: columns.networkBurstGbps[row]!,
    maxEnis: columns.maxEnis[row]!,
    ipv4PerEni: columns.ipv4PerEni[row]!,
    trunkedTasks: trunks ? columns.trunkedTasks[row]! : null,
    trunkedTasksBasis: trunks ? word(columns.trunkedTasksBasis, row)! : 'ecs-doc-unsupported',
    burstable: columns.burstable[row] === 1,
    bareMetal: columns.bareMetal[row] === 1,
    currentGeneration: columns.currentGeneration[row] === 1,
    hypervisor: word(columns.hypervisor, row)!,
    localNvmeGb: columns.localNvmeGb[row]!,
    ebsBaselineMbps: columns.ebsBaselineMbps[row]!,
  };
}

function word(column: DictionaryColumn, row: number): string | null {
  return column.values[column.index[row]!] ?? null;
}

/** P2.8: what AWS's text says does not trunk, although a row of its own table gives a limit for some of it. */
const REFUSED_FAMILIES = ['m5n', 'm5zn', 'r5b', 'r5dn'];
const REFUSED_TYPES = ['c5a.8xlarge'];

function isTrunkingRefused(family: string, instanceType: string): boolean {
  return REFUSED_FAMILIES.includes(family) || REFUSED_TYPES.includes(instanceType);
}

function fits(type: InstanceType, query: InstanceTypeQuery): boolean {
  return (
    (query.family === undefined || type.family === query.family) &&
    (query.vcpu === undefined || type.vcpu === query.vcpu) &&
    (query.minVcpu === undefined || type.vcpu >= query.minVcpu) &&
    (query.memoryMiB === undefined || type.memoryMiB === query.memoryMiB) &&
    (query.minMemoryMiB === undefined || type.memoryMiB >= query.minMemoryMiB) &&
    (query.architecture === undefined || type.architecture === query.architecture) &&
    (query.gpu === undefined || type.gpuCount > 0 === query.gpu) &&
    (query.currentGeneration === undefined || type.currentGeneration === query.currentGeneration)
  );
}

function compareInFamily(a: InstanceType, b: InstanceType): number {
  if (a.family !== b.family) return a.family < b.family ? -1 : 1;
  if (a.vcpu !== b.vcpu) return a.vcpu - b.vcpu;
  if (a.memoryMiB !== b.memoryMiB) return a.memoryMiB - b.memoryMiB;
  return a.instanceType < b.instanceType ? -1 : 1;
}
