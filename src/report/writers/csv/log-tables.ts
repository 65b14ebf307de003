import { NONE } from '../../../base/units.ts';
import type { PlacementLog, Recording, TaskLog } from '../../../sim/record/recording.ts';
import { FAILURE_REASONS } from '../../../sim/state/failure-reasons.ts';
import { isoTime } from '../../format.ts';
import type { ClusterResult, RunResult } from '../../run-result.ts';
import { deploymentId, stopText } from '../../texts.ts';
import type { Cell, CsvTable } from './table.ts';

/** tasks.csv: a row per task, in the order in which they were created. */
export function tasksTable({ clusters, scenario }: RunResult): CsvTable {
  return {
    header: [
      'cluster',
      'task',
      'workload',
      'kind',
      'taskDefinition',
      'deployment',
      'capacityProvider',
      'containerInstance',
      'availabilityZone',
      'createdAt',
      'pullStartedAt',
      'startedAt',
      'stoppedAt',
      'stopCode',
      'stoppedReason',
      'containerReason',
      'exitCode',
    ],
    rows: rowsOf(clusters, (recording) => taskRows(recording, scenario.startEpochMs)),
  };
}

function* taskRows(recording: Recording, startEpochMs: number): Generator<Cell[]> {
  const { tasks } = recording;
  if (tasks === null) return;
  const byNumber = Int32Array.from({ length: tasks.length }, (_, row) => row);
  byNumber.sort((one, other) => tasks.taskNumber[one] - tasks.taskNumber[other]);
  for (const row of byNumber) yield taskRow(recording, tasks, row, startEpochMs);
}

const NOT_STOPPED = { stopCode: null, stoppedReason: null, containerReason: null };

function taskRow(recording: Recording, tasks: TaskLog, row: number, startEpochMs: number): Cell[] {
  const { name, kind } = recording.workloads[tasks.workload[row]];
  const cause = tasks.stopCause[row];
  const instance = nameAt(recording.containerInstanceNames, tasks.containerInstance[row]);
  const parties = {
    service: name,
    instance: instance ?? '',
    targetGroup: targetGroupOf(recording, tasks.workload[row]),
    names: recording.definitionNames[tasks.taskDefinition[row]],
  };
  const stop = cause === NONE ? NOT_STOPPED : stopText(cause, parties, tasks.startFailure[row]);
  return [
    recording.clusterName,
    tasks.taskNumber[row],
    name,
    kind,
    nameAt(recording.taskDefinitions, tasks.taskDefinition[row]),
    tasks.deployment[row] === NONE ? null : deploymentId(name, tasks.deployment[row]),
    nameAt(recording.capacityProviders, tasks.capacityProvider[row]),
    instance,
    nameAt(recording.zones, tasks.zone[row]),
    timeAt(startEpochMs, tasks.createdAtMs[row]),
    timeAt(startEpochMs, tasks.pullStartedAtMs[row]),
    timeAt(startEpochMs, tasks.startedAtMs[row]),
    timeAt(startEpochMs, tasks.stoppedAtMs[row]),
    stop.stopCode,
    stop.stoppedReason,
    stop.containerReason,
    tasks.exitCode[row] === NONE ? null : tasks.exitCode[row],
  ];
}

/** The target group that fails a task of that workload. */
function targetGroupOf({ targetGroups }: Recording, workload: number): string {
  return targetGroups.find(({ workloads }) => workloads.includes(workload))?.name ?? '';
}

/** placements.csv: a row per placement decision, with the candidates left after each stage of its pipeline. */
export function placementsTable({ clusters, scenario }: RunResult): CsvTable {
  const stageCounts = clusters.flatMap(({ recording }) => recording.placementStages.map((stages) => stages.length));
  const stagesMax = Math.max(0, ...stageCounts);
  const stageHeader = Array.from({ length: stagesMax }, (_, stage) => [`stage${stage + 1}`, `candidates${stage + 1}`]);
  return {
    header: [
      'cluster',
      'time',
      'workload',
      'kind',
      'task',
      'containerInstance',
      'failureReason',
      ...stageHeader.flat(),
    ],
    rows: rowsOf(clusters, (recording) => placementRows(recording, stagesMax, scenario.startEpochMs)),
  };
}

function* placementRows(recording: Recording, stagesMax: number, startEpochMs: number): Generator<Cell[]> {
  const { placements } = recording;
  if (placements === null) return;
  for (let row = 0; row < placements.length; row++) {
    yield [
      ...placementRow(recording, placements, row, startEpochMs),
      ...stageCells(recording.placementStages[placements.workload[row]], placements, row, stagesMax),
    ];
  }
}

function placementRow(recording: Recording, placements: PlacementLog, row: number, startEpochMs: number): Cell[] {
  const { name, kind } = recording.workloads[placements.workload[row]];
  const task = placements.taskNumber[row];
  return [
    recording.clusterName,
    timeAt(startEpochMs, placements.atMs[row]),
    name,
    kind,
    task === NONE ? null : task,
    nameAt(recording.containerInstanceNames, placements.containerInstance[row]),
    nameAt(FAILURE_REASONS, placements.failure[row]),
  ];
}

/** Name and candidates of each stage that was reached; empty past the last. */
function stageCells(stages: readonly string[], placements: PlacementLog, row: number, stagesMax: number): Cell[] {
  return Array.from({ length: stagesMax }, (_, stage): Cell[] => {
    const left = stage < placements.stagesMax ? placements.candidates[row * placements.stagesMax + stage] : NONE;
    return left === NONE ? [null, null] : [stages[stage], left];
  }).flat();
}

/** Cluster by cluster, made anew at each reading: a log may be long. */
function rowsOf(
  clusters: readonly ClusterResult[],
  rowsOfCluster: (recording: Recording) => Iterable<Cell[]>,
): Iterable<Cell[]> {
  return {
    *[Symbol.iterator]() {
      for (const { recording } of clusters) yield* rowsOfCluster(recording);
    },
  };
}

function nameAt(names: readonly string[], row: number): string | null {
  return row === NONE ? null : names[row];
}

function timeAt(startEpochMs: number, atMs: number): string | null {
  return Number.isNaN(atMs) ? null : isoTime(startEpochMs + atMs);
}
