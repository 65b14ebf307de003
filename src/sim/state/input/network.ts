/**
 * Where tasks and instances stand in the VPC, what a start reaches from there, and what of that is billed. The scenario
 * compiler walks routes, endpoints, security groups and roles; the engine sees their outcome by place.
 */

import { NONE } from '../../../base/units.ts';

/** A subnet that the scenario describes. */
export interface SubnetInput {
  readonly name: string;
  /** Row in zones. */
  readonly zone: number;
  /** Of its block: 2^(32 - prefix) - 5 (P12.3); null where its block is not known. */
  readonly usableAddresses: number | null;
  /** Of these, what load balancers, endpoints and NAT gateways hold all the run long. */
  readonly heldAddresses: number;
}

/** A NAT gateway: billed by the hour and by the GB that passes (P9.6). */
export interface NatGatewayInput {
  readonly name: string;
  /** Row in zones; NONE where its subnet is in no zone of the cluster. */
  readonly zone: number;
  /** Another cluster of the same VPC has its hours on the bill. */
  readonly isBilledElsewhere: boolean;
}

/** An interface endpoint: billed by the hour in each zone and by the GB that passes (P9.6). */
export interface InterfaceEndpointInput {
  /** `ecr.dkr`. */
  readonly service: string;
  readonly zoneCount: number;
  /** Another cluster of the same VPC has its hours on the bill. */
  readonly isBilledElsewhere: boolean;
}

/** Zones that are out at the same time at some instant of the run, and who is cut off meanwhile. */
export interface ZonesOutInput {
  /** Rows in zones, ascending. */
  readonly zones: readonly number[];
  /** By launch template: 1 where the agent reaches ECS otherwise, and does not without these zones. */
  readonly cutOff: Uint8Array;
}

/** The VPC around a cluster. */
export interface NetworkInput {
  readonly subnets: readonly SubnetInput[];
  readonly natGateways: readonly NatGatewayInput[];
  readonly interfaceEndpoints: readonly InterfaceEndpointInput[];
  /** Every set of zones that are out together; the way out of a subnet may lead through another zone. */
  readonly zonesOut: readonly ZonesOutInput[];
  /** What the images whose sizes are stated take in ECR, a shared layer once (P9.9). */
  readonly ecrStoredMiB: number;
}

/** Nothing is described: everything reaches everything, and no traffic is billed. */
export const NO_NETWORK: NetworkInput = {
  subnets: [],
  natGateways: [],
  interfaceEndpoints: [],
  zonesOut: [],
  ecrStoredMiB: 0,
};

/**
 * How the starts of one definition of a workload go, by place: entry launch template on container instances, on
 * Fargate subnet, and after the last one for a subnet that is not in `NetworkInput.subnets`.
 */
export interface StartPathsInput {
  /** Row in taskDefinitions. */
  readonly taskDefinition: number;
  /** Index into START_FAILURES, or NONE: it starts. */
  readonly failures: Int32Array;
  /** The same while zones are out, a column for each of `NetworkInput.zonesOut`; [] = as ever. */
  readonly failuresWithout: readonly Int32Array[];
  /**
   * By which way images come from ECR, and from other registries: a row of natGateways, or beyond them one of
   * interfaceEndpoints; NONE where the way costs nothing.
   */
  readonly ecrWays: Int32Array;
  readonly otherWays: Int32Array;
}

/** How many ways there are that are billed by the GB. */
export function wayCount({ natGateways, interfaceEndpoints }: NetworkInput): number {
  return natGateways.length + interfaceEndpoints.length;
}

/** The entry of a place in the columns of its paths. */
export function placeOf(paths: StartPathsInput, launchTemplate: number, subnet: number): number {
  if (launchTemplate !== NONE) return launchTemplate;
  return subnet === NONE ? paths.failures.length - 1 : subnet;
}
