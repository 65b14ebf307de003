import { NONE } from '../../base/units.ts';
import type { ClusterState } from '../state/cluster-state.ts';
import { placeOf, type StartPathsInput } from '../state/input/network.ts';

/** What a task's start reaches from its place, looked up in what the scenario says of routes, endpoints and roles. */
export class StartPaths {
  private readonly cluster: ClusterState;
  /** Entry workload × definitions + definition; null where everything starts and nothing is billed by the GB. */
  private readonly cells: readonly (StartPathsInput | null)[];

  constructor(cluster: ClusterState) {
    const { services, taskSources, taskDefinitions } = cluster.input;
    this.cluster = cluster;
    const works = [...services, ...taskSources];
    const cells = new Array<StartPathsInput | null>(works.length * taskDefinitions.length).fill(null);
    for (const [workload, { startPaths }] of works.entries()) {
      for (const paths of startPaths) cells[workload * taskDefinitions.length + paths.taskDefinition] = paths;
    }
    this.cells = cells;
  }

  /** Index into START_FAILURES, or NONE; by the zones that are out now. */
  failureOf(task: number): number {
    const paths = this.pathsOf(task);
    if (paths === null) return NONE;
    const { zonesOut } = this.cluster.conditions;
    const failures = zonesOut === NONE ? paths.failures : (paths.failuresWithout[zonesOut] ?? paths.failures);
    return failures[this.placeOf(task, paths)];
  }

  /** The way of its images from ECR; NONE where it costs nothing. */
  wayOfEcr(task: number): number {
    const paths = this.pathsOf(task);
    return paths === null ? NONE : paths.ecrWays[this.placeOf(task, paths)];
  }

  /** The same from other registries. */
  wayOfOthers(task: number): number {
    const paths = this.pathsOf(task);
    return paths === null ? NONE : paths.otherWays[this.placeOf(task, paths)];
  }

  private pathsOf(task: number): StartPathsInput | null {
    const { tasks, input } = this.cluster;
    return this.cells[tasks.workload[task] * input.taskDefinitions.length + tasks.taskDefinition[task]];
  }

  private placeOf(task: number, paths: StartPathsInput): number {
    const { tasks, containerInstances } = this.cluster;
    const instance = tasks.containerInstance[task];
    const template = instance === NONE ? NONE : containerInstances.launchTemplate[instance];
    return placeOf(paths, template, tasks.subnet[task]);
  }
}
