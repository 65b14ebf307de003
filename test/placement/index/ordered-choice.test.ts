import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Streams } from '../../../src/base/streams.ts';
import { NONE } from '../../../src/base/units.ts';
import { PlacementPipeline } from '../../../src/placement/pipeline.ts';
import { ClusterState } from '../../../src/sim/state/cluster-state.ts';
import { DRAINING } from '../../../src/sim/state/container-instances.ts';
import type { PlacementStrategyInput } from '../../../src/sim/state/input.ts';
import { addRequest } from '../../../src/sim/state/requests.ts';
import { definition, fleet, input, service, template, ZONES } from '../../sim/builders.ts';
import { arbitraryHistory } from '../clusters.ts';
import { Walk } from '../walk.ts';

const instanceId = { type: 'spread', field: 'instanceId' } as const;
const zone = { type: 'spread', field: 'attribute:ecs.availability-zone' } as const;
const cpu = { type: 'binpack', field: 'cpu' } as const;

/** Equal instances in three zones, and services of that chain, one request each. */
function clusterOf(instances: number, services: number, placementStrategy: readonly PlacementStrategyInput[]) {
  const work = input({
    launchTemplates: ZONES.map((name, row) =>
      template({ zone: row, cpuUnits: 4096, attributes: { 'ecs.availability-zone': name } }),
    ),
    capacityProviders: [fleet(Array.from({ length: instances }, (_, row) => row % ZONES.length))],
    taskDefinitions: [definition({ cpuUnits: 1000, memoryMiB: 1000 })],
    services: Array.from({ length: services }, (_, row) => service({ serviceName: `s${row}`, placementStrategy })),
    record: { ...input().record, keepPlacements: false },
  });
  const cluster = new ClusterState(work);
  const pipelines = work.services.map((_, group) => {
    addRequest(cluster, work.taskDefinitions[0]!, { group, capacityProvider: NONE, zones: [] });
    const placed = { placementStrategy, placementConstraints: [], memberOf: [], group, scheduling: 'REPLICA' as const };
    return new PlacementPipeline(cluster, placed, new Streams('1').get(String(group)));
  });
  for (const row of work.capacityProviders[0]!.instances) cluster.registerInstance(row, 0);
  const place = (group: number) => {
    const row = pipelines[group]!.place(cluster.requests[group]!);
    if (row !== NONE) cluster.placeTask(cluster.createTask(group, 0, group, 0), row);
    return row;
  };
  return { cluster, place };
}

describe('OrderedChoice', () => {
  it('P3: decides as the plain reference in long histories, where a group comes to have an order of its own', () => {
    fc.assert(
      fc.property(arbitraryHistory(120, 900), (history) => {
        const walk = new Walk(history);
        for (const step of history.steps) walk.take(step);
        expect(walk.decisions.map(({ actual }) => actual)).toEqual(walk.decisions.map(({ expected }) => expected));
      }),
      { numRuns: 30 },
    );
  });

  it('P3.5: an instance without a task of the service comes first, then those with one, in order of registration', () => {
    const { place } = clusterOf(100, 1, [instanceId]);
    const rows = Array.from({ length: 100 }, (_, row) => row);
    for (let round = 0; round < 4; round++) expect(rows.map(() => place(0))).toEqual(rows);
    expect(place(0)).toBe(NONE);
  });

  it('P3.5: tasks of another service count for nothing, though they take the room', () => {
    const { place } = clusterOf(99, 2, [instanceId]);
    for (let row = 0; row < 99; row++) expect([place(0), place(1)]).toEqual([row, row]);
    for (let row = 0; row < 99; row++) expect([place(0), place(1)]).toEqual([row, row]);
    expect([place(0), place(1)]).toEqual([NONE, NONE]);
  });

  it('P3.8: of the instances without a task of the service, one in the zone with the fewest', () => {
    const { cluster, place } = clusterOf(99, 1, [instanceId, zone]);
    cluster.placeTask(cluster.createTask(0, 0, 0, 0), 96);
    expect([place(0), place(0), place(0)]).toEqual([1, 2, 0]);
  });

  it('P3.9: passes to the next zone when the emptiest has no room, and comes back', () => {
    const { cluster, place } = clusterOf(90, 1, [zone, cpu]);
    expect([place(0), place(0), place(0)]).toEqual([0, 1, 2]);
    for (let row = 0; row < 90; row += 3) cluster.setInstanceStatus(row, DRAINING);
    expect([place(0), place(0), place(0), place(0)]).toEqual([1, 2, 1, 2]);
    cluster.registerInstance(0, 0);
    expect([place(0), place(0), place(0)]).toEqual([90, 90, 1]);
  });

  it('P3.8: after binpack, the fewest tasks of the service among exact ties', () => {
    const { place } = clusterOf(70, 2, [cpu, instanceId]);
    expect([place(1), place(1), place(1), place(1)]).toEqual([0, 0, 0, 0]);
    expect([place(0), place(1)]).toEqual([1, 1]);
    expect([place(1), place(0)]).toEqual([1, 1]);
  });
});
