/**
 * Packing patterns: the fullest sets of tasks that one container instance holds at a time, by what placement looks at
 * (P3.6): CPU, memory, GPUs, network interfaces, host ports, and one task of a service with distinctInstance (P3.15).
 * Whatever runs on an instance is part of one of them.
 */
import { NONE } from '../../base/units.ts';
import type { HostPort, LaunchTemplateInput, TaskDefinitionInput } from '../../sim/state/input.ts';

/** Tasks of a service in one revision. */
export interface PackedTask {
  readonly definition: TaskDefinitionInput;
  /** Row of a service of which an instance holds one task at most; NONE where it may hold more. */
  readonly distinctService: number;
  /** So many there are at most, on all instances. */
  readonly most: number;
}

/** How many tasks of each kind. */
export type Pattern = readonly number[];

/** Sets of tasks that are looked at: more take longer than the runs that a better bound saves. */
const STEPS_MAX = 20_000;

/** Every pattern that no further task fits into; null where there are more than so many. */
export function packingPatterns(
  tasks: readonly PackedTask[],
  instance: LaunchTemplateInput,
  patternsMax: number,
): Pattern[] | null {
  const patterns: Pattern[] = [];
  const filling = new Filling(tasks, instance);
  let steps = 0;
  /** Every number of the kinds from `kind` on, the most first; false where it is too much. */
  const fill = (kind: number): boolean => {
    steps++;
    if (steps > STEPS_MAX || patterns.length > patternsMax) return false;
    if (kind === tasks.length) {
      if (filling.isFull()) patterns.push([...filling.counts]);
      return true;
    }
    while (filling.fits(kind)) filling.add(kind, 1);
    for (;;) {
      if (!fill(kind + 1)) return false;
      if (filling.counts[kind] === 0) return true;
      filling.add(kind, -1);
    }
  };
  return fill(0) && patterns.length <= patternsMax ? patterns : null;
}

/** An instance that is being filled. */
class Filling {
  readonly counts: number[];
  private readonly tasks: readonly PackedTask[];
  private readonly ports: readonly ReadonlySet<string>[];
  private readonly reservedPorts: ReadonlySet<string>;
  private cpuUnits: number;
  private memoryMiB: number;
  private gpuCount: number;
  private interfaces: number;

  constructor(tasks: readonly PackedTask[], instance: LaunchTemplateInput) {
    this.tasks = tasks;
    this.counts = tasks.map(() => 0);
    this.ports = tasks.map(({ definition }) => portNames(definition.hostPorts));
    this.reservedPorts = portNames(instance.reservedPorts);
    this.cpuUnits = instance.cpuUnits;
    this.memoryMiB = instance.memoryMiB;
    this.gpuCount = instance.gpuCount;
    this.interfaces = instance.awsvpcTaskLimit;
  }

  fits(kind: number): boolean {
    const { definition, distinctService, most } = this.tasks[kind]!;
    if (this.counts[kind]! >= most) return false;
    if (definition.cpuUnits > this.cpuUnits || definition.memoryMiB > this.memoryMiB) return false;
    if (definition.gpuCount > this.gpuCount || (definition.isAwsvpc && this.interfaces === 0)) return false;
    const held = this.tasks.filter((_, other) => this.counts[other]! > 0);
    if (distinctService !== NONE && held.some((one) => one.distinctService === distinctService)) return false;
    const own = this.ports[kind]!;
    if (own.size === 0) return true;
    const isTaken = (port: string) =>
      this.reservedPorts.has(port) || this.ports.some((ports, other) => this.counts[other]! > 0 && ports.has(port));
    return ![...own].some(isTaken);
  }

  /** So many more tasks of the kind, or fewer. */
  add(kind: number, count: number): void {
    const { definition } = this.tasks[kind]!;
    this.counts[kind]! += count;
    this.cpuUnits -= count * definition.cpuUnits;
    this.memoryMiB -= count * definition.memoryMiB;
    this.gpuCount -= count * definition.gpuCount;
    if (definition.isAwsvpc) this.interfaces -= count;
  }

  isFull(): boolean {
    return !this.tasks.some((_, kind) => this.fits(kind));
  }
}

function portNames(ports: readonly HostPort[]): ReadonlySet<string> {
  return new Set(ports.map(({ protocol, port }) => `${protocol}/${port}`));
}
