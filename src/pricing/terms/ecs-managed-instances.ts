import { SECONDS_PER_HOUR } from '../../base/billing.ts';
import { NONE } from '../../base/units.ts';
import { type PricingTerm, priced } from '../line-item.ts';

/**
 * What ECS asks for managing an instance, by the second beside the instance itself (P9.2): a percentage of the
 * on-demand price, also on Spot. The catalog has no list of it, so it is an estimate.
 */
export const ecsManagedInstances: PricingTerm = {
  name: 'ecs-managed-instances',
  lineItems: ({ meters, pools }, rates) =>
    meters.ec2.flatMap((meter, row) => {
      const { managementFeePercent } = pools[meter.pool];
      const onDemand = rates.ec2OnDemand(meter.instanceType);
      if (managementFeePercent === 0 || onDemand === undefined) return [];
      return priced({
        item: 'ecs-managed-instances',
        service: 'ECS',
        description: `${meter.instanceType} management fee`,
        quantity: meter.instanceSeconds / SECONDS_PER_HOUR,
        rate: {
          ...onDemand,
          usd: (onDemand.usd * managementFeePercent) / 100,
          source: `${managementFeePercent} % of ${onDemand.source}`,
          estimate: true,
        },
        usage: 'ec2',
        meter: row,
        pool: meter.pool,
        workload: NONE,
      });
    }),
};
