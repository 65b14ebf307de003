/**
 * What control loops decided, and on what grounds: the log behind the report's markers and `--explain`. A kind names
 * its subject and what its numbers mean; sentences are made of them in report/.
 */

/** Whose row `subject` is. */
export type DecisionSubject = 'service' | 'capacity-provider' | 'container-instance' | 'cluster';

export interface DecisionKind {
  readonly name: string;
  readonly subject: DecisionSubject;
  /** Meaning of the numbers of a row, at most DECISION_VALUES_MAX; a unit closes each name. */
  readonly values: readonly string[];
  /** Told only inside the span that `--explain` asks about: what was looked at and left as it is. */
  readonly isEvaluation: boolean;
}

export const DECISION_VALUES_MAX = 5;

const CAPACITY_VALUES = [
  'neededInstances',
  'runningInstances',
  'reservationPercent',
  'targetPercent',
  'desiredInstances',
] as const;

/** The kinds of decision; index = the number in the log. A new kind goes to the end. */
export const DECISION_KINDS: readonly DecisionKind[] = [
  {
    name: 'DESIRED_COUNT_UPDATED',
    subject: 'service',
    values: ['fromTasks', 'toTasks'],
    isEvaluation: false,
  },
  { name: 'INSTANCE_DRAINING', subject: 'container-instance', values: ['cause'], isEvaluation: false },
  { name: 'INSTANCE_TERMINATED', subject: 'container-instance', values: ['cause'], isEvaluation: false },
  {
    name: 'TARGET_TURNED_HEALTHY',
    subject: 'service',
    values: ['targetGroup', 'taskNumber', 'runningSeconds', 'healthyTargets', 'unhealthyTargets'],
    isEvaluation: true,
  },
  {
    name: 'TARGET_TURNED_UNHEALTHY',
    subject: 'service',
    values: ['targetGroup', 'taskNumber', 'runningSeconds', 'healthyTargets', 'unhealthyTargets'],
    isEvaluation: false,
  },
  {
    name: 'SCALED_OUT',
    subject: 'service',
    values: ['fromTasks', 'toTasks', 'policyNumber', 'metricValue', 'targetValue'],
    isEvaluation: false,
  },
  {
    name: 'SCALED_IN',
    subject: 'service',
    values: ['fromTasks', 'toTasks', 'policyNumber', 'metricValue', 'targetValue'],
    isEvaluation: false,
  },
  {
    name: 'SCHEDULED_ACTION',
    subject: 'service',
    values: ['minTasks', 'maxTasks', 'fromTasks', 'toTasks'],
    isEvaluation: false,
  },
  {
    // A policy asks for another capacity and does not get it; reasonNumber: index into SCALING_HOLDS.
    name: 'SCALING_HELD',
    subject: 'service',
    values: ['desiredTasks', 'wantedTasks', 'policyNumber', 'metricValue', 'reasonNumber'],
    isEvaluation: true,
  },
  {
    // What a policy saw: its newest datapoint and its alarms, as indices into ALARM_STATES.
    name: 'SCALING_EVALUATED',
    subject: 'service',
    values: ['policyNumber', 'metricValue', 'targetValue', 'highAlarmNumber', 'lowAlarmNumber'],
    isEvaluation: true,
  },
  // Managed scaling: M, N, CapacityProviderReservation, its target, and the desired capacity that follows.
  { name: 'CAPACITY_EVALUATED', subject: 'capacity-provider', values: CAPACITY_VALUES, isEvaluation: true },
  { name: 'CAPACITY_SCALED_OUT', subject: 'capacity-provider', values: CAPACITY_VALUES, isEvaluation: false },
  { name: 'CAPACITY_SCALED_IN', subject: 'capacity-provider', values: CAPACITY_VALUES, isEvaluation: false },
  {
    name: 'GROUP_CAPACITY_UPDATED',
    subject: 'capacity-provider',
    values: ['fromInstances', 'toInstances'],
    isEvaluation: false,
  },
  {
    name: 'INSTANCE_LAUNCHED',
    subject: 'capacity-provider',
    values: ['pool', 'zone', 'isFromWarmPool'],
    isEvaluation: false,
  },
  {
    name: 'LAUNCH_FAILED',
    subject: 'capacity-provider',
    values: ['missingInstances', 'exceededQuota'],
    isEvaluation: false,
  },
  { name: 'INCIDENT_STARTED', subject: 'cluster', values: ['incidentRow', 'instances', 'tasks'], isEvaluation: false },
  { name: 'INCIDENT_ENDED', subject: 'cluster', values: ['incidentRow'], isEvaluation: false },
  { name: 'SPOT_NOTICE', subject: 'container-instance', values: ['isDraining'], isEvaluation: false },
  { name: 'TASK_INTERRUPTED', subject: 'service', values: ['taskNumber'], isEvaluation: false },
  { name: 'TASK_CRASHED', subject: 'service', values: ['taskNumber', 'exitCode'], isEvaluation: false },
  { name: 'TRAFFIC_SHIFTED', subject: 'service', values: ['deployment', 'trafficPercent'], isEvaluation: false },
  { name: 'TARGET_GROUP_FAILS_OPEN', subject: 'service', values: ['failsOpen'], isEvaluation: false },
  { name: 'DEPLOYMENT_ALARMED', subject: 'service', values: ['deployment', 'alarmNumber'], isEvaluation: false },
  { name: 'CONTAINER_RESTARTED', subject: 'service', values: ['taskNumber', 'exitCode'], isEvaluation: false },
];
export const DESIRED_COUNT_UPDATED = 0;
/** `cause` is an index into INSTANCE_CAUSES (state/instance-causes.ts). */
export const INSTANCE_DRAINING = 1;
export const INSTANCE_TERMINATED = 2;
export const TARGET_TURNED_HEALTHY = 3;
export const TARGET_TURNED_UNHEALTHY = 4;
export const SCALED_OUT = 5;
export const SCALED_IN = 6;
export const SCHEDULED_ACTION_TAKEN = 7;
export const SCALING_HELD = 8;
export const SCALING_EVALUATED = 9;

/** Why a policy does not get what it asks for; index = reasonNumber of SCALING_HELD. */
export const SCALING_HOLDS = [
  'AT_LIMIT',
  'SCALE_OUT_COOLDOWN',
  'SCALE_IN_COOLDOWN',
  'DEPLOYMENT_IN_PROGRESS',
  'OTHER_POLICY',
] as const;
export const HELD_AT_LIMIT = 0;
export const HELD_BY_SCALE_OUT_COOLDOWN = 1;
export const HELD_BY_SCALE_IN_COOLDOWN = 2;
export const HELD_BY_DEPLOYMENT = 3;
export const HELD_BY_OTHER_POLICY = 4;
export const CAPACITY_EVALUATED = 10;
export const CAPACITY_SCALED_OUT = 11;
export const CAPACITY_SCALED_IN = 12;
export const GROUP_CAPACITY_UPDATED = 13;
/** `pool` is a row in the recording's pools, `zone` in its zones; `isFromWarmPool` 0 or 1. */
export const INSTANCE_LAUNCHED = 14;
/** EC2 has none of the types that the group may launch. */
export const LAUNCH_FAILED = 15;
/** `incidentRow` is an index into Recording.incidents. */
export const INCIDENT_STARTED = 16;
export const INCIDENT_ENDED = 17;
export const SPOT_NOTICE = 18;
export const TASK_INTERRUPTED = 19;
export const TASK_CRASHED = 20;
/** `deployment` is its number (RecordedDeployment). */
export const TRAFFIC_SHIFTED = 21;
export const TARGET_GROUP_FAILS_OPEN = 22;
/** `alarmNumber` is an index into Recording.alarms. */
export const DEPLOYMENT_ALARMED = 23;
export const CONTAINER_RESTARTED = 24;

/** Columns of the log; `length` rows are filled. */
export interface DecisionLog {
  readonly length: number;
  readonly atMs: Float64Array;
  /** Index into DECISION_KINDS. */
  readonly kind: Int32Array;
  /** Row in the table that the kind names. */
  readonly subject: Int32Array;
  /** Entry `row * DECISION_VALUES_MAX + value`, NaN where the kind has no such value. */
  readonly values: Float64Array;
}
