import { assert } from '../../base/assert.ts';
import type { ClusterState } from '../../sim/state/cluster-state.ts';
import { attributeOfSpread } from '../../sim/state/cluster-state.ts';
import type { TaskRequest } from '../../sim/state/task-request.ts';
import { DESIRED_TASKS, type PlacementStrategy, type Ranking, type StageContext } from '../stage.ts';

/**
 * `spread`: the instances, or the values of an attribute, with the fewest desired tasks of the service or task group
 * (P3.5, P3.11). Instances without the attribute are a value of their own (P3.10).
 */
export function spread(field: string, { cluster, group }: StageContext): PlacementStrategy {
  const attribute = attributeOfSpread({ type: 'spread', field });
  if (attribute !== null) return new SpreadOverAttribute(attribute, group, cluster);
  assert(field === 'instanceId', `spread over ${field}`);
  return new SpreadOverInstances(group, cluster);
}

class SpreadOverInstances implements PlacementStrategy {
  readonly name = 'spread(instanceId)';
  readonly ranking: Ranking = { by: 'instance', key: DESIRED_TASKS };
  private readonly group: number;

  constructor(group: number, { groups }: ClusterState) {
    this.group = group;
    groups.countDesiredOnInstances(group);
  }

  keep(candidates: Int32Array, count: number, _request: TaskRequest, cluster: ClusterState): number {
    const desired = cluster.groups.desiredOnInstance[this.group];
    assert(desired !== null, 'spread is not told how many tasks its group has on each instance');
    let fewest = Number.POSITIVE_INFINITY;
    let kept = 0;
    for (let i = 0; i < count; i++) {
      const row = candidates[i];
      const tasks = desired.at(row);
      if (tasks > fewest) continue;
      if (tasks < fewest) {
        fewest = tasks;
        kept = 0;
      }
      candidates[kept++] = row;
    }
    return kept;
  }
}

class SpreadOverAttribute implements PlacementStrategy {
  readonly name: string;
  readonly ranking: Ranking;
  private readonly group: number;
  /** Position in AttributeColumns. */
  private readonly attribute: number;

  constructor(attributeName: string, group: number, { attributes, groups }: ClusterState) {
    this.name = `spread(attribute:${attributeName})`;
    this.group = group;
    this.attribute = attributes.names.indexOf(attributeName);
    assert(this.attribute >= 0, `attribute ${attributeName} has no column to spread over`);
    groups.countByAttribute(group, this.attribute, attributes.values[this.attribute].length);
    this.ranking = { by: 'attribute', attribute: this.attribute };
  }

  keep(candidates: Int32Array, count: number, _request: TaskRequest, cluster: ClusterState): number {
    const values = cluster.attributes.valueOnInstance[this.attribute];
    const desiredByValue = cluster.groups.desiredByValue[this.group][this.attribute];
    assert(desiredByValue !== null, 'spread is not told how many tasks its group has per value');
    let fewest = Number.POSITIVE_INFINITY;
    let kept = 0;
    for (let i = 0; i < count; i++) {
      const row = candidates[i];
      const tasks = desiredByValue[values[row]];
      if (tasks > fewest) continue;
      if (tasks < fewest) {
        fewest = tasks;
        kept = 0;
      }
      candidates[kept++] = row;
    }
    return kept;
  }
}
