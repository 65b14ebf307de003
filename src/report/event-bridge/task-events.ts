import { NONE } from '../../base/units.ts';
import type { Recording, StateChanges } from '../../sim/record/recording.ts';
import { DEACTIVATING, PENDING, RUNNING, STOPPED, TASK_STATUSES } from '../../sim/state/tasks.ts';
import { isoTime } from '../format.ts';
import { deploymentId, type StopText, stopText } from '../texts.ts';
import type { Arns, Happening } from './envelope.ts';

/** "ECS Task State Change" of every lastStatus: the task as describe-tasks would show it at that moment (P4.20). */
export function* taskEvents(
  recording: Recording,
  changes: StateChanges,
  arns: Arns,
  startEpochMs: number,
): Generator<Happening> {
  const { atMs, length, status, taskNumber } = changes.taskStatuses;
  const rowOf = new Int32Array(changes.tasks.length);
  for (let row = 0; row < changes.tasks.length; row++) rowOf[changes.tasks.taskNumber[row]] = row;
  const versions = new Uint8Array(changes.tasks.length);
  for (let i = 0; i < length; i++) {
    const number = taskNumber[i];
    const view = { recording, changes, arns, startEpochMs, row: rowOf[number], nowMs: atMs[i], status: status[i] };
    yield {
      atMs: atMs[i],
      detailType: 'ECS Task State Change',
      resource: arns.task(number),
      detail: taskDetail(view, ++versions[number]),
    };
  }
}

interface TaskView {
  readonly recording: Recording;
  readonly changes: StateChanges;
  readonly arns: Arns;
  readonly startEpochMs: number;
  /** Row in the task log. */
  readonly row: number;
  readonly nowMs: number;
  /** lastStatus from now on. */
  readonly status: number;
}

function taskDetail(view: TaskView, version: number): Record<string, unknown> {
  const { recording, changes, arns, row, nowMs, status, startEpochMs } = view;
  const { tasks, taskGroups, taskSizes } = changes;
  const workload = tasks.workload[row];
  const { name, kind } = recording.workloads[workload];
  const provider = recording.capacityProviders[tasks.capacityProvider[row]];
  const { cpuUnits, memoryMiB } = taskSizes[tasks.taskDefinition[row]];
  const isStopping = status >= DEACTIVATING;
  return {
    ...placeOf(view),
    ...(provider === undefined ? {} : { capacityProviderName: provider }),
    clusterArn: arns.cluster,
    containers: containersOf(view),
    cpu: String(cpuUnits),
    desiredStatus: isStopping ? 'STOPPED' : 'RUNNING',
    enableExecuteCommand: false,
    group: taskGroups[workload],
    lastStatus: TASK_STATUSES[status],
    launchType: isOnFargate(view) ? 'FARGATE' : 'EC2',
    memory: String(memoryMiB),
    overrides: { containerOverrides: [] },
    ...(isOnFargate(view) ? { platformVersion: '1.4.0' } : {}),
    ...(kind === 'service' ? { startedBy: deploymentId(name, tasks.deployment[row]) } : {}),
    ...(isStopping ? stopOf(view) : {}),
    taskArn: arns.task(tasks.taskNumber[row]),
    taskDefinitionArn: arns.taskDefinition(recording.taskDefinitions[tasks.taskDefinition[row]]),
    ...timesOf(view),
    updatedAt: isoTime(startEpochMs + nowMs),
    version,
  };
}

/** Known once the task has its place. */
function placeOf({ recording, changes: { tasks }, arns, row, status }: TaskView): Record<string, unknown> {
  const zone = tasks.zone[row];
  if (status < PENDING || zone === NONE) return {};
  const instance = tasks.containerInstance[row];
  return {
    availabilityZone: recording.zones[zone],
    ...(instance === NONE ? {} : { containerInstanceArn: arns.containerInstance(instance) }),
  };
}

/** All go the way of their task; the exit code is of the one that ended first, the others' are not known. */
function containersOf({ recording, changes: { tasks }, arns, row, status }: TaskView): Record<string, unknown>[] {
  const number = tasks.taskNumber[row];
  const { containers } = recording.definitionNames[tasks.taskDefinition[row]];
  const exitCode = tasks.exitCode[row];
  const lastStatus = status < RUNNING ? 'PENDING' : TASK_STATUSES[status > RUNNING ? STOPPED : RUNNING];
  return containers.map((name, position) => ({
    containerArn: arns.container(number, position),
    lastStatus,
    name,
    taskArn: arns.task(number),
    ...(position === 0 && status > DEACTIVATING && exitCode !== NONE ? { exitCode } : {}),
  }));
}

function stopOf(view: TaskView): Record<string, unknown> {
  const { stopCode, stoppedReason } = stopTextOf(view);
  return { ...(stopCode === '' ? {} : { stopCode }), stoppedReason };
}

function stopTextOf({ recording, changes: { tasks }, row }: TaskView): StopText {
  const workload = tasks.workload[row];
  const parties = {
    service: recording.workloads[workload].name,
    instance: recording.containerInstanceNames[tasks.containerInstance[row]] ?? '',
    targetGroup: recording.targetGroups.find(({ workloads }) => workloads.includes(workload))?.name ?? '',
    names: recording.definitionNames[tasks.taskDefinition[row]],
  };
  return stopText(tasks.stopCause[row], parties, tasks.startFailure[row]);
}

/** What has come to pass by now, in the names of the task object (P11). */
function timesOf({ changes: { tasks }, row, nowMs, status, startEpochMs }: TaskView): Record<string, unknown> {
  const times: readonly (readonly [string, number])[] = [
    ['createdAt', tasks.createdAtMs[row]],
    // The network is there when PROVISIONING ends (model).
    ['connectivityAt', tasks.pullStartedAtMs[row]],
    ['pullStartedAt', tasks.pullStartedAtMs[row]],
    ['pullStoppedAt', tasks.pullStoppedAtMs[row]],
    ['startedAt', tasks.startedAtMs[row]],
    ['stoppedAt', status === STOPPED ? nowMs : Number.NaN],
  ];
  const known = times.filter(([, ms]) => !Number.isNaN(ms) && ms <= nowMs);
  const isConnected = known.some(([key]) => key === 'connectivityAt');
  return {
    ...(isConnected ? { connectivity: 'CONNECTED' } : {}),
    ...Object.fromEntries(known.map(([key, ms]) => [key, isoTime(startEpochMs + ms)])),
  };
}

function isOnFargate({ recording, changes: { tasks }, row }: TaskView): boolean {
  const provider = recording.capacityProviders[tasks.capacityProvider[row]];
  return recording.pools.some(
    ({ capacityProvider, instanceType }) => capacityProvider === provider && instanceType === null,
  );
}
