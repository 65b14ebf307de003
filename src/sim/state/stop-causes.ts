/** Why a task stopped. Texts and stop codes: report/texts.ts (P11.5, P12). */
export const ESSENTIAL_CONTAINER_EXITED = 0;
export const OUT_OF_MEMORY = 1;
export const SCALE_IN = 2;
export const TASK_FAILED_TO_START = 3;

export const REPLACED_BY_DEPLOYMENT = 4;
export const FAILED_HEALTH_CHECKS = 5;
/** Its EC2 instance has ended (P12). */
export const HOST_TERMINATED = 6;
/** Its container instance drains, or its Fargate platform revision is retired: it is replaced (P2.12, P8.8). */
export const DRAINED = 7;
export const FAILED_ELB_HEALTH_CHECKS = 8;
/** Fargate Spot takes the task back (P5.21). */
export const SPOT_INTERRUPTION = 9;
/** What it ran on is gone: the zone of a Fargate task. */
export const INFRASTRUCTURE_FAILED = 10;
/** A standalone task on a Fargate platform revision that is retired (P8.8). */
export const PLATFORM_RETIRED = 11;

/** Name by number. */
export const STOP_CAUSES = [
  'ESSENTIAL_CONTAINER_EXITED',
  'OUT_OF_MEMORY',
  'SCALE_IN',
  'TASK_FAILED_TO_START',
  'REPLACED_BY_DEPLOYMENT',
  'FAILED_HEALTH_CHECKS',
  'HOST_TERMINATED',
  'DRAINED',
  'FAILED_ELB_HEALTH_CHECKS',
  'SPOT_INTERRUPTION',
  'INFRASTRUCTURE_FAILED',
  'PLATFORM_RETIRED',
] as const;

/** SIGKILL: out of memory, or past stopTimeout (P12.7). */
export const EXIT_CODE_SIGKILL = 137;
/** SIGTERM, obeyed (P12.7). */
export const EXIT_CODE_SIGTERM = 143;
