/** The VPC around a cluster as the engine takes it: subnets with their addresses, and how starts go from each place. */

import { NONE } from '../../base/units.ts';
import type { NetworkInput, StartPathsInput } from '../../sim/state/input/network.ts';
import type { LaunchTemplateInput } from '../../sim/state/input.ts';
import type { TaskDefinition } from '../ecs/task-definition.ts';
import { type ScenarioNetwork, usableAddresses, type VpcEndpoint } from '../network.ts';
import { isOnFargate } from '../read/capacity.ts';
import type { Fleet, Scenario, ScenarioCluster, ScenarioWork } from '../scenario.ts';
import { reachesEcs } from './reachability.ts';
import { compileStartPaths, type StartPlace } from './start-paths.ts';
import { withoutZones, zonesOutTogether } from './zones-out.ts';

/** A definition of a workload by its row. */
export interface DefinitionUse {
  readonly row: number;
  readonly taskDefinition: TaskDefinition;
}

/** Compiles what of the VPC concerns one cluster. */
export class NetworkCompiler {
  /** Ids by row of subnets: those in the zones and the VPCs of the cluster. */
  private readonly subnetIds: readonly string[];
  private readonly natGateways: readonly string[];
  private readonly endpoints: readonly VpcEndpoint[];
  private readonly scenario: Scenario;
  private readonly zones: readonly string[];
  /** Zones that are out together at some instant, and the network without them. */
  private readonly zonesOut: readonly (readonly string[])[];
  private readonly without: readonly ScenarioNetwork[];
  /** VPCs whose gateways and endpoints an earlier cluster pays for. */
  private readonly vpcsBefore: ReadonlySet<string>;

  constructor(scenario: Scenario, cluster: ScenarioCluster) {
    const { natGateways, subnets, vpcEndpoints } = scenario.network;
    const vpcs = vpcsOf(scenario.network, cluster);
    const before = scenario.clusters.slice(0, scenario.clusters.indexOf(cluster));
    this.scenario = scenario;
    this.zones = cluster.availabilityZones;
    this.zonesOut = zonesOutTogether(cluster.failures);
    this.without = this.zonesOut.map((zones) => withoutZones(scenario.network, zones));
    this.vpcsBefore = new Set(before.flatMap((other) => [...vpcsOf(scenario.network, other)]));
    this.subnetIds = Object.keys(subnets).filter((id) => {
      const { availabilityZone, vpc } = subnets[id]!;
      return vpcs.has(vpc) && this.zones.includes(availabilityZone);
    });
    this.natGateways = Object.keys(natGateways).filter((name) => vpcs.has(this.vpcOfGateway(name)));
    this.endpoints = vpcEndpoints.filter(({ kind, vpc }) => kind === 'Interface' && vpcs.has(vpc));
  }

  /** The VPC; `ecrStoredMiB` is what the cluster's images take in ECR; a place for each launch template. */
  network(ecrStoredMiB: number, instancePlaces: readonly StartPlace[]): NetworkInput {
    const { network } = this.scenario;
    const { natGateways, subnets } = network;
    const isCutOff = (place: StartPlace, index: number) => {
      const isOut = this.zonesOut[index]!.includes(this.scenario.subnets[place.subnet ?? ''] ?? '');
      return !isOut && reachesEcs(network, place) && !reachesEcs(this.without[index]!, place);
    };
    return {
      subnets: this.subnetIds.map((id) => this.subnet(id)),
      natGateways: this.natGateways.map((name) => ({
        name,
        zone: this.zones.indexOf(subnets[natGateways[name]!.subnet]?.availabilityZone ?? ''),
        isBilledElsewhere: this.vpcsBefore.has(this.vpcOfGateway(name)),
      })),
      interfaceEndpoints: this.endpoints.map(({ service, subnets: ids, vpc }) => ({
        service,
        zoneCount: ids.length,
        isBilledElsewhere: this.vpcsBefore.has(vpc),
      })),
      zonesOut: this.zonesOut.map((zones, index) => ({
        zones: zones.map((zone) => this.zones.indexOf(zone)).sort((a, b) => a - b),
        cutOff: Uint8Array.from(instancePlaces, (place) => (isCutOff(place, index) ? 1 : 0)),
      })),
      ecrStoredMiB,
    };
  }

  /** Row of the subnet where the fleet's instances in a zone stand; NONE where nobody described it. */
  fleetSubnetRow(fleet: Fleet, zone: string): number {
    const id = fleetSubnet(fleet, zone, this.scenario.subnets);
    return id === undefined ? NONE : this.subnetIds.indexOf(id);
  }

  /** By zone: the NAT gateway on the work's way to the internet, by the first subnet there; NONE = none is on it. */
  natGatewaysByZone(work: ScenarioWork, { capacityProviders }: ScenarioCluster): number[] {
    const { network, subnets } = this.scenario;
    const fleets = capacityProviders.flatMap((provider) => ('fleet' in provider ? provider.fleet.subnets : []));
    const ids = isOnFargate(work.capacity) ? work.subnets : fleets;
    return this.zones.map((zone) => {
      const route = network.subnets[ids.find((id) => subnets[id] === zone) ?? '']?.route;
      return route?.kind === 'nat-gateway' ? this.natGateways.indexOf(route.natGateway) : NONE;
    });
  }

  /** Rows of the workload's subnets that are described. */
  subnetRows({ subnets }: ScenarioWork): number[] {
    return subnets.flatMap((id) => (this.subnetIds.includes(id) ? [this.subnetIds.indexOf(id)] : []));
  }

  /** How starts of these definitions go, where they do not all go well and cost nothing. */
  startPaths(
    work: ScenarioWork,
    definitions: readonly DefinitionUse[],
    instancePlaces: readonly StartPlace[],
  ): StartPathsInput[] {
    const { network, region } = this.scenario;
    const { natGateways, without } = this;
    const endpoints = this.endpoints.map(({ service }) => service);
    const places = isOnFargate(work.capacity) ? this.fargatePlaces(work) : instancePlaces;
    return definitions.flatMap(
      (use) => compileStartPaths({ network, region, natGateways, endpoints, without }, { ...use, places }) ?? [],
    );
  }

  /** A place for each launch template. */
  instancePlaces({ capacityProviders }: ScenarioCluster, templates: readonly NamedTemplate[]): StartPlace[] {
    return templates.map(({ providerName, zone }) => {
      const provider = capacityProviders.find(({ name }) => name === providerName);
      if (provider === undefined || !('fleet' in provider)) return SOMEWHERE;
      const { fleet } = provider;
      return {
        subnet: fleetSubnet(fleet, this.zones[zone]!, this.scenario.subnets),
        hasPublicIp: fleet.hasPublicIpv4,
        securityGroups: fleet.securityGroups,
        instanceRole: fleet.role,
      };
    });
  }

  /** A place for each subnet, and one that nobody described. */
  private fargatePlaces({ assignPublicIp, securityGroups }: ScenarioWork): StartPlace[] {
    return [...this.subnetIds, undefined].map((subnet) => ({
      subnet,
      hasPublicIp: assignPublicIp,
      securityGroups,
      instanceRole: undefined,
    }));
  }

  private subnet(id: string): NetworkInput['subnets'][number] {
    const { network } = this.scenario;
    const { availabilityZone, prefix } = network.subnets[id]!;
    return {
      name: id,
      zone: this.zones.indexOf(availabilityZone),
      usableAddresses: prefix === null ? null : usableAddresses(prefix),
      heldAddresses: heldAddresses(this.scenario, id),
    };
  }

  private vpcOfGateway(name: string): string {
    const { natGateways, subnets } = this.scenario.network;
    return subnets[natGateways[name]!.subnet]?.vpc ?? '';
  }
}

/** The VPCs of the subnets that the cluster's services, tasks and fleets name. */
function vpcsOf({ subnets }: ScenarioNetwork, cluster: ScenarioCluster): Set<string> {
  const named = [
    ...[...cluster.services, ...cluster.taskSources].flatMap((work) => work.subnets),
    ...cluster.capacityProviders.flatMap((provider) => ('fleet' in provider ? provider.fleet.subnets : [])),
  ];
  return new Set(named.flatMap((id) => subnets[id]?.vpc ?? []));
}

/** A launch template and the name of its capacity provider. */
export interface NamedTemplate extends Pick<LaunchTemplateInput, 'zone'> {
  readonly providerName: string;
}

/** Where nothing is described. */
const SOMEWHERE: StartPlace = { subnet: undefined, hasPublicIp: false, securityGroups: [], instanceRole: null };

/** The subnet of a fleet's instances in a zone: its first one there; undefined where nobody named any. */
export function fleetSubnet(fleet: Fleet, zone: string, zoneOf: Scenario['subnets']): string | undefined {
  return fleet.subnets.find((id) => zoneOf[id] === zone);
}

/** Addresses that an Application Load Balancer has, or may take as it grows, in each of its subnets (P12.3, model). */
const LOAD_BALANCER_ADDRESSES = 8;

/** One for each interface endpoint and NAT gateway in the subnet, eight for each load balancer. */
function heldAddresses({ network, loadBalancers }: Scenario, subnet: string): number {
  const endpoints = network.vpcEndpoints.filter(
    ({ kind, subnets }) => kind === 'Interface' && subnets.includes(subnet),
  );
  const gateways = Object.values(network.natGateways).filter((gateway) => gateway.subnet === subnet);
  const balancers = loadBalancers.filter(({ subnets }) => subnets.includes(subnet));
  return endpoints.length + gateways.length + balancers.length * LOAD_BALANCER_ADDRESSES;
}
