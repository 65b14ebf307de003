import { assert } from '../../base/assert.ts';
import type { ClusterState } from '../../sim/state/cluster-state.ts';
import { DISTINCT_INSTANCE } from '../../sim/state/failure-reasons.ts';
import type { TaskRequest } from '../../sim/state/task-request.ts';
import { InstanceFilter, type StageContext } from '../stage.ts';

/** `distinctInstance`: no instance that holds a task of the same service, or of the same group for RunTask (P3.15). */
export function distinctInstance(_expression: string, { cluster, group }: StageContext): InstanceFilter {
  cluster.groups.countPresentOnInstances(group);
  return new DistinctInstance(group);
}

class DistinctInstance extends InstanceFilter {
  readonly name = 'distinctInstance';
  private readonly group: number;

  constructor(group: number) {
    super();
    this.group = group;
  }

  override get avoidedGroup(): number {
    return this.group;
  }

  override get identity(): string {
    return `${this.name} ${this.group}`;
  }

  failures(row: number, _request: TaskRequest, cluster: ClusterState): number {
    const present = cluster.groups.presentOnInstance[this.group];
    assert(present !== null, 'distinctInstance is not told which instances hold its group');
    return present.at(row) > 0 ? 1 << DISTINCT_INSTANCE : 0;
  }
}
