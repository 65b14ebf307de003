import { describe, expect, it } from 'vitest';
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../../../../src/base/units.ts';
import type { RecordedRequests, Recording } from '../../../../src/sim/record/recording.ts';
import { simulate } from '../../../../src/sim/simulation.ts';
import type { TargetGroupInput } from '../../../../src/sim/state/input/load-balancing.ts';
import type { RequestsInput } from '../../../../src/sim/state/input/requests.ts';
import type { LoadInput, ServiceInput, SimulationInput, TaskDefinitionInput } from '../../../../src/sim/state/input.ts';
import {
  constant,
  curve,
  definition,
  FARGATE,
  input,
  load,
  service,
  TARGETS,
  targetGroup,
  template,
  timing,
} from '../../builders.ts';

const DETAILED: RequestsInput = {
  detail: 'requests',
  arrivals: 'poisson',
  times: { kind: 'exponential', deviation: 1 },
};

interface Case {
  readonly seed?: string;
  readonly requests?: Partial<RequestsInput>;
  readonly perSecond?: number;
  readonly load?: Partial<LoadInput>;
  readonly service?: Partial<ServiceInput>;
  readonly task?: Partial<TaskDefinitionInput>;
  readonly group?: Partial<TargetGroupInput> | null;
  readonly input?: Partial<SimulationInput>;
}

/** Tasks of one vCPU on Fargate behind a load balancer, each serving at most ten requests per second. */
function inputOf(one: Case = {}): SimulationInput {
  const group = one.group === undefined ? {} : one.group;
  return input({
    seed: one.seed ?? 'traffic',
    durationMs: HOUR_MS,
    capacityProviders: [FARGATE],
    taskDefinitions: [definition({ fargateCpuUnits: 1024, fargateMemoryMiB: 2048, ...one.task })],
    targetGroups: group === null ? [] : [targetGroup(group)],
    services: [
      service({
        desiredCount: 4,
        targetGroups: group === null ? [] : TARGETS,
        load: load({
          requestsPerSecond: curve([[0, one.perSecond ?? 24]]),
          cpuSecondsPerRequest: 0.1,
          requests: { ...DETAILED, ...one.requests },
          ...one.load,
        }),
        ...one.service,
      }),
    ],
    ...one.input,
  });
}

function requestsOf(recording: Recording): RecordedRequests {
  const requests = recording.requests[0]!;
  const { arrived, served, rejected, failed, inFlight } = requests;
  expect(served + rejected + failed + inFlight).toBe(arrived);
  return requests;
}

function meanOf(recording: Recording, name: keyof Recording['workloadSeries'], fromMs: number, toMs: number): number {
  const series = recording.workloadSeries[name].subarray(0, recording.bucketCount);
  const [from, to] = [fromMs / recording.bucketMs, toMs / recording.bucketMs];
  return series.subarray(from, to).reduce((sum, value) => sum + value, 0) / (toMs - fromMs);
}

describe('requests one by one', () => {
  it('arrive, are turned away until the first target is healthy, and are served from then on', () => {
    const recording = simulate(inputOf());
    const { arrived, served, rejected, failed } = requestsOf(recording);
    expect(Math.abs(arrived - 24 * 3600)).toBeLessThan(5 * Math.sqrt(24 * 3600));
    expect(rejected).toBeGreaterThan(0);
    expect(failed).toBe(0);
    expect(meanOf(recording, 'rejectedPerSecond', 10 * MINUTE_MS, HOUR_MS)).toBe(0);
    expect(meanOf(recording, 'servedPerSecond', 10 * MINUTE_MS, HOUR_MS)).toBeCloseTo(24, 0);
    expect(meanOf(recording, 'requestCapacityPerSecond', 10 * MINUTE_MS, HOUR_MS)).toBeCloseTo(40, 6);
    expect(served).toBeGreaterThan(0.95 * arrived);
  });

  it('without a load balancer go to RUNNING tasks at once, any of them', () => {
    const recording = simulate(inputOf({ group: null }));
    expect(requestsOf(recording).rejected / 24).toBeLessThan(120);
    expect(meanOf(recording, 'servedPerSecond', 10 * MINUTE_MS, HOUR_MS)).toBeCloseTo(24, 0);
  });

  it('use the CPU and the memory of their tasks as they are served', () => {
    const given = inputOf({ load: { waitSecondsPerRequest: 1, memoryMiB: 100, memoryMiBPerConcurrentRequest: 2 } });
    const recording = simulate(given);
    const steady = [10 * MINUTE_MS, HOUR_MS] as const;
    // 24/s × 0.1 s = 2.4 vCPU, but for chance; a request is in a task for 1 s and what it waits and works.
    expect(meanOf(recording, 'usedCpuUnits', ...steady) / (2.4 * 1024)).toBeCloseTo(1, 1);
    const inTasks = 24 * (1 + (recording.requests[0]!.latencyMs.mean - 1000) / 1000);
    expect(meanOf(recording, 'usedMemoryMiB', ...steady) / (400 + 2 * inTasks)).toBeCloseTo(1, 1);
  });

  it('are the same for the same seed, and other ones for another', () => {
    const [first, again, other] = ['a', 'a', 'b'].map((seed) => requestsOf(simulate(inputOf({ seed }))));
    expect(again).toEqual(first);
    expect(other!.arrived).not.toBe(first!.arrived);
  });

  it('meet every algorithm alike: as many come, and least outstanding requests makes them wait least', () => {
    const [robin, least, random] = (['round_robin', 'least_outstanding_requests', 'weighted_random'] as const).map(
      (algorithm) => requestsOf(simulate(inputOf({ group: { algorithm }, perSecond: 34 }))),
    );
    expect([least!.arrived, random!.arrived]).toEqual([robin!.arrived, robin!.arrived]);
    expect(least!.latencyMs.p99).toBeLessThan(robin!.latencyMs.p99);
    expect(robin!.latencyMs.p99).toBeLessThan(random!.latencyMs.p99);
  });

  it('that are too many fill their queues, are rejected, and are served at the rate of all tasks', () => {
    const given = inputOf({ perSecond: 60, load: { queuedRequestsMax: 50 } });
    const recording = simulate(given);
    const steady = [20 * MINUTE_MS, HOUR_MS] as const;
    // 144,000 come in that time and 96,000 are served: chance moves each by less than 1 per second.
    expect(Math.abs(meanOf(recording, 'servedPerSecond', ...steady) - 40)).toBeLessThan(1);
    expect(Math.abs(meanOf(recording, 'rejectedPerSecond', ...steady) - 20)).toBeLessThan(1);
    // 100 in the task and 50 beside it, a tenth of a second each.
    expect(requestsOf(recording).latencyMs.p50 / 15_000).toBeCloseTo(1, 1);
    expect(requestsOf(recording).inFlight).toBeGreaterThan(590);
  });

  it('P7.5 in a draining target are finished before its task is stopped', () => {
    const updates = [{ atMs: 30 * MINUTE_MS, desiredCount: 2 }];
    const recording = simulate(inputOf({ perSecond: 12, service: { updates } }));
    expect(requestsOf(recording).failed).toBe(0);
    expect(meanOf(recording, 'requestCapacityPerSecond', 50 * MINUTE_MS, HOUR_MS)).toBeCloseTo(20, 6);
  });

  it('fail when their task exits by itself, and not when it is stopped with time to finish', () => {
    const behaviour = { startFailureProbability: 0, exitAfterMs: constant(10 * MINUTE_MS), exitCode: 1 };
    expect(requestsOf(simulate(inputOf({ perSecond: 36, task: { behaviour } }))).failed).toBeGreaterThan(0);
    const updates = [{ atMs: 30 * MINUTE_MS, desiredCount: 2 }];
    const stopped = simulate(inputOf({ group: null, perSecond: 4, service: { updates }, task: { stopMs: 30_000 } }));
    expect(requestsOf(stopped).failed).toBe(0);
  });

  it('P7.3 go to all targets while none is healthy', () => {
    const group = { checkIntervalMs: 30_000, unhealthyThreshold: 2 };
    const task = { failsChecksAfterMs: 10 * MINUTE_MS };
    const given = inputOf({ group, task, perSecond: 12, service: { healthCheckGraceMs: HOUR_MS } });
    const recording = simulate(given);
    expect(meanOf(recording, 'servedPerSecond', 20 * MINUTE_MS, HOUR_MS)).toBeCloseTo(12, 0);
    expect(meanOf(recording, 'rejectedPerSecond', 20 * MINUTE_MS, HOUR_MS)).toBe(0);
  });

  it('P1.11 wait longer where a full container instance gives their task less CPU than it asks for', () => {
    const run = (others: number) => {
      const burner = service({ serviceName: 'burner', load: load({ cpuFraction: curve([[0, others]]) }) });
      const given = inputOf({ group: null, perSecond: 12, service: { desiredCount: 1 } });
      return simulate({
        ...given,
        launchTemplates: [template({ cpuUnits: 2048, memoryMiB: 8192 })],
        capacityProviders: [{ ...FARGATE, name: 'general', kind: 'auto-scaling-group', instances: Int32Array.of(0) }],
        services: [given.services[0]!, burner],
        timing: timing({ usageIntervalMs: 10 * SECOND_MS }),
      });
    };
    const alone = requestsOf(run(0));
    const beside = requestsOf(run(8));
    expect(beside.latencyMs.p50).toBeGreaterThan(2 * alone.latencyMs.p50);
  });
});

describe('both details', () => {
  const DEVIATIONS = { exponential: 1, constant: 0, lognormal: 2 } as const;

  interface Errors {
    readonly mean: number;
    readonly p50: number;
    readonly p95: number;
    readonly p99: number;
  }
  type Stated = readonly [TargetGroupInput['algorithm'], keyof typeof DEVIATIONS, Errors];

  /** Largest error of the fluid in percent, at 30, 50, 70 and 85 % of what four tasks can serve (decision 0013). */
  const STATED: readonly Stated[] = [
    ['round_robin', 'exponential', { mean: 2, p50: 3, p95: 2, p99: 4 }],
    ['round_robin', 'constant', { mean: 3, p50: 6, p95: 7, p99: 9 }],
    ['round_robin', 'lognormal', { mean: 5, p50: 6, p95: 7, p99: 9 }],
    ['weighted_random', 'exponential', { mean: 2, p50: 3, p95: 2, p99: 4 }],
    ['weighted_random', 'constant', { mean: 3, p50: 3, p95: 4, p99: 5 }],
    ['weighted_random', 'lognormal', { mean: 6, p50: 6, p95: 13, p99: 20 }],
    ['least_outstanding_requests', 'exponential', { mean: 3, p50: 4, p95: 3, p99: 4 }],
    ['least_outstanding_requests', 'constant', { mean: 3, p50: 6, p95: 7, p99: 9 }],
    ['least_outstanding_requests', 'lognormal', { mean: 6, p50: 12, p95: 7, p99: 18 }],
  ];
  /** The same of twenty tasks, at 50 and 85 %. */
  const STATED_OF_TWENTY: readonly Stated[] = [
    ['round_robin', 'exponential', { mean: 3, p50: 4, p95: 4, p99: 5 }],
    ['round_robin', 'constant', { mean: 2, p50: 3, p95: 3, p99: 5 }],
    ['weighted_random', 'exponential', { mean: 4, p50: 4, p95: 4, p99: 12 }],
    ['weighted_random', 'constant', { mean: 2, p50: 4, p95: 3, p99: 5 }],
    ['least_outstanding_requests', 'exponential', { mean: 6, p50: 8, p95: 5, p99: 5 }],
    ['least_outstanding_requests', 'constant', { mean: 2, p50: 3, p95: 3, p99: 5 }],
  ];

  const cells = (all: readonly Stated[], tasks: number, hours: number, utilizations: readonly number[]) =>
    all.flatMap(([algorithm, kind, stated]) =>
      utilizations.map((utilization) => ({ algorithm, kind, stated, tasks, hours, utilization })),
    );

  it.each([...cells(STATED, 4, 3, [0.3, 0.5, 0.7, 0.85]), ...cells(STATED_OF_TWENTY, 20, 1, [0.5, 0.85])])(
    'agree on $algorithm with $kind service of $tasks tasks at $utilization',
    (cell) => {
      const { algorithm, kind, stated, tasks, hours, utilization } = cell;
      const run = (detail: RequestsInput['detail']) => {
        const times = { kind, deviation: DEVIATIONS[kind] };
        // The first target alone would meet the traffic of all: it begins once all of them are healthy.
        const requestsPerSecond = curve([
          [0, 0],
          [10 * MINUTE_MS, 10 * tasks * utilization],
        ]);
        const given = inputOf({
          group: { algorithm },
          service: { desiredCount: tasks },
          load: { requestsPerSecond },
          requests: { detail, times },
        });
        return requestsOf(simulate({ ...given, durationMs: hours * HOUR_MS }));
      };
      const [fluid, requests] = [run('fluid'), run('requests')];
      expect(Math.abs(fluid.served / requests.served - 1)).toBeLessThan(0.01);
      for (const name of ['mean', 'p50', 'p95', 'p99'] as const) {
        const percent = 100 * (fluid.latencyMs[name] / requests.latencyMs[name] - 1);
        expect(Math.abs(percent), `${name}: ${percent.toFixed(1)} %`).toBeLessThan(stated[name]);
      }
    },
  );

  it('agree on what is served and turned away when too much comes', () => {
    const [fluid, requests] = (['fluid', 'requests'] as const).map((detail) => {
      return requestsOf(simulate(inputOf({ perSecond: 60, requests: { detail } })));
    });
    expect(fluid!.served / requests!.served).toBeCloseTo(1, 1);
    expect(fluid!.rejected / requests!.rejected).toBeCloseTo(1, 1);
    expect(fluid!.latencyMs.p50 / requests!.latencyMs.p50).toBeCloseTo(1, 1);
  });
});
