/** Whether a load balancer's health checks and requests get to the tasks of a service: security groups (P12.4). */

import type { ScenarioNetwork } from '../network.ts';
import { isOnFargate } from '../read/capacity.ts';
import type { ScenarioCluster, ScenarioLoadBalancer, ScenarioService } from '../scenario.ts';
import { mayEnter, mayLeaveTo } from './reachability.ts';

/** First port of those that bridge mode gives out (P1.27): rules that let it in let the range in. */
const DYNAMIC_PORT = 32_768;

/** False where the groups of the load balancer or of the target keep the port shut. */
export function isTargetReachable(
  network: ScenarioNetwork,
  cluster: ScenarioCluster,
  service: ScenarioService,
  { loadBalancer, containerPort }: { readonly loadBalancer: ScenarioLoadBalancer; readonly containerPort: number },
): boolean {
  const isAwsvpc = service.taskDefinition.networkMode === 'awsvpc';
  const securityGroups = isAwsvpc ? service.securityGroups : instanceGroups(cluster, service);
  const port = isAwsvpc ? containerPort : hostPort(service, containerPort);
  const connection = { securityGroups, from: loadBalancer.securityGroups, port };
  return mayEnter(network, connection) && mayLeaveTo(network, connection);
}

/** Those of the first fleet that its tasks may run on. */
function instanceGroups({ capacityProviders }: ScenarioCluster, { capacity }: ScenarioService): readonly string[] {
  if (isOnFargate(capacity)) return [];
  for (const provider of capacityProviders) {
    if (provider.kind !== 'auto-scaling-group') continue;
    const isUsed =
      'launchType' in capacity || capacity.strategy.some((item) => item.capacityProvider === provider.name);
    if (isUsed) return provider.fleet.securityGroups;
  }
  return [];
}

/** What the container port is on the instance. */
function hostPort({ taskDefinition }: ScenarioService, containerPort: number): number {
  if (taskDefinition.networkMode === 'host') return containerPort;
  const mappings = taskDefinition.containerDefinitions.flatMap(({ portMappings }) => portMappings);
  const mapping = mappings.find((one) => one.containerPort === containerPort);
  return mapping === undefined || mapping.hostPort === 0 ? DYNAMIC_PORT : mapping.hostPort;
}
