import { GB_PER_MIB, type PricingTerm, quantityItems } from '../line-item.ts';

/** A GB from one zone to another is billed where it leaves and where it arrives (P9.6). */
const DIRECTIONS = 2;

/**
 * Data between zones: of services that call one another, and to a NAT gateway of another zone. Between an Application
 * Load Balancer and its targets AWS charges nothing.
 */
export const crossZoneData: PricingTerm = {
  name: 'cross-zone-data',
  lineItems: (usage, rates) =>
    quantityItems(usage, 'crossZoneMiB', {
      item: 'cross-zone-data',
      service: 'Data transfer',
      description: 'data between zones',
      rate: rates.other('data-transfer', 'cross-az-each-direction'),
      perUnit: DIRECTIONS * GB_PER_MIB,
    }),
};
