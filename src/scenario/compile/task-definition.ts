/** A revision with its behaviour as the engine takes it: what it reserves, needs and does, in numbers. */

import { SECOND_MS } from '../../base/units.ts';
import type { BehaviourInput, RestartPolicyInput, TaskDefinitionInput } from '../../sim/state/input.ts';
import type { ContainerDefinition } from '../ecs/container-definition.ts';
import {
  ec2Reservation,
  fargateReservation,
  gpuCount,
  hardMemoryLimitMiB,
  hostPorts,
  isWindowsTask,
} from '../ecs/reservation.ts';
import {
  type Behaviours,
  type StartPlan,
  startPlan,
  stopSeconds,
  unhealthySecondsAfterFailing,
} from '../ecs/start-plan.ts';
import type { TaskDefinition } from '../ecs/task-definition.ts';
import type { Behaviour, ScenarioTiming } from '../scenario.ts';
import { TASK_ENI } from './launch-templates.ts';

/** CPU and memory in place of the definition's own, on EC2 and on Fargate. */
export interface SizeOverride {
  readonly cpuUnits: number;
  readonly memoryMiB: number;
  readonly fargateCpuUnits: number;
  readonly fargateMemoryMiB: number;
}

/** One row of the table of task definitions. */
export interface TaskDefinitionUse {
  readonly taskDefinition: TaskDefinition;
  readonly behaviour: Behaviour;
  readonly size: SizeOverride | undefined;
  /** Rows in images. */
  readonly images: readonly number[];
  /** Compressed MiB of images that its Fargate storage holds. */
  readonly imageStorageMiB: number;
}

/** After this long nothing happens in any run: about 3000 years. */
const NEVER_MS = 1e14;

/** The row of a task definition (P1.6, P1.10, P1.16–P1.21, P1.26, P4.5). */
export function compileTaskDefinition(use: TaskDefinitionUse, timing: ScenarioTiming): TaskDefinitionInput {
  const { taskDefinition } = use;
  const isAwsvpc = taskDefinition.networkMode === 'awsvpc';
  const behaviours = usualBehaviours(taskDefinition, use.behaviour.containers, timing);
  const plan = startPlan(taskDefinition, behaviours);
  return {
    ...placementNeeds(taskDefinition),
    family: familyOf(use),
    ...sizesOf(taskDefinition, use.size),
    requiredAttributes: isAwsvpc ? [{ name: TASK_ENI }] : [],
    images: use.images,
    containers: containerNames(use, { behaviours, plan }),
    roleArn: taskDefinition.executionRoleArn ?? taskDefinition.taskRoleArn ?? '',
    startupMs: wholeMs(isStarted(plan) ? plan.runningSeconds : plan.failedSeconds),
    ...healthTimes(use, plan, timing),
    answersAfterMs: answersAfterMs(taskDefinition, behaviours, plan),
    failsChecksAfterMs: use.behaviour.failsHealthCheckAfterMs,
    stopMs: wholeMs(stopSeconds(taskDefinition, behaviours)),
    ephemeralStorageGiB: taskDefinition.ephemeralStorageGiB,
    imageStorageMiB: use.imageStorageMiB,
    behaviour: behaviourOf(taskDefinition, use.behaviour, { behaviours, plan }),
    restartPolicy: restartPolicyOf(taskDefinition, use.behaviour, { behaviours, plan }),
    protection: use.behaviour.protection,
  };
}

/** What placement asks of an instance beside CPU and memory (P1.16, P1.17, P1.26, P3.16). */
export function placementNeeds(taskDefinition: TaskDefinition) {
  return {
    family: taskDefinition.family,
    revision: taskDefinition.revision ?? 1,
    gpuCount: gpuCount(taskDefinition),
    isAwsvpc: taskDefinition.networkMode === 'awsvpc',
    hostPorts: hostPorts(taskDefinition).map(({ protocol, hostPort }) => ({ protocol, port: hostPort })),
    architecture: taskDefinition.cpuArchitecture === 'ARM64' ? 'arm64' : 'x86_64',
    operatingSystem: isWindowsTask(taskDefinition) ? 'windows' : 'linux',
    memberOf: taskDefinition.placementConstraints.flatMap((constraint) =>
      constraint.type === 'memberOf' ? [constraint.expression] : [],
    ),
  } as const;
}

/** A size from a trace makes a definition of its own, named by it: `etl-512-1024`. */
function familyOf({ taskDefinition, size }: TaskDefinitionUse): string {
  return size === undefined ? taskDefinition.family : `${taskDefinition.family}-${size.cpuUnits}-${size.memoryMiB}`;
}

function wholeMs(seconds: number): number {
  return Number.isFinite(seconds) ? Math.round(seconds * SECOND_MS) : NEVER_MS;
}

/** False when a dependency never comes: the task stops without RUNNING (P1.20). */
function isStarted(plan: StartPlan): boolean {
  return Number.isFinite(plan.runningSeconds);
}

/** Of a definition that cannot run on Fargate. */
const NO_SIZE = { cpuUnits: 0, memoryMiB: 0 } as const;

function sizesOf(taskDefinition: TaskDefinition, size: SizeOverride | undefined) {
  if (size !== undefined) return { ...size, cpuLimitUnits: 0, memoryLimitMiB: size.memoryMiB };
  const hasSize = taskDefinition.cpuUnits !== undefined && taskDefinition.memoryMiB !== undefined;
  const fargate = hasSize ? fargateReservation(taskDefinition) : NO_SIZE;
  const caps = isWindowsTask(taskDefinition) ? undefined : taskDefinition.cpuUnits;
  return {
    ...ec2Reservation(taskDefinition),
    fargateCpuUnits: fargate.cpuUnits,
    fargateMemoryMiB: fargate.memoryMiB,
    cpuLimitUnits: caps ?? 0,
    memoryLimitMiB: hardMemoryLimitMiB(taskDefinition) ?? 0,
  };
}

/** What the scenario leaves out: containers obey SIGTERM, and those that others wait for come to an end. */
function usualBehaviours(
  { containerDefinitions }: TaskDefinition,
  given: Behaviours,
  timing: ScenarioTiming,
): Behaviours {
  const awaited = new Set(
    containerDefinitions.flatMap(({ dependsOn }) =>
      dependsOn
        .filter(({ condition }) => condition === 'COMPLETE' || condition === 'SUCCESS')
        .map((one) => one.containerName),
    ),
  );
  const usual = ({ name }: ContainerDefinition) => ({
    stopSeconds: timing.containerStopMs / SECOND_MS,
    ...(awaited.has(name) ? { runSeconds: timing.initContainerMs / SECOND_MS } : {}),
    ...given[name],
  });
  return Object.fromEntries(containerDefinitions.map((container) => [container.name, usual(container)]));
}

/** P4.5, without a load balancer; and when a health check has failed for good (P1.22). */
function healthTimes({ taskDefinition, behaviour }: TaskDefinitionUse, plan: StartPlan, timing: ScenarioTiming) {
  const checked = taskDefinition.containerDefinitions.flatMap(({ essential, healthCheck }) =>
    essential && healthCheck !== undefined ? [healthCheck] : [],
  );
  if (checked.length === 0 || !isStarted(plan))
    return { healthyAfterMs: timing.healthyAfterMs, hasHealthCheck: false, unhealthyAfterMs: null };
  const healthyAfterMs = wholeMs(Math.max(0, plan.healthySeconds - plan.runningSeconds));
  const failsAfterMs = behaviour.failsHealthCheckAfterMs ?? Number.POSITIVE_INFINITY;
  const failsAfterSeconds = failsAfterMs / SECOND_MS;
  const unhealthySeconds = Math.min(
    plan.unhealthySeconds - plan.runningSeconds,
    ...checked.map((check) => unhealthySecondsAfterFailing(check, failsAfterSeconds)),
  );
  return {
    // A check that fails before its first success leaves the task without one.
    healthyAfterMs: healthyAfterMs <= failsAfterMs ? healthyAfterMs : NEVER_MS,
    hasHealthCheck: true,
    unhealthyAfterMs: Number.isFinite(unhealthySeconds) ? Math.max(0, wholeMs(unhealthySeconds)) : null,
  };
}

/** A load balancer's checks are answered once the last essential container is ready (P7.2). */
function answersAfterMs({ containerDefinitions }: TaskDefinition, behaviours: Behaviours, plan: StartPlan): number {
  if (!isStarted(plan)) return 0;
  const ready = containerDefinitions.flatMap(({ name, essential }, index) =>
    essential ? [plan.startSeconds[index]! + (behaviours[name]?.readySeconds ?? 0)] : [],
  );
  return wholeMs(Math.max(0, Math.max(0, ...ready) - plan.runningSeconds));
}

function behaviourOf(
  taskDefinition: TaskDefinition,
  behaviour: Behaviour,
  { behaviours, plan }: { readonly behaviours: Behaviours; readonly plan: StartPlan },
): BehaviourInput {
  const { startFailureProbability, exitCode, exitAfterMs } = behaviour;
  if (!isStarted(plan)) return { startFailureProbability: 1, exitAfterMs, exitCode };
  if (exitAfterMs !== null) return { startFailureProbability, exitAfterMs, exitCode };
  const first = firstExit(taskDefinition, behaviours, plan);
  if (first === undefined) return { startFailureProbability, exitAfterMs: null, exitCode };
  const value = wholeMs(Math.max(0, first.atSeconds - plan.runningSeconds));
  return { startFailureProbability, exitAfterMs: { kind: 'constant', value }, exitCode: first.exitCode };
}

/** Of the container that ends the task. */
function restartPolicyOf(
  taskDefinition: TaskDefinition,
  { exitAfterMs }: Behaviour,
  { behaviours, plan }: { readonly behaviours: Behaviours; readonly plan: StartPlan },
): RestartPolicyInput | null {
  const policy = exitingContainer(taskDefinition, exitAfterMs !== null, { behaviours, plan })?.restartPolicy;
  if (policy === undefined) return null;
  const { restartAttemptPeriodSeconds, ignoredExitCodes } = policy;
  return { attemptPeriodMs: restartAttemptPeriodSeconds * SECOND_MS, ignoredExitCodes };
}

/** The essential container that exits by itself, else the first one: it is the one that crashes (model). */
function exitingContainer(
  taskDefinition: TaskDefinition,
  isExitGiven: boolean,
  { behaviours, plan }: { readonly behaviours: Behaviours; readonly plan: StartPlan },
) {
  const exit = !isExitGiven && isStarted(plan) ? firstExit(taskDefinition, behaviours, plan) : undefined;
  return taskDefinition.containerDefinitions.find(({ name, essential }) => essential && (exit?.name ?? name) === name);
}

/** The one that ends the task first, then the others as the definition has them. */
function containerNames(
  { taskDefinition, behaviour }: TaskDefinitionUse,
  parts: { readonly behaviours: Behaviours; readonly plan: StartPlan },
): string[] {
  const exiting = exitingContainer(taskDefinition, behaviour.exitAfterMs !== null, parts)?.name;
  const names = taskDefinition.containerDefinitions.map(({ name }) => name);
  return exiting === undefined ? names : [exiting, ...names.filter((name) => name !== exiting)];
}

/** The first exit of an essential container, which ends the task (P1.18). */
function firstExit({ containerDefinitions }: TaskDefinition, behaviours: Behaviours, plan: StartPlan) {
  const exits = containerDefinitions.flatMap(({ name, essential }, index) => {
    const { runSeconds, exitCode = 0 } = behaviours[name] ?? {};
    if (!essential || runSeconds === undefined) return [];
    return [{ name, atSeconds: plan.startSeconds[index]! + runSeconds, exitCode }];
  });
  return exits.sort((a, b) => a.atSeconds - b.atSeconds)[0];
}
