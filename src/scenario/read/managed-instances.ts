/** Capacity providers of ECS Managed Instances. */

import { SECOND_MS } from '../../base/units.ts';
import { queryInstanceTypes } from '../../catalog/instance-types.ts';
import type { Fault } from '../fault.ts';
import type { Subject } from '../issues.ts';
import type { ScenarioManagedInstances } from '../scenario.ts';
import type { AutoScalingGroupSetting } from '../schema/capacity-provider.ts';
import type { ManagedInstancesSetting } from '../schema/managed-instances.ts';
import type { ScenarioFrame } from './frame.ts';
import { meets, type PricedType, worthLaunching } from './managed-types.ts';
import { readDistribution } from './series.ts';

/** Model: AWS tells neither the delays nor, in a catalog of ours, the fee. */
const SCALE_IN_AFTER_SECONDS = 300;
const LAUNCH_MS = { kind: 'uniform', min: 30_000, max: 60_000 } as const;
const PROVISION_DELAY_MS = 5000;
const FEE_PERCENT = 12;

/** What the provider decides by, and the types that it may launch. */
export function readManaged(
  frame: ScenarioFrame,
  subject: Subject,
  setting: ManagedInstancesSetting,
): ScenarioManagedInstances {
  const seconds = setting.infrastructureOptimization?.scaleInAfter ?? SCALE_IN_AFTER_SECONDS;
  const managementFeePercent = setting.managementFeePercent ?? FEE_PERCENT;
  const { instanceLaunchSeconds } = setting;
  const path = ['managedInstancesProvider', 'instanceLaunchSeconds'];
  const launchMs =
    instanceLaunchSeconds === undefined
      ? undefined
      : readDistribution({ reading: frame.reading, subject, path }, instanceLaunchSeconds);
  return {
    usdPerHour: Object.fromEntries(
      managedTypes(frame, setting).map(({ type, usdPerHour }) => [type.instanceType, usdPerHour]),
    ),
    launchMs: launchMs ?? LAUNCH_MS,
    provisionDelayMs: setting.provisioningDelaySeconds ?? PROVISION_DELAY_MS,
    scaleInAfterMs: seconds < 0 ? null : seconds * SECOND_MS,
    managementFeePercent,
  };
}

/** Its instances as a fleet of none, which nobody but ECS changes. */
export function asGroup(setting: ManagedInstancesSetting, instanceTypes: readonly string[]): AutoScalingGroupSetting {
  const { ec2InstanceProfileArn, networkConfiguration, storageConfiguration, capacityOptionType } =
    setting.instanceLaunchTemplate ?? {};
  return {
    instanceTypes: [...instanceTypes],
    desiredCapacity: 0,
    awsvpcTrunking: true,
    spotInstanceDraining: true,
    purchaseOption: capacityOptionType === 'SPOT' ? 'spot' : 'on-demand',
    rootVolume: { sizeGiB: storageConfiguration?.storageSizeGiB ?? 80 },
    securityGroupIds: networkConfiguration?.securityGroups ?? [],
    vpcZoneIdentifier: networkConfiguration?.subnets ?? [],
    ...(setting.availabilityZones === undefined ? {} : { availabilityZones: setting.availabilityZones }),
    ...(ec2InstanceProfileArn === undefined ? {} : { iamInstanceProfile: ec2InstanceProfileArn }),
  };
}

/** No type of the region meets the requirements. */
export function managedFaults(frame: ScenarioFrame, setting: ManagedInstancesSetting): Fault[] {
  if (frame.rates === undefined || managedTypes(frame, setting).length > 0) return [];
  const path = ['managedInstancesProvider', 'instanceLaunchTemplate', 'instanceRequirements'];
  return [
    { path, found: 'none', expected: `requirements that an instance type with a price in ${frame.region} meets` },
  ];
}

function managedTypes(frame: ScenarioFrame, setting: ManagedInstancesSetting): PricedType[] {
  const { capacityOptionType, instanceRequirements } = setting.instanceLaunchTemplate ?? {};
  const fee = (setting.managementFeePercent ?? FEE_PERCENT) / 100;
  const candidates = queryInstanceTypes({}).filter((type) => meets(type, instanceRequirements));
  const priced = candidates.flatMap((type): PricedType[] => {
    const onDemand = frame.rates?.ec2OnDemand(type.instanceType)?.usd;
    const spot = frame.rates?.ec2Spot(type.instanceType)?.rate.usd;
    const usd = capacityOptionType === 'SPOT' ? spot : onDemand;
    return usd === undefined || onDemand === undefined ? [] : [{ type, usdPerHour: usd + fee * onDemand }];
  });
  return worthLaunching(priced);
}
