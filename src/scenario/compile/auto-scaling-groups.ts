/** Auto Scaling groups as the engine takes them: which launch templates they have, and in which order. */

import type { RateCard } from '../../catalog/rates.ts';
import { onDemandInstances } from '../../sim/controllers/capacity/auto-scaling-rules.ts';
import type { AutoScalingGroupInput, CapacityShortageInput, PurchaseOption } from '../../sim/state/input.ts';
import type { Fleet } from '../scenario.ts';

/** A launch template of a fleet, before its details. */
export interface TemplateKey {
  readonly instanceType: string;
  readonly zone: string;
  readonly purchaseOption: PurchaseOption;
}

/** The launch templates of a fleet: on demand before Spot, type by type, and each type zone by zone. */
export function templateKeys(fleet: Fleet): TemplateKey[] {
  return purchaseOptionsOf(fleet).flatMap((purchaseOption) =>
    fleet.instanceTypes.flatMap((instanceType) =>
      fleet.availabilityZones.map((zone) => ({ instanceType, zone, purchaseOption })),
    ),
  );
}

function purchaseOptionsOf({ purchaseOption, group }: Fleet): PurchaseOption[] {
  const { onDemandBaseCapacity, onDemandPercentageAboveBaseCapacity: percent } = mixOf(purchaseOption, group.mix);
  const onDemand = onDemandBaseCapacity > 0 || percent > 0 || group.spotFallsBackToOnDemand;
  return [...(onDemand ? (['on-demand'] as const) : []), ...(percent < 100 ? (['spot'] as const) : [])];
}

function mixOf(purchaseOption: PurchaseOption, mix: Fleet['group']['mix']) {
  const percent = purchaseOption === 'spot' ? 0 : 100;
  return mix ?? { onDemandBaseCapacity: 0, onDemandPercentageAboveBaseCapacity: percent };
}

/** What the compiler looks up to make a group. */
export interface GroupContext {
  readonly zones: readonly string[];
  readonly rates: RateCard;
  /** Row in launch templates of the fleet's first. */
  readonly firstTemplate: number;
}

/** The group, its types in the order in which they are tried. */
export function compileGroup(context: GroupContext, fleet: Fleet): AutoScalingGroupInput {
  const { group } = fleet;
  const onDemandTypes = typesOf(context, fleet, 'on-demand');
  const spotTypes = typesOf(context, fleet, 'spot');
  const { onDemandBaseCapacity, onDemandPercentageAboveBaseCapacity } = mixOf(fleet.purchaseOption, group.mix);
  return {
    minSize: group.minSize,
    maxSize: group.maxSize,
    desiredCapacity: fleet.desiredCapacity,
    zones: fleet.availabilityZones.map((zone) => context.zones.indexOf(zone)),
    onDemandTypes,
    spotTypes: group.spotFallsBackToOnDemand ? [...spotTypes, ...onDemandTypes] : spotTypes,
    takesTurns: group.mix === null && !group.spotFallsBackToOnDemand,
    onDemandBaseCapacity,
    onDemandPercentageAboveBaseCapacity,
    launchMs: group.launchMs,
    registrationMs: group.registrationMs,
    warmPool: group.warmPool,
    updates: group.updates,
    managedScaling: group.managedScaling,
    managedTerminationProtection: group.managedTerminationProtection,
    drainTimeoutMs: group.drainTimeoutMs,
    repack: group.repack,
  };
}

/** Rows of the types of one purchase option, the most preferred first, each with an entry per zone. */
function typesOf({ rates, firstTemplate }: GroupContext, fleet: Fleet, purchaseOption: PurchaseOption): Int32Array[] {
  const keys = templateKeys(fleet);
  const types = [...fleet.instanceTypes];
  const byPrice = purchaseOption === 'spot' ? fleet.group.mix?.spotByPrice : fleet.group.mix?.onDemandByPrice;
  const usdOf = (type: string) =>
    (purchaseOption === 'spot' ? rates.ec2Spot(type)?.rate : rates.ec2OnDemand(type))?.usd ?? Number.POSITIVE_INFINITY;
  if (byPrice === true) types.sort((a, b) => usdOf(a) - usdOf(b));
  return types.flatMap((type) => {
    const rows = fleet.availabilityZones.map((zone) =>
      keys.findIndex((key) => key.instanceType === type && key.zone === zone && key.purchaseOption === purchaseOption),
    );
    return rows.includes(-1) ? [] : [Int32Array.from(rows, (row) => firstTemplate + row)];
  });
}

/**
 * Launch templates of the instances at time 0, in order of registration: zone by zone in turn; and once round the zones
 * the next instance type, or with a mixed instances policy the first of the purchase option that is due.
 */
export function fleetInstances(fleet: Fleet, group: AutoScalingGroupInput, firstTemplate: number): Int32Array {
  const { instanceTypes, availabilityZones, desiredCapacity } = fleet;
  if (fleet.group.mix === null) {
    const own = fleet.purchaseOption === 'spot' ? group.spotTypes : group.onDemandTypes;
    const first = own[0]?.[0] ?? firstTemplate;
    const count = instanceTypes.length * availabilityZones.length;
    return Int32Array.from({ length: desiredCapacity }, (_, index) => first + (index % count));
  }
  let onDemand = 0;
  return Int32Array.from({ length: desiredCapacity }, (_, index) => {
    const isOnDemand = onDemand < onDemandInstances(index + 1, group);
    if (isOnDemand) onDemand++;
    const [first] = isOnDemand ? group.onDemandTypes : group.spotTypes;
    return first![index % availabilityZones.length]!;
  });
}

/** The launch templates that EC2 has not, and when. */
export function compileShortages(fleet: Fleet, firstTemplate: number): CapacityShortageInput[] {
  const keys = templateKeys(fleet);
  return fleet.group.shortages.map(({ fromMs, toMs, ...which }) => ({
    launchTemplates: keys.flatMap((key, row) => (isMeant(key, which) ? [firstTemplate + row] : [])),
    fromMs,
    toMs,
  }));
}

function isMeant(
  key: TemplateKey,
  which: {
    readonly instanceType: string | null;
    readonly availabilityZone: string | null;
    readonly purchaseOption: string | null;
  },
): boolean {
  return (
    (which.instanceType ?? key.instanceType) === key.instanceType &&
    (which.availabilityZone ?? key.zone) === key.zone &&
    (which.purchaseOption ?? key.purchaseOption) === key.purchaseOption
  );
}
