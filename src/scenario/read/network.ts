/** The sections on the VPC and the roles: names that must be there, and defaults. */

import { nearest } from '../../base/nearest.ts';
import type { DocumentPath } from '../document.ts';
import type { Fault } from '../fault.ts';
import {
  INSTANCES_PRINCIPAL,
  type InternetRoute,
  type Permission,
  type ScenarioNetwork,
  type Subnet,
  TASKS_PRINCIPAL,
  type VpcEndpoint,
} from '../network.ts';
import type { NetworkSections, PermissionSetting } from '../schema/network.ts';
import { zoneFaultsAt } from './capacity-providers.ts';

type SubnetSetting = NonNullable<NetworkSections['subnets']>[string];
type SubnetObject = Exclude<SubnetSetting, string>;

/** Zones by subnet, of all of them. */
export function zonesBySubnet({ subnets = {} }: NetworkSections): Readonly<Record<string, string>> {
  const zones = Object.entries(subnets).map(([id, subnet]) => [id, zoneOf(subnet)]);
  return Object.fromEntries(zones) as Record<string, string>;
}

function zoneOf(subnet: SubnetSetting): string {
  return typeof subnet === 'string' ? subnet : subnet.availabilityZone;
}

/** The VPC and the roles; sound where `networkFaults` finds nothing. */
export function readNetwork(sections: NetworkSections): ScenarioNetwork {
  const { subnets = {}, natGateways = [], vpcEndpoints = [], securityGroups = {}, roles = {} } = sections;
  const described = Object.entries(subnets).flatMap(([id, subnet]) =>
    typeof subnet === 'string' ? [] : [[id, toSubnet(subnet)] as const],
  );
  return {
    subnets: Object.fromEntries(described),
    natGateways: Object.fromEntries(
      natGateways.map(({ natGatewayId, subnetId }) => [natGatewayId, { subnet: subnetId }]),
    ),
    vpcEndpoints: vpcEndpoints.map((endpoint) => toVpcEndpoint(endpoint, subnets)),
    securityGroups: mapValues(securityGroups, ({ ipPermissions = [], ipPermissionsEgress }) => ({
      ingress: ipPermissions.map(toPermission),
      egress: ipPermissionsEgress?.map(toPermission) ?? [EVERYWHERE],
    })),
    roles: mapValues(roles, ({ allows = [], trusts }) => ({
      allows,
      trusts: trusts ?? [TASKS_PRINCIPAL, INSTANCES_PRINCIPAL],
    })),
  };
}

function mapValues<V, W>(map: Readonly<Record<string, V>>, change: (value: V) => W): Record<string, W> {
  return Object.fromEntries(Object.entries(map).map(([key, value]) => [key, change(value)]));
}

function toSubnet({ availabilityZone, cidrBlock, routes, vpcId = '' }: SubnetObject): Subnet {
  const prefix = cidrBlock === undefined ? null : Number(cidrBlock.split('/')[1]);
  return { availabilityZone, vpc: vpcId, prefix, route: toRoute(routes) };
}

const ANYWHERE = '0.0.0.0/0';

function toRoute(routes: SubnetObject['routes']): InternetRoute {
  if (routes === undefined) return { kind: 'unknown' };
  const found = routes.find(({ destinationCidrBlock = ANYWHERE }) => destinationCidrBlock === ANYWHERE);
  if (found?.natGatewayId !== undefined) return { kind: 'nat-gateway', natGateway: found.natGatewayId };
  return { kind: found?.gatewayId?.startsWith('igw') ? 'internet-gateway' : 'none' };
}

type EndpointSetting = NonNullable<NetworkSections['vpcEndpoints']>[number];

function toVpcEndpoint(setting: EndpointSetting, subnets: NonNullable<NetworkSections['subnets']>): VpcEndpoint {
  const service = endpointService(setting.serviceName);
  const usual = service === 's3' && setting.subnetIds === undefined ? 'Gateway' : 'Interface';
  const [first] = (setting.subnetIds ?? []).map((id) => subnets[id]);
  return {
    service,
    vpc: setting.vpcId ?? (typeof first === 'object' ? (first.vpcId ?? '') : ''),
    kind: setting.vpcEndpointType ?? usual,
    subnets: setting.subnetIds ?? [],
    securityGroups: setting.securityGroupIds ?? [],
    isUp: true,
  };
}

/** `com.amazonaws.us-east-1.ecr.api` is `ecr.api`. */
function endpointService(serviceName: string): string {
  return serviceName.replace(/^com\.amazonaws\.[a-z\d-]+\./, '');
}

const EVERYWHERE: Permission = { fromPort: 0, toPort: 65_535, isOpen: true, securityGroups: [] };

function toPermission({ fromPort, toPort, ipRanges = [], userIdGroupPairs = [] }: PermissionSetting): Permission {
  const isEveryPort = fromPort === undefined || fromPort === -1;
  return {
    fromPort: isEveryPort ? 0 : fromPort,
    toPort: isEveryPort ? 65_535 : (toPort ?? fromPort),
    // The VPC's own ranges count as open: who is in them is not looked at.
    isOpen: ipRanges.length > 0,
    securityGroups: userIdGroupPairs.map(({ groupId }) => groupId),
  };
}

/** Zones that are none of the region, and names that stand for nothing. */
export function networkFaults(sections: NetworkSections, region: string): Fault[] {
  const { subnets = {}, natGateways = [], vpcEndpoints = [] } = sections;
  const gateways = natGateways.map(({ natGatewayId }) => natGatewayId);
  return [
    ...Object.entries(subnets).flatMap(([id, subnet]) => subnetFaults(id, subnet, gateways, region)),
    ...natGateways.flatMap(({ subnetId }, index) =>
      nameFaults(['natGateways', index, 'subnetId'], subnetId, Object.keys(subnets), 'subnets'),
    ),
    ...vpcEndpoints.flatMap((endpoint, index) => endpointFaults(endpoint, index, Object.keys(subnets), region)),
  ];
}

function subnetFaults(id: string, subnet: SubnetSetting, gateways: readonly string[], region: string): Fault[] {
  if (typeof subnet === 'string') return zoneFaultsAt(['subnets', id], subnet, region);
  const routes = subnet.routes ?? [];
  return [
    ...zoneFaultsAt(['subnets', id, 'availabilityZone'], subnet.availabilityZone, region),
    ...routes.flatMap(({ natGatewayId }, index) =>
      natGatewayId === undefined
        ? []
        : nameFaults(['subnets', id, 'routes', index, 'natGatewayId'], natGatewayId, gateways, 'natGateways'),
    ),
  ];
}

function endpointFaults(
  { serviceName, subnetIds = [], vpcEndpointType }: EndpointSetting,
  index: number,
  subnets: readonly string[],
  region: string,
): Fault[] {
  const at = (...path: DocumentPath): DocumentPath => ['vpcEndpoints', index, ...path];
  const isElsewhere = serviceName.startsWith('com.amazonaws.') && !serviceName.startsWith(`com.amazonaws.${region}.`);
  const isGateway = endpointService(serviceName) === 's3' && vpcEndpointType !== 'Interface';
  return [
    ...(isElsewhere ? [{ path: at('serviceName'), expected: `a service of ${region}, where the scenario is` }] : []),
    ...(subnetIds.length === 0 && !isGateway && vpcEndpointType !== 'Gateway'
      ? [{ path: at('subnetIds'), expected: 'the subnets of the interface endpoint' }]
      : []),
    ...subnetIds.flatMap((id, position) => nameFaults(at('subnetIds', position), id, subnets, 'subnets')),
  ];
}

function nameFaults(path: DocumentPath, name: string, names: readonly string[], section: string): Fault[] {
  if (names.includes(name)) return [];
  return [{ path, expected: `a name of ${section}`, suggestion: nearest(name, names) }];
}
