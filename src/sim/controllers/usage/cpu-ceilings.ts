import { NONE } from '../../../base/units.ts';
import type { Workloads } from '../../actions/workloads.ts';
import type { ClusterState } from '../../state/cluster-state.ts';

/** By request: its hard cap, its Fargate size, or the CPU units of the largest instance that it may be placed on. */
export function cpuCeilings(cluster: ClusterState, workloads: Workloads): Float64Array {
  const { launchTemplates, taskDefinitions } = cluster.input;
  return Float64Array.from(cluster.requests, (request, row) => {
    if (workloads.pipelines[row] === null) return request.cpuUnits;
    const { cpuLimitUnits } = taskDefinitions[workloads.definitionOf[row]];
    if (cpuLimitUnits > 0) return cpuLimitUnits;
    const reachable = launchTemplates.filter(
      ({ capacityProvider }) => request.capacityProvider === NONE || request.capacityProvider === capacityProvider,
    );
    return Math.max(1, ...reachable.map(({ cpuUnits }) => cpuUnits));
  });
}
