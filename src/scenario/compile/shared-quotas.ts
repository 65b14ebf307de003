/** What the clusters of a scenario share: quotas of the account and subnets, each of which a run has to itself. */

import { NONE } from '../../base/units.ts';
import type { AccountQuotas } from '../../sim/state/input/account-quotas.ts';
import type { SimulationInput } from '../../sim/state/input.ts';
import type { Scenario, ScenarioCluster } from '../scenario.ts';

/** Whether several clusters take of something whose size the scenario states, so that their sum has to be checked. */
export function sharesQuotas(scenario: Scenario, inputs: readonly SimulationInput[]): boolean {
  return undividedQuotas(scenario).length > 0 || sharedSubnets(inputs).length > 0;
}

/** In whole sentences, for the first cluster's notes. */
export function sharedQuotaNotes(scenario: Scenario, inputs: readonly SimulationInput[]): string[] {
  const quotas = undividedQuotas(scenario).map(
    (key) =>
      `limits.${WORDS[key]} is the account's, and every cluster that states no part of it (clusters[].limits) is simulated ` +
      'with all of it: the report checks their sum.',
  );
  const subnets = sharedSubnets(inputs);
  if (subnets.length === 0) return quotas;
  const names = subnets.length === 1 ? `Subnet ${subnets[0]}` : `Subnets ${subnets.join(', ')}`;
  return [
    ...quotas,
    `${names}: several clusters take addresses there, and each is simulated with all of them: the report checks their sum.`,
  ];
}

const QUOTAS = ['fargateVcpus', 'fargateSpotVcpus', 'fargateLaunches', 'ec2Vcpus', 'ec2SpotVcpus'] as const;
/** As the scenario spells them. */
const WORDS = {
  fargateVcpus: 'fargateVcpus',
  fargateSpotVcpus: 'fargateSpotVcpus',
  fargateLaunches: 'fargateLaunchBurst',
  ec2Vcpus: 'ec2Vcpus',
  ec2SpotVcpus: 'ec2SpotVcpus',
} as const;

/** Quotas that the scenario states for the account, and not for each of its clusters. */
function undividedQuotas({ accountQuotas, clusters }: Scenario): (typeof QUOTAS)[number][] {
  if (clusters.length < 2) return [];
  return QUOTAS.filter((key) => isStated(accountQuotas, key) && clusters.some((cluster) => !hasPart(cluster, key)));
}

function isStated(quotas: AccountQuotas, key: (typeof QUOTAS)[number]): boolean {
  const names = Object.keys(quotas.ec2Vcpus);
  if (key === 'ec2Vcpus') return names.some((name) => !name.endsWith('Spot'));
  if (key === 'ec2SpotVcpus') return names.some((name) => name.endsWith('Spot'));
  return quotas[key] !== null;
}

function hasPart({ ownLimits }: ScenarioCluster, key: (typeof QUOTAS)[number]): boolean {
  if (key !== 'fargateLaunches') return ownLimits.includes(key);
  return ownLimits.includes('fargateLaunchBurst') && ownLimits.includes('fargateLaunchesPerSecond');
}

/** Names of those with a known block in which tasks or instances of several clusters stand. */
function sharedSubnets(inputs: readonly SimulationInput[]): string[] {
  const used = inputs.flatMap(({ network, services, taskSources, launchTemplates }) => {
    const rows = [
      ...[...services, ...taskSources].flatMap(({ subnets }) => subnets),
      ...launchTemplates.map(({ subnet }) => subnet),
    ];
    const own = [...new Set(rows)].filter((row) => row !== NONE).map((row) => network.subnets[row]!);
    return own.filter(({ usableAddresses }) => usableAddresses !== null).map(({ name }) => name);
  });
  return [...new Set(used.filter((name, index) => used.indexOf(name) !== index))];
}
