/** What goes wrong, from names to rows; and Spot's own interruptions by the rates of the catalog. */

import { assertNever } from '../../base/assert.ts';
import { HOURS_PER_MONTH, NONE } from '../../base/units.ts';
import type { InterruptionBand, RateCard } from '../../catalog/rates.ts';
import type { FailuresInput, HazardInput, IncidentInput } from '../../sim/state/input/failures.ts';
import type { CapacityProviderInput, CapacityShortageInput, LaunchTemplateInput } from '../../sim/state/input.ts';
import type { ScenarioCluster, ScenarioFailure } from '../scenario.ts';

/** The rows that names are turned into. */
export interface FailureRows {
  readonly zones: readonly string[];
  readonly capacityProviders: readonly CapacityProviderInput[];
  readonly launchTemplates: readonly LaunchTemplateInput[];
}

type Failure<Type extends ScenarioFailure['type']> = Extract<ScenarioFailure, { readonly type: Type }>;

/** The failures of a cluster as the engine takes them. */
export function compileFailures(cluster: ScenarioCluster, rows: FailureRows, rates: RateCard): FailuresInput {
  return {
    hazards: [
      ...instanceInterruptions(cluster, rows, rates),
      ...taskInterruptions(cluster, rows),
      ...cluster.failures.flatMap((failure) => otherHazards(failure, cluster, rows)),
    ],
    incidents: cluster.failures.flatMap((failure) => incidentsOf(failure, rows)),
  };
}

/** When EC2 has nothing of which launch template: where the scenario says so, and in a zone that is out. */
export function capacityShortages(
  { incidents }: FailuresInput,
  launchTemplates: readonly LaunchTemplateInput[],
): CapacityShortageInput[] {
  return incidents.flatMap((incident) => {
    if (incident.kind !== 'zone-outage' && incident.kind !== 'instances-unavailable') return [];
    const { atMs: fromMs, untilMs: toMs } = incident;
    const rows =
      incident.kind === 'instances-unavailable'
        ? incident.launchTemplates
        : [...launchTemplates.keys()].filter((row) => launchTemplates[row]!.zone === incident.zone);
    return [{ launchTemplates: rows, fromMs, toMs }];
  });
}

/** The setting for a provider: its own, else the one for all; null where the scenario says nothing. */
function spotSetting({ failures }: ScenarioCluster, provider: string): Failure<'spotInterruption'> | null {
  const settings = failures.filter((failure) => failure.type === 'spotInterruption');
  const own = settings.find(({ capacityProvider }) => capacityProvider === provider);
  return own ?? settings.find(({ capacityProvider }) => capacityProvider === null) ?? null;
}

/** Of the Spot instances of every launch template; by the catalog's band where the scenario has no rate. */
function instanceInterruptions(cluster: ScenarioCluster, rows: FailureRows, rates: RateCard): HazardInput[] {
  return rows.launchTemplates.flatMap((template, launchTemplate) => {
    if (template.purchaseOption !== 'spot') return [];
    const { name } = rows.capacityProviders[template.capacityProvider]!;
    const setting = spotSetting(cluster, name);
    const perHour = setting?.perHour ?? bandPerHour(rates.ec2Spot(template.instanceType)?.interruption ?? null);
    const provider = cluster.capacityProviders.find((one) => one.name === name);
    const drainsOnNotice = provider !== undefined && 'fleet' in provider && provider.fleet.drainsOnSpotNotice;
    const withoutNotice = setting?.withoutNotice ?? 0;
    if (perHour === 0) return [];
    return [{ kind: 'instance-interruption', launchTemplate, perHour, withoutNotice, drainsOnNotice }];
  });
}

/** The last band has no upper end; this stands in. */
const LAST_BAND_MAX = 0.3;

/**
 * Interruptions per instance and hour from the share of instances that are interrupted in a month: the middle of the
 * band, as ends of lives that are exponential.
 */
export function bandPerHour(band: InterruptionBand | null): number {
  if (band === null) return 0;
  const share = (band.min + (band.max ?? LAST_BAND_MAX)) / 2;
  return -Math.log(1 - share) / HOURS_PER_MONTH;
}

/** Nothing is published for Fargate Spot: without a rate of the scenario there are none. */
function taskInterruptions(cluster: ScenarioCluster, { capacityProviders }: FailureRows): HazardInput[] {
  return capacityProviders.flatMap(({ kind, name }, capacityProvider) => {
    const perHour = spotSetting(cluster, name)?.perHour ?? 0;
    if (kind !== 'fargate-spot' || perHour === 0) return [];
    return [{ kind: 'task-interruption', capacityProvider, perHour }];
  });
}

function otherHazards(failure: ScenarioFailure, cluster: ScenarioCluster, rows: FailureRows): HazardInput[] {
  if (failure.type === 'taskCrash') {
    const service = cluster.services.findIndex(({ serviceName }) => serviceName === failure.service);
    return [{ kind: 'task-crash', service, perHour: failure.perHour, exitCode: failure.exitCode }];
  }
  if (failure.type !== 'instanceFailure' || !('perHour' in failure.occurs)) return [];
  const { perHour } = failure.occurs;
  const provider = providerRow(failure.capacityProvider, rows);
  return rows.launchTemplates.flatMap((template, launchTemplate) =>
    provider === NONE || template.capacityProvider === provider
      ? [{ kind: 'instance-failure' as const, launchTemplate, perHour }]
      : [],
  );
}

function incidentsOf(failure: ScenarioFailure, rows: FailureRows): IncidentInput[] {
  switch (failure.type) {
    case 'zoneOutage': {
      const { atMs, untilMs } = failure;
      return [{ kind: 'zone-outage', atMs, untilMs, zone: rows.zones.indexOf(failure.availabilityZone) }];
    }
    case 'instanceFailure': {
      if (!('atMs' in failure.occurs)) return [];
      const capacityProvider = providerRow(failure.capacityProvider, rows);
      return [{ kind: 'instance-failure', ...failure.occurs, capacityProvider }];
    }
    case 'agentDisconnected': {
      const { atMs, share, untilMs } = failure;
      const capacityProvider = providerRow(failure.capacityProvider, rows);
      return [{ kind: 'agent-disconnected', atMs, untilMs, share, capacityProvider }];
    }
    case 'fargateRetirement':
      return [{ kind: 'fargate-retirement', atMs: failure.atMs, createdBeforeMs: failure.createdBeforeMs }];
    case 'registryUnavailable':
      return [{ kind: 'registry-unavailable', atMs: failure.atMs, untilMs: failure.untilMs }];
    case 'capacityUnavailable':
      return shortages(failure, rows);
    case 'spotInterruption':
    case 'taskCrash':
      return [];
    default:
      return assertNever(failure);
  }
}

/** EC2 and Fargate each by itself: a zone alone is about both, an instance type about EC2 only. */
function shortages(failure: Failure<'capacityUnavailable'>, rows: FailureRows): IncidentInput[] {
  const { atMs, untilMs, instanceType, availabilityZone } = failure;
  const provider = providerRow(failure.capacityProvider, rows);
  const zone = availabilityZone === null ? NONE : rows.zones.indexOf(availabilityZone);
  const launchTemplates = [...rows.launchTemplates.keys()].filter((row) => {
    const template = rows.launchTemplates[row]!;
    return (
      (provider === NONE || template.capacityProvider === provider) &&
      (zone === NONE || template.zone === zone) &&
      (instanceType === null || template.instanceType === instanceType)
    );
  });
  const ofEc2: IncidentInput[] =
    launchTemplates.length === 0 ? [] : [{ kind: 'instances-unavailable', atMs, untilMs, launchTemplates }];
  if (instanceType !== null) return ofEc2;
  const zones = zone === NONE ? [...rows.zones.keys()] : [zone];
  const ofFargate = rows.capacityProviders.flatMap(({ kind }, capacityProvider): IncidentInput[] =>
    kind.startsWith('fargate') && (provider === NONE || provider === capacityProvider)
      ? [{ kind: 'fargate-unavailable', atMs, untilMs, capacityProvider, zones }]
      : [],
  );
  return [...ofEc2, ...ofFargate];
}

function providerRow(name: string | null, { capacityProviders }: FailureRows): number {
  return name === null ? NONE : capacityProviders.findIndex((provider) => provider.name === name);
}
