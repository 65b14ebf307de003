/** How a service moves from one deployment to the next, beyond the bounds of a rolling update. */

/** Production traffic moves to a full second set of tasks: BLUE_GREEN, CANARY, LINEAR (P4.23, P4.24). */
export interface TrafficShiftInput {
  /** Percent of the production traffic on the new tasks after each shift; ascending, the last is 100. */
  readonly percents: readonly number[];
  /** Between two shifts. */
  readonly stepBakeMs: number;
  /** From the last shift until the old tasks stop: `bakeTimeInMinutes`. */
  readonly bakeMs: number;
}

/** Test traffic, or the lifecycle hooks, between a healthy set of new tasks and the first shift. */
export interface DeploymentTestInput {
  readonly durationMs: number;
  /** It ends with FAILED: the deployment is rolled back before it gets any production traffic. */
  readonly fails: boolean;
}

/** `deploymentConfiguration.alarms`, switched on (P4.15). */
export interface DeploymentAlarmsInput {
  /** Rows in `cloudWatch.alarms`. */
  readonly alarms: readonly number[];
  readonly rollback: boolean;
}
