/** Capacity providers of a cluster: Fargate's own, and Auto Scaling groups with their fleets. */

import { nearest } from '../../base/nearest.ts';
import { nearestInstanceType } from '../../catalog/instance-types.ts';
import { availabilityZones, isAvailabilityZone, isRegion } from '../../catalog/regions.ts';
import type { DocumentPath } from '../document.ts';
import { capacityProviderFaults } from '../ecs/capacity-provider.ts';
import { isFargateProvider } from '../ecs/service-rules.ts';
import type { Fault } from '../fault.ts';
import { checkSubject, type Subject, subjectAt } from '../issues.ts';
import { roleName } from '../network.ts';
import type { Fleet, ScenarioCapacityProvider } from '../scenario.ts';
import {
  type AutoScalingGroupSetting,
  type CapacityProviderSetting,
  capacityProviderEntrySchema,
} from '../schema/capacity-provider.ts';
import { valueAt } from '../schema-walk.ts';
import { agentImages } from './agent-config.ts';
import {
  groupFaults,
  groupNotes,
  isScaled,
  type PathOf,
  readGroup,
  usesOnDemand,
  usesSpot,
} from './auto-scaling-groups.ts';
import { type EntryForm, entrySubjects, isFilePath } from './entries.ts';
import type { ScenarioFrame } from './frame.ts';
import { asGroup, managedFaults, readManaged } from './managed-instances.ts';

/** Zones of a fleet, or of Fargate tasks, that names none. */
export const ZONES_DEFAULT = 3;

const FORM: EntryForm = {
  kind: 'capacity provider',
  schema: capacityProviderEntrySchema,
  fileKey: 'capacityProvider',
  nameKey: 'name',
  arnKey: 'capacityProviderArn',
  mergedKeys: ['autoScalingGroupProvider', 'managedInstancesProvider'],
};

/** A capacity provider, and what of it is not simulated. */
export interface ReadCapacityProvider {
  readonly provider: ScenarioCapacityProvider;
  readonly notes: readonly string[];
}

/** Reads the entry at a path; nothing, and issues, when it is wrong. */
export function readCapacityProviderEntry(frame: ScenarioFrame, path: DocumentPath): ReadCapacityProvider[] {
  const { reading } = frame;
  const value = valueAt(reading.document.value, path);
  if (typeof value === 'string' && !isFilePath(value)) return readName(frame, path, value);
  return entrySubjects(reading, FORM, path).flatMap((subject) => {
    const checked = checkSubject(capacityProviderEntrySchema, subject, (setting) => faultsOf(frame, setting));
    const setting = reading.takeSound(capacityProviderEntrySchema, subject, checked);
    return setting?.name === undefined ? [] : [toCapacityProvider(frame, subject, setting)];
  });
}

function readName({ reading }: ScenarioFrame, path: DocumentPath, name: string): ReadCapacityProvider[] {
  if (isFargateProvider(name)) return [{ provider: fargateProvider(name), notes: [] }];
  reading.report(subjectAt(reading.document, path), {
    path: [],
    expected: 'FARGATE, FARGATE_SPOT, the path of a .json or .yaml file, or an inline capacity provider',
    suggestion: nearest(name, ['FARGATE', 'FARGATE_SPOT']),
  });
  return [];
}

/** Fargate's capacity provider of that name. */
export function fargateProvider(name: string): ScenarioCapacityProvider {
  return { kind: name === 'FARGATE' ? 'fargate' : 'fargate-spot', name };
}

function faultsOf(frame: ScenarioFrame, setting: CapacityProviderSetting): Fault[] {
  const group = setting.autoScalingGroupProvider;
  if (setting.name !== undefined && isFargateProvider(setting.name)) return [];
  const faults = capacityProviderFaults(setting);
  if (!setting.name) faults.push({ path: ['name'], expected: 'the name of the capacity provider' });
  const managed = setting.managedInstancesProvider;
  if (group !== undefined && managed !== undefined) {
    const expected = 'either autoScalingGroupProvider or managedInstancesProvider';
    return [...faults, { path: ['managedInstancesProvider'], found: 'both', expected }];
  }
  if (managed !== undefined) {
    const zones = (managed.availabilityZones ?? []).flatMap((zone, index) =>
      zoneFaultsAt(['managedInstancesProvider', 'availabilityZones', index], zone, frame.region),
    );
    return [...faults, ...zones, ...managedFaults(frame, managed)];
  }
  if (group === undefined) {
    const expected = 'an Auto Scaling group';
    return [...faults, { path: ['autoScalingGroupProvider'], expected }];
  }
  const at = (...path: DocumentPath): DocumentPath => ['autoScalingGroupProvider', ...path];
  return [
    ...faults,
    ...sizeFaults(group, at),
    ...zoneFaults(frame, group, at),
    ...typeFaults(frame, group, at),
    ...memoryFaults(group, at),
    ...subnetFaults(frame, group, at),
    ...groupFaults(frame, group, at),
  ];
}

function sizeFaults(group: AutoScalingGroupSetting, at: PathOf): Fault[] {
  const { minSize = 0, maxSize, desiredCapacity } = group;
  if (maxSize !== undefined && maxSize < minSize) {
    return [{ path: at('maxSize'), expected: `at least ${minSize}, the minSize` }];
  }
  if (desiredCapacity === undefined) {
    return minSize > 0 || isScaled(group)
      ? []
      : [{ path: at('desiredCapacity'), expected: 'how many container instances there are' }];
  }
  if (desiredCapacity >= minSize && desiredCapacity <= (maxSize ?? desiredCapacity)) return [];
  const expected =
    maxSize === undefined ? `at least ${minSize}, the minSize` : `from minSize ${minSize} to maxSize ${maxSize}`;
  return [{ path: at('desiredCapacity'), expected }];
}

function zoneFaults({ region }: ScenarioFrame, group: AutoScalingGroupSetting, at: PathOf): Fault[] {
  return (group.availabilityZones ?? []).flatMap((zone, index) =>
    zoneFaultsAt(at('availabilityZones', index), zone, region),
  );
}

/** That a zone is none of the region; nothing where the region itself is unknown. */
export function zoneFaultsAt(path: DocumentPath, zone: string, region: string): Fault[] {
  if (!isRegion(region) || isAvailabilityZone(zone, region)) return [];
  const zones = availabilityZones(region, 6);
  return [{ path, expected: `a zone of ${region} such as ${zones[0]}`, suggestion: nearest(zone, zones) }];
}

interface NamedType {
  readonly name: string;
  readonly path: DocumentPath;
}

function typesOf({ instanceType, instanceTypes = [], mixedInstancesPolicy }: AutoScalingGroupSetting): NamedType[] {
  const overrides = mixedInstancesPolicy?.launchTemplate.overrides ?? [];
  const path = ['mixedInstancesPolicy', 'launchTemplate', 'overrides'];
  const one = typeof instanceType === 'string' ? [{ name: instanceType, path: ['instanceType'] }] : [];
  const many = Array.isArray(instanceType) ? instanceType : [];
  return [
    ...one,
    ...many.map((name, index) => ({ name, path: ['instanceType', index] })),
    ...instanceTypes.map((name, index) => ({ name, path: ['instanceTypes', index] })),
    ...overrides.map(({ instanceType: name }, index) => ({ name, path: [...path, index, 'instanceType'] })),
  ];
}

function typeFaults(frame: ScenarioFrame, group: AutoScalingGroupSetting, at: PathOf): Fault[] {
  const types = typesOf(group);
  if (types.length === 0) return [{ path: at('instanceType'), expected: 'an EC2 instance type such as m6i.xlarge' }];
  return types.flatMap(({ name, path }) => {
    const fault =
      (usesOnDemand(group) ? typeFault(frame, name, 'on-demand') : undefined) ??
      (usesSpot(group) ? typeFault(frame, name, 'spot') : undefined);
    return fault === undefined ? [] : [{ path: at(...path), ...fault }];
  });
}

function typeFault(frame: ScenarioFrame, name: string, purchaseOption: string): Omit<Fault, 'path'> | undefined {
  if (frame.findInstanceType(name) === undefined) {
    const suggestion = nearest(name, frame.ownInstanceTypes) ?? nearestInstanceType(name);
    return { expected: 'an instance type of the catalog or of instanceTypes', suggestion };
  }
  if (frame.rates === undefined) return undefined;
  const isSpot = purchaseOption === 'spot';
  const rate = isSpot ? frame.rates.ec2Spot(name) : frame.rates.ec2OnDemand(name);
  if (rate !== undefined) return undefined;
  const [kind, key] = isSpot ? ['a Spot price', 'ec2Spot'] : ['a price', 'ec2'];
  return { expected: `an instance type with ${kind} in ${frame.region}, or its price under prices.${key}` };
}

/** Measured memory of a type that the fleet does not have is a misspelling. */
function memoryFaults(group: AutoScalingGroupSetting, at: PathOf): Fault[] {
  if (typeof group.registeredMemoryMiB !== 'object') return [];
  const types = typesOf(group).map(({ name }) => name);
  return Object.keys(group.registeredMemoryMiB).flatMap((name) => {
    if (types.includes(name)) return [];
    const path = at('registeredMemoryMiB', name);
    return [{ path, found: 'another type', expected: `one of ${types.join(' | ')}`, isAtKey: true }];
  });
}

function toCapacityProvider(
  frame: ScenarioFrame,
  subject: Subject,
  setting: CapacityProviderSetting,
): ReadCapacityProvider {
  const name = setting.name!;
  if (isFargateProvider(name)) return { provider: fargateProvider(name), notes: [] };
  if (setting.managedInstancesProvider !== undefined) {
    const managed = readManaged(frame, subject, setting.managedInstancesProvider);
    const group = asGroup(setting.managedInstancesProvider, Object.keys(managed.usdPerHour));
    return { provider: { kind: 'managed-instances', name, fleet: toFleet(frame, subject, group), managed }, notes: [] };
  }
  const group = setting.autoScalingGroupProvider ?? {};
  const provider = { kind: 'auto-scaling-group', name, fleet: toFleet(frame, subject, group) } as const;
  return { provider, notes: groupNotes(name, group) };
}

function toFleet(frame: ScenarioFrame, subject: Subject, group: AutoScalingGroupSetting): Fleet {
  const attributes = Object.entries(group.attributes ?? {}).map(([name, value]) => [name, String(value)]);
  return {
    instanceTypes: typesOf(group).map(({ name }) => name),
    availabilityZones: group.availabilityZones ?? fleetZones(frame, group),
    desiredCapacity: group.desiredCapacity ?? group.minSize ?? 0,
    purchaseOption: group.purchaseOption ?? 'on-demand',
    rootVolumeGiB: group.rootVolume?.sizeGiB ?? 30,
    rootVolumeType: group.rootVolume?.volumeType ?? 'gp3',
    rootVolumeUsedGiB: group.rootVolume?.usedGiB ?? 4,
    hasPublicIpv4: group.associatePublicIpAddress ?? false,
    subnets: subnetsOf(group),
    agentImages: agentImages(group.agentConfig ?? {}),
    securityGroups: group.securityGroupIds ?? [],
    role: roleOf(group),
    reservedMemoryMiB: group.reservedMemoryMiB ?? 0,
    registeredMemoryMiB: group.registeredMemoryMiB,
    drainsOnSpotNotice: group.spotInstanceDraining ?? false,
    hasTrunking: group.awsvpcTrunking ?? false,
    attributes: Object.fromEntries(attributes) as Record<string, string>,
    operatingSystemFamily: group.operatingSystemFamily ?? 'LINUX',
    amiId: group.amiId ?? 'ami-00000000000000000',
    vpcId: group.vpcId ?? 'vpc-00000000000000000',
    agentVersion: group.agentVersion ?? '1.100.0',
    group: readGroup(frame, subject, group),
  };
}

/** Those of its subnets, else the first three of the region. */
function fleetZones({ region, subnets }: ScenarioFrame, group: AutoScalingGroupSetting): readonly string[] {
  const zones = subnetsOf(group).flatMap((id) => subnets[id] ?? []);
  return zones.length > 0 ? [...new Set(zones)] : availabilityZones(region, ZONES_DEFAULT);
}

function subnetFaults({ subnets }: ScenarioFrame, group: AutoScalingGroupSetting, at: PathOf): Fault[] {
  const names = Object.keys(subnets);
  return subnetsOf(group).flatMap((id) => {
    if (names.includes(id)) return [];
    const path = at('vpcZoneIdentifier');
    return [
      { path, found: JSON.stringify(id), expected: 'subnets of the section subnets', suggestion: nearest(id, names) },
    ];
  });
}

/** A list, or one text with commas as the API has it. */
function subnetsOf({ vpcZoneIdentifier = [] }: AutoScalingGroupSetting): readonly string[] {
  if (typeof vpcZoneIdentifier !== 'string') return vpcZoneIdentifier;
  return vpcZoneIdentifier.split(',').map((id) => id.trim());
}

function roleOf({ iamInstanceProfile: profile }: AutoScalingGroupSetting): string | null {
  const name = typeof profile === 'object' ? (profile.name ?? profile.arn) : profile;
  return name === undefined ? null : roleName(name);
}
