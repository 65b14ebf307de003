/** The target groups that a cluster's services name, and the load balancers in front of them, as rows. */

import { NONE } from '../../base/units.ts';
import type {
  LoadBalancerInput,
  ServiceTargetGroupInput,
  TargetGroupInput,
} from '../../sim/state/input/load-balancing.ts';
import { type TargetGroup, toTargetGroup } from '../ecs/target-group.ts';
import type { Scenario, ScenarioCluster, ScenarioLoadBalancer, ScenarioService } from '../scenario.ts';
import { isTargetReachable } from './target-reachability.ts';

/** Rows of target groups and load balancers, and the row of each group by name. */
export interface CompiledLoadBalancing {
  readonly loadBalancers: readonly LoadBalancerInput[];
  readonly targetGroups: readonly TargetGroupInput[];
}

/** Those of the groups that services of the cluster name; one that nobody describes has the defaults. */
export function compileLoadBalancing(
  scenario: Scenario,
  cluster: ScenarioCluster,
  zones: readonly string[],
): CompiledLoadBalancing {
  const { loadBalancers, targetGroups, clusters } = scenario;
  const used = usedGroups(cluster);
  const groups = used.map((name) => targetGroups.find((group) => group.name === name) ?? usualTargetGroup(name));
  const frontOf = (group: TargetGroup) => loadBalancerOf(group, loadBalancers);
  const others = clusters
    .flatMap((one) => usedGroups(one))
    .map((name) => targetGroups.find((one) => one.name === name));
  const fronts = others.flatMap((group) => (group === undefined ? [] : (frontOf(group) ?? [])));
  // A load balancer before no service of any cluster is billed with the first.
  const own = loadBalancers.filter(
    (one) => groups.some((group) => frontOf(group) === one) || (cluster === clusters[0] && !fronts.includes(one)),
  );
  return {
    loadBalancers: own.map((one) => compileLoadBalancer(one, scenario, zones)),
    targetGroups: groups.map((group) => {
      const { loadBalancerName, ...input } = group;
      const front = frontOf(group);
      return { ...input, loadBalancer: front === undefined ? NONE : own.indexOf(front) };
    }),
  };
}

/** A service's target groups as rows, and whether their load balancer gets to its tasks (P12.4). */
export function serviceTargetGroups(
  scenario: Scenario,
  cluster: ScenarioCluster,
  service: ScenarioService,
  targetGroups: readonly TargetGroupInput[],
): ServiceTargetGroupInput[] {
  return service.targetGroups.map((name) => {
    const group = scenario.targetGroups.find((one) => one.name === name) ?? usualTargetGroup(name);
    const loadBalancer = loadBalancerOf(group, scenario.loadBalancers);
    const containerPort = service.targetPorts[name] ?? 0;
    return {
      targetGroup: targetGroups.findIndex((one) => one.name === name),
      isReachable:
        loadBalancer === undefined ||
        isTargetReachable(scenario.network, cluster, service, { loadBalancer, containerPort }),
    };
  });
}

/** What a reader should know: groups nobody described, and groups without a load balancer, whose bill is not known. */
export function loadBalancingNotes({ loadBalancers, targetGroups }: Scenario, cluster: ScenarioCluster): string[] {
  return usedGroups(cluster).flatMap((name) => {
    const group = targetGroups.find((one) => one.name === name);
    const described =
      group === undefined ? [`Target group ${name} is not described in targetGroups, so it has the defaults.`] : [];
    if (loadBalancerOf(group ?? usualTargetGroup(name), loadBalancers) !== undefined) return described;
    return [...described, `Target group ${name} has no load balancer in loadBalancers: hours and LCUs are not billed.`];
  });
}

function usedGroups({ services }: ScenarioCluster): string[] {
  return [...new Set(services.flatMap(({ targetGroups }) => targetGroups))];
}

function usualTargetGroup(name: string): TargetGroup {
  return toTargetGroup({ targetGroupName: name });
}

/** The one it names, or the only one. */
function loadBalancerOf(
  { loadBalancerName }: TargetGroup,
  loadBalancers: readonly ScenarioLoadBalancer[],
): ScenarioLoadBalancer | undefined {
  if (loadBalancerName === undefined) return loadBalancers.length === 1 ? loadBalancers[0] : undefined;
  return loadBalancers.find(({ name }) => name === loadBalancerName);
}

/** A node in each of its zones: those it names, else those of its subnets, else all of the cluster. */
function compileLoadBalancer(
  one: ScenarioLoadBalancer,
  { subnets: zoneOf }: Scenario,
  zones: readonly string[],
): LoadBalancerInput {
  const { isInternetFacing, subnets, securityGroups: _groups, availabilityZones, ...input } = one;
  const ofSubnets = subnets.map((id) => zoneOf[id] ?? '');
  const own = [availabilityZones, ofSubnets, zones].find(({ length }) => length > 0) ?? [];
  return {
    ...input,
    nodeZones: own.map((zone) => zones.indexOf(zone)),
    publicIpv4Count: isInternetFacing ? own.length : 0,
  };
}
