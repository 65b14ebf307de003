import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NONE } from '../../../src/base/units.ts';
import { CellOrder } from '../../../src/placement/index/cell-order.ts';
import { Partitioning } from '../../../src/placement/index/partitioning.ts';
import { Verdicts } from '../../../src/placement/index/verdicts.ts';
import {
  DESIRED_TASKS,
  type InstanceKey,
  REMAINING_CPU_UNITS,
  REMAINING_MEMORY_MIB,
} from '../../../src/placement/stage.ts';
import { arbitraryHistory } from '../clusters.ts';
import { Walk } from '../walk.ts';

const chains: readonly (readonly InstanceKey[])[] = [
  [REMAINING_CPU_UNITS],
  [REMAINING_MEMORY_MIB, REMAINING_CPU_UNITS],
  [DESIRED_TASKS],
  [DESIRED_TASKS, REMAINING_CPU_UNITS],
  [REMAINING_MEMORY_MIB, DESIRED_TASKS],
];

describe('CellOrder', () => {
  it.each(chains.map((keys) => [keys]))('P3.8: has the best by keys %j at hand, in every history', (keys) => {
    fc.assert(
      fc.property(arbitraryHistory(80, 60), fc.boolean(), ({ input, steps }, isDivided) => {
        const walk = new Walk({ input, steps });
        const { cluster } = walk;
        const { containerInstances: table, groups } = cluster;
        groups.countDesiredOnInstances(0);
        const tasks = groups.desiredOnInstance[0]!;
        const verdicts = new Verdicts(cluster);
        const partitioning = new Partitioning(cluster, isDivided ? [0] : []);
        const order = new CellOrder(cluster, verdicts, partitioning, keys, tasks);
        const keyOf = (key: InstanceKey, row: number) =>
          [table.remainingCpuUnits[row]!, table.remainingMemoryMiB[row]!, tasks.at(row)][key]!;
        const compare = (a: number, b: number) =>
          keys.map((key) => keyOf(key, a) - keyOf(key, b)).find((difference) => difference !== 0) ?? a - b;
        steps.forEach((step, index) => {
          walk.take(step);
          const request = cluster.requests[index % cluster.requests.length]!;
          const demand = verdicts.open({ request, constraints: [] });
          verdicts.catchUp();
          order.catchUp();
          for (let partition = 0; partition < partitioning.count; partition++) {
            const rows = Array.from({ length: table.count }, (_, row) => row)
              .filter((row) => partitioning.of(row) === partition && verdicts.takes(row, demand))
              .sort(compare);
            expect(order.best(partition, demand, null)).toBe(rows[0] ?? NONE);
            expect(order.best(partition, demand, tasks)).toBe(rows.find((row) => tasks.at(row) === 0) ?? NONE);
          }
        });
      }),
      { numRuns: 40 },
    );
  });
});
