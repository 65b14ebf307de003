/** Load balancers and target groups: the words of elbv2, and what only a scenario knows of them. */

import { z } from 'zod';
import { strictObject } from './strict-object.ts';
import { filePath, nonNegative, secondsMs } from './values.ts';

const attributeValue = z.union([z.string(), z.number(), z.boolean()]);

const attributes = z
  .union([
    z.array(strictObject(() => ({ key: z.string(), value: attributeValue }))),
    z.record(z.string(), attributeValue),
  ])
  .describe(
    'Target group attributes, as a map or a list of Key and Value: deregistration_delay.timeout_seconds (default ' +
      '300), slow_start.duration_seconds (0), load_balancing.algorithm.type (round_robin), ' +
      'load_balancing.cross_zone.enabled (use_load_balancer_configuration).',
  );

/** A target group as create-target-group and describe-target-groups spell it. */
export const targetGroupSchema = strictObject(() => ({
  targetGroupName: z.string().min(1).optional().describe('Its name, by which services refer to it.'),
  name: z.string().min(1).optional().describe('The same, as create-target-group spells it.'),
  loadBalancerName: z
    .string()
    .optional()
    .describe('The load balancer in front of it. Default: the only one of loadBalancers.'),
  loadBalancerArns: z.array(z.string()).optional(),
  protocol: z.enum(['HTTP', 'HTTPS']).optional().describe('Application Load Balancers only.'),
  protocolVersion: z.string().optional(),
  port: z.int().min(1).max(65_535).optional(),
  vpcId: z.string().optional(),
  targetType: z.enum(['instance', 'ip']).optional(),
  ipAddressType: z.string().optional(),
  healthCheckEnabled: z.boolean().optional(),
  healthCheckProtocol: z.string().optional(),
  healthCheckPort: z.string().optional(),
  healthCheckPath: z.string().optional(),
  healthCheckIntervalSeconds: z.int().min(5).max(300).optional().describe('Default 30.'),
  healthCheckTimeoutSeconds: z.int().min(2).max(120).optional().describe('Default 5.'),
  healthyThresholdCount: z
    .int()
    .min(2)
    .max(10)
    .optional()
    .describe('Successes in a row from unhealthy to healthy; a new target needs one. Default 5.'),
  unhealthyThresholdCount: z.int().min(2).max(10).optional().describe('Failures in a row. Default 2.'),
  matcher: z.looseObject({}).optional(),
  attributes: attributes.optional(),
  failsChecksWhenOverloaded: z
    .boolean()
    .optional()
    .describe('Health checks of a target time out while it is asked for more than it can serve. Default false.'),
  tags: z.array(z.looseObject({})).optional(),
}));

/** A load balancer as create-load-balancer and describe-load-balancers spell it. */
export const loadBalancerSchema = strictObject(() => ({
  loadBalancerName: z.string().min(1).optional().describe('Its name.'),
  name: z.string().min(1).optional().describe('The same, as create-load-balancer spells it.'),
  type: z.enum(['application']).optional().describe('Application Load Balancers only.'),
  scheme: z
    .enum(['internet-facing', 'internal'])
    .optional()
    .describe('internet-facing: each of its zones holds a public IPv4 address, which is billed. Default internal.'),
  subnets: z.array(z.string()).optional().describe('One for each of its zones.'),
  availabilityZones: z
    .array(z.union([z.string(), z.looseObject({ zoneName: z.string() })]))
    .optional()
    .describe('Its zones. Default: one for each of subnets, else those of the cluster.'),
  securityGroups: z.array(z.string()).optional(),
  ipAddressType: z.string().optional(),
  vpcId: z.string().optional(),
  bytesPerRequest: nonNegative.optional().describe('Request and response together, for LCUs. Default 10000.'),
  connectionsPerRequest: nonNegative
    .optional()
    .describe('New connections per request: clients keep theirs open. For LCUs. Default 0.1.'),
  connectionSeconds: secondsMs.optional().describe('How long a connection stays open, for LCUs. Default 60.'),
  ruleCount: z.int().min(0).optional().describe('Rules that a request is held against; ten are free. Default 1.'),
  tags: z.array(z.looseObject({})).optional(),
}));

/** An entry of `targetGroups`, for editors. */
export const targetGroupListItem = z
  .union([filePath.describe('File with the JSON of describe-target-groups.'), targetGroupSchema])
  .describe('A target group: inline, or the path of a file.');

/** An entry of `loadBalancers`, for editors. */
export const loadBalancerListItem = z
  .union([filePath.describe('File with the JSON of describe-load-balancers.'), loadBalancerSchema])
  .describe('An Application Load Balancer: inline, or the path of a file.');

/** A target group entry, its keys in camelCase. */
export type TargetGroupSetting = z.output<typeof targetGroupSchema>;
/** A load balancer entry, its keys in camelCase. */
export type LoadBalancerSetting = z.output<typeof loadBalancerSchema>;
