/** The deployments of a service: update-service with another revision, over time (P4.7). */

import { MINUTE_MS } from '../../base/units.ts';
import type { Service } from '../ecs/service.ts';
import type { Fault } from '../fault.ts';
import type { Subject } from '../issues.ts';
import { instantMs } from '../quantities.ts';
import type { Behaviour, Load, ScenarioDeployment, ScenarioService } from '../scenario.ts';
import type { RevisionLoadSetting } from '../schema/load.ts';
import type { ServiceSetting } from '../schema/service.ts';
import { capacityUseFaults } from './capacity.ts';
import type { ScenarioFrame } from './frame.ts';
import { readBehaviour, readLoad } from './load.ts';
import type { Place } from './series.ts';
import { serviceTargetFaults } from './service-targets.ts';
import type { Revision } from './task-definitions.ts';

type DeploymentSetting = NonNullable<ServiceSetting['deployments']>[number];

/** What the deployments of a service start from. */
export type DeployedService = Pick<
  ScenarioService,
  'capacity' | 'load' | 'behaviour' | 'placementStrategy' | 'placementConstraints'
> &
  Pick<Service, 'loadBalancers'> & {
    readonly serviceName: string;
    readonly taskDefinition: Revision;
    /** Its tasks are targets of a target group. */
    readonly isTarget: boolean;
  };

/** A deployment that would be none: update-service with nothing new (P4.7). */
export function deploymentFaults({ deployments = [], load }: ServiceSetting): Fault[] {
  return deployments.flatMap((setting, index) => {
    const path = ['deployments', index];
    const isOne = setting.taskDefinition !== undefined || setting.forceNewDeployment === true;
    const expected = 'a taskDefinition, or forceNewDeployment: true; anything else is no deployment';
    const faults: Fault[] = isOne ? [] : [{ path, found: 'neither', expected }];
    if (setting.at === undefined && setting.every === undefined) {
      faults.push({ path: [...path, 'at'], expected: 'when, or every for again and again' });
    }
    if (setting.every !== undefined && (setting.every < MINUTE_MS || setting.taskDefinition !== undefined)) {
      const own = 'at least 1m, and forceNewDeployment without a taskDefinition: the same revision each time';
      faults.push({ path: [...path, 'every'], expected: own });
    }
    if (setting.load !== undefined && load === undefined) {
      faults.push({
        path: [...path, 'load'],
        expected: 'a load of the service, of which this is a part',
        isAtKey: true,
      });
    }
    return faults;
  });
}

/** The deployments in order of time; those without a usable task definition are left out, with issues. */
export function readDeployments(
  frame: ScenarioFrame,
  subject: Subject,
  settings: readonly DeploymentSetting[],
  service: DeployedService,
): ScenarioDeployment[] {
  const ordered = settings
    .flatMap((setting, index) => instantsOf(frame, setting).map((atMs) => ({ setting, index, atMs })))
    .sort((a, b) => a.atMs - b.atMs);
  const revisions = [service.taskDefinition];
  let lastLoad = service.load;
  let lastBehaviour = service.behaviour;
  return ordered.flatMap(({ setting, index, atMs }) => {
    const at = (key: string): Place => ({ reading: frame.reading, subject, path: ['deployments', index, key] });
    const given = setting.taskDefinition !== undefined;
    const { path } = at('taskDefinition');
    const found = given ? frame.shelf.resolve(subject, path, service.serviceName) : revisions.at(-1);
    if (found === undefined) return [];
    const taskDefinition = registered(found, revisions);
    revisions.push(taskDefinition);
    for (const fault of capacityUseFaults(frame, { ...service, taskDefinition, isSizedByTrace: false })) {
      if (fault.path[0] === 'taskDefinition') frame.reading.report(subject, { ...fault, path });
    }
    for (const { expected, suggestion } of given ? serviceTargetFaults(service, taskDefinition) : []) {
      const of = 'a revision that has what the load balancers of the service name';
      frame.reading.report(subject, { path, expected: `${of}: ${expected}`, suggestion });
    }
    // The revision that is there does and uses what it did; another one what the service says.
    const before = given ? service.behaviour : lastBehaviour;
    lastBehaviour = behaviourOf(at('behaviour'), setting, { ...service, taskDefinition, behaviour: before });
    const { minutes = 0, fails = false } = setting.test ?? {};
    const test = setting.test === undefined ? null : { durationMs: Math.round(minutes * MINUTE_MS), fails };
    const isAsBefore = !given && setting.load === undefined;
    lastLoad = isAsBefore ? lastLoad : revisionLoad(at('load'), service.load, setting.load);
    return [{ atMs, taskDefinition, behaviour: lastBehaviour, test, load: lastLoad }];
  });
}

/** Once, or with `every` again and again until the run ends. */
function instantsOf({ startEpochMs, durationMs }: ScenarioFrame, { at, every }: DeploymentSetting): number[] {
  const first = at === undefined ? undefined : instantMs(at, startEpochMs);
  if (every === undefined) return first === undefined ? [] : [first];
  const start = first ?? every;
  const count = Math.max(0, Math.ceil((durationMs - start) / every));
  return Array.from({ length: count }, (_, number) => start + number * every);
}

/** A health check can fail only where an essential container has one (P1.23), or a target group. */
export function healthCheckFaults(
  path: readonly (string | number)[],
  { failsHealthCheckAfterMs }: Behaviour,
  { taskDefinition, isTarget }: Pick<DeployedService, 'taskDefinition' | 'isTarget'>,
): Fault[] {
  const { containerDefinitions } = taskDefinition;
  const isChecked =
    isTarget || containerDefinitions.some(({ essential, healthCheck }) => essential && healthCheck !== undefined);
  if (failsHealthCheckAfterMs === null || isChecked) return [];
  const expected = 'a service with a target group, or a task definition with a healthCheck on an essential container';
  return [{ path: [...path, 'failsHealthCheckAfterSeconds'], found: 'no health check', expected }];
}

/** P1.1: a definition of the same family that is not the same one is registered as the next revision. */
function registered(definition: Revision, revisions: readonly Revision[]): Revision {
  const family = revisions.filter((one) => one.family === definition.family);
  const text = (one: Revision) => JSON.stringify({ ...one, revision: 0 });
  const same = family.find((one) => text(one) === text(definition));
  if (same !== undefined) return same;
  const latest = Math.max(0, ...family.map(({ revision }) => revision));
  return { ...definition, revision: definition.revision > latest ? definition.revision : latest + 1 };
}

function behaviourOf(place: Place, setting: DeploymentSetting, service: DeployedService): Behaviour {
  if (setting.behaviour === undefined) return service.behaviour;
  const names = service.taskDefinition.containerDefinitions.map(({ name }) => name);
  const behaviour = readBehaviour(place, setting.behaviour, names);
  for (const fault of healthCheckFaults(place.path, behaviour, service)) place.reading.report(place.subject, fault);
  return behaviour;
}

/** The service's load with what the revision does otherwise. */
function revisionLoad(place: Place, base: Load | null, setting: RevisionLoadSetting | undefined): Load | null {
  if (base === null || setting === undefined) return base;
  const { cpuFactor = 1, ...rest } = setting;
  const own = readLoad(place, rest)!;
  const memory = setting.memoryMiB === undefined ? base : own;
  return {
    requestsPerSecond: base.requestsPerSecond,
    cpuSecondsPerRequest: setting.cpuSecondsPerRequest ?? base.cpuSecondsPerRequest,
    waitSecondsPerRequest: setting.waitSecondsPerRequest ?? base.waitSecondsPerRequest,
    cpuFraction: setting.cpuFraction === undefined ? base.cpuFraction : own.cpuFraction,
    memoryMiB: memory.memoryMiB,
    memoryMiBPerConcurrentRequest: memory.memoryMiBPerConcurrentRequest,
    requests: base.requests,
    concurrentRequestsMax: setting.concurrentRequestsMax ?? base.concurrentRequestsMax,
    queuedRequestsMax: setting.queuedRequestsMax ?? base.queuedRequestsMax,
    memoryGrowthMiBPerHour: setting.memoryGrowthMiBPerHour ?? base.memoryGrowthMiBPerHour,
    cpuFactor,
  };
}
