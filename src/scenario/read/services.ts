import { SECOND_MS } from '../../base/units.ts';
import type { CircuitBreakerInput } from '../../sim/state/input.ts';
import type { DocumentPath } from '../document.ts';
import { type Service, toService } from '../ecs/service.ts';
import { serviceFaults } from '../ecs/service-rules.ts';
import { trafficShiftOf } from '../ecs/traffic-shift.ts';
import { zoneRebalancing } from '../ecs/zone-rebalancing.ts';
import type { Fault } from '../fault.ts';
import { checkSubject, type Subject } from '../issues.ts';
import { instantMs } from '../quantities.ts';
import type { ScenarioService } from '../scenario.ts';
import type { ExpectSetting } from '../schema/expect.ts';
import { retentionMs } from '../schema/logs.ts';
import { type ServiceSetting, serviceEntrySchema } from '../schema/service.ts';
import { childValue } from '../schema-walk.ts';
import { type ClusterCapacity, capacityUseFaults, isOnFargate, reportCapacity, resolveCapacity } from './capacity.ts';
import { type DeployedService, deploymentFaults, healthCheckFaults, readDeployments } from './deployments.ts';
import { type EntryForm, entrySubjects } from './entries.ts';
import type { ScenarioFrame } from './frame.ts';
import { readBehaviour, readLoad } from './load.ts';
import { readScaling, readScalingTemplate, scalingFaults } from './service-scaling.ts';
import { serviceTargetFaults } from './service-targets.ts';
import { readTraffic } from './traffic.ts';

const FORM: EntryForm = {
  kind: 'service',
  schema: serviceEntrySchema,
  fileKey: 'service',
  nameKey: 'serviceName',
  arnKey: 'serviceArn',
  mergedKeys: ['deploymentConfiguration'],
  isOutput: isDescribedDeployments,
};

/** A service, and what of it is not simulated. */
export interface ReadService {
  readonly service: ScenarioService;
  readonly subject: Subject;
  readonly notes: readonly string[];
  readonly expect: ExpectSetting | undefined;
}

/** Reads the entry at a path: one service, or all of a file; those that are wrong are left out, with issues. */
export function readServiceEntry(frame: ScenarioFrame, cluster: ClusterCapacity, path: DocumentPath): ReadService[] {
  return entrySubjects(frame.reading, FORM, path).flatMap((subject) => readOneService(frame, cluster, subject));
}

function readOneService(frame: ScenarioFrame, cluster: ClusterCapacity, subject: Subject): ReadService[] {
  const isDescribed = isPrinted(subject);
  const checked = checkSubject(serviceEntrySchema, subject, (setting) => faultsOf(setting, isDescribed));
  const setting = frame.reading.takeSound(serviceEntrySchema, subject, checked);
  if (setting === undefined) return [];
  const service = toService({ ...setting, taskDefinition: undefined });
  reportCapacity(frame, subject, service, cluster);
  const serviceName = service.serviceName ?? '?';
  const taskDefinition = frame.shelf.resolve(subject, ['taskDefinition'], serviceName);
  const place = { reading: frame.reading, subject };
  const load = readLoad({ ...place, path: ['load'] }, setting.load);
  const containerNames = taskDefinition?.containerDefinitions.map(({ name }) => name);
  const behaviour = readBehaviour({ ...place, path: ['behaviour'] }, setting.behaviour, containerNames);
  if (taskDefinition === undefined) return [];
  const capacity = resolveCapacity(service, cluster);
  const use = { ...service, capacity, taskDefinition, isSizedByTrace: false };
  const targetFaults = serviceTargetFaults(service, taskDefinition);
  for (const fault of [...capacityUseFaults(frame, use), ...daemonFaults(service, use), ...targetFaults]) {
    frame.reading.report(subject, fault);
  }
  const { isOn: rebalancesZones, obstacle } = zoneRebalancing(service, isDescribed);
  const work = { taskDefinition, capacity, load, behaviour, rebalancesZones };
  const notes = notesOf(setting, serviceName);
  if (obstacle !== undefined) {
    notes.push(
      `Service ${serviceName}: availabilityZoneRebalancing is off, for ECS does not combine it with ${obstacle}.`,
    );
  }
  const isTarget = targetGroupsOf(service).length > 0;
  for (const fault of healthCheckFaults(['behaviour'], behaviour, { taskDefinition, isTarget })) {
    frame.reading.report(subject, fault);
  }
  const deployed: DeployedService = { ...service, ...work, serviceName, isTarget };
  const deployments = readDeployments(frame, subject, setting.deployments ?? [], deployed);
  const { expect } = setting;
  const owner = { clusterName: cluster.clusterName, serviceName, monitoring: setting.monitoring };
  const [targetGroup, ...otherGroups] = targetGroupsOf(service);
  const scaling =
    setting.scaling === undefined
      ? readScaling(frame, subject, setting, owner)
      : readScalingTemplate(
          frame,
          subject,
          { fileName: setting.scaling, targetGroup: otherGroups.length === 0 ? targetGroup : undefined },
          owner,
        );
  return [
    { service: { ...toScenarioService(frame, setting, service, work), deployments, scaling }, subject, notes, expect },
  ];
}

/** describe-services prints the deployments of now under the name of the scenario's own. */
function isDescribedDeployments(key: string, value: unknown): boolean {
  if (key.toLowerCase() !== 'deployments' || !Array.isArray(value)) return false;
  return value.some((item) => childValue(item, 'at') === undefined && childValue(item, 'status') !== undefined);
}

/** A described service shows a count even for DAEMON; its ARN was dropped when its keys were respelled. */
function isPrinted({ document, sourcePath }: Subject): boolean {
  const entry = sourcePath([]).reduce<unknown>(childValue, document.value);
  return ['serviceArn', 'ServiceArn'].some((key) => childValue(entry, key) !== undefined);
}

function faultsOf(setting: ServiceSetting, isDescribed: boolean): Fault[] {
  const faults = serviceFaults({ ...setting, taskDefinition: undefined }, { isDescribed });
  if (!setting.serviceName && !setting.service)
    faults.push({ path: ['serviceName'], expected: 'the name of the service' });
  if (setting.schedulingStrategy === 'DAEMON') {
    if (setting.updates?.length) {
      faults.push({
        path: ['updates'],
        expected: 'no updates of a DAEMON service: it has no desired count',
        isAtKey: true,
      });
    }
  } else if (setting.desiredCount === undefined) {
    faults.push({ path: ['desiredCount'], expected: 'how many tasks the service keeps running' });
  }
  return [...faults, ...deploymentFaults(setting), ...scalingFaults(setting)];
}

/** P4.1, where the Fargate provider comes from the cluster's default strategy or the service's own. */
function daemonFaults(service: Service, use: Pick<ScenarioService, 'capacity'>): Fault[] {
  if (service.schedulingStrategy !== 'DAEMON' || !isOnFargate(use.capacity)) return [];
  const path = ['capacityProviderStrategy'];
  return [{ path, found: 'Fargate', expected: 'container instances: there are no DAEMON services on Fargate' }];
}

function toScenarioService(
  { startEpochMs }: ScenarioFrame,
  setting: ServiceSetting,
  service: Service,
  work: Pick<ScenarioService, 'taskDefinition' | 'capacity' | 'load' | 'behaviour' | 'rebalancesZones'>,
): Omit<ScenarioService, 'deployments' | 'scaling'> {
  const updates = (setting.updates ?? []).map(({ at, desiredCount }) => ({
    atMs: instantMs(at, startEpochMs),
    desiredCount,
  }));
  return {
    ...work,
    serviceName: service.serviceName ?? '?',
    schedulingStrategy: service.schedulingStrategy,
    desiredCount: service.desiredCount ?? 0,
    minimumHealthyPercent: service.deploymentConfiguration.minimumHealthyPercent,
    maximumPercent: service.deploymentConfiguration.maximumPercent,
    placementStrategy: service.placementStrategy,
    placementConstraints: service.placementConstraints,
    subnets: service.subnets,
    securityGroups: service.securityGroups,
    assignPublicIp: service.assignPublicIp,
    logMiBPerHour: setting.logs?.mibPerHour ?? 0,
    logRetentionMs: retentionMs(setting.logs),
    traffic: readTraffic(setting.traffic),
    updates: updates.sort((a, b) => a.atMs - b.atMs),
    circuitBreaker: circuitBreakerOf(service),
    deploymentAlarms: deploymentAlarmsOf(service, setting),
    trafficShift: trafficShiftOf(service, setting.deploymentConfigName),
    healthCheckGraceMs: service.healthCheckGracePeriodSeconds * SECOND_MS,
    targetGroups: targetGroupsOf(service),
    targetPorts: targetPortsOf(service),
  };
}

/** Each group once: a service may name one for several containers. */
function targetGroupsOf({ loadBalancers }: Service): string[] {
  return [...new Set(loadBalancers.flatMap(({ targetGroupName }) => targetGroupName ?? []))];
}

function targetPortsOf({ loadBalancers }: Service): Readonly<Record<string, number>> {
  const ports = loadBalancers.flatMap(({ targetGroupName, containerPort = 0 }) =>
    targetGroupName === undefined ? [] : [[targetGroupName, containerPort] as const],
  );
  return Object.fromEntries(ports);
}

/** Alarms that watch ECS's or CodeDeploy's deployments, where they are switched on (P4.15). */
function deploymentAlarmsOf(service: Service, setting: ServiceSetting): ScenarioService['deploymentAlarms'] {
  const { enable = false, alarmNames = [], rollback = false } = setting.deploymentConfiguration?.alarms ?? {};
  return enable && service.deploymentController !== 'EXTERNAL' ? { alarmNames, rollback } : null;
}

/** P4.15: for rolling updates of ECS's own controller only. */
function circuitBreakerOf({ deploymentConfiguration, deploymentController }: Service): CircuitBreakerInput | null {
  const { deploymentCircuitBreaker: breaker, strategy } = deploymentConfiguration;
  if (!breaker.enable || strategy !== 'ROLLING' || deploymentController !== 'ECS') return null;
  return {
    rollback: breaker.rollback,
    resetsOnHealthyTask: breaker.resetOnHealthyTask,
    threshold: { type: breaker.thresholdType, value: breaker.thresholdValue },
  };
}

/** Fields whose part of ECS is not simulated, where they would change something. */
function notesOf(setting: ServiceSetting, serviceName: string): string[] {
  const controller = setting.deploymentController?.type ?? 'ECS';
  const { alarms, deploymentCircuitBreaker, strategy = 'ROLLING' } = setting.deploymentConfiguration ?? {};
  const isDaemon = setting.schedulingStrategy === 'DAEMON';
  const isRolling = strategy === 'ROLLING' && controller === 'ECS';
  const fields: readonly (readonly [string, boolean])[] = [
    [
      'classic load balancer',
      setting.loadBalancers?.some((one) => !one.targetGroupArn && !one.targetGroupName) === true,
    ],
    ['serviceRegistries', (setting.serviceRegistries?.length ?? 0) > 0],
    ['serviceConnectConfiguration', childValue(setting.serviceConnectConfiguration, 'enabled') === true],
    ['volumeConfigurations', (setting.volumeConfigurations?.length ?? 0) > 0],
    ['vpcLatticeConfigurations', (setting.vpcLatticeConfigurations?.length ?? 0) > 0],
    [`deployment strategy ${strategy} of a DAEMON service`, strategy !== 'ROLLING' && isDaemon],
    ['deploymentCircuitBreaker', deploymentCircuitBreaker?.enable === true && !isRolling],
    ['deployment alarms', alarms?.enable === true && controller === 'EXTERNAL'],
    [`deploymentController ${controller}`, controller === 'EXTERNAL'],
  ];
  const ignored = fields.filter(([, isGiven]) => isGiven).map(([field]) => field);
  return ignored.map((field) => `Service ${serviceName}: ${field} was read and is not simulated yet.`);
}
