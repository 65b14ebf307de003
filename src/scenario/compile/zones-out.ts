/** What of the VPC is left while Availability Zones are out: NAT gateways and endpoints go with their zone. */

import type { ScenarioNetwork } from '../network.ts';
import type { ScenarioFailure } from '../scenario.ts';

/** Every set of zones that are out together at some instant, by name, in order of time. */
export function zonesOutTogether(failures: readonly ScenarioFailure[]): string[][] {
  const outages = failures.filter((failure) => failure.type === 'zoneOutage');
  const changesMs = [...new Set(outages.flatMap(({ atMs, untilMs }) => [atMs, untilMs]))].sort((a, b) => a - b);
  const sets = changesMs.map((nowMs) => {
    const now = outages.filter(({ atMs, untilMs }) => atMs <= nowMs && nowMs < untilMs);
    return [...new Set(now.map(({ availabilityZone }) => availabilityZone))].sort();
  });
  return sets.filter(
    (zones, index) => zones.length > 0 && sets.findIndex((other) => other.join() === zones.join()) === index,
  );
}

/** A NAT gateway stands in one zone (P9.6); an interface endpoint answers as long as one of its zones does. */
export function withoutZones(network: ScenarioNetwork, zones: readonly string[]): ScenarioNetwork {
  const isOut = (subnet: string) => zones.includes(network.subnets[subnet]?.availabilityZone ?? '');
  return {
    ...network,
    natGateways: Object.fromEntries(Object.entries(network.natGateways).filter(([, { subnet }]) => !isOut(subnet))),
    vpcEndpoints: network.vpcEndpoints.map((endpoint) => ({
      ...endpoint,
      isUp: endpoint.isUp && (endpoint.subnets.length === 0 || !endpoint.subnets.every(isOut)),
    })),
  };
}
