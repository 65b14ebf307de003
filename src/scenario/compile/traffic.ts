/** What a service's requests carry, from names to rows: whom it calls, and by which NAT gateway it leaves. */

import { NONE } from '../../base/units.ts';
import type { LoadBalancerInput, TargetGroupInput } from '../../sim/state/input/load-balancing.ts';
import type { ServiceTrafficInput } from '../../sim/state/input/traffic.ts';
import type { Scenario, ScenarioCluster, ScenarioService } from '../scenario.ts';

/** What the compiler looks up. */
export interface TrafficContext {
  readonly scenario: Scenario;
  readonly cluster: ScenarioCluster;
  readonly targetGroups: readonly TargetGroupInput[];
  readonly loadBalancers: readonly LoadBalancerInput[];
  /** By zone: the NAT gateway on the service's way to the internet; NONE = there is none on it. */
  natGatewaysOf(service: ScenarioService): number[];
}

/** null where the service says nothing of it. */
export function compileTraffic(context: TrafficContext, service: ScenarioService): ServiceTrafficInput | null {
  const { traffic } = service;
  if (traffic === null) return null;
  const { scenario, cluster } = context;
  const front = frontOf(context, service);
  const facing = scenario.loadBalancers.find(({ name }) => name === front?.name);
  // Without a load balancer clients of a task with a public address are in the internet.
  const isPublic = facing?.isInternetFacing ?? (service.targetGroups.length === 0 && service.assignPublicIp);
  return {
    internetBytes: isPublic ? traffic.bytesPerResponse : 0,
    calls: traffic.calls.map(({ service: name, bytes, bytesOut }) => {
      if (name === null) return { callee: NONE, nodeZones: [], bytes, bytesOut };
      const callee = cluster.services.findIndex(({ serviceName }) => serviceName === name);
      return { callee, nodeZones: frontOf(context, cluster.services[callee]!)?.nodeZones ?? [], bytes, bytesOut };
    }),
    natGateways: context.natGatewaysOf(service),
  };
}

/** The load balancer before the first target group of the service, where one is described. */
function frontOf(
  { targetGroups, loadBalancers }: TrafficContext,
  { targetGroups: names }: ScenarioService,
): LoadBalancerInput | undefined {
  const group = targetGroups.find(({ name }) => name === names[0]);
  return group === undefined || group.loadBalancer === NONE ? undefined : loadBalancers[group.loadBalancer];
}
