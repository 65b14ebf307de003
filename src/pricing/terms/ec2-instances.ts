import { assert } from '../../base/assert.ts';
import { SECONDS_PER_HOUR } from '../../base/billing.ts';
import { CPU_UNITS_PER_VCPU, NONE } from '../../base/units.ts';
import type { Rate, RateCard } from '../../catalog/rates.ts';
import type { Ec2Meter, Pool } from '../../sim/record/recording.ts';
import { type LineItem, type PricingTerm, priced } from '../line-item.ts';

/**
 * Container instances by the second (P9.1), at the on-demand or the mean Spot price of the region. Windows adds its
 * licence per vCPU: the catalog's EC2 prices are those of Linux.
 */
export const ec2Instances: PricingTerm = {
  name: 'ec2-instances',
  lineItems: ({ meters, pools }, rates) =>
    meters.ec2.flatMap((meter, row) => [
      ...instanceHours(meter, row, rates),
      ...(meter.operatingSystem === 'windows' ? windowsLicence(meter, row, pools[meter.pool], rates) : []),
    ]),
};

function instanceHours(meter: Ec2Meter, row: number, rates: RateCard): LineItem[] {
  const capacity = meter.purchaseOption === 'spot' ? 'Spot' : 'on demand';
  return priced({
    item: 'ec2-instance',
    service: 'EC2',
    description: `${meter.instanceType} Linux ${capacity}`,
    quantity: meter.instanceSeconds / SECONDS_PER_HOUR,
    rate:
      meter.purchaseOption === 'spot' ? spotRate(meter.instanceType, rates) : onDemandRate(meter.instanceType, rates),
    usage: 'ec2',
    meter: row,
    pool: meter.pool,
    workload: NONE,
  });
}

function onDemandRate(instanceType: string, rates: RateCard): Rate {
  const rate = rates.ec2OnDemand(instanceType);
  assert(rate !== undefined, `no on-demand price for ${instanceType} in ${rates.region}`);
  return rate;
}

/** The price moves by zone and hour, so its mean is an estimate; without a figure it is that of on demand. */
function spotRate(instanceType: string, rates: RateCard): Rate {
  const spot = rates.ec2Spot(instanceType);
  if (spot !== undefined) return { ...spot.rate, estimate: true };
  const onDemand = onDemandRate(instanceType, rates);
  return { ...onDemand, source: `${onDemand.source}, on demand standing in for Spot`, estimate: true };
}

/** Windows on EC2 costs per vCPU-hour what Fargate adds for it (P8.2): list prices differ by no more for most types. */
function windowsLicence(meter: Ec2Meter, row: number, pool: Pool, rates: RateCard): LineItem[] {
  const windows = rates.fargate({ operatingSystem: 'windows', architecture: 'x86_64', capacity: 'on-demand' });
  assert(windows !== undefined, `no Windows price in ${rates.region}`);
  const fee = windows.osFeeVcpuHour;
  const vcpus = pool.instanceCpuUnits / CPU_UNITS_PER_VCPU;
  return priced({
    item: 'ec2-windows-licence',
    service: 'EC2',
    description: `${meter.instanceType} Windows licence`,
    quantity: (meter.instanceSeconds * vcpus) / SECONDS_PER_HOUR,
    rate: { ...fee, source: `${fee.source}, Fargate's licence fee standing in for EC2's`, estimate: true },
    usage: 'ec2',
    meter: row,
    pool: meter.pool,
    workload: NONE,
  });
}
