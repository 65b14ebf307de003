import { describe, expect, it } from 'vitest';
import { HOUR_MS, MINUTE_MS } from '../../../../src/base/units.ts';
import {
  CAPACITY_EVALUATED,
  CAPACITY_SCALED_IN,
  CAPACITY_SCALED_OUT,
  DECISION_VALUES_MAX,
} from '../../../../src/sim/record/decisions.ts';
import type { Recording } from '../../../../src/sim/record/recording.ts';
import { Simulation } from '../../../../src/sim/simulation.ts';
import type { ManagedScalingInput } from '../../../../src/sim/state/input/auto-scaling-groups.ts';
import type { SimulationInput } from '../../../../src/sim/state/input.ts';
import { definition, input, managedScaling, scaled, service, template } from '../../builders.ts';

/** Instances of 4 vCPU and 15.5 GiB; tasks of 1 vCPU and 2 GiB, of which 4 fill one. */
const TYPE = { cpuUnits: 4096, memoryMiB: 15_872, awsvpcTaskLimit: 3 };
const TASK = { cpuUnits: 1024, memoryMiB: 2048, healthyAfterMs: 0 };
const LATER_MS = 20.5 * MINUTE_MS;
const BINPACK = [{ type: 'binpack', field: 'memory' }] as const;

interface Case extends Partial<ManagedScalingInput> {
  readonly instances: number;
  /** Tasks at the start, and from the middle of minute 20 on. */
  readonly tasks: number;
  readonly later?: number;
  readonly parts?: Partial<SimulationInput>;
}

function running({ instances, tasks, later, parts, ...settings }: Case): Simulation {
  const updates = later === undefined ? [] : [{ atMs: LATER_MS, desiredCount: later }];
  return new Simulation(
    input({
      durationMs: 2 * HOUR_MS,
      launchTemplates: [template(TYPE)],
      capacityProviders: [
        scaled(Array(instances).fill(0), {
          managedScaling: managedScaling(settings),
          managedTerminationProtection: true,
        }),
      ],
      taskDefinitions: [definition(TASK)],
      services: [service({ desiredCount: tasks, updates, placementStrategy: BINPACK })],
      ...parts,
    }),
  );
}

/** Decisions of managed scaling as [minute, M, N, CPR, target, desired]. */
function decisionsOf({ decisions }: Recording, kind: number): number[][] {
  const rows = [...decisions.kind.keys()].filter((row) => decisions.kind[row] === kind);
  return rows.map((row) => [
    decisions.atMs[row]! / MINUTE_MS,
    ...decisions.values.subarray(row * DECISION_VALUES_MAX, (row + 1) * DECISION_VALUES_MAX),
  ]);
}

function desiredAt(simulation: Simulation, minute: number): number {
  simulation.runUntil(minute * MINUTE_MS);
  return simulation.cluster.autoScaling.desiredCapacity[0]!;
}

describe('managed scaling of a running cluster', () => {
  it('P5.6 EX a: full instances and nothing waiting stay as they are', () => {
    const simulation = running({ instances: 10, tasks: 40 });
    expect(desiredAt(simulation, 119)).toBe(10);
  });

  it('P5.6 EX b: 2 of 10 empty are 80 percent; after 15 minutes the two go', () => {
    const simulation = running({ instances: 10, tasks: 32 });
    expect([desiredAt(simulation, 14), desiredAt(simulation, 16)]).toEqual([10, 8]);
    const recording = simulation.finish();
    expect(decisionsOf(recording, CAPACITY_SCALED_IN)).toEqual([[15, 8, 10, 80, 100, 8]]);
    expect(recording.containerInstances.terminatedAtMs.filter((atMs) => atMs === 15 * MINUTE_MS)).toHaveLength(2);
  });

  it('P5.8 EX c: 8 waiting tasks lead to 2 more instances, within minutes (P5.15)', () => {
    const simulation = running({ instances: 5, tasks: 20, later: 28 });
    expect(desiredAt(simulation, 22)).toBe(7);
    simulation.runUntil(24 * MINUTE_MS);
    expect(simulation.cluster.runningCount[0]).toBe(28);
    const recording = simulation.finish();
    expect(decisionsOf(recording, CAPACITY_SCALED_OUT)).toEqual([[21, 7, 5, 140, 100, 7]]);
    expect(decisionsOf(recording, CAPACITY_SCALED_IN)).toEqual([]);
  });

  it('P5.11 EX d: at target 80 the same leads to 9', () => {
    const simulation = running({ instances: 5, tasks: 28, targetCapacity: 80 });
    expect(decisionsOf(simulation.finish(), CAPACITY_SCALED_OUT)[0]).toEqual([1, 7, 5, 140, 80, 9]);
  });

  it('P5.13 EX e, P5.13 EX f: the step sizes bound it', () => {
    const outOf = (settings: Partial<ManagedScalingInput>) =>
      decisionsOf(running({ instances: 5, tasks: 20, later: 28, ...settings }).finish(), CAPACITY_SCALED_OUT);
    expect(outOf({ minimumScalingStepSize: 3 })).toEqual([[21, 8, 5, 160, 100, 8]]);
    expect(outOf({ maximumScalingStepSize: 1 }).slice(0, 1)).toEqual([[21, 6, 5, 120, 100, 6]]);
  });

  it('P5.13: a further scale-out waits until instances launched earlier are past warm-up', () => {
    const outAt = (instanceWarmupMs: number) =>
      decisionsOf(
        running({ instances: 5, tasks: 20, later: 28, maximumScalingStepSize: 1, instanceWarmupMs }).finish(),
        CAPACITY_SCALED_OUT,
      ).map(([minute]) => minute);
    // Launched in minute 21, in service a minute later.
    expect(outAt(5 * MINUTE_MS)).toEqual([21, 27]);
    expect(outAt(2 * MINUTE_MS)).toEqual([21, 24]);
  });

  it('P5.11 EX g: N = 0, published as 200, leads to 2 instances, of which the idle one goes after 15 minutes', () => {
    const simulation = running({ instances: 0, tasks: 1 });
    expect([desiredAt(simulation, 2), desiredAt(simulation, 10), desiredAt(simulation, 30)]).toEqual([2, 2, 1]);
    expect(decisionsOf(simulation.finish(), CAPACITY_SCALED_OUT)).toEqual([[1, 1, 0, 200, 100, 2]]);
  });

  it('P5.6: with no instance and no task the reservation is 100, and nothing is launched', () => {
    const simulation = running({ instances: 0, tasks: 0 });
    expect(desiredAt(simulation, 100)).toBe(0);
    const { providerSeries } = simulation.finish();
    expect(providerSeries.reservationPercent[2]).toBe(100 * 5 * MINUTE_MS);
  });

  it('P5.11 EX h: 9 full instances at target 90 get one spare, and keep it', () => {
    const simulation = running({ instances: 9, tasks: 36, targetCapacity: 90 });
    expect([desiredAt(simulation, 2), desiredAt(simulation, 119)]).toEqual([10, 10]);
  });

  it('P5.11 EX i: half empty at target 50 is steady', () => {
    const simulation = running({ instances: 10, tasks: 20, targetCapacity: 50 });
    expect(desiredAt(simulation, 119)).toBe(10);
  });

  it('P5.8 EX j: waiting tasks of two sizes count as the larger group', () => {
    const big = { serviceName: 'big', taskDefinition: 1, placementStrategy: BINPACK };
    const updates = (desiredCount: number) => [{ atMs: LATER_MS, desiredCount }];
    const simulation = running({
      instances: 4,
      tasks: 16,
      parts: {
        taskDefinitions: [definition(TASK), definition({ ...TASK, family: 'big', cpuUnits: 2048 })],
        services: [
          service({ desiredCount: 16, updates: updates(20), placementStrategy: BINPACK }),
          service({ ...big, desiredCount: 0, updates: updates(2) }),
        ],
      },
    });
    expect(decisionsOf(simulation.finish(), CAPACITY_SCALED_OUT)[0]).toEqual([21, 5, 4, 125, 100, 5]);
  });

  it('P5.9 EX k: a waiting task larger than the smallest type leaves the reservation at 100: it is stuck', () => {
    const provider = scaled(Array(5).fill(0), { onDemandTypes: [Int32Array.of(0), Int32Array.of(1)] });
    const { autoScalingGroup } = provider;
    const simulation = running({
      instances: 5,
      tasks: 5,
      parts: {
        launchTemplates: [template({ ...TYPE, cpuUnits: 1024 }), template({ ...TYPE, instanceType: 'm6i.4xlarge' })],
        capacityProviders: [
          { ...provider, autoScalingGroup: { ...autoScalingGroup!, managedScaling: managedScaling() } },
        ],
        taskDefinitions: [definition(TASK), definition({ ...TASK, cpuUnits: 2048 })],
        services: [service({ desiredCount: 5 }), service({ serviceName: 'big', taskDefinition: 1 })],
      },
    });
    expect(desiredAt(simulation, 119)).toBe(5);
    expect(simulation.cluster.waiting.count).toBe(1);
  });

  it('P5.8: what daemon tasks hold is no room for waiting tasks, and instances with them alone are empty', () => {
    const daemon = service({ serviceName: 'agent', schedulingStrategy: 'DAEMON', desiredCount: 0, taskDefinition: 1 });
    const simulation = running({
      instances: 5,
      tasks: 15,
      parts: {
        taskDefinitions: [definition(TASK), definition({ family: 'agent', cpuUnits: 1024, memoryMiB: 512 })],
        services: [
          service({
            desiredCount: 15,
            updates: [
              { atMs: 20 * MINUTE_MS, desiredCount: 21 },
              { atMs: 40 * MINUTE_MS, desiredCount: 0 },
            ],
          }),
          daemon,
        ],
      },
    });
    expect(desiredAt(simulation, 22)).toBe(7);
    expect(desiredAt(simulation, 62)).toBe(0);
    expect(simulation.cluster.activeCount[1]).toBe(0);
  });

  it('P5.12: removes at most half of the instances a minute, and a scale-out resets the fifteen minutes', () => {
    const simulation = running({ instances: 10, tasks: 4 });
    expect([14, 15.5, 16.5, 17.5, 18.5].map((minute) => desiredAt(simulation, minute))).toEqual([10, 5, 3, 2, 1]);
    const burst = running({ instances: 3, tasks: 4, later: 16 });
    expect(desiredAt(burst, 20)).toBe(1);
    const interrupted = running({
      instances: 3,
      tasks: 4,
      parts: {
        services: [
          service({
            desiredCount: 4,
            placementStrategy: BINPACK,
            updates: [
              { atMs: 10 * MINUTE_MS, desiredCount: 12 },
              { atMs: 12 * MINUTE_MS, desiredCount: 4 },
            ],
          }),
        ],
      },
    });
    expect([desiredAt(interrupted, 26), desiredAt(interrupted, 28)]).toEqual([3, 2]);
  });

  it('P5.12: fifteen minutes are not to be had shorter, but as a what-if', () => {
    const simulation = running({ instances: 10, tasks: 32, lowAlarmMinutes: 3 });
    expect([desiredAt(simulation, 2.5), desiredAt(simulation, 3.5)]).toEqual([10, 8]);
  });

  it('P5.18: with tasks spread over all instances none becomes empty, and scale-in never happens', () => {
    const simulation = running({
      instances: 10,
      tasks: 40,
      parts: {
        services: [service({ desiredCount: 40, updates: [{ atMs: 20 * MINUTE_MS, desiredCount: 10 }] })],
      },
    });
    expect(desiredAt(simulation, 119)).toBe(10);
  });

  it('tells what it saw each minute where --explain asks about it', () => {
    const given = running({ instances: 5, tasks: 20 });
    expect(decisionsOf(given.finish(), CAPACITY_EVALUATED)).toEqual([]);
    const explained = running({
      instances: 5,
      tasks: 20,
      parts: {
        record: { ...input().record, explain: { fromMs: 3 * MINUTE_MS, atMs: 3 * MINUTE_MS, toMs: 4 * MINUTE_MS } },
      },
    });
    expect(decisionsOf(explained.finish(), CAPACITY_EVALUATED)).toEqual([
      [3, 5, 5, 100, 100, 5],
      [4, 5, 5, 100, 100, 5],
    ]);
  });
});
