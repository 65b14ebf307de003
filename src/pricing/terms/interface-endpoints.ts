import { GB_PER_MIB, type PricingTerm, quantityItems } from '../line-item.ts';

/** Interface endpoints: begun hours in each zone and the GB that pass through; gateway endpoints are free (P9.6). */
export const interfaceEndpoints: PricingTerm = {
  name: 'interface-endpoints',
  lineItems: (usage, rates) => [
    ...quantityItems(usage, 'endpointHours', {
      item: 'interface-endpoint',
      service: 'VPC',
      description: 'interface endpoints by zone',
      rate: rates.other('vpc', 'interface-endpoint'),
      perUnit: 1,
    }),
    ...quantityItems(usage, 'endpointMiB', {
      item: 'interface-endpoint-data',
      service: 'VPC',
      description: 'data through interface endpoints',
      rate: rates.other('vpc', 'interface-endpoint-data'),
      perUnit: GB_PER_MIB,
    }),
  ],
};
