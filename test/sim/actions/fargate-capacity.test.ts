import { describe, expect, it } from 'vitest';
import { FargateCapacity } from '../../../src/sim/actions/fargate-capacity.ts';
import { Timeline } from '../../../src/sim/kernel/timeline.ts';
import { simulate } from '../../../src/sim/simulation.ts';
import { ClusterState } from '../../../src/sim/state/cluster-state.ts';
import { FAILURE_REASONS } from '../../../src/sim/state/failure-reasons.ts';
import { FARGATE_LIMITS_DEFAULT } from '../../../src/sim/state/input/failures.ts';
import { definition, FARGATE, FARGATE_SPOT, input, listed, service, source } from '../builders.ts';
import { failuresOf, tasksOf } from '../reading.ts';

const both = { launchTemplates: [], capacityProviders: [FARGATE, FARGATE_SPOT] };

function capacityOf(limits: object = {}) {
  const timeline = new Timeline();
  const cluster = new ClusterState(input({ ...both, fargateLimits: { ...FARGATE_LIMITS_DEFAULT, ...limits } }));
  const capacity = new FargateCapacity(cluster, timeline);
  const take = (provider = 0, cpuUnits = 256) => FAILURE_REASONS[capacity.take(provider, 0, cpuUnits)] ?? 'taken';
  return { capacity, cluster, timeline, take };
}

describe('what Fargate lets an account launch', () => {
  it('P8.5: 100 at once and 20 a second after that, on demand and on Spot each', () => {
    const { capacity, take, timeline } = capacityOf();
    for (let i = 0; i < 100; i++) expect(take()).toBe('taken');
    expect(take()).toBe('operations are being throttled');
    expect(capacity.retryAtMs).toBe(50);
    expect(take(1)).toBe('taken');
    timeline.rest(1000);
    for (let i = 0; i < 20; i++) expect(take()).toBe('taken');
    expect(take()).not.toBe('taken');
    timeline.rest(3_600_000);
    for (let i = 0; i < 100; i++) expect(take()).toBe('taken');
    expect(take()).not.toBe('taken');
  });

  it('P8.4: vCPUs up to the quota, which stopped tasks give back', () => {
    const { capacity, take } = capacityOf({ onDemandVcpus: 6 });
    expect([take(0, 4096), take(0, 2048)]).toEqual(['taken', 'taken']);
    expect(take(0, 256)).toBe("You've reached the limit on the number of vCPUs you can run concurrently");
    expect(take(1, 4096)).toBe('taken');
    expect([capacity.giveBack(0, 2048), capacity.giveBack(1, 4096)]).toEqual([true, false]);
    expect(take(0, 2048)).toBe('taken');
  });

  it('P8.9: nothing where there is no capacity, and no token is lost by asking', () => {
    const { cluster, take } = capacityOf({ launchBurst: 1 });
    cluster.conditions.fargateShortages[0] = 1;
    expect([take(), take()]).toEqual(['RESOURCE:FARGATE', 'RESOURCE:FARGATE']);
    cluster.conditions.fargateShortages[0] = 0;
    expect(take()).toBe('taken');
  });
});

describe('services and RunTask on Fargate', () => {
  it('P8.5: a service that is throttled goes on as fast as the bucket fills', () => {
    const recording = simulate(
      input({
        ...both,
        services: [service({ desiredCount: 30 })],
        fargateLimits: { ...FARGATE_LIMITS_DEFAULT, launchBurst: 10, launchesPerSecond: 0.5 },
      }),
    );
    const createdAtMs = tasksOf(recording).map((task) => task.createdAtMs);
    expect(createdAtMs).toHaveLength(30);
    expect(createdAtMs.slice(9, 13)).toEqual([0, 2000, 4000, 6000]);
    expect(createdAtMs.at(-1)).toBe(40_000);
  });

  it('P8.4: a service that is short of vCPUs gets those that others give back', () => {
    const recording = simulate(
      input({
        ...both,
        taskDefinitions: [definition()],
        services: [
          service({ serviceName: 'first', desiredCount: 8, updates: [{ atMs: 600_000, desiredCount: 4 }] }),
          service({ desiredCount: 4 }),
        ],
        fargateLimits: { ...FARGATE_LIMITS_DEFAULT, onDemandVcpus: 2 },
      }),
    );
    const late = tasksOf(recording).filter(({ workload }) => workload === 'web');
    expect(late).toHaveLength(4);
    for (const { createdAtMs } of late) expect(createdAtMs).toBeGreaterThan(600_000);
  });

  it('RunTask is refused, and may call again', () => {
    const recording = simulate(
      input({
        ...both,
        taskSources: [source({ arrivals: listed(0), count: 3, retryMs: 30_000 })],
        fargateLimits: { ...FARGATE_LIMITS_DEFAULT, launchBurst: 1, launchesPerSecond: 1 },
      }),
    );
    expect(tasksOf(recording).map(({ createdAtMs }) => createdAtMs)).toEqual([0, 30_000, 60_000]);
    expect(failuresOf(recording)).toEqual([['operations are being throttled', 3]]);
  });
});
