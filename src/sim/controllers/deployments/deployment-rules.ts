import { MINUTE_MS } from '../../../base/units.ts';

/** The arithmetic of the service scheduler (P4), as pure functions. */

/** lower = ceil(desired × minimumHealthyPercent / 100): healthy tasks below which nothing may be stopped (P4.2). */
export function minimumHealthyTasks(desiredCount: number, minimumHealthyPercent: number): number {
  return Math.ceil((desiredCount * minimumHealthyPercent) / 100);
}

/**
 * upper = floor(desired × maximumPercent / 100): tasks, STOPPING ones included, that may exist at once (P4.2, P4.4).
 */
export function maximumTasks(desiredCount: number, maximumPercent: number): number {
  return Math.floor((desiredCount * maximumPercent) / 100);
}

/**
 * Tasks of the newest revision to start now (P4 "Rolling update").
 *
 * @param active tasks of the newest revision that should run
 * @param total tasks of the service of any revision, STOPPING included
 * @param upper maximumTasks
 * @param allowance launches the rate still allows
 */
export function tasksToStart(
  desiredCount: number,
  active: number,
  total: number,
  upper: number,
  allowance: number,
): number {
  return Math.max(0, Math.min(desiredCount - active, upper - total, allowance));
}

/**
 * Healthy tasks of older revisions to stop now (P4 "Rolling update"); those not healthy cost nothing of the lower
 * bound and may go besides (P4.9).
 */
export function tasksToStop(oldActive: number, healthy: number, lower: number): number {
  return Math.max(0, Math.min(oldActive, healthy - lower));
}

/**
 * Tasks of the newest revision that go now: those beyond the desired count. Where some of them replace UNHEALTHY ones,
 * only as many as the replacements that are healthy (P4.17).
 *
 * @param active tasks of the newest revision that should run
 * @param healthy of those counted healthy
 * @param unhealthy of those UNHEALTHY
 */
export function surplusTasks(desiredCount: number, active: number, healthy: number, unhealthy: number): number {
  const surplus = Math.max(0, active - desiredCount);
  if (unhealthy === 0) return surplus;
  const starting = active - healthy - unhealthy;
  return Math.max(0, surplus - starting);
}

/** Failed starts in a row that are not yet held against the service, the delay's unit, and its end (P4.19, model). */
const UNTHROTTLED_FAILURES = 3;
const THROTTLE_STEP_MS = MINUTE_MS;
const THROTTLE_MAX_MS = 27 * MINUTE_MS;

/**
 * How long the scheduler waits after that many failed starts in a row: 0, then 60 s × 2^(k−1), at most 27 min
 * (P4.19).
 */
export function startThrottleMs(consecutiveFailures: number): number {
  const counted = consecutiveFailures - UNTHROTTLED_FAILURES;
  if (counted <= 0) return 0;
  return Math.min(THROTTLE_STEP_MS * 2 ** (counted - 1), THROTTLE_MAX_MS);
}

/** thresholdConfiguration of the deployment circuit breaker (P4.13). */
export interface CircuitBreakerThreshold {
  readonly type: 'BOUNDED_PERCENT' | 'UNBOUNDED_PERCENT' | 'COUNT';
  readonly value: number;
}

const DEFAULT_THRESHOLD: CircuitBreakerThreshold = { type: 'BOUNDED_PERCENT', value: 50 };
const BOUNDED_THRESHOLD_MIN = 3;
const BOUNDED_THRESHOLD_MAX = 200;

/** Failed tasks at which the circuit breaker declares a deployment FAILED (P4.12, P4.13). */
export function circuitBreakerThreshold(desiredCount: number, threshold = DEFAULT_THRESHOLD): number {
  if (threshold.type === 'COUNT') return threshold.value;
  const failures = Math.ceil((desiredCount * threshold.value) / 100);
  if (threshold.type === 'UNBOUNDED_PERCENT') return failures;
  return Math.min(Math.max(failures, BOUNDED_THRESHOLD_MIN), BOUNDED_THRESHOLD_MAX);
}
