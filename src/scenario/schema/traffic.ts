/** What a service's requests carry, for the bill: answers to the internet, and calls of other services. */

import { z } from 'zod';
import { strictObject } from './strict-object.ts';
import { nonNegative } from './values.ts';

const sizes = {
  perRequest: nonNegative.optional().describe('Calls for each request that the service serves. Default 1.'),
  bytesPerRequest: nonNegative.optional().describe('Bytes of a call. Default 0.'),
  bytesPerResponse: nonNegative.optional().describe('Bytes of its answer. Default 0.'),
};

const call = z
  .union([
    strictObject(() => ({ service: z.string().min(1).describe('A service of the cluster.'), ...sizes })),
    strictObject(() => ({ internet: z.literal(true).describe('Somebody outside of the VPC.'), ...sizes })),
  ])
  .describe('Whom the service calls while it serves a request, and what that carries.');

/** The `traffic` of a service. */
export const trafficSchema = strictObject(() => ({
  bytesPerResponse: nonNegative
    .optional()
    .describe('Bytes of an answer. They leave for the internet where its load balancer is internet-facing. Default 0.'),
  calls: z.array(call).optional().describe('Calls of other services and of the internet. They bring no load there.'),
})).describe('What its requests carry: data between zones, through NAT gateways and to the internet, for the bill.');

/** Traffic as it stands in the scenario. */
export type TrafficSetting = z.output<typeof trafficSchema>;
