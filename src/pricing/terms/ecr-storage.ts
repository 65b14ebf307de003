import { SECONDS_PER_HOUR } from '../../base/billing.ts';
import { HOURS_PER_MONTH } from '../../base/units.ts';
import { GB_PER_MIB, type PricingTerm, quantityItems } from '../line-item.ts';

/**
 * What the images take in ECR, a layer that several have once; a month is 730 h. Pulls in the region are free
 * (P9.9).
 */
export const ecrStorage: PricingTerm = {
  name: 'ecr-storage',
  lineItems: (usage, rates) =>
    quantityItems(usage, 'ecrMiBSeconds', {
      item: 'ecr-storage',
      service: 'ECR',
      description: 'images in ECR',
      rate: rates.other('ecr', 'storage'),
      perUnit: GB_PER_MIB / (SECONDS_PER_HOUR * HOURS_PER_MONTH),
    }),
};
