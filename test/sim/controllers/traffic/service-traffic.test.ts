import { describe, expect, it } from 'vitest';
import { MINUTE_MS } from '../../../../src/base/units.ts';
import { simulate } from '../../../../src/sim/simulation.ts';
import type { TargetGroupInput } from '../../../../src/sim/state/input/load-balancing.ts';
import type { ServiceInput, SimulationInput } from '../../../../src/sim/state/input.ts';
import { constant, curve, definition, input, load, service, TARGETS, targetGroup, template } from '../../builders.ts';

const BIG = { cpuUnits: 65_536, memoryMiB: 131_072 };

interface Case {
  readonly perSecond?: number;
  readonly group?: Partial<TargetGroupInput>;
  readonly service?: Partial<ServiceInput>;
  readonly input?: Partial<SimulationInput>;
}

/** Tasks of one vCPU, 10 ms of CPU a request, 20 minutes long in buckets of a minute. */
function requestsOf({ perSecond = 100, group, service: parts, input: others }: Case) {
  const given = input({
    durationMs: 20 * MINUTE_MS,
    launchTemplates: [template(BIG)],
    taskDefinitions: [definition({ cpuLimitUnits: 1024 })],
    targetGroups: [targetGroup({ deregistrationDelayMs: 0, ...group })],
    services: [
      service({
        desiredCount: 2,
        targetGroups: TARGETS,
        load: load({ requestsPerSecond: curve([[0, perSecond]]), cpuSecondsPerRequest: 0.01 }),
        ...parts,
      }),
    ],
    ...others,
  });
  const recording = simulate({ ...given, record: { ...given.record, bucketMs: MINUTE_MS } });
  return { ...recording.requests[0]!, recording };
}

describe('the requests of a service', () => {
  it('P7.1: at 50 % of each of two targets behind weighted random take what M/M/1 does', () => {
    const { latencyMsP50, latencyMsP99 } = requestsOf({ group: { algorithm: 'weighted_random' } });
    expect(latencyMsP50.at(-1)! / (Math.LN2 * 20)).toBeCloseTo(1, 1);
    expect(latencyMsP99.at(-1)! / (Math.log(100) * 20)).toBeCloseTo(1, 1);
  });

  it('P7.1: wait least where the least busy target takes them, most where chance decides', () => {
    const p95 = (algorithm: TargetGroupInput['algorithm']) =>
      requestsOf({ perSecond: 160, group: { algorithm } }).latencyMsP95.at(-1)!;
    expect(p95('least_outstanding_requests')).toBeLessThan(p95('round_robin'));
    expect(p95('round_robin')).toBeLessThan(p95('weighted_random'));
  });

  it('are rejected while there is no healthy target (503)', () => {
    const { rejected, arrived, served } = requestsOf({});
    // The first target is healthy within an interval of RUNNING.
    expect(rejected).toBeGreaterThan(0);
    expect(rejected).toBeLessThanOrEqual(31 * 100);
    expect(served / arrived).toBeGreaterThan(0.97);
  });

  it('P7.3: go to all targets when none is healthy', () => {
    const failing = { taskDefinitions: [definition({ cpuLimitUnits: 1024, failsChecksAfterMs: 300_000 })] };
    const { recording } = requestsOf({ service: { healthCheckGraceMs: 1e9 }, input: failing });
    const served = recording.workloadSeries.servedPerSecond;
    expect(served.at(-1)! / MINUTE_MS).toBeCloseTo(100, 0);
  });

  it('beyond what the tasks can serve are rejected, when their queues are full', () => {
    const { recording, latencyMsP50 } = requestsOf({ perSecond: 400 });
    expect(recording.workloadSeries.servedPerSecond.at(-1)! / MINUTE_MS).toBeCloseTo(200, 0);
    expect(recording.workloadSeries.rejectedPerSecond.at(-1)! / MINUTE_MS).toBeCloseTo(200, 0);
    // A full queue of so many requests at 10 ms each.
    const { concurrentRequestsMax, queuedRequestsMax } = load();
    expect(latencyMsP50.at(-1)! / ((concurrentRequestsMax + queuedRequestsMax) * 10)).toBeCloseTo(1, 1);
  });

  it('are never served faster than the tasks can, while an overload builds up, holds and is worked off', () => {
    const perSecond = [20, 240, 80, 176, 20, 400, 0];
    const requestsPerSecond = curve(perSecond.map((rate, i) => [i * 3 * MINUTE_MS, rate]));
    for (const algorithm of ['round_robin', 'least_outstanding_requests', 'weighted_random'] as const) {
      const given = { taskDefinitions: [definition({ cpuUnits: 1024, cpuLimitUnits: 1024 })] };
      const parts = { desiredCount: 2, load: load({ requestsPerSecond, cpuSecondsPerRequest: 0.01 }) };
      const { recording } = requestsOf({ group: { algorithm }, service: parts, input: given });
      const { servedPerSecond, requestCapacityPerSecond } = recording.workloadSeries;
      const most = Math.max(...servedPerSecond.map((served, i) => served - requestCapacityPerSecond[i]!));
      // A request or two in a minute of 12,000: records are in 1/1024 of one.
      expect(most / MINUTE_MS).toBeLessThan(1e-3);
    }
  });

  it('that are in a task that dies are lost; those of one that is told to stop are served', () => {
    const behaviour = { startFailureProbability: 0, exitAfterMs: constant(400_000), exitCode: 1 };
    const dying = requestsOf({
      perSecond: 190,
      input: { taskDefinitions: [definition({ cpuLimitUnits: 1024, behaviour })] },
    });
    expect(dying.failed).toBeGreaterThan(0);
    const stopping = requestsOf({ service: { updates: [{ atMs: 10 * MINUTE_MS, desiredCount: 1 }] }, perSecond: 50 });
    expect(stopping.failed).toBe(0);
  });

  it('P7.5: beyond what a task can serve until its containers end are lost with it, and never served for nothing', () => {
    const overloaded = { perSecond: 400, service: { updates: [{ atMs: 10 * MINUTE_MS, desiredCount: 1 }] } };
    const { concurrentRequestsMax, queuedRequestsMax } = load();
    // Its queues are full, and until its containers end it has 5 s for 100 requests each.
    const { failed } = requestsOf(overloaded);
    expect(failed / (concurrentRequestsMax + queuedRequestsMax - 500)).toBeCloseTo(1, 1);
    const drained = requestsOf({ ...overloaded, group: { deregistrationDelayMs: MINUTE_MS } });
    expect(drained.failed).toBe(0);
  });

  it('P4.23, P4.24: without a target of the new deployment all go to those of the old', () => {
    const deployments = [{ atMs: 10 * MINUTE_MS, taskDefinition: 1, load: null, test: null }];
    const { recording } = requestsOf({
      service: { deployments },
      input: {
        taskDefinitions: [
          definition({ cpuLimitUnits: 1024 }),
          definition({ revision: 2, cpuLimitUnits: 1024, failsChecksAfterMs: 0 }),
        ],
      },
    });
    expect(recording.workloadSeries.servedPerSecond.at(-1)! / MINUTE_MS).toBeCloseTo(100, 0);
  });

  it('P7.4: in its slow start a target gets less than its even part, and that in the end', () => {
    const cpuOf = (slowStartMs: number) => {
      const { recording } = requestsOf({
        perSecond: 180,
        group: { slowStartMs },
        service: { desiredCount: 2, updates: [{ atMs: 5 * MINUTE_MS, desiredCount: 3 }] },
      });
      return recording.requests[0]!.latencyMsP95;
    };
    const [plain, slow] = [cpuOf(0), cpuOf(300_000)];
    expect(slow[7]!).toBeGreaterThan(plain[7]! * 1.05);
    expect(slow.at(-1)! / plain.at(-1)!).toBeCloseTo(1, 1);
  });
});
