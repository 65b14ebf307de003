import { beforeAll, describe, expect, it } from 'vitest';
import { rateCard } from '../../../src/catalog/rates.ts';
import { NO_DISCOUNTS } from '../../../src/planner/bound/capacity-prices.ts';
import { ClusterProgram } from '../../../src/planner/bound/cluster-program.ts';
import { loadSolver, type Solver } from '../../../src/planner/bound/linear-program.ts';
import { curve, definition, input, load, managedScaling, scaled, service, template } from '../../sim/builders.ts';

let solver: Solver;
beforeAll(async () => {
  solver = await loadSolver();
});

/** A vCPU of requests on a group of so many m5.large. */
const cluster = (desiredCapacity: number, desiredCount = 4, isScaling = false) =>
  input({
    launchTemplates: [template({ instanceType: 'm5.large' })],
    capacityProviders: [
      scaled(
        Array.from({ length: desiredCapacity }, () => 0),
        { desiredCapacity, maxSize: 9, managedScaling: isScaling ? managedScaling() : null },
      ),
    ],
    taskDefinitions: [definition({ cpuUnits: 512, cpuLimitUnits: 512, memoryMiB: 500 })],
    services: [
      service({ desiredCount, load: load({ requestsPerSecond: curve([[0, 10]]), cpuSecondsPerRequest: 0.1 }) }),
    ],
  });
const terms = {
  expectations: [{ cluster: null, service: null, clause: 'availability', limit: 99, place: '' }] as const,
  rates: rateCard('us-east-1'),
  discountOf: NO_DISCOUNTS,
};

describe('the programme of a cluster', () => {
  it('has whole numbers for the sizes of groups that nothing changes, and for desired counts that differ', () => {
    const { program, sizes, desiredCounts } = new ClusterProgram(cluster(5), cluster(1, 2), terms);
    expect(program.isWhole).toBe(true);
    const { values } = solver.solve(program)!;
    expect(sizes.map((size) => values[size!])).toEqual([1]);
    expect(values[desiredCounts[0]!]).toBeGreaterThanOrEqual(2);
  });

  it('has none of a group that scales, nor of a desired count that is given', () => {
    const given = cluster(2, 4, true);
    const { program, sizes, desiredCounts } = new ClusterProgram(given, given, terms);
    expect([program.isWhole, sizes, desiredCounts]).toEqual([false, [undefined], [undefined]]);
  });

  it('has no fewer instances than the setting with the fewest', () => {
    const { program, sizes } = new ClusterProgram(cluster(5), cluster(3), terms);
    expect(solver.solve(program)!.values[sizes[0]!]).toBe(3);
  });
});
