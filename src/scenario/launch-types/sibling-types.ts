/** Instance types of the same class and size on the other architecture: m6i.xlarge and m6g.xlarge. */
import {
  type Architecture,
  findInstanceType,
  type InstanceType,
  queryInstanceTypes,
} from '../../catalog/instance-types.ts';
import type { RateCard } from '../../catalog/rates.ts';

/** Class and generation of a plain family, without local disks or faster networks: m6i, m6g, m5, t4g. */
const PLAIN_FAMILY = /^([a-z])(\d+)([ig]?)$/;

/**
 * The type itself where it has the architecture; else the one of the same class and size whose generation is nearest,
 * the newer of two. Undefined where the region has none.
 */
export function siblingType(type: InstanceType, architecture: Architecture, rates: RateCard): InstanceType | undefined {
  if (type.architecture === architecture) return type;
  const size = type.instanceType.slice(type.family.length);
  const [, group] = /^([a-z]+)\d/.exec(type.family) ?? [];
  const candidates = queryInstanceTypes({
    architecture,
    vcpu: type.vcpu,
    memoryMiB: type.memoryMiB,
    gpu: false,
  }).filter(
    ({ family, instanceType }) =>
      PLAIN_FAMILY.exec(family)?.[1] === group &&
      instanceType === `${family}${size}` &&
      rates.ec2OnDemand(instanceType) !== undefined,
  );
  const distance = ({ generation }: InstanceType) => Math.abs(generation - type.generation);
  return candidates.sort((a, b) => distance(a) - distance(b) || b.generation - a.generation)[0];
}

/** What tasks need together, and the largest of them in each. */
export interface TaskDemand {
  readonly cpuUnits: number;
  readonly memoryMiB: number;
  readonly cpuUnitsMax: number;
  readonly memoryMiBMax: number;
}

/** GiB per vCPU from which on the next class fits better. */
const CLASSES = [
  { families: ['c6i', 'c7i'], below: 3 },
  { families: ['m6i', 'm7i'], below: 6 },
  { families: ['r6i', 'r7i'], below: Number.POSITIVE_INFINITY },
];
const SIZES = ['large', 'xlarge', '2xlarge', '4xlarge', '8xlarge', '16xlarge'];
/** So many of the largest task fit on an instance: fewer pack badly. */
const TASKS_MIN = 4;

/**
 * A type for tasks of a scenario that has no container instances: of the class whose memory per vCPU is like theirs,
 * the smallest on which four of the largest fit; of the sixth generation, or of the seventh where the region has no
 * other.
 */
export function typeForTasks(demand: TaskDemand, rates: RateCard): InstanceType {
  const { cpuUnits, memoryMiB, cpuUnitsMax, memoryMiBMax } = demand;
  const ratio = cpuUnits === 0 ? Number.POSITIVE_INFINITY : memoryMiB / cpuUnits;
  const { families } = CLASSES.find(({ below }) => ratio < below) ?? CLASSES.at(-1)!;
  const family = families.find((one) => rates.ec2OnDemand(`${one}.large`) !== undefined) ?? families[0]!;
  const types = SIZES.map((size) => findInstanceType(`${family}.${size}`)!);
  const fits = types.find(
    (type) => type.vcpu * 1024 >= TASKS_MIN * cpuUnitsMax && type.memoryMiB * 0.95 >= TASKS_MIN * memoryMiBMax,
  );
  return fits ?? types.at(-1)!;
}
