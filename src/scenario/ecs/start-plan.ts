/**
 * When the containers of a task start and stop. A dependency graph and one pass along it: what a container waits for
 * is known once its dependencies are placed on the time line (P1.19–P1.22).
 */

import { assertNever } from '../../base/assert.ts';
import type { ContainerDefinition, ContainerDependency, HealthCheck } from './container-definition.ts';
import type { TaskDefinition } from './task-definition.ts';

/** How a container behaves in a simulation; seconds. Left out, it starts at once, passes its checks and runs on. */
export interface ContainerBehaviour {
  /** From start until the health check command would succeed. */
  readonly readySeconds?: number;
  /** From start until the container exits by itself. */
  readonly runSeconds?: number;
  /** Exit code when it does; 0 when left out. */
  readonly exitCode?: number;
  /** From SIGTERM until it exits; SIGKILL comes after its stopTimeout anyway. */
  readonly stopSeconds?: number;
}

/** Times in seconds after the containers of the task are created. */
export interface StartPlan {
  /** By container, in the order of the definition; Infinity for one that never starts. */
  readonly startSeconds: readonly number[];
  /** When the last container has started: the task is RUNNING. Infinity when it never is. */
  readonly runningSeconds: number;
  /** When every essential container with a health check has become HEALTHY; Infinity when one does not. */
  readonly healthySeconds: number;
  /** When the first essential container turns UNHEALTHY on its way there, or Infinity (P1.22, P1.23). */
  readonly unhealthySeconds: number;
  /** The container whose dependency never came in time: the task stops without RUNNING (P1.20). */
  readonly failedContainer?: string;
  /** When the task gives up, or Infinity. */
  readonly failedSeconds: number;
}

/** What ECS's agent allows a dependency when the container has no startTimeout: 3 minutes, on Windows 8 (P1.20). */
export const START_TIMEOUT_SECONDS_DEFAULT = { linux: 180, windows: 480 };

/** Behaviour by container name. */
export type Behaviours = Readonly<Record<string, ContainerBehaviour>>;

/**
 * Plans the start of a task's containers. A container starts once all its dependencies have met their conditions:
 * START at their start, COMPLETE and SUCCESS at their exit, HEALTHY at their first success of the health check. A
 * dependency gives up `startTimeout` seconds after its start when COMPLETE, SUCCESS or HEALTHY is still not met.
 */
export function startPlan(taskDefinition: TaskDefinition, behaviours: Behaviours = {}): StartPlan {
  const containers = taskDefinition.containerDefinitions;
  const byName = new Map<string, Placed>();
  const isWindows = taskDefinition.operatingSystemFamily.startsWith('WINDOWS');
  const startTimeoutSeconds = START_TIMEOUT_SECONDS_DEFAULT[isWindows ? 'windows' : 'linux'];
  for (const container of startOrder(containers)) {
    const waits = container.dependsOn.map((dependency) => waitFor(dependency, byName, startTimeoutSeconds));
    const start = Math.max(0, ...waits.map((wait) => wait.metSeconds));
    const failed = Math.min(...waits.map((wait) => wait.gaveUpSeconds), Number.POSITIVE_INFINITY);
    byName.set(container.name, place(container, behaviours[container.name] ?? {}, { start, failed }));
  }
  return summarise(containers.map((container) => byName.get(container.name)!));
}

interface Placed {
  readonly container: ContainerDefinition;
  readonly startSeconds: number;
  readonly exitSeconds: number;
  readonly exitCode: number;
  readonly healthySeconds: number;
  readonly unhealthySeconds: number;
  /** When the container gave up waiting, or Infinity. */
  readonly failedSeconds: number;
}

function place(
  container: ContainerDefinition,
  behaviour: ContainerBehaviour,
  at: { readonly start: number; readonly failed: number },
): Placed {
  const runSeconds = behaviour.runSeconds ?? Number.POSITIVE_INFINITY;
  const check = container.healthCheck;
  const healthyAfter = check === undefined ? 0 : healthySecondsAfterStart(check, behaviour);
  const unhealthyAfter = check === undefined ? Number.POSITIVE_INFINITY : unhealthySecondsAfterStart(check, behaviour);
  return {
    container,
    startSeconds: at.start,
    exitSeconds: at.start + runSeconds,
    exitCode: behaviour.exitCode ?? 0,
    healthySeconds: healthyAfter <= runSeconds ? at.start + healthyAfter : Number.POSITIVE_INFINITY,
    unhealthySeconds: unhealthyAfter <= runSeconds ? at.start + unhealthyAfter : Number.POSITIVE_INFINITY,
    failedSeconds: at.failed,
  };
}

/**
 * Seconds from start until the first success of a health check: checks run every interval, the first one interval
 * after the start (P1.22).
 */
export function healthySecondsAfterStart(check: HealthCheck, behaviour: ContainerBehaviour): number {
  return checksUntilSuccess(check, behaviour) * check.intervalSeconds;
}

/**
 * Seconds from start until a container turns UNHEALTHY: `retries` failures in a row, those in the start period not
 * counted (P1.22). Infinity when it succeeds before that.
 */
export function unhealthySecondsAfterStart(check: HealthCheck, behaviour: ContainerBehaviour): number {
  const uncounted = Math.floor(check.startPeriodSeconds / check.intervalSeconds);
  const lastFailure = uncounted + check.retries;
  const isInTime = checksUntilSuccess(check, behaviour) <= lastFailure;
  return isInTime ? Number.POSITIVE_INFINITY : lastFailure * check.intervalSeconds;
}

/**
 * Seconds from start until a container turns UNHEALTHY whose health check fails from `failsAfterSeconds` on: `retries`
 * failures in a row, those in the start period not counted (P1.22).
 */
export function unhealthySecondsAfterFailing(check: HealthCheck, failsAfterSeconds: number): number {
  const uncounted = Math.floor(check.startPeriodSeconds / check.intervalSeconds);
  const firstFailure = Math.floor(failsAfterSeconds / check.intervalSeconds) + 1;
  return (Math.max(firstFailure, uncounted + 1) + check.retries - 1) * check.intervalSeconds;
}

function checksUntilSuccess(check: HealthCheck, behaviour: ContainerBehaviour): number {
  return Math.max(1, Math.ceil((behaviour.readySeconds ?? 0) / check.intervalSeconds));
}

interface Wait {
  readonly metSeconds: number;
  readonly gaveUpSeconds: number;
}

function waitFor(dependency: ContainerDependency, byName: ReadonlyMap<string, Placed>, timeoutSeconds: number): Wait {
  const target = byName.get(dependency.containerName)!;
  const met = metSeconds(dependency.condition, target);
  if (dependency.condition === 'START') return { metSeconds: met, gaveUpSeconds: target.failedSeconds };
  const limit = target.startSeconds + (target.container.startTimeoutSeconds ?? timeoutSeconds);
  if (met <= limit) return { metSeconds: met, gaveUpSeconds: Number.POSITIVE_INFINITY };
  return { metSeconds: Number.POSITIVE_INFINITY, gaveUpSeconds: Math.min(limit, target.failedSeconds) };
}

function metSeconds(condition: ContainerDependency['condition'], target: Placed): number {
  switch (condition) {
    case 'START':
      return target.startSeconds;
    case 'COMPLETE':
      return target.exitSeconds;
    case 'SUCCESS':
      return target.exitCode === 0 ? target.exitSeconds : Number.POSITIVE_INFINITY;
    case 'HEALTHY':
      return target.healthySeconds;
    default:
      return assertNever(condition);
  }
}

function summarise(placed: readonly Placed[]): StartPlan {
  const startSeconds = placed.map((one) => one.startSeconds);
  const failedSeconds = Math.min(...placed.map((one) => one.failedSeconds));
  const failed = placed.find((one) => one.failedSeconds === failedSeconds && failedSeconds < Number.POSITIVE_INFINITY);
  const checked = placed.filter((one) => one.container.essential && one.container.healthCheck !== undefined);
  return {
    startSeconds,
    runningSeconds: Math.max(...startSeconds),
    healthySeconds: Math.max(...startSeconds, ...checked.map((one) => one.healthySeconds)),
    unhealthySeconds: Math.min(Number.POSITIVE_INFINITY, ...checked.map((one) => one.unhealthySeconds)),
    ...(failed === undefined ? {} : { failedContainer: failed.container.name }),
    failedSeconds,
  };
}

/** The containers, each after those it depends on, else in the order of the definition (P1.19). O(n²), n ≤ 10. */
export function startOrder(containers: readonly ContainerDefinition[]): ContainerDefinition[] {
  const ordered: ContainerDefinition[] = [];
  const names = new Set<string>();
  while (ordered.length < containers.length) {
    const next = containers.find(
      ({ name, dependsOn }) => !names.has(name) && dependsOn.every((dependency) => names.has(dependency.containerName)),
    )!;
    names.add(next.name);
    ordered.push(next);
  }
  return ordered;
}

/**
 * Seconds from the stop of the task until its last container has exited. Containers stop in the reverse of their start
 * order: a container gets SIGTERM once all that depend on it have exited, SIGKILL `stopTimeout` seconds later (P1.19,
 * P1.21). `stopSeconds` of a behaviour is how long the container takes by itself; without it, it takes no time, nor
 * does a container that ran to its end before others could start.
 */
export function stopSeconds(taskDefinition: TaskDefinition, behaviours: Behaviours = {}): number {
  const containers = taskDefinition.containerDefinitions;
  const exits = new Map<string, number>();
  for (const container of startOrder(containers).reverse()) {
    const dependents = containers.filter(({ dependsOn }) =>
      dependsOn.some((dependency) => dependency.containerName === container.name),
    );
    const start = Math.max(0, ...dependents.map(({ name }) => exits.get(name)!));
    const own = hasExited(container, dependents) ? 0 : (behaviours[container.name]?.stopSeconds ?? 0);
    exits.set(container.name, start + Math.min(own, container.stopTimeoutSeconds));
  }
  return Math.max(0, ...exits.values());
}

/** Others started once it had exited (P1.19, COMPLETE and SUCCESS). */
function hasExited({ name }: ContainerDefinition, dependents: readonly ContainerDefinition[]): boolean {
  return dependents.some(({ dependsOn }) =>
    dependsOn.some(
      ({ containerName, condition }) => containerName === name && (condition === 'COMPLETE' || condition === 'SUCCESS'),
    ),
  );
}
