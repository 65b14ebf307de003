/** ECS's own words for what happened, from the numbers of the logs (P11.5, P12). */
import { assertNever } from '../base/assert.ts';
import { NONE } from '../base/units.ts';
import {
  type DefinitionNames,
  type RecordedDeployment,
  type Recording,
  SERVICE_EVENTS,
} from '../sim/record/recording.ts';
import type { DEPLOYMENT_FAILURES } from '../sim/state/deployments.ts';
import * as reasons from '../sim/state/failure-reasons.ts';
import { FAILURE_REASONS, type FailureReason } from '../sim/state/failure-reasons.ts';
import { CANNOT_START_CONTAINER, START_FAILURES } from '../sim/state/start-failures.ts';
import { STOP_CAUSES } from '../sim/state/stop-causes.ts';

/** P8.9. */
const NO_FARGATE_CAPACITY =
  'Capacity is unavailable at this time. Please try again later or in a different availability zone';
const NO_INSTANCE_MET_ALL = 'because no container instance met all of its requirements.';

/** What the closest matching container instance lacks; the reasons of P12 without a sentence of their own are codes. */
const CLOSEST_LACKS: Readonly<Record<FailureReason, string>> = {
  [reasons.RESOURCE_CPU]: 'has insufficient CPU units available.',
  [reasons.RESOURCE_MEMORY]: 'has insufficient memory available.',
  [reasons.RESOURCE_PORTS]: 'is already using a port required by your task.',
  [reasons.ATTRIBUTE]: 'is missing an attribute required by your task.',
};

/** The message of a service event, as the ECS console shows it. `row` is a row of `recording.serviceEvents`. */
export function serviceEventMessage(recording: Recording, row: number): string {
  const { workload, event, detail, containerInstance } = recording.serviceEvents;
  const service = recording.workloads[workload[row]].name;
  const kind = SERVICE_EVENTS[event[row]];
  switch (kind) {
    case 'STARTED_TASKS':
      return `(service ${service}) has started ${tasks(detail[row], '')}.`;
    case 'STOPPED_TASKS':
      return `(service ${service}) has stopped ${tasks(detail[row], 'running ')}.`;
    case 'STEADY_STATE':
      return `(service ${service}) has reached a steady state.`;
    case 'START_IMPAIRED':
      return `(service ${service}) is unable to consistently start tasks successfully.`;
    case 'REBALANCING_STARTED':
      return `(service ${service}) is not AZ balanced. AZ Rebalancing in progress.`;
    case 'REBALANCING_COMPLETED':
      return `(service ${service}) is AZ balanced.`;
    case 'DEPLOYMENT_COMPLETED':
      return `(service ${service}) (deployment ${deploymentId(service, detail[row])}) deployment completed.`;
    case 'DEPLOYMENT_FAILED':
      return `(service ${service}) (deployment ${deploymentId(service, detail[row])}) deployment failed: tasks failed to start.`;
    case 'DEPLOYMENT_FAILED_ALARM':
      return `(service ${service}) (deployment ${deploymentId(service, detail[row])}) deployment failed: alarm detected.`;
    case 'DEPLOYMENT_FAILED_TEST':
      return `(service ${service}) (deployment ${deploymentId(service, detail[row])}) deployment failed: lifecycle hook failed.`;
    case 'ROLLING_BACK':
      return `(service ${service}) rolling back to deployment ${deploymentId(service, detail[row])}.`;
    case 'SCALE_IN_PROTECTED':
      return `(service ${service}) was unable to reach steady state because task set (${deploymentId(service, detail[row])}) was unable to scale in. Reason: The number of protected tasks are more than the desired count of tasks.`;
    case 'DEPLOYMENT_BLOCKED':
      return `(service ${service}) was unable to stop or start tasks during a deployment because of the service deployment configuration. Update the minimumHealthyPercent or maximumPercent value and try again.`;
    case 'DRAINING_STARTED':
      return `(service ${service}) has begun draining connections on ${tasks(detail[row], '')}.`;
    case 'TARGET_UNHEALTHY': {
      const group = recording.targetGroups[detail[row]].name;
      return `(service ${service}) is unhealthy in (target-group ${group}) due to (reason Health checks failed).`;
    }
    case 'DESIRED_COUNT_UPDATED':
      return `(service ${service}) updated desired count to ${detail[row]}.`;
    case 'PLACEMENT_FAILURE': {
      const instance = containerInstance[row];
      const name = instance === NONE ? undefined : recording.containerInstanceNames[instance];
      return placementFailureMessage(service, detail[row], name);
    }
    default:
      return assertNever(kind);
  }
}

/** The id of a deployment: ECS draws 19 digits, a simulation counts. */
export function deploymentId(service: string, number: number): string {
  return `ecs-svc/${service}-${number}`;
}

/** What made a deployment fail, and who rolls it back. */
const FAILURE_REASONS_OF_DEPLOYMENTS: Readonly<Record<(typeof DEPLOYMENT_FAILURES)[number], string>> = {
  CIRCUIT_BREAKER: 'ECS deployment circuit breaker: task failed to start.',
  ALARM: 'ECS deployment alarms: alarm detected.',
  TEST: 'Lifecycle hook failed.',
};

/** `rolloutStateReason` of a deployment (P4.15); '' where there is nothing to say. */
export function rolloutStateReason(deployment: RecordedDeployment, service: string): string {
  const { failure, rollbackTo, rolloutState } = deployment;
  if (failure !== null && rolloutState === 'FAILED') return FAILURE_REASONS_OF_DEPLOYMENTS[failure];
  if (rollbackTo === null) return '';
  const who = failure === 'ALARM' ? 'ECS deployment alarms' : 'ECS deployment circuit breaker';
  return `${who}: rolling back to deploymentId ${deploymentId(service, rollbackTo)}.`;
}

function tasks(number: number, adjective: string): string {
  return `${number} ${adjective}${number === 1 ? 'task' : 'tasks'}`;
}

/** The service event of a placement that found no instance (P12, Service events). */
export function placementFailureMessage(service: string, reason: FailureReason, closestInstance?: string): string {
  if (reason === reasons.LAUNCH_RATE)
    return `(service ${service}) operations are being throttled. Will try again later.`;
  return `(service ${service}) was unable to place a task${reason === reasons.RESOURCE_FARGATE || reason === reasons.VCPU_LIMIT ? '. ' : ' '}${placementFailure(reason, closestInstance)}`;
}

function placementFailure(reason: FailureReason, closestInstance: string | undefined): string {
  if (reason === reasons.RESOURCE_FARGATE) return `Reason: ${NO_FARGATE_CAPACITY}.`;
  if (reason === reasons.VCPU_LIMIT) return `Reason: ${FAILURE_REASONS[reason]}.`;
  if (reason === reasons.NO_CONTAINER_INSTANCES) return `${NO_INSTANCE_MET_ALL} Reason: ${FAILURE_REASONS[reason]}`;
  if (reason === reasons.EMPTY_CAPACITY_PROVIDER || reason === reasons.PROVISIONING_LIMIT) {
    return `${NO_INSTANCE_MET_ALL} Reason: ${FAILURE_REASONS[reason]}.`;
  }
  const closest = closestInstance === undefined ? '' : ` ${closestInstance}`;
  const lacks = CLOSEST_LACKS[reason] ?? `encountered error "${FAILURE_REASONS[reason]}".`;
  return `${NO_INSTANCE_MET_ALL} The closest matching container-instance${closest} ${lacks}`;
}

/** `failures[].reason` of RunTask, or its exception where the cluster has no container instance (P12.1). */
export function runTaskFailure(reason: FailureReason): string {
  const text = FAILURE_REASONS[reason];
  return reason === reasons.NO_CONTAINER_INSTANCES ? `InvalidParameterException: ${text}` : text;
}

/** Why a task stopped, as describe-tasks tells it. */
export interface StopText {
  /** '' where ECS gives none. */
  readonly stopCode:
    | ''
    | 'EssentialContainerExited'
    | 'InfrastructureHealth'
    | 'ServiceSchedulerInitiated'
    | 'SpotInterruption'
    | 'TerminationNotice'
    | 'TaskFailedToStart';
  readonly stoppedReason: string;
  /** `reason` of its container; '' where ECS gives none. */
  readonly containerReason: string;
}

/**
/** Who failed a task, beyond its cause: by name, '' where there is none. */
export interface StopParties {
  /** Names the deployment. */
  readonly service: string;
  /** The EC2 instance that the task was on. */
  readonly instance: string;
  /** The target group that its tasks are targets of. */
  readonly targetGroup: string;
  /** Of its task definition. */
  readonly names: DefinitionNames;
}

/** stoppedReason of a failed start (P12), its image and role filled in. `failure` is an index into START_FAILURES. */
export function startFailureText(failure: number, { image, role }: DefinitionNames): string {
  return START_FAILURES[failure].stoppedReason.replace('{image}', () => image).replace('{role}', () => role);
}

/**
 * P11.5, P12 stoppedReason. `cause` is an index into STOP_CAUSES, `startFailure` one into START_FAILURES or NONE.
 */
export function stopText(
  cause: number,
  { service, instance, targetGroup, names }: StopParties,
  startFailure: number,
): StopText {
  const kind = STOP_CAUSES[cause];
  switch (kind) {
    case 'ESSENTIAL_CONTAINER_EXITED':
      return { ...ESSENTIAL_EXIT, containerReason: '' };
    case 'OUT_OF_MEMORY':
      return { ...ESSENTIAL_EXIT, containerReason: 'OutOfMemoryError: Container killed due to memory usage' };
    case 'DRAINED':
    case 'REPLACED_BY_DEPLOYMENT':
    case 'SCALE_IN': {
      const stoppedReason = `Scaling activity initiated by (deployment ecs-svc/${service})`;
      return { stopCode: 'ServiceSchedulerInitiated', stoppedReason, containerReason: '' };
    }
    case 'FAILED_HEALTH_CHECKS': {
      const stoppedReason = 'Task failed container health checks';
      return { stopCode: 'ServiceSchedulerInitiated', stoppedReason, containerReason: '' };
    }
    case 'HOST_TERMINATED':
      return { stopCode: '', stoppedReason: `Host EC2 (instance ${instance}) terminated.`, containerReason: '' };
    case 'FAILED_ELB_HEALTH_CHECKS': {
      const stoppedReason = `Task failed ELB health checks in (target-group ${targetGroup})`;
      return { stopCode: 'ServiceSchedulerInitiated', stoppedReason, containerReason: '' };
    }
    case 'SPOT_INTERRUPTION': {
      const stoppedReason = 'Your Spot Task was interrupted.';
      return { stopCode: 'SpotInterruption', stoppedReason, containerReason: '' };
    }
    case 'INFRASTRUCTURE_FAILED': {
      const stoppedReason = 'Task was stopped because the infrastructure it ran on failed.';
      return { stopCode: 'InfrastructureHealth', stoppedReason, containerReason: '' };
    }
    // The wording is ours: what ECS says of a retired standalone task is not published.
    case 'PLATFORM_RETIRED': {
      const stoppedReason = 'Task was stopped because its Fargate platform revision is retired.';
      return { stopCode: 'TerminationNotice', stoppedReason, containerReason: '' };
    }
    case 'TASK_FAILED_TO_START': {
      const failure = startFailure === NONE ? CANNOT_START_CONTAINER : startFailure;
      const stoppedReason = startFailureText(failure, names);
      const containerReason = START_FAILURES[failure].isInProvisioning ? '' : stoppedReason;
      return { stopCode: 'TaskFailedToStart', stoppedReason, containerReason };
    }
    default:
      return assertNever(kind);
  }
}

const ESSENTIAL_EXIT = {
  stopCode: 'EssentialContainerExited',
  stoppedReason: 'Essential container in task exited',
} as const;
