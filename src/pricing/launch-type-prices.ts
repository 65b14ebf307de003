/** What one task size costs on each launch type, by list prices alone. */

/** Tasks that share instances: so many to an instance that costs so much. */
export interface InstancePrice {
  readonly kind: 'instances';
  readonly name: string;
  readonly instanceType: string;
  /** With its root volume. */
  readonly usdPerHour: number;
  /** By what the instance registers; 0 where a task does not fit. */
  readonly tasksPerInstance: number;
}

/** Tasks that are billed each by itself. */
export interface TaskPrice {
  readonly kind: 'tasks';
  readonly name: string;
  readonly cpuUnits: number;
  readonly memoryMiB: number;
  readonly usdPerHour: number;
}

/** One task size of a scenario. */
export interface TaskPrices {
  readonly clusterName: string;
  /** A service or source of tasks. */
  readonly work: string;
  /** What a task reserves on EC2. */
  readonly cpuUnits: number;
  readonly memoryMiB: number;
  /** Tasks at the start. */
  readonly tasks: number;
  readonly options: readonly (InstancePrice | TaskPrice)[];
}

/** USD per hour of so many tasks. */
export function usdPerHourOf(option: InstancePrice | TaskPrice, tasks: number): number {
  if (option.kind === 'tasks') return tasks * option.usdPerHour;
  return Math.ceil(tasks / option.tasksPerInstance) * option.usdPerHour;
}
