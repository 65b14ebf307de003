import type { Recording, ServiceEventLog, StateChanges } from '../../sim/record/recording.ts';
import { SERVICE_EVENTS } from '../../sim/record/recording.ts';
import * as reasons from '../../sim/state/failure-reasons.ts';
import { FAILURE_REASONS } from '../../sim/state/failure-reasons.ts';
import { isoTime } from '../format.ts';
import { deploymentId } from '../texts.ts';
import type { Arns, Happening } from './envelope.ts';

type EventType = 'INFO' | 'WARN' | 'ERROR';
type ServiceEventName = (typeof SERVICE_EVENTS)[number];

/** eventName and eventType of "ECS Service Action" (P11); other service events are not told to EventBridge. */
const ACTIONS: Readonly<Partial<Record<ServiceEventName, readonly [string, EventType]>>> = {
  STARTED_TASKS: ['TASKS_STARTED', 'INFO'],
  STOPPED_TASKS: ['TASKS_STOPPED', 'INFO'],
  STEADY_STATE: ['SERVICE_STEADY_STATE', 'INFO'],
  PLACEMENT_FAILURE: ['SERVICE_TASK_PLACEMENT_FAILURE', 'ERROR'],
  START_IMPAIRED: ['SERVICE_TASK_START_IMPAIRED', 'WARN'],
  REBALANCING_STARTED: ['SERVICE_REBALANCING_STARTED', 'INFO'],
  REBALANCING_COMPLETED: ['SERVICE_REBALANCING_COMPLETED', 'INFO'],
  DESIRED_COUNT_UPDATED: ['SERVICE_DESIRED_COUNT_UPDATED', 'INFO'],
};

/** "ECS Service Action" of every service event that EventBridge is told of. */
export function* serviceActions(
  recording: Recording,
  { serviceEvents }: StateChanges,
  arns: Arns,
  startEpochMs: number,
): Generator<Happening> {
  for (let row = 0; row < serviceEvents.length; row++) {
    const action = actionOf(serviceEvents, row);
    if (action === undefined) continue;
    const [eventName, eventType] = action;
    const atMs = serviceEvents.atMs[row];
    const resource = arns.service(recording.workloads[serviceEvents.workload[row]].name);
    yield {
      atMs,
      detailType: 'ECS Service Action',
      resource,
      detail: {
        eventType,
        eventName,
        clusterArn: arns.cluster,
        createdAt: isoTime(startEpochMs + atMs),
        ...detailOf(recording, serviceEvents, row, arns),
      },
    };
  }
}

function actionOf({ detail, event }: ServiceEventLog, row: number): readonly [string, EventType] | undefined {
  const name = SERVICE_EVENTS[event[row]];
  // P8.5: an account that launches too fast is throttled; nothing failed to be placed.
  if (name === 'PLACEMENT_FAILURE' && detail[row] === reasons.LAUNCH_RATE) return ['ECS_OPERATION_THROTTLED', 'ERROR'];
  return ACTIONS[name];
}

/** P11.4: the reason of a placement that failed is a code, and the instance that came closest is named. */
function detailOf(
  recording: Recording,
  { detail, event, containerInstance }: ServiceEventLog,
  row: number,
  arns: Arns,
): Record<string, unknown> {
  if (SERVICE_EVENTS[event[row]] !== 'PLACEMENT_FAILURE') return {};
  const instance = containerInstance[row];
  const isKnown = recording.containerInstanceNames[instance] !== undefined;
  return {
    ...(isKnown ? { containerInstanceArns: [arns.containerInstance(instance)] } : {}),
    reason: FAILURE_REASONS[detail[row]],
  };
}

/** "ECS Deployment State Change" of the services that have several deployments or a circuit breaker (P11.4). */
export function deploymentEvents(recording: Recording, arns: Arns, startEpochMs: number): Happening[] {
  const happenings = recording.deployments.flatMap((deployment) => {
    const { number, rollbackTo, rolloutState, startedAtMs, endedAtMs } = deployment;
    const service = recording.workloads[deployment.workload].name;
    const id = deploymentId(service, number);
    const told = (atMs: number, eventName: string, eventType: EventType, reason: string): Happening => ({
      atMs,
      detailType: 'ECS Deployment State Change',
      resource: arns.service(service),
      detail: { eventType, eventName, deploymentId: id, updatedAt: isoTime(startEpochMs + atMs), reason },
    });
    const begun =
      rollbackTo === null
        ? `ECS deployment ${id} in progress.`
        : `ECS deployment circuit breaker: rolling back to deploymentId ${deploymentId(service, rollbackTo)}.`;
    const events = [told(startedAtMs, 'SERVICE_DEPLOYMENT_IN_PROGRESS', 'INFO', begun)];
    if (endedAtMs === null) return events;
    if (rolloutState === 'COMPLETED') {
      events.push(told(endedAtMs, 'SERVICE_DEPLOYMENT_COMPLETED', 'INFO', `ECS deployment ${id} completed.`));
    } else if (rolloutState === 'FAILED') {
      const reason = 'ECS deployment circuit breaker: task failed to start.';
      events.push(told(endedAtMs, 'SERVICE_DEPLOYMENT_FAILED', 'ERROR', reason));
    }
    return events;
  });
  return happenings.sort((a, b) => a.atMs - b.atMs);
}
