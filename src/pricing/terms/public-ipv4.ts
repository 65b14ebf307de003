import { SECONDS_PER_HOUR } from '../../base/billing.ts';
import { NONE } from '../../base/units.ts';
import type { RateCard } from '../../catalog/rates.ts';
import { type LineItem, type PricingTerm, priced } from '../line-item.ts';

/** Public IPv4 addresses of container instances and of Fargate tasks, by the hour in use (P9.6). */
export const publicIpv4: PricingTerm = {
  name: 'public-ipv4',
  lineItems: ({ meters }, rates) => [
    ...meters.ec2.flatMap((meter, row) =>
      addressHours(meter.hasPublicIpv4 ? meter.instanceSeconds : 0, rates, {
        usage: 'ec2',
        meter: row,
        pool: meter.pool,
        workload: NONE,
      }),
    ),
    ...meters.fargate.flatMap(({ publicIpv4Seconds, pool, workload }, row) =>
      addressHours(publicIpv4Seconds, rates, { usage: 'fargate', meter: row, pool, workload }),
    ),
  ],
};

type Holder = Pick<LineItem, 'usage' | 'meter' | 'pool' | 'workload'>;

function addressHours(seconds: number, rates: RateCard, holder: Holder): LineItem[] {
  return priced({
    item: 'public-ipv4',
    service: 'VPC',
    description: 'public IPv4 addresses',
    quantity: seconds / SECONDS_PER_HOUR,
    rate: rates.other('vpc', 'public-ipv4'),
    ...holder,
  });
}
