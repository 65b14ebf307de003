import { describe, expect, it } from 'vitest';
import { assembleEngine } from '../../../../src/sim/actions/engine-parts.ts';
import { WaitingDemand } from '../../../../src/sim/controllers/capacity/waiting-demand.ts';
import type { ServiceInput, SimulationInput } from '../../../../src/sim/state/input.ts';
import { definition, fleet, input, scaled, service, template } from '../../builders.ts';

/** Nobody is there: every task waits. Instances have 2,048 units, 4,000 MiB and 2 ENIs for tasks. */
function demandOf(services: readonly ServiceInput[], more: Partial<SimulationInput> = {}) {
  const { cluster, workloads, launcher } = assembleEngine(
    input({
      capacityProviders: [scaled([])],
      services: services.map((one, i) => ({ ...one, serviceName: `service-${i}` })),
      ...more,
    }),
  );
  services.forEach(({ schedulingStrategy, desiredCount, taskDefinition }, row) => {
    if (schedulingStrategy === 'DAEMON') return;
    for (let i = 0; i < desiredCount; i++) launcher.launch(row, taskDefinition);
  });
  const demand = new WaitingDemand(cluster, workloads);
  return [demand.waitingTasks(0), demand.newInstances(0)];
}

const TASK_SIZES = [
  definition({ cpuUnits: 512, memoryMiB: 100 }),
  definition({ family: 'big', cpuUnits: 1024, memoryMiB: 100 }),
  definition({ family: 'port', cpuUnits: 1, memoryMiB: 1, hostPorts: [{ protocol: 'tcp', port: 80 }] }),
  definition({ family: 'eni', cpuUnits: 1, memoryMiB: 1, isAwsvpc: true }),
];
const ofSize = (taskDefinition: number, desiredCount: number, parts: Partial<ServiceInput> = {}) =>
  service({ taskDefinition, desiredCount, ...parts });
const sizes = { taskDefinitions: TASK_SIZES };

describe('WaitingDemand', () => {
  it('P5.8: counts tasks of equal needs together, whichever service they are of', () => {
    expect(demandOf([ofSize(0, 5), ofSize(0, 5)], sizes)).toEqual([10, 3]);
  });

  it('P5.8: takes the largest of different needs, not their sum', () => {
    expect(demandOf([ofSize(0, 8), ofSize(1, 7)], sizes)).toEqual([15, 4]);
  });

  it('P5.8: is bounded by ENIs, static host ports and distinctInstance too', () => {
    expect(demandOf([ofSize(3, 5)], sizes)).toEqual([5, 3]);
    expect(demandOf([ofSize(2, 5)], sizes)).toEqual([5, 5]);
    const distinct = [{ type: 'distinctInstance', expression: '' }] as const;
    expect(demandOf([ofSize(0, 4, { placementConstraints: distinct })], sizes)).toEqual([4, 4]);
    expect(
      demandOf(
        [ofSize(0, 4, { placementConstraints: distinct }), ofSize(0, 3, { placementConstraints: distinct })],
        sizes,
      ),
    ).toEqual([7, 4]);
  });

  it('P5.9: counts by the largest type what fits the smallest', () => {
    const launchTemplates = [template({ cpuUnits: 1000 }), template({ cpuUnits: 8192, instanceType: 'm6i.2xlarge' })];
    expect(demandOf([ofSize(0, 32)], { ...sizes, launchTemplates })).toEqual([32, 2]);
    expect(demandOf([ofSize(1, 32)], { ...sizes, launchTemplates })).toEqual([32, 0]);
  });

  it('P5.8: leaves out what daemon tasks hold', () => {
    const daemon = ofSize(1, 0, { schedulingStrategy: 'DAEMON' });
    expect(demandOf([ofSize(0, 4)], sizes)).toEqual([4, 1]);
    expect(demandOf([ofSize(0, 4), daemon], sizes)).toEqual([4, 2]);
    const elsewhere = { ...daemon, capacity: { strategy: [{ capacityProvider: 1, base: 0, weight: 1 }] } };
    const providers = [scaled([]), fleet([], 'other')];
    expect(demandOf([ofSize(0, 4), elsewhere], { ...sizes, capacityProviders: providers })).toEqual([4, 1]);
  });

  it('is nothing where nobody waits', () => {
    expect(demandOf([ofSize(0, 0)], sizes)).toEqual([0, 0]);
  });
});
