/** The VPC and the roles of a scenario as read: by name, defaults filled in. */

import type { ROLE_ACTIONS } from './schema/network.ts';

/** Where a subnet's traffic to the internet goes; `unknown`: nobody said it, so everything can be reached. */
export type InternetRoute =
  | { readonly kind: 'unknown' | 'internet-gateway' | 'none' }
  | { readonly kind: 'nat-gateway'; readonly natGateway: string };

/** A subnet with more than a zone. */
export interface Subnet {
  readonly availabilityZone: string;
  /** '' where the scenario has only one. */
  readonly vpc: string;
  /** Bits of the prefix of its block; null where it is not known. */
  readonly prefix: number | null;
  readonly route: InternetRoute;
}

/** An endpoint for a service, its name without `com.amazonaws.<region>.`. */
export interface VpcEndpoint {
  readonly service: string;
  readonly vpc: string;
  readonly kind: 'Interface' | 'Gateway';
  readonly subnets: readonly string[];
  readonly securityGroups: readonly string[];
  /** False while every zone of its subnets is out. */
  readonly isUp: boolean;
}

/** Who may connect, or where to. */
export interface Permission {
  /** First and last port; every port from 0 to 65535. */
  readonly fromPort: number;
  readonly toPort: number;
  /** Any address. */
  readonly isOpen: boolean;
  /** Members of these groups. */
  readonly securityGroups: readonly string[];
}

/** A security group. */
export interface SecurityGroup {
  readonly ingress: readonly Permission[];
  readonly egress: readonly Permission[];
}

/** A role. */
export interface Role {
  readonly allows: readonly (typeof ROLE_ACTIONS)[number][];
  readonly trusts: readonly string[];
}

/** Everything about the VPC that is described, by name. */
export interface ScenarioNetwork {
  readonly subnets: Readonly<Record<string, Subnet>>;
  readonly natGateways: Readonly<Record<string, { readonly subnet: string }>>;
  readonly vpcEndpoints: readonly VpcEndpoint[];
  readonly securityGroups: Readonly<Record<string, SecurityGroup>>;
  readonly roles: Readonly<Record<string, Role>>;
}

/** Services that may assume the roles of tasks and of instances. */
export const TASKS_PRINCIPAL = 'ecs-tasks.amazonaws.com';
/** See TASKS_PRINCIPAL. */
export const INSTANCES_PRINCIPAL = 'ec2.amazonaws.com';

/** Addresses of each subnet that AWS keeps (P12.3). */
const KEPT_ADDRESSES = 5;

/** How many addresses a subnet of that prefix has for others: 2^(32 - prefix) - 5 (P12.3). */
export function usableAddresses(prefix: number): number {
  return 2 ** (32 - prefix) - KEPT_ADDRESSES;
}

/** The name at the end of an ARN: `arn:aws:iam::123456789012:role/service/web` is `web`. */
export function roleName(nameOrArn: string): string {
  return nameOrArn.slice(nameOrArn.lastIndexOf('/') + 1);
}
