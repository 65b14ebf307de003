import type { DistributionInput } from '../../base/distributions.ts';
import type { DocumentPath } from '../document.ts';
import { toPlacementConstraints, toPlacementStrategy } from '../ecs/placement.ts';
import { toCapacityProviderStrategy } from '../ecs/service.ts';
import { serviceFaults } from '../ecs/service-rules.ts';
import { respell } from '../ecs/spelling.ts';
import type { Fault } from '../fault.ts';
import { checkSubject, type Subject, subjectAt } from '../issues.ts';
import type { Arrivals, ScenarioTaskSource } from '../scenario.ts';
import { retentionMs } from '../schema/logs.ts';
import { type TaskSourceSetting, taskSourceEntrySchema } from '../schema/task-source.ts';
import { readArrivals } from './arrivals.ts';
import { type ClusterCapacity, capacityUseFaults, isOnFargate, reportCapacity, resolveCapacity } from './capacity.ts';
import type { ScenarioFrame } from './frame.ts';
import { readBehaviour, readLoad } from './load.ts';
import { type Place, readDistribution } from './series.ts';
import { traceSizeIssues } from './trace-sizes.ts';

/** Standalone tasks, and what of them is not simulated. */
export interface ReadTaskSource {
  readonly taskSource: ScenarioTaskSource;
  readonly notes: readonly string[];
}

/** Reads the entry of `tasks` at a path; nothing, and issues, when it is wrong. */
export function readTaskSourceEntry(
  frame: ScenarioFrame,
  cluster: ClusterCapacity,
  path: DocumentPath,
): ReadTaskSource | undefined {
  const subject = respell(subjectAt(frame.reading.document, path), taskSourceEntrySchema, 'scenario');
  const checked = checkSubject(taskSourceEntrySchema, subject, faultsOf);
  const setting = frame.reading.takeSound(taskSourceEntrySchema, subject, checked);
  if (setting === undefined) return undefined;
  const request = {
    launchType: setting.launchType,
    capacityProviderStrategy: toCapacityProviderStrategy(setting.capacityProviderStrategy ?? []),
  };
  reportCapacity(frame, subject, request, cluster);
  return readParts(frame, subject, setting, resolveCapacity(request, cluster));
}

/** The rules on capacity and placement are those of a service (P3.14, P5.1, P5.2). */
function faultsOf({
  launchType,
  capacityProviderStrategy,
  placementStrategy,
  placementConstraints,
}: TaskSourceSetting): Fault[] {
  const asService = { launchType, capacityProviderStrategy, placementStrategy, placementConstraints };
  return serviceFaults(asService, { isDescribed: false });
}

function readParts(
  frame: ScenarioFrame,
  subject: Subject,
  setting: TaskSourceSetting,
  capacity: ScenarioTaskSource['capacity'],
): ReadTaskSource | undefined {
  const { reading } = frame;
  const at = (key: string): Place => ({ reading, subject, path: [key] });
  const taskDefinition = frame.shelf.resolve(subject, ['taskDefinition'], setting.name ?? 'task');
  const arrivals = readArrivals(at('arrivals'), setting.arrivals, frame);
  const durationMs = durationOf(at('durationSeconds'), setting, arrivals);
  const load = readLoad(at('load'), setting.load);
  const containerNames = taskDefinition?.containerDefinitions.map(({ name }) => name);
  const behaviour = readBehaviour(at('behaviour'), setting.behaviour, containerNames);
  if (behaviour.protection !== null) {
    const expected = 'a task of a service: UpdateTaskProtection refuses a standalone task (TASK_NOT_VALID)';
    reading.report(subject, { path: ['behaviour', 'taskProtection'], expected, isAtKey: true });
  }
  if (taskDefinition === undefined || arrivals === undefined || durationMs === undefined) return undefined;
  const placementStrategy = toPlacementStrategy(setting.placementStrategy ?? []);
  const placementConstraints = toPlacementConstraints(setting.placementConstraints ?? []);
  const work = { taskDefinition, capacity, placementStrategy, placementConstraints };
  const isSizedByTrace = arrivals.kind === 'trace' && arrivals.trace.sizes.length > 0;
  for (const fault of capacityUseFaults(frame, { ...work, isSizedByTrace })) reading.report(subject, fault);
  if (arrivals.kind === 'trace' && isOnFargate(capacity)) reading.add(traceSizeIssues(arrivals.trace));
  const awsvpc = setting.networkConfiguration?.awsvpcConfiguration;
  const taskSource: ScenarioTaskSource = {
    ...work,
    name: setting.name ?? taskDefinition.family,
    group: setting.group ?? `family:${taskDefinition.family}`,
    count: setting.count ?? 1,
    arrivals,
    durationMs,
    retryMs: setting.retrySeconds ?? 0,
    subnets: awsvpc?.subnets ?? [],
    securityGroups: awsvpc?.securityGroups ?? [],
    assignPublicIp: awsvpc?.assignPublicIp === 'ENABLED',
    logMiBPerHour: setting.logs?.mibPerHour ?? 0,
    logRetentionMs: retentionMs(setting.logs),
    load,
    behaviour,
  };
  return { taskSource, notes: notesOf(setting, taskSource.name) };
}

/** Only a trace that says how long each task takes makes durationSeconds superfluous. */
function durationOf(
  place: Place,
  setting: TaskSourceSetting,
  arrivals: Arrivals | undefined,
): DistributionInput | undefined {
  if (setting.durationSeconds !== undefined) return readDistribution(place, setting.durationSeconds);
  const isTimedByTrace = arrivals?.kind === 'trace' && arrivals.trace.isTimed;
  if (isTimedByTrace || arrivals === undefined) return { kind: 'constant', value: 0 };
  place.reading.report(place.subject, { path: place.path, expected: 'how long a task runs, in seconds' });
  return undefined;
}

function notesOf({ overrides }: TaskSourceSetting, name: string): string[] {
  if (overrides === undefined || Object.keys(overrides).length === 0) return [];
  return [`Tasks ${name}: overrides was read and is not simulated yet; the task definition's sizes count.`];
}
