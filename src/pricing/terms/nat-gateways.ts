import { GB_PER_MIB, type PricingTerm, quantityItems } from '../line-item.ts';

/** NAT gateways: begun hours, the public IPv4 address of each, and the GB that pass through (P9.6). */
export const natGateways: PricingTerm = {
  name: 'nat-gateways',
  lineItems: (usage, rates) => [
    ...quantityItems(usage, 'natGatewayHours', {
      item: 'nat-gateway',
      service: 'VPC',
      description: 'NAT gateways',
      rate: rates.other('nat-gateway', 'gateway'),
      perUnit: 1,
    }),
    ...quantityItems(usage, 'natGatewayMiB', {
      item: 'nat-gateway-data',
      service: 'VPC',
      description: 'data through NAT gateways',
      rate: rates.other('nat-gateway', 'data-processed'),
      perUnit: GB_PER_MIB,
    }),
    ...quantityItems(usage, 'natGatewayHours', {
      item: 'public-ipv4',
      service: 'VPC',
      description: 'public IPv4 addresses',
      rate: rates.other('vpc', 'public-ipv4'),
      perUnit: 1,
    }),
  ],
};
