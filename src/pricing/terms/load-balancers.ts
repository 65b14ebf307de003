import { SECONDS_PER_HOUR } from '../../base/billing.ts';
import { type PricingTerm, quantityItems } from '../line-item.ts';

/** Application Load Balancers: hours, LCU-hours, and the public addresses of their nodes (P7.7, P9.6). */
export const loadBalancers: PricingTerm = {
  name: 'load-balancers',
  lineItems: (usage, rates) => [
    ...quantityItems(usage, 'loadBalancerHours', {
      item: 'load-balancer',
      service: 'ELB',
      description: 'Application Load Balancers',
      rate: rates.other('alb', 'load-balancer'),
      perUnit: 1,
    }),
    ...quantityItems(usage, 'lcuHours', {
      item: 'load-balancer-lcu',
      service: 'ELB',
      description: 'load balancer capacity units',
      rate: rates.other('alb', 'lcu'),
      perUnit: 1,
    }),
    ...quantityItems(usage, 'loadBalancerAddressSeconds', {
      item: 'public-ipv4',
      service: 'VPC',
      description: 'public IPv4 addresses of load balancers',
      rate: rates.other('vpc', 'public-ipv4'),
      perUnit: 1 / SECONDS_PER_HOUR,
    }),
  ],
};
