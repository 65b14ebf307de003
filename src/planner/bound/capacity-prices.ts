/** What the capacity of a cluster costs by the hour, whatever runs on it: no more than the bill will say. */
import { CPU_UNITS_PER_VCPU, HOURS_PER_MONTH, MIB_PER_GIB } from '../../base/units.ts';
import type { RateCard } from '../../catalog/rates.ts';
import { ec2Category, fargateCategory } from '../../pricing/committable-usage.ts';
import type { CapacityProviderInput, LaunchTemplateInput, TaskDefinitionInput } from '../../sim/state/input.ts';

/** By what committed capacity may be cheaper than its list price, as a fraction, by category (P9.4). */
export type Discounts = (category: string) => number;

/** Nothing is committed to. */
export const NO_DISCOUNTS: Discounts = () => 0;

/** A container instance for an hour: the instance itself, its root volume, its address. A licence comes on top. */
export function instanceUsdPerHour(
  template: LaunchTemplateInput,
  rates: RateCard,
  discountOf: Discounts = NO_DISCOUNTS,
): number {
  const { instanceType, purchaseOption, rootVolumeGiB, rootVolumeType, hasPublicIpv4 } = template;
  const list = rates.ec2OnDemand(instanceType)?.usd ?? 0;
  const onDemand = list * (1 - discountOf(ec2Category(instanceType)));
  const spot = rates.ec2Spot(instanceType)?.rate.usd ?? list;
  const volume = (rootVolumeGiB * rates.other('ebs', `${rootVolumeType}-storage`).usd) / HOURS_PER_MONTH;
  const address = hasPublicIpv4 ? rates.other('vpc', 'public-ipv4').usd : 0;
  return (purchaseOption === 'spot' ? spot : onDemand) + volume + address;
}

/** A task on Fargate for an hour: vCPU and memory. */
export function fargateUsdPerHour(
  { fargateCpuUnits, fargateMemoryMiB, operatingSystem, architecture }: TaskDefinitionInput,
  { kind }: CapacityProviderInput,
  rates: RateCard,
  discountOf: Discounts = NO_DISCOUNTS,
): number {
  const capacity = kind === 'fargate-spot' ? 'spot' : 'on-demand';
  const found = rates.fargate({ operatingSystem, architecture, capacity });
  if (found === undefined) return 0;
  const vcpuUsd = (fargateCpuUnits / CPU_UNITS_PER_VCPU) * (found.vcpuHour.usd + found.osFeeVcpuHour.usd);
  const usd = vcpuUsd + (fargateMemoryMiB / MIB_PER_GIB) * found.gbHour.usd;
  const isCommittable = capacity === 'on-demand' && operatingSystem === 'linux';
  return isCommittable ? usd * (1 - discountOf(fargateCategory(architecture))) : usd;
}
