/** Tasks and machines that placement strategies are compared on; a machine is an empty container instance. */

/** What one task asks for. */
export interface PackingTask {
  readonly name: string;
  readonly cpuUnits: number;
  readonly memoryMiB: number;
  readonly gpuCount: number;
  /** Models of GPU that will do; empty = any. */
  readonly gpuModels: readonly string[];
}

/** One machine, with what it registers. */
export interface PackingMachine {
  readonly name: string;
  readonly cpuUnits: number;
  readonly memoryMiB: number;
  readonly gpuCount: number;
  /** '' where the table names none. */
  readonly gpuModel: string;
  /** '' where the table names none. */
  readonly availabilityZone: string;
}

/** Whether every machine is there from the start, or one more is opened when a task finds no place. */
export type MachinesOpen = 'all' | 'asNeeded';

/** One list of tasks on one list of machines. */
export interface PackingCase {
  readonly name: string;
  readonly tasks: readonly PackingTask[];
  /** In the order in which they register, or are opened. */
  readonly machines: readonly PackingMachine[];
  readonly open: MachinesOpen;
  /** Fewest machines that hold all tasks, where somebody has proven it. */
  readonly optimum: number | null;
  /** What the tables say that is not packed, in whole sentences. */
  readonly notes: readonly string[];
}

/** The resources that tasks and machines are measured by. */
export const PACKED_RESOURCES = ['cpuUnits', 'memoryMiB', 'gpuCount'] as const;
export type PackedResource = (typeof PACKED_RESOURCES)[number];
