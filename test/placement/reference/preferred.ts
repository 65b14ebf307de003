/** Which instances a reference strategy keeps, of instances that hold something already. */
import { Streams } from '../../../src/base/streams.ts';
import { createStrategy, type ReferenceStrategyInput } from '../../../src/placement/registry.ts';
import type { TaskShape } from '../../../src/placement/stage.ts';
import { SmallCluster } from '../small-cluster.ts';

/** CPU units, MiB, GPUs. */
export type Amounts = readonly [number, number, number];

export interface PreferredCase {
  /** What each instance registered, and what of it is taken. */
  readonly instances: readonly { readonly has: Amounts; readonly taken?: Amounts }[];
  readonly task: Amounts;
  readonly mix?: readonly TaskShape[];
}

const resources = ([cpuUnits, memoryMiB, gpuCount]: Amounts) => ({ cpuUnits, memoryMiB, gpuCount });

/** Rows of the instances that the strategy keeps of all. */
export function preferred(
  type: ReferenceStrategyInput['type'],
  { instances, task, mix = [] }: PreferredCase,
): number[] {
  const taken = instances.map((instance) => resources(instance.taken ?? [0, 0, 0]));
  const small = new SmallCluster({
    instances: instances.map(({ has }) => resources(has)),
    definitions: [resources(task), ...taken],
  });
  instances.forEach((_, row) => {
    small.put(row, 1, 1 + row);
  });
  const { cluster } = small;
  const stage = createStrategy({ type }, { cluster, group: 0, random: new Streams(1).get('reference'), mix });
  const candidates = Int32Array.from(instances.keys());
  return [...candidates.subarray(0, stage.keep(candidates, instances.length, cluster.requests[0]!, cluster))];
}
