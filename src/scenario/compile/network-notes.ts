/** What of the VPC and the roles is described only in part, or will not go as meant, in whole sentences. */

import { roleName } from '../network.ts';
import type { Fleet, Scenario, ScenarioCluster, ScenarioWork } from '../scenario.ts';
import { reachesEcs } from './reachability.ts';

/** Notes of one cluster; none where neither a VPC nor roles are described. */
export function networkNotes(scenario: Scenario, cluster: ScenarioCluster): string[] {
  const works = [...cluster.services, ...cluster.taskSources];
  const fleets = cluster.capacityProviders.flatMap((provider) =>
    provider.kind === 'auto-scaling-group' ? [{ name: provider.name, fleet: provider.fleet }] : [],
  );
  return [
    ...roleNotes(scenario, works, fleets),
    ...placeNotes(scenario, works, fleets),
    ...fleets.flatMap((one) => agentNotes(scenario, one)),
  ];
}

interface NamedFleet {
  readonly name: string;
  readonly fleet: Fleet;
}

/** Roles that are named and not described, once roles are described at all (P1.30). */
function roleNotes({ network }: Scenario, works: readonly ScenarioWork[], fleets: readonly NamedFleet[]): string[] {
  if (Object.keys(network.roles).length === 0) return [];
  const named = [
    ...works.flatMap(({ taskDefinition: { executionRoleArn } }) => executionRoleArn ?? []),
    ...fleets.flatMap(({ fleet }) => fleet.role ?? []),
  ];
  const unknown = [...new Set(named.map(roleName))].filter((role) => network.roles[role] === undefined);
  return unknown.map((role) => `Role ${role} is not described in roles, so everything is allowed to it.`);
}

/** Work and fleets in subnets of which no more than the zone is known, beside others that are described. */
function placeNotes({ network }: Scenario, works: readonly ScenarioWork[], fleets: readonly NamedFleet[]): string[] {
  if (Object.keys(network.subnets).length === 0) return [];
  const named = [...works.flatMap(({ subnets }) => subnets), ...fleets.flatMap(({ fleet }) => fleet.subnets)];
  const plain = [...new Set(named)].filter((id) => network.subnets[id] === undefined);
  const placeless = fleets.filter(({ fleet }) => fleet.subnets.length === 0).map(({ name }) => name);
  return [
    ...plain.map((id) => `Subnet ${id} has no addresses and routes in subnets, so everything is reached from there.`),
    ...placeless.map(
      (name) => `Capacity provider ${name} names no subnets (vpcZoneIdentifier): its instances reach everything.`,
    ),
  ];
}

/** Instances whose agent could not even register; they are simulated as if it did. */
function agentNotes({ network }: Scenario, { name, fleet }: NamedFleet): string[] {
  const { securityGroups, hasPublicIpv4: hasPublicIp } = fleet;
  return fleet.subnets.flatMap((subnet) => {
    const place = { subnet, securityGroups, hasPublicIp };
    const what = `Capacity provider ${name}: agents in ${subnet} do not reach ECS (no NAT gateway, no endpoint ecs)`;
    return reachesEcs(network, place)
      ? []
      : [`${what}, so they could not register; they are simulated as if they did.`];
  });
}
