/** What goes wrong in a cluster: names are looked up, instants counted from the start. */

import { assertNever } from '../../base/assert.ts';
import { nearest } from '../../base/nearest.ts';
import { DAY_MS } from '../../base/units.ts';
import type { Fault } from '../fault.ts';
import type { Subject } from '../issues.ts';
import { instantMs } from '../quantities.ts';
import type { ScenarioCapacityProvider, ScenarioCluster, ScenarioFailure } from '../scenario.ts';
import type { FailureSetting } from '../schema/failures.ts';
import type { ScenarioFrame } from './frame.ts';

/** What the names in an entry may be. */
export type FailureNames = Pick<ScenarioCluster, 'availabilityZones' | 'capacityProviders'> & {
  readonly serviceNames: readonly string[];
};

/** fargateTaskRetirementWaitPeriod, unless an account sets it (P8.8). */
const RETIREMENT_WAIT_DAYS_DEFAULT = 7;

type Entry<Type extends FailureSetting['type']> = Extract<FailureSetting, { readonly type: Type }>;

/** The failures of a cluster; what names nothing that is there is reported. */
export function readFailures(
  frame: ScenarioFrame,
  subject: Subject,
  settings: readonly FailureSetting[],
  names: FailureNames,
): ScenarioFailure[] {
  return settings.flatMap((setting, index) => {
    const faults = [...faultsOf(setting, names), ...repeatFaults(settings, index)];
    for (const fault of faults) {
      frame.reading.report(subject, { ...fault, path: ['failures', index, ...fault.path] });
    }
    return faults.length > 0 ? [] : [toFailure(setting, frame.startEpochMs)];
  });
}

function toFailure(setting: FailureSetting, startEpochMs: number): ScenarioFailure {
  const span = (entry: Pick<Entry<'zoneOutage'>, 'at' | 'for'>) => {
    const atMs = instantMs(entry.at, startEpochMs);
    return { atMs, untilMs: atMs + entry.for };
  };
  switch (setting.type) {
    case 'zoneOutage':
      return { type: setting.type, availabilityZone: setting.availabilityZone, ...span(setting) };
    case 'instanceFailure': {
      const { capacityProvider = null, at, count = 1, ratePerHour: perHour = 0 } = setting;
      const occurs = at === undefined ? { perHour } : { atMs: instantMs(at, startEpochMs), count };
      return { type: setting.type, capacityProvider, occurs };
    }
    case 'spotInterruption': {
      const { capacityProvider = null, ratePerHour: perHour = null, withoutNotice = 0 } = setting;
      return { type: setting.type, capacityProvider, perHour, withoutNotice };
    }
    case 'agentDisconnected': {
      const { capacityProvider = null, share = 1 } = setting;
      return { type: setting.type, capacityProvider, share, ...span(setting) };
    }
    case 'taskCrash': {
      const { service, ratePerHour: perHour, exitCode = 1 } = setting;
      return { type: setting.type, service, perHour, exitCode };
    }
    case 'fargateRetirement': {
      const createdBeforeMs = instantMs(setting.at, startEpochMs);
      const waitDays = setting.waitDays ?? RETIREMENT_WAIT_DAYS_DEFAULT;
      return { type: setting.type, atMs: createdBeforeMs + waitDays * DAY_MS, createdBeforeMs };
    }
    case 'registryUnavailable':
      return { type: setting.type, ...span(setting) };
    case 'capacityUnavailable': {
      const { capacityProvider = null, instanceType = null, availabilityZone = null } = setting;
      return { type: setting.type, capacityProvider, instanceType, availabilityZone, ...span(setting) };
    }
    default:
      return assertNever(setting);
  }
}

function faultsOf(setting: FailureSetting, names: FailureNames): Fault[] {
  const groups = providersOf(names, (provider) => 'fleet' in provider);
  switch (setting.type) {
    case 'zoneOutage':
      return zoneFaults(setting.availabilityZone, names);
    case 'instanceFailure':
      return [...providerFaults(setting.capacityProvider, groups), ...occurrenceFaults(setting)];
    case 'spotInterruption':
      return providerFaults(
        setting.capacityProvider,
        providersOf(names, isSpot),
        'a capacity provider of Spot capacity',
      );
    case 'agentDisconnected':
      return providerFaults(setting.capacityProvider, groups);
    case 'taskCrash':
      return nameFaults('service', setting.service, names.serviceNames, 'a service of the cluster');
    case 'registryUnavailable':
    case 'fargateRetirement':
      return [];
    case 'capacityUnavailable':
      return shortageFaults(setting, names);
    default:
      return assertNever(setting);
  }
}

/** At random or at an instant, one of them. */
function occurrenceFaults({ at, count, ratePerHour }: Entry<'instanceFailure'>): Fault[] {
  if ((at === undefined) === (ratePerHour === undefined)) {
    return [{ path: [], found: at ? 'both' : 'neither', expected: 'ratePerHour (at random) or at (an instant)' }];
  }
  return count !== undefined && at === undefined ? [{ path: ['count'], expected: 'no count of random failures' }] : [];
}

function shortageFaults(setting: Entry<'capacityUnavailable'>, names: FailureNames): Fault[] {
  const { availabilityZone, capacityProvider, instanceType } = setting;
  if (availabilityZone === undefined && capacityProvider === undefined && instanceType === undefined) {
    return [{ path: [], found: 'none', expected: 'a capacityProvider, an instanceType or an availabilityZone' }];
  }
  const types = names.capacityProviders.flatMap((provider) =>
    'fleet' in provider ? provider.fleet.instanceTypes : [],
  );
  return [
    ...zoneFaults(availabilityZone, names),
    ...providerFaults(capacityProvider, providersOf(names), 'a capacity provider of the cluster'),
    ...nameFaults('instanceType', instanceType, types, 'an instance type of the cluster'),
  ];
}

/** Two rates of the same would be one too many. */
function repeatFaults(settings: readonly FailureSetting[], index: number): Fault[] {
  const key = rateKey(settings[index]!);
  if (key === undefined || settings.findIndex((other) => rateKey(other) === key) === index) return [];
  return [{ path: [], found: `a second rate of ${key}`, expected: 'each rate once' }];
}

function rateKey(setting: FailureSetting): string | undefined {
  if (setting.type === 'taskCrash') return `taskCrash of ${setting.service}`;
  if (setting.type === 'spotInterruption') return `spotInterruption of ${setting.capacityProvider ?? 'all'}`;
  if (setting.type !== 'instanceFailure' || setting.at !== undefined) return undefined;
  return `instanceFailure of ${setting.capacityProvider ?? 'all'}`;
}

function providersOf({ capacityProviders }: FailureNames, isMeant = (_: ScenarioCapacityProvider) => true): string[] {
  return capacityProviders.filter(isMeant).map(({ name }) => name);
}

/** Provider of Spot instances, or FARGATE_SPOT. */
export function isSpot(provider: ScenarioCapacityProvider): boolean {
  if (!('fleet' in provider)) return provider.kind === 'fargate-spot';
  const { group, purchaseOption } = provider.fleet;
  return group.mix === null ? purchaseOption === 'spot' : group.mix.onDemandPercentageAboveBaseCapacity < 100;
}

function providerFaults(
  name: string | undefined,
  known: readonly string[],
  expected = 'an Auto Scaling group’s capacity provider of the cluster',
): Fault[] {
  return nameFaults('capacityProvider', name, known, expected);
}

function zoneFaults(zone: string | undefined, { availabilityZones }: FailureNames): Fault[] {
  return nameFaults('availabilityZone', zone, availabilityZones, 'a zone of the cluster');
}

function nameFaults(key: string, name: string | undefined, known: readonly string[], expected: string): Fault[] {
  if (name === undefined || known.includes(name)) return [];
  const list = known.length > 0 && known.length <= 6 ? ` (${known.join(', ')})` : '';
  return [{ path: [key], expected: `${expected}${list}`, suggestion: nearest(name, known) }];
}
