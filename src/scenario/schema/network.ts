/** The VPC around the clusters, in the words of EC2: subnets, routes, NAT gateways, endpoints, security groups. */

import { z } from 'zod';
import { expectations } from '../schema-walk.ts';
import { strictObject } from './strict-object.ts';

/** Blocks that a subnet may have (VPC: /16 to /28), on the boundary of their size. */
const cidrBlock = z
  .string()
  .regex(/^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?!\/)|(?=\/))){4}\/(?:1[6-9]|2[0-8])$/)
  .register(expectations, { expected: 'an IPv4 block from /16 to /28 such as 10.0.1.0/24' });

const route = strictObject(() => ({
  destinationCidrBlock: z.string().optional().describe('Only 0.0.0.0/0, the default, is looked at.'),
  gatewayId: z.string().optional().describe('An internet gateway, igw-…: the subnet is public.'),
  natGatewayId: z.string().optional().describe('One of natGateways.'),
}));

const subnetSchema = strictObject(() => ({
  availabilityZone: z.string().describe('Its zone, such as us-east-1a.'),
  cidrBlock: cidrBlock
    .optional()
    .describe('Its addresses, of which AWS keeps five. Default: as many as are asked for.'),
  vpcId: z.string().optional().describe('Its VPC, where the scenario has several: endpoints serve their own.'),
  routes: z
    .array(route)
    .optional()
    .describe('Where its traffic to the internet goes; [] = nowhere. Without it everything can be reached.'),
})).describe('A subnet with its zone, addresses and routes.');

/** Subnets by id: the zone alone, or what is known of the subnet. */
export const subnetsSchema = z
  .record(z.string(), z.union([z.string(), subnetSchema]))
  .describe('Subnets by id, for awsvpcConfiguration and vpcZoneIdentifier: the zone, or zone, addresses and routes.');

/** NAT gateways, billed by the hour and the GB. */
export const natGatewaysSchema = z
  .array(
    strictObject(() => ({
      natGatewayId: z.string().describe('Its name, by which routes refer to it.'),
      subnetId: z.string().describe('The public subnet that it is in.'),
    })),
  )
  .describe('NAT gateways: an hour, a GB and a public IPv4 address each are billed.');

/** VPC endpoints. */
export const vpcEndpointsSchema = z
  .array(
    strictObject(() => ({
      serviceName: z.string().describe('com.amazonaws.<region>.ecr.api, or ecr.api for short.'),
      vpcEndpointType: z.enum(['Interface', 'Gateway']).optional().describe('Default Gateway for s3, else Interface.'),
      subnetIds: z
        .array(z.string())
        .optional()
        .describe('Subnets of an interface endpoint: each is billed by the hour.'),
      securityGroupIds: z.array(z.string()).optional().describe('Who may reach an interface endpoint, on port 443.'),
      vpcEndpointId: z.string().optional().describe('Its id; not used.'),
      vpcId: z.string().optional().describe('Its VPC. Default: that of its subnets, or of the subnets without one.'),
    })),
  )
  .describe('VPC endpoints: how private subnets reach ECR, S3, logs and secrets without a NAT gateway.');

const permission = strictObject(() => ({
  ipProtocol: z.string().optional().describe('tcp, or -1 for all. Default -1.'),
  fromPort: z.int().min(-1).max(65_535).optional(),
  toPort: z.int().min(-1).max(65_535).optional(),
  ipRanges: z.array(strictObject(() => ({ cidrIp: z.string(), description: z.string().optional() }))).optional(),
  userIdGroupPairs: z.array(z.looseObject({ groupId: z.string() })).optional(),
  prefixListIds: z.array(z.looseObject({})).optional(),
}));

/** Security groups by id, as reachability: who may open a connection, and where to. */
export const securityGroupsSchema = z
  .record(
    z.string(),
    strictObject(() => ({
      groupName: z.string().optional(),
      description: z.string().optional(),
      vpcId: z.string().optional(),
      ipPermissions: z.array(permission).optional().describe('Who may connect. Default: nobody, as in EC2.'),
      ipPermissionsEgress: z.array(permission).optional().describe('Where to. Default: everywhere, as in EC2.'),
    })),
  )
  .describe('Security groups by id. One that is named and not described lets everything through.');

/** What a role may be allowed, in the few words that a start asks for (P1.30). */
export const ROLE_ACTIONS = ['ecr:pull', 'logs:write', 'secrets:read', 's3:read'] as const;

/** IAM roles by name. */
export const rolesSchema = z
  .record(
    z.string(),
    strictObject(() => ({
      allows: z.array(z.enum(ROLE_ACTIONS)).optional().describe('What it may do. Default: nothing.'),
      trusts: z
        .array(z.string())
        .optional()
        .describe('Who may assume it. Default: ecs-tasks.amazonaws.com and ec2.amazonaws.com.'),
    })),
  )
  .describe('IAM roles by name: execution roles, task roles and instance roles. Others are allowed everything.');

/** The sections on the network, as they stand in the scenario. */
export interface NetworkSections {
  readonly subnets?: z.output<typeof subnetsSchema> | undefined;
  readonly natGateways?: z.output<typeof natGatewaysSchema> | undefined;
  readonly vpcEndpoints?: z.output<typeof vpcEndpointsSchema> | undefined;
  readonly securityGroups?: z.output<typeof securityGroupsSchema> | undefined;
  readonly roles?: z.output<typeof rolesSchema> | undefined;
}

/** One rule of a security group. */
export type PermissionSetting = z.output<typeof permission>;
