import { SECONDS_PER_HOUR } from '../../base/billing.ts';
import { HOURS_PER_MONTH, NONE } from '../../base/units.ts';
import { type PricingTerm, priced } from '../line-item.ts';

/**
 * Root volumes of the container instances, for as long as these run or are stopped in a warm pool (P9.1); a month is
 * 730 h (P9.7).
 */
export const ebsRootVolumes: PricingTerm = {
  name: 'ebs-root-volumes',
  lineItems: ({ meters }, rates) =>
    meters.ec2.flatMap((meter, row) =>
      priced({
        item: 'ebs-root-volume',
        service: 'EBS',
        description: `${meter.rootVolumeType} root volumes`,
        quantity:
          ((meter.instanceSeconds + meter.stoppedSeconds) * meter.rootVolumeGiB) / (SECONDS_PER_HOUR * HOURS_PER_MONTH),
        rate: rates.other('ebs', `${meter.rootVolumeType}-storage`),
        usage: 'ec2',
        meter: row,
        pool: meter.pool,
        workload: NONE,
      }),
    ),
};
