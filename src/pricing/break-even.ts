/**
 * When container instances are cheaper than Fargate for tasks of one size (P9.10). An instance is paid whole, so it
 * depends on how many tasks share it.
 */

/** What tasks of one size cost on EC2 and on Fargate. */
export interface BreakEvenPrices {
  /** Of an instance with its root volume. */
  readonly instanceUsdPerHour: number;
  /** So many fit on one, by what it registers; from 1. */
  readonly tasksPerInstance: number;
  /** Of a task. */
  readonly fargateUsdPerHour: number;
}

/** Where the cheaper one changes. */
export interface BreakEven {
  /** On a full instance. */
  readonly ec2UsdPerTaskHour: number;
  /**
   * The packing density, as a share of the tasks that fit, above which EC2 is cheaper; above 1 it never is.
   */
  readonly density: number;
  /**
   * EC2 on all day against Fargate only while the tasks run: EC2, full, is cheaper from so many hours a day; above 24
   * it never is.
   */
  readonly hoursPerDay: number;
  /** The fewest tasks for which EC2 is cheaper, or as cheap; null where it never is. */
  readonly firstTasks: number | null;
  /** From so many tasks on it is whatever their number; null where one task more may always turn it. */
  readonly alwaysTasks: number | null;
}

const HOURS_PER_DAY = 24;

/** EC2 costs ⌈k / n⌉ · P for k tasks, n to an instance of price P; Fargate k · F. */
export function breakEven({ instanceUsdPerHour, tasksPerInstance, fargateUsdPerHour }: BreakEvenPrices): BreakEven {
  const fullUsd = tasksPerInstance * fargateUsdPerHour;
  const density = instanceUsdPerHour / fullUsd;
  return {
    ec2UsdPerTaskHour: instanceUsdPerHour / tasksPerInstance,
    density,
    hoursPerDay: HOURS_PER_DAY * density,
    firstTasks: density > 1 ? null : Math.ceil(instanceUsdPerHour / fargateUsdPerHour),
    alwaysTasks: density >= 1 ? null : alwaysTasks(instanceUsdPerHour, tasksPerInstance, fargateUsdPerHour),
  };
}

/** The first task on a new instance is the worst case: from the m-th instance on even that is cheaper. */
function alwaysTasks(instanceUsd: number, perInstance: number, fargateUsd: number): number {
  const instances = Math.ceil(((perInstance - 1) * fargateUsd) / (perInstance * fargateUsd - instanceUsd));
  const before = Math.max(0, instances - 1);
  return Math.max((before - 1) * perInstance + 1, Math.ceil((before * instanceUsd) / fargateUsd), 1);
}
