/** A ClusterState with requests and running tasks, moved by its own methods: no scheduler, no placement. */
import { NONE } from '../../src/base/units.ts';
import { ClusterState } from '../../src/sim/state/cluster-state.ts';
import type { SimulationInput } from '../../src/sim/state/input.ts';
import { addRequest } from '../../src/sim/state/requests.ts';
import { PENDING, RUNNING } from '../../src/sim/state/tasks.ts';

/** The fleet is registered, and there is one request per task definition, of group 0 and launch type EC2. */
export function clusterOf(input: SimulationInput): ClusterState {
  const cluster = new ClusterState(input);
  for (const { instances } of input.capacityProviders) {
    for (const template of instances) cluster.registerInstance(template, 0);
  }
  for (const definition of input.taskDefinitions) {
    addRequest(cluster, definition, { group: 0, capacityProvider: NONE, zones: [] });
  }
  cluster.waiting.open(cluster.requests.length);
  return cluster;
}

/** A task of workload 0 in RUNNING on that instance; its definition is that of the request. */
export function runTaskOn(cluster: ClusterState, instance: number, request = 0): number {
  const task = cluster.createTask(0, request, request, 0);
  cluster.placeTask(task, instance);
  cluster.setStatus(task, PENDING, 0);
  cluster.setStatus(task, RUNNING, 0);
  return task;
}
