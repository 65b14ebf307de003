import { HOUR_MS, HOURS_PER_MONTH } from '../../base/units.ts';
import { GB_PER_MIB, type PricingTerm, quantityItems } from '../line-item.ts';

/** A month has so many GB free; a run its part of them, and every cluster as if it were the account's only one. */
const FREE_GB_PER_MONTH = 100;

/** Data that leaves for the internet beyond the free GB, at the rate of the first 10 TB (P9.6). */
export const internetData: PricingTerm = {
  name: 'internet-data',
  lineItems: (usage, rates) => {
    const { durationMs, meters } = usage;
    const all = meters.quantities.filter(({ kind }) => kind === 'internetOutMiB');
    const gb = all.reduce((sum, { quantity }) => sum + quantity * GB_PER_MIB, 0);
    const freeGb = (FREE_GB_PER_MONTH * durationMs) / (HOURS_PER_MONTH * HOUR_MS);
    return quantityItems(usage, 'internetOutMiB', {
      item: 'internet-data',
      service: 'Data transfer',
      description: 'data to the internet beyond the free GB',
      rate: rates.other('data-transfer', 'internet-out-first-10tb'),
      // Whose the free GB are is nobody's: every service has its part of them.
      perUnit: gb === 0 ? 0 : GB_PER_MIB * Math.max(0, 1 - freeGb / gb),
    });
  },
};
