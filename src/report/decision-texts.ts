/** Sentences for what control loops decided, from the numbers of the log. */
import { assertNever } from '../base/assert.ts';
import { SECOND_MS } from '../base/units.ts';
import { DECISION_KINDS, DECISION_VALUES_MAX, type DecisionSubject, SCALING_HOLDS } from '../sim/record/decisions.ts';
import type { RecordedIncident, Recording } from '../sim/record/recording.ts';
import { ALARM_STATES } from '../sim/state/alarms.ts';
import { INSTANCE_CAUSES } from '../sim/state/instance-causes.ts';
import { decimal, duration } from './format.ts';

/** The values of a decision, in the order in which its kind names them; NaN where it has none. */
export type DecisionValues = readonly number[];

/** Where the names for the numbers of a decision are. */
interface About {
  readonly recording: Recording;
  /** Row of the subject. */
  readonly subject: number;
}

/** A sentence for each kind, by its name; a kind without one tells its values by their names. */
const SENTENCES: Readonly<Record<string, (values: DecisionValues, about: About) => string>> = {
  INSTANCE_DRAINING: ([cause]) => `DRAINING: ${instanceCauseText(cause)}.`,
  INSTANCE_TERMINATED: ([cause]) => `Terminated: ${instanceCauseText(cause)}.`,
  CAPACITY_EVALUATED: (values) => `${reservation(values)}; ${instances(values[4])} wanted, as before.`,
  CAPACITY_SCALED_OUT: (values) => `${reservation(values)}: scales out to ${instances(values[4])}.`,
  CAPACITY_SCALED_IN: (values) => `${reservation(values)}: scales in to ${instances(values[4])}.`,
  GROUP_CAPACITY_UPDATED: ([from, to]) => `Desired capacity set from ${number(from)} to ${number(to)}.`,
  INSTANCE_LAUNCHED: (values, { recording }) => launchText(values, recording),
  LAUNCH_FAILED: ([missing, quota], { recording }) =>
    `${launchFailure(recording.ec2Quotas[quota])}: ${instances(missing)} missing, tried again each minute.`,
  INCIDENT_STARTED: ([row, lost, tasksLost], { recording }) => incidentText(recording.incidents[row], lost, tasksLost),
  INCIDENT_ENDED: ([row], { recording }) => `${incidentName(recording.incidents[row])} is over.`,
  SPOT_NOTICE: ([isDraining]) =>
    `EC2 takes this Spot instance back in two minutes; ${isDraining === 1 ? 'its agent drains it' : 'nobody drains it'}.`,
  TASK_INTERRUPTED: ([task]) => `Your Spot Task was interrupted: task ${number(task)}.`,
  TASK_CRASHED: ([task, exitCode]) => `Task ${number(task)} crashed with exit code ${number(exitCode)}.`,
  CONTAINER_RESTARTED: ([task, exitCode]) =>
    `An essential container of task ${number(task)} exited with exit code ${number(exitCode)} and is restarted in place.`,
  TRAFFIC_SHIFTED: ([deployment, percent]) =>
    `Production traffic: ${number(percent)} % to deployment ${number(deployment)}.`,
  DEPLOYMENT_ALARMED: ([deployment, alarm], { recording }) =>
    `Alarm ${recording.alarms[alarm]} is in ALARM: deployment ${number(deployment)} has failed.`,
  DESIRED_COUNT_UPDATED: ([from, to]) => `Desired count set from ${number(from)} to ${number(to)}.`,
  SCALED_OUT: ([from, to, policy, metric, target], about) =>
    `Scaled out from ${number(from)} to ${tasks(to)}: ${metricText(policy, metric, about)}, above ${number(target)}.`,
  SCALED_IN: ([from, to, policy, metric, target], about) =>
    `Scaled in from ${number(from)} to ${tasks(to)}: ${metricText(policy, metric, about)}, below ${number(target)}.`,
  SCHEDULED_ACTION: ([min, max, from, to]) =>
    `Scheduled action: at least ${number(min)} and at most ${tasks(max)}; desired count ${
      from === to ? `stays ${number(to)}` : `from ${number(from)} to ${number(to)}`
    }.`,
  SCALING_HELD: ([desired, wanted, policy, metric, reason], about) =>
    `Wanted ${number(wanted)} instead of ${tasks(desired)}, held: ${HOLD_TEXTS[SCALING_HOLDS[reason]]}; ${metricText(policy, metric, about)}.`,
  SCALING_EVALUATED: ([policy, metric, target, high, low], about) =>
    `Looked at ${metricText(policy, metric, about)}, target ${number(target)}; high alarm ${ALARM_STATES[high]}, low alarm ${ALARM_STATES[low]}.`,
  TARGET_TURNED_HEALTHY: (values, about) => `${targetText(values, about)} turned healthy${targetCounts(values)}`,
  TARGET_TURNED_UNHEALTHY: (values, about) => `${targetText(values, about)} turned unhealthy${targetCounts(values)}`,
  TARGET_GROUP_FAILS_OPEN: ([failsOpen]) =>
    failsOpen === 1
      ? 'No target is healthy: requests go to all of them.'
      : 'A target is healthy again: requests go to healthy targets only.',
};

/** What managed scaling saw (P5.5): M, N, CapacityProviderReservation and its target. */
function reservation([needed, running, percent, target]: DecisionValues): string {
  const seen = `${instances(needed)} needed, ${number(running)} in service`;
  return `CapacityProviderReservation ${number(percent)} % at target ${number(target)} % (${seen})`;
}

function instances(count: number): string {
  return `${number(count)} ${count === 1 ? 'instance' : 'instances'}`;
}

function launchText([pool, zone, isFromWarmPool]: DecisionValues, { pools, zones }: Recording): string {
  const { instanceType, purchaseOption } = pools[pool] ?? {};
  const what = `${instanceType ?? 'instance'}${purchaseOption === 'spot' ? ' on Spot' : ''}`;
  return `${isFromWarmPool === 1 ? 'Takes from the warm pool' : 'Launches'}: ${what} in ${zones[zone]}.`;
}

const HOLD_TEXTS: Readonly<Record<(typeof SCALING_HOLDS)[number], string>> = {
  AT_LIMIT: 'at the minimum or maximum capacity',
  SCALE_OUT_COOLDOWN: 'in the scale-out cooldown',
  SCALE_IN_COOLDOWN: 'in the scale-in cooldown',
  DEPLOYMENT_IN_PROGRESS: 'no scale-in while a deployment is in progress',
  OTHER_POLICY: 'another target tracking policy does not agree to scale in',
};

/** `CPUUtilization 83.2 (policy cpu)`. */
function metricText(policyNumber: number, value: number, { recording, subject }: About): string {
  const policy = recording.workloads[subject].scalingPolicies.at(policyNumber);
  const name = policy === undefined ? 'the metric' : policy.metricName;
  const reading = Number.isNaN(value) ? 'has no datapoint' : number(value);
  return `${name} ${reading}${policy === undefined ? '' : ` (policy ${policy.policyName})`}`;
}

function targetText([targetGroup, taskNumber]: DecisionValues, { recording }: About): string {
  return `Task ${number(taskNumber)} in target group ${recording.targetGroups[targetGroup]?.name ?? targetGroup}`;
}

function targetCounts([, , runningSeconds, healthy, unhealthy]: DecisionValues): string {
  const running = Number.isNaN(runningSeconds) ? '' : ` ${duration(runningSeconds * SECOND_MS)} after RUNNING`;
  return `${running}: ${number(healthy)} healthy and ${number(unhealthy)} unhealthy targets.`;
}

function tasks(count: number): string {
  return `${number(count)} ${count === 1 ? 'task' : 'tasks'}`;
}

/** Why EC2 launches nothing; by quota in the words of the scaling activity. */
function launchFailure(quota: Recording['ec2Quotas'][number] | undefined): string {
  if (quota === undefined) return 'EC2 has no capacity of the types that the group launches';
  return (
    'Launching a new EC2 instance. Status Reason: You have requested more vCPU capacity than your current vCPU limit ' +
    `of ${number(quota.vcpus)} allows for the instance bucket that the specified instance type belongs to. Launching ` +
    `EC2 instance failed (quota ${quota.name})`
  );
}

const INCIDENT_NAMES: Readonly<Record<RecordedIncident['kind'], string>> = {
  'instance-failure': 'Failure of container instances',
  'zone-outage': 'Outage of the Availability Zone',
  'agent-disconnected': 'Disconnection of agents',
  'registry-unavailable': 'Outage of the image registry',
  'instances-unavailable': 'Shortage of EC2 capacity:',
  'fargate-unavailable': 'Shortage of Fargate capacity:',
  'fargate-retirement': 'Retirement of a Fargate platform revision',
};

/** `Outage of the Availability Zone us-east-1a`. */
export function incidentName({ kind, subject }: RecordedIncident): string {
  return subject === '' ? INCIDENT_NAMES[kind] : `${INCIDENT_NAMES[kind]} ${subject}`;
}

const LOSS_VERBS: Readonly<Partial<Record<RecordedIncident['kind'], string>>> = {
  'agent-disconnected': 'cut off',
  'fargate-retirement': 'to be replaced or stopped',
};

function incidentText(incident: RecordedIncident, lost: number, tasksLost: number): string {
  const parts = [
    ...(lost === 0 ? [] : [`${number(lost)} container ${lost === 1 ? 'instance' : 'instances'}`]),
    ...(tasksLost === 0 ? [] : [tasks(tasksLost)]),
  ];
  const verb = LOSS_VERBS[incident.kind] ?? 'lost';
  return `${incidentName(incident)}${parts.length === 0 ? '' : `: ${parts.join(' and ')} ${verb}`}.`;
}

/** Why a container instance drains, or its EC2 instance ends. */
const INSTANCE_CAUSE_TEXTS: Readonly<Record<(typeof INSTANCE_CAUSES)[number], string>> = {
  GROUP_SCALE_IN: 'its Auto Scaling group is made smaller',
  SPOT_INTERRUPTED: 'Spot interruption',
  INSTANCE_FAILED: 'the instance failed',
  ZONE_OUTAGE: 'outage of its Availability Zone',
  INSTANCE_IDLE: 'idle',
  INSTANCE_UNDERUSED: 'little used, and its tasks fit elsewhere',
  INSTANCE_EXPIRED: 'launched 14 days ago, as long as a managed instance serves',
  REPACKED: 'its tasks fit elsewhere (remedy of the scenario)',
};

/** `cause` is an index into INSTANCE_CAUSES. */
export function instanceCauseText(cause: number): string {
  return INSTANCE_CAUSE_TEXTS[INSTANCE_CAUSES[cause]];
}

/** What was decided, in a sentence. `row` is a row of `recording.decisions`. */
export function decisionText(recording: Recording, row: number): string {
  const { kind, values } = recording.decisions;
  const { name, values: valueNames } = DECISION_KINDS[kind[row]];
  const start = row * DECISION_VALUES_MAX;
  const own = [...values.subarray(start, start + valueNames.length)];
  const sentence = SENTENCES[name];
  if (sentence !== undefined) return sentence(own, { recording, subject: recording.decisions.subject[row] });
  const known = valueNames.flatMap((value, i) => (Number.isNaN(own[i]) ? [] : [`${value} ${number(own[i])}`]));
  return `${readableKind(name)}${known.length === 0 ? '' : `: ${known.join(', ')}`}.`;
}

/** The name of what was decided about. */
export function decisionSubject(recording: Recording, row: number): { kind: DecisionSubject; name: string } {
  const { kind, subject } = recording.decisions;
  const subjectKind = DECISION_KINDS[kind[row]].subject;
  return { kind: subjectKind, name: namesOf(recording, subjectKind)[subject[row]] };
}

/** The names of all subjects of a kind, by row. */
export function namesOf(recording: Recording, kind: DecisionSubject): readonly string[] {
  switch (kind) {
    case 'service':
      return recording.workloads.map(({ name }) => name);
    case 'capacity-provider':
      return recording.capacityProviders;
    case 'container-instance':
      return recording.containerInstanceNames;
    case 'cluster':
      return [recording.clusterName];
    default:
      return assertNever(kind);
  }
}

/** `desired count updated` of `DESIRED_COUNT_UPDATED`. */
export function readableKind(name: string): string {
  return name.toLowerCase().replaceAll('_', ' ');
}

/** Whole numbers as they are, others with at most two decimals. */
export function number(value: number): string {
  return Number.isInteger(value) ? decimal(value, 0) : String(Number(value.toFixed(2)));
}
