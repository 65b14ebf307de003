/** Who reaches whom in the VPC: routes, endpoints and security groups, walked once while the scenario is compiled. */

import type { Permission, ScenarioNetwork, SecurityGroup, Subnet } from '../network.ts';

/** A network interface: of a Fargate task, or of a container instance. */
export interface Place {
  /** Id of its subnet; undefined: nobody said it, and everything is reached. */
  readonly subnet: string | undefined;
  readonly hasPublicIp: boolean;
  readonly securityGroups: readonly string[];
}

/** How something is reached: free of charge, or through a NAT gateway or an interface endpoint, by position. */
export type Way =
  | { readonly kind: 'free' | 'blocked' }
  | { readonly kind: 'nat-gateway'; readonly name: string }
  | { readonly kind: 'endpoint'; readonly service: string };

const FREE: Way = { kind: 'free' };
const BLOCKED: Way = { kind: 'blocked' };
/** Every AWS service and every registry is asked on this port. */
const HTTPS = 443;

/** The way from a place to the internet. */
export function wayToInternet(network: ScenarioNetwork, place: Place): Way {
  if (!mayLeave(network, place)) return BLOCKED;
  const route = subnetOf(network, place)?.route ?? { kind: 'unknown' };
  switch (route.kind) {
    case 'unknown':
      return FREE;
    case 'internet-gateway':
      return place.hasPublicIp ? FREE : BLOCKED;
    case 'nat-gateway':
      return isNatGatewayUp(network, route.natGateway) ? { kind: 'nat-gateway', name: route.natGateway } : BLOCKED;
    case 'none':
      return BLOCKED;
  }
}

/**
 * The way from a place to a service of AWS, such as `ecr.api` or `s3`. Where the VPC has an interface endpoint for it,
 * its name leads there and nowhere else, from every zone.
 */
export function wayToService(network: ScenarioNetwork, place: Place, service: string): Way {
  const subnet = subnetOf(network, place);
  if (subnet === undefined) return wayToInternet(network, place);
  if (!mayLeave(network, place)) return BLOCKED;
  const endpoints = network.vpcEndpoints.filter((one) => one.service === service && one.vpc === subnet.vpc);
  const interfaceEndpoint = endpoints.find(({ kind }) => kind === 'Interface');
  if (interfaceEndpoint !== undefined) {
    const { isUp, securityGroups } = interfaceEndpoint;
    return isUp && mayEnter(network, { securityGroups, from: place.securityGroups, port: HTTPS })
      ? { kind: 'endpoint', service }
      : BLOCKED;
  }
  return endpoints.length > 0 ? FREE : wayToInternet(network, place);
}

/** Whether an agent in that place gets through to ECS: by an endpoint of it, or over the internet. */
export function reachesEcs(network: ScenarioNetwork, place: Place): boolean {
  return [wayToInternet(network, place), wayToService(network, place, 'ecs')].some(({ kind }) => kind !== 'blocked');
}

/** A connection that security groups let in, or not. */
export interface Connection {
  /** Groups of who is asked; none, or one that is not described, lets everything in. */
  readonly securityGroups: readonly string[];
  /** Groups of who asks. */
  readonly from: readonly string[];
  readonly port: number;
}

/** Whether a security group of who is asked lets the connection in. */
export function mayEnter(network: ScenarioNetwork, { securityGroups, from, port }: Connection): boolean {
  return allows(network, securityGroups, ({ ingress }) => ingress.some((rule) => lets(rule, port, from)));
}

/** Whether a security group of who asks lets it out to that port of members of these groups. */
export function mayLeaveTo(network: ScenarioNetwork, { securityGroups, from, port }: Connection): boolean {
  return allows(network, from, ({ egress }) => egress.some((rule) => lets(rule, port, securityGroups)));
}

/** To an address outside of every group: only rules with an address range let it go. */
function mayLeave(network: ScenarioNetwork, { securityGroups }: Place): boolean {
  return allows(network, securityGroups, ({ egress }) => egress.some((rule) => lets(rule, HTTPS, [])));
}

function allows(
  { securityGroups: described }: ScenarioNetwork,
  names: readonly string[],
  test: (group: SecurityGroup) => boolean,
): boolean {
  if (names.length === 0) return true;
  return names.some((name) => {
    const group = described[name];
    return group === undefined || test(group);
  });
}

function lets(
  { fromPort, toPort, isOpen, securityGroups }: Permission,
  port: number,
  peers: readonly string[],
): boolean {
  if (port < fromPort || port > toPort) return false;
  return isOpen || securityGroups.some((name) => peers.includes(name));
}

/** A NAT gateway works in a subnet that leads to an internet gateway, or in one of which that is not known. */
function isNatGatewayUp({ natGateways, subnets }: ScenarioNetwork, name: string): boolean {
  const gateway = natGateways[name];
  if (gateway === undefined) return false;
  const route = subnets[gateway.subnet]?.route.kind ?? 'unknown';
  return route === 'internet-gateway' || route === 'unknown';
}

function subnetOf({ subnets }: ScenarioNetwork, { subnet }: Place): Subnet | undefined {
  return subnet === undefined ? undefined : subnets[subnet];
}
