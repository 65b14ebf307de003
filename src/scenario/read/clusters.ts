import { nearest } from '../../base/nearest.ts';
import { availabilityZones } from '../../catalog/regions.ts';
import type { DocumentPath } from '../document.ts';
import { toCapacityProviderStrategy } from '../ecs/service.ts';
import { strategyItemFaults } from '../ecs/service-rules.ts';
import { type Subject, subjectAt } from '../issues.ts';
import type { ScenarioCapacityProvider, ScenarioCluster, ScenarioTaskSource } from '../scenario.ts';
import type { ClusterShell } from '../schema.ts';
import { alarmServiceFaults, type ReadAlarm, readAlarmEntry } from './alarms.ts';
import { type ClusterCapacity, providerFaults } from './capacity.ts';
import { readCapacityProviderEntry, ZONES_DEFAULT, zoneFaultsAt } from './capacity-providers.ts';
import { readExpectations } from './expectations.ts';
import { readFailures } from './failures.ts';
import type { ScenarioFrame } from './frame.ts';
import { ec2QuotasOf, fargateLimitsOf, limitsOf } from './limits.ts';
import { type ReadService, readServiceEntry } from './services.ts';
import { readTaskSourceEntry } from './task-sources.ts';
import { callFaults } from './traffic.ts';

/** Reads a cluster of the scenario, whose own fields are checked. */
export function readCluster(frame: ScenarioFrame, shell: ClusterShell, subject: Subject): ScenarioCluster {
  const entries = (key: string, list: readonly unknown[] = []) =>
    list.map((_, index) => subject.sourcePath([key, index]));
  const read = entries('capacityProviders', shell.capacityProviders).flatMap((at) =>
    readCapacityProviderEntry(frame, at).map((one) => ({ ...one, at })),
  );
  const capacityProviders = read.map(({ provider }) => provider);
  reportRepeated(
    frame,
    read.map(({ provider, at }) => ({ name: provider.name, at })),
    'capacity provider',
  );
  const capacity = clusterCapacity(frame, subject, shell, capacityProviders);
  const services = entries('services', shell.services).flatMap((at) => readServiceEntry(frame, capacity, at));
  reportRepeatedServices(frame, services);
  reportCalls(frame, services);
  const taskSources = entries('tasks', shell.tasks).flatMap((at) => readTaskSourceEntry(frame, capacity, at) ?? []);
  const alarms = entries('alarms', shell.alarms).flatMap((at) => readAlarmEntry(frame.reading, shell.clusterName, at));
  reportAlarms(frame, alarms, services);
  const work = [...services.map(({ service }) => service), ...taskSources.map(({ taskSource }) => taskSource)];
  const availabilityZones = zonesOf(frame, subject, shell, { capacityProviders, work });
  const containerInsights = shell.settings?.at(-1)?.value ?? 'disabled';
  if (shell.cloudWatchAgent === true && containerInsights === 'disabled') {
    const expected = 'containerInsights enabled in settings: the agent reports to it';
    frame.reading.report(subject, { path: ['cloudWatchAgent'], expected });
  }
  const limits = { ...frame.limits, ...shell.limits };
  return {
    clusterName: shell.clusterName,
    availabilityZones,
    capacityProviders,
    services: services.map(({ service }) => service),
    taskSources: withOwnNames(taskSources.map(({ taskSource }) => taskSource)),
    alarms: alarms.map(({ alarm }) => alarm),
    limits: limitsOf(limits),
    fargateLimits: fargateLimitsOf(limits),
    ec2Quotas: ec2QuotasOf(limits),
    ownLimits: Object.keys(shell.limits ?? {}),
    containerInsights,
    hasInstanceInsights: shell.cloudWatchAgent === true && containerInsights !== 'disabled',
    failures: readFailures(frame, subject, shell.failures ?? [], {
      availabilityZones,
      capacityProviders,
      serviceNames: services.map(({ service }) => service.serviceName),
    }),
    notes: [...read, ...services, ...taskSources].flatMap(({ notes }) => notes),
    expectations: [
      ...readExpectations(shell.expect, subject, { cluster: shell.clusterName, service: null }),
      ...services.flatMap(({ expect, service: { serviceName: service }, subject: at }) =>
        readExpectations(expect, at, { cluster: shell.clusterName, service }),
      ),
    ],
  };
}

function clusterCapacity(
  { reading }: ScenarioFrame,
  subject: Subject,
  shell: ClusterShell,
  providers: readonly ScenarioCapacityProvider[],
): ClusterCapacity {
  const items = shell.defaultCapacityProviderStrategy ?? [];
  const key = 'defaultCapacityProviderStrategy';
  for (const fault of [...strategyItemFaults(items, key), ...providerFaults(items, key, providers)]) {
    reading.report(subject, fault);
  }
  return { clusterName: shell.clusterName, providers, defaultStrategy: toCapacityProviderStrategy(items) };
}

/**
 * The zones that the cluster names, those of its fleets, and those of the subnets of its work: on Fargate tasks go to
 * these (P8.7). The first three of the region as well where only work could name them, and some of it does not.
 */
function zonesOf(
  { reading, region, subnets: zoneBySubnet }: ScenarioFrame,
  subject: Subject,
  shell: ClusterShell,
  {
    capacityProviders,
    work,
  }: {
    capacityProviders: readonly ScenarioCapacityProvider[];
    work: readonly { readonly subnets: readonly string[] }[];
  },
): string[] {
  const own = shell.availabilityZones ?? [];
  for (const [index, zone] of own.entries()) {
    for (const fault of zoneFaultsAt(['availabilityZones', index], zone, region)) reading.report(subject, fault);
  }
  const fleets = capacityProviders.flatMap((provider) => ('fleet' in provider ? provider.fleet.availabilityZones : []));
  const ofSubnets = work.flatMap(({ subnets }) => subnets.flatMap((subnet) => zoneBySubnet[subnet] ?? []));
  const isBound = (subnets: readonly string[]) =>
    subnets.length > 0 && subnets.every((subnet) => zoneBySubnet[subnet] !== undefined);
  const isKnown = own.length + fleets.length > 0 || (work.length > 0 && work.every(({ subnets }) => isBound(subnets)));
  const others = isKnown ? [] : availabilityZones(region, ZONES_DEFAULT);
  return [...new Set([...own, ...fleets, ...ofSubnets, ...others])].sort();
}

function reportRepeated(
  { reading }: ScenarioFrame,
  entries: readonly { readonly name: string; readonly at: DocumentPath }[],
  what: string,
): void {
  for (const [index, { name, at }] of entries.entries()) {
    if (entries.findIndex((entry) => entry.name === name) === index) continue;
    const found = `a second ${what} ${JSON.stringify(name)}`;
    reading.report(subjectAt(reading.document, at), { path: [], found, expected: 'each name once in a cluster' });
  }
}

function reportRepeatedServices({ reading }: ScenarioFrame, services: readonly ReadService[]): void {
  const names = services.map(({ service }) => service.serviceName);
  for (const [index, { service, subject }] of services.entries()) {
    if (names.indexOf(service.serviceName) === index) continue;
    const found = `a second service ${JSON.stringify(service.serviceName)}`;
    reading.report(subject, { path: ['serviceName'], found, expected: 'each name once in a cluster' });
  }
}

function reportCalls({ reading }: ScenarioFrame, services: readonly ReadService[]): void {
  const names = services.map(({ service }) => service.serviceName);
  for (const { service, subject } of services) {
    for (const fault of callFaults(service.traffic, names)) reading.report(subject, fault);
  }
}

/**
 * What alarms look at, and what deployments name, has to be there. Where no alarm is described at all, a service of
 * real JSON stands as it is, and a note says so.
 */
function reportAlarms(
  { reading }: ScenarioFrame,
  alarms: readonly ReadAlarm[],
  services: readonly ReadService[],
): void {
  const alarmNames = alarms.map(({ alarm }) => alarm.name);
  const serviceNames = services.map(({ service }) => service.serviceName);
  for (const [index, { alarm, subject }] of alarms.entries()) {
    for (const fault of alarmServiceFaults(alarm, serviceNames)) reading.report(subject, fault);
    if (alarmNames.indexOf(alarm.name) === index) continue;
    const found = `a second alarm ${JSON.stringify(alarm.name)}`;
    reading.report(subject, { path: ['alarmName'], found, expected: 'each name once in a cluster' });
  }
  for (const { service, subject } of services) {
    for (const [index, name] of (service.deploymentAlarms?.alarmNames ?? []).entries()) {
      if (alarmNames.length === 0 || alarmNames.includes(name)) continue;
      const path = ['deploymentConfiguration', 'alarms', 'alarmNames', index];
      const expected = 'the name of an alarm in alarms of the cluster';
      reading.report(subject, { path, found: name, expected, suggestion: nearest(name, alarmNames) });
    }
  }
}

/** Sources of one family are told apart by a number: `etl`, `etl-2`. */
function withOwnNames(sources: readonly ScenarioTaskSource[]): ScenarioTaskSource[] {
  const taken = new Set<string>();
  return sources.map((source) => {
    let name = source.name;
    for (let number = 2; taken.has(name); number++) name = `${source.name}-${number}`;
    taken.add(name);
    return { ...source, name };
  });
}
