import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HOUR_MS, MINUTE_MS } from '../../../../src/base/units.ts';
import {
  DECISION_KINDS,
  DECISION_VALUES_MAX,
  SCALED_IN,
  SCALED_OUT,
  SCALING_HELD,
  SCALING_HOLDS,
} from '../../../../src/sim/record/decisions.ts';
import type { Recording } from '../../../../src/sim/record/recording.ts';
import { Simulation, simulate } from '../../../../src/sim/simulation.ts';
import type { LoadInput, ServiceInput, SimulationInput } from '../../../../src/sim/state/input.ts';
import { requestCountPerTarget } from '../../../../src/sim/state/metric-names.ts';
import { smallInputs } from '../../arbitrary-inputs.ts';
import {
  cloudWatch,
  curve,
  definition,
  FARGATE,
  input,
  load,
  loadBalancer,
  service,
  TARGETS,
  targetGroup,
} from '../../builders.ts';
import { cpu, scaling, stepping, tracking } from '../../scaling.ts';

/** Fargate tasks of 1 vCPU that run at once, under a share of `percent` of one vCPU per task wanted in all. */
function scaled(
  service_: Partial<ServiceInput>,
  demand: readonly (readonly [minute: number, vcpus: number])[],
  parts: Partial<SimulationInput> = {},
): SimulationInput {
  return input({
    launchTemplates: [],
    capacityProviders: [FARGATE],
    taskDefinitions: [definition({ fargateCpuUnits: 1024, cpuUnits: 1024, healthyAfterMs: 0, stopMs: 0 })],
    services: [service({ load: cpuLoad(demand), ...service_ })],
    durationMs: 2 * HOUR_MS,
    ...parts,
  });
}

/** Requests of a second of CPU each: their rate is the vCPUs that all tasks together use. */
function cpuLoad(demand: readonly (readonly [minute: number, vcpus: number])[]): LoadInput {
  const requestsPerSecond = curve(demand.map(([minute, vcpus]) => [minute * MINUTE_MS, vcpus] as const));
  return load({ requestsPerSecond, cpuSecondsPerRequest: 1, concurrentRequestsMax: 1 });
}

/** [minute, from, to] of every scaling. */
function scalings({ decisions }: Recording): number[][] {
  return [...decisions.kind.keys()]
    .filter((row) => [SCALED_OUT, SCALED_IN].includes(decisions.kind[row]!))
    .map((row) => [
      decisions.atMs[row]! / MINUTE_MS,
      decisions.values[row * DECISION_VALUES_MAX]!,
      decisions.values[row * DECISION_VALUES_MAX + 1]!,
    ]);
}

function holds({ decisions }: Recording): Set<string> {
  const rows = [...decisions.kind.keys()].filter((row) => decisions.kind[row] === SCALING_HELD);
  return new Set(rows.map((row) => SCALING_HOLDS[decisions.values[row * DECISION_VALUES_MAX + 4]!]!));
}

const EXPLAINED = { ...input().record, explain: { fromMs: 0, atMs: 0, toMs: 2 * HOUR_MS } };

describe('target tracking of a service', () => {
  it('P6.4 EX 4 at 90 %: with a target of 60 they are 6 after three minutes (P6.3)', () => {
    const policies = [tracking()];
    const run = simulate(
      scaled({ desiredCount: 4, scaling: scaling({ policies }) }, [
        [0, 2.4],
        [10, 3.6],
      ]),
    );
    expect(scalings(run)[0]).toEqual([13, 4, 6]);
    expect(run.workloadSeries.desiredTasks.at(-1)).toBe(6 * 5 * MINUTE_MS);
  });

  it('P6.4 EX 10 at 61 %: are 11 after 3 minutes; P6.4 EX 10 at 55 %: they stay, for that is above 54', () => {
    const policies = [tracking()];
    const run = simulate(
      scaled({ desiredCount: 10, scaling: scaling({ policies }) }, [
        [0, 5.5],
        [60, 6.1],
      ]),
    );
    expect(scalings(run)).toEqual([[63, 10, 11]]);
  });

  it('P6.4 EX 10 at 30 %: are 5 after 15 minutes', () => {
    const policies = [tracking()];
    const run = simulate(
      scaled({ desiredCount: 10, scaling: scaling({ policies }) }, [
        [0, 6],
        [10, 3],
      ]),
    );
    expect(scalings(run)).toEqual([[25, 10, 5]]);
  });

  it('P6.4 EX 3 at 1500 requests: per target and minute, with a target of 1000, they are 5', () => {
    const metric = requestCountPerTarget('app/front/1/targetgroup/web/1');
    const policies = [tracking({ metric, targetValue: 1000 })];
    const requestsPerSecond = curve([
      [0, 45],
      [10 * MINUTE_MS, 75],
    ]);
    const parts = {
      desiredCount: 3,
      targetGroups: TARGETS,
      load: load({ requestsPerSecond, cpuSecondsPerRequest: 0.001 }),
      scaling: scaling({ policies }),
    };
    const groups = { loadBalancers: [loadBalancer()], targetGroups: [targetGroup({ loadBalancer: 0 })] };
    const run = simulate(scaled(parts, [], groups));
    // 75/s × 60 / 3 = 1500; 45/s are 900, which is not below nine tenths of the target.
    expect(scalings(run)[0]).toEqual([13, 3, 5]);
  });

  it('P6.3: two minutes above the target are no reason, nor is a third after a pause', () => {
    const demand = [
      [0, 2.4],
      [10, 3.9],
      [12, 2.4],
      [13, 3.9],
      [15, 2.4],
    ] as const;
    expect(
      scalings(simulate(scaled({ desiredCount: 4, scaling: scaling({ policies: [tracking()] }) }, demand))),
    ).toEqual([]);
  });

  it('alarms act on what was delivered: a delay moves the scale-out by itself', () => {
    const late = { cloudWatch: cloudWatch({ metricDelayMs: 3 * MINUTE_MS }) };
    const policies = [tracking()];
    const run = simulate(
      scaled(
        { desiredCount: 4, scaling: scaling({ policies }) },
        [
          [0, 2.4],
          [10, 3.6],
        ],
        late,
      ),
    );
    expect(scalings(run)[0]).toEqual([16, 4, 6]);
  });

  it('P6.2: with metrics of 20 seconds the windows are shorter', () => {
    const policies = [tracking({ metric: cpu('web', 20_000) })];
    const run = simulate(
      scaled({ desiredCount: 4, scaling: scaling({ policies }) }, [
        [0, 2.4],
        [10, 3.6],
      ]),
    );
    expect(scalings(run)[0]).toEqual([11, 4, 6]);
  });

  it('P6.1: the maximum holds it back, and it says so', () => {
    const policies = [tracking()];
    const run = simulate(
      scaled(
        { desiredCount: 4, scaling: scaling({ policies, maxCapacity: 5 }) },
        [
          [0, 2.4],
          [10, 3.9],
        ],
        {
          record: EXPLAINED,
        },
      ),
    );
    expect(scalings(run)).toEqual([[13, 4, 5]]);
    expect(holds(run)).toContain('AT_LIMIT');
  });

  it('P6.6: in the cooldown only a larger wish adds tasks, and what was added counts', () => {
    // Tasks take ten minutes to start, so that the metric stays as it is.
    const slow = [definition({ fargateCpuUnits: 1024, cpuUnits: 1024, startupMs: 10 * MINUTE_MS })];
    const parts = { taskDefinitions: slow, record: EXPLAINED };
    const demand = [
      [0, 2.4],
      [30, 3.6],
      [34, 3.9],
    ] as const;
    const policies = [tracking({ scaleOutCooldownMs: 10 * MINUTE_MS })];
    const run = simulate(scaled({ desiredCount: 4, scaling: scaling({ policies }) }, demand, parts));
    expect(scalings(run).slice(0, 2)).toEqual([
      [33, 4, 6],
      [35, 6, 7],
    ]);
    expect(holds(run)).toContain('SCALE_OUT_COOLDOWN');
  });

  it('P6.6: a scale-in is followed by its cooldown, and by a scale-out at once', () => {
    const policies = [tracking({ scaleInCooldownMs: HOUR_MS })];
    const demand = [
      [0, 6],
      [10, 3],
      [26, 1],
      [50, 4],
    ] as const;
    const run = simulate(scaled({ desiredCount: 10, scaling: scaling({ policies }) }, demand, { record: EXPLAINED }));
    expect(scalings(run).slice(0, 2)).toEqual([
      [25, 10, 5],
      [53, 5, 7],
    ]);
    expect(holds(run)).toContain('SCALE_IN_COOLDOWN');
  });

  it('P6.5: without a running task there is no CPU metric, and CPU cannot scale from zero', () => {
    const policies = [tracking()];
    const parts = { desiredCount: 0, scaling: scaling({ policies, minCapacity: 0 }) };
    expect(scalings(simulate(scaled(parts, [[0, 5]])))).toEqual([]);
  });

  it('P6.5: a real 0 scales in, to 0 where the minimum is', () => {
    const policies = [tracking()];
    const parts = { desiredCount: 3, scaling: scaling({ policies, minCapacity: 0 }) };
    expect(
      scalings(
        simulate(
          scaled(parts, [
            [0, 1.8],
            [10, 0],
          ]),
        ),
      ),
    ).toEqual([[25, 3, 0]]);
  });

  it('P6.7: out with the one that asks for most, in only where all agree', () => {
    const policies = [tracking(), tracking({ policyName: 'cpu-40', targetValue: 40 })];
    const demand = [
      [0, 2],
      [10, 2.6],
      [40, 1.8],
    ] as const;
    const run = simulate(scaled({ desiredCount: 4, scaling: scaling({ policies }) }, demand, { record: EXPLAINED }));
    // Out for 40 %: ceil(4 × 65 / 40) = 7. In: 7 tasks at 25.7 % are below 36 and below 54.
    expect(scalings(run).slice(0, 2)).toEqual([
      [3, 4, 5],
      [13, 5, 7],
    ]);
    expect(holds(run)).toContain('OTHER_POLICY');
    expect(scalings(run).at(-1)!.slice(1)).toEqual([7, 5]);
  });

  it('P6.8: DisableScaleIn leaves it at its height, and out of the vote of the others', () => {
    const policies = [tracking({ disableScaleIn: true })];
    const run = simulate(
      scaled({ desiredCount: 10, scaling: scaling({ policies }) }, [
        [0, 6],
        [10, 1],
      ]),
    );
    expect(scalings(run)).toEqual([]);
    const voting = [...policies, tracking({ policyName: 'other', targetValue: 50 })];
    const other = simulate(
      scaled({ desiredCount: 10, scaling: scaling({ policies: voting }) }, [
        [0, 5],
        [10, 1],
      ]),
    );
    expect(scalings(other)).toEqual([[25, 10, 2]]);
  });

  it('P6.8: no scale-in while a deployment is going on, and the scale-in after it', () => {
    const revisions = [1, 2].map((revision) =>
      definition({ revision, fargateCpuUnits: 1024, cpuUnits: 1024, startupMs: revision === 1 ? 0 : 20 * MINUTE_MS }),
    );
    const demand = [
      [0, 6],
      [10, 3],
    ] as const;
    const deployments = [{ atMs: 20 * MINUTE_MS, taskDefinition: 1, load: cpuLoad(demand), test: null }];
    const policies = [tracking()];
    const run = simulate(
      scaled({ desiredCount: 10, deployments, scaling: scaling({ policies }) }, demand, {
        taskDefinitions: revisions,
        record: EXPLAINED,
      }),
    );
    const [first] = scalings(run);
    // The tasks of both revisions share the load while they are there, so that its last datapoint is lower.
    expect(first![1]).toBe(10);
    expect(first![2]).toBeLessThanOrEqual(5);
    expect(first![0]).toBeGreaterThanOrEqual(40);
    expect(holds(run)).toContain('DEPLOYMENT_IN_PROGRESS');
  });
});

describe('step scaling of a service', () => {
  it.each([
    ['Average', 3],
    ['Minimum', 2],
    ['Maximum', 6],
  ] as const)('P6.11: chooses the step by the %s of the minutes in a longer period', (metricAggregationType, tasks) => {
    const stepAdjustments = [
      { lowerBound: 0, upperBound: 15, scalingAdjustment: 1 },
      { lowerBound: 15, upperBound: 45, scalingAdjustment: 2 },
      { lowerBound: 45, upperBound: Number.POSITIVE_INFINITY, scalingAdjustment: 5 },
    ];
    const alarm = { metric: cpu('web', 5 * MINUTE_MS), threshold: 50 };
    const policies = [stepping({ stepAdjustments, metricAggregationType, alarm })];
    // 60, 60, 60, 60 and 100 % from minute 5 to 10: 68 % in the mean.
    const demand = [
      [0, 0.3],
      [5, 0.6],
      [9, 1],
      [10, 0.3],
    ] as const;
    for (const metricDelayMs of [0, 90_000]) {
      const given = scaled({ scaling: scaling({ policies }) }, demand, { cloudWatch: cloudWatch({ metricDelayMs }) });
      expect(scalings(simulate(given))[0]).toEqual([10 + metricDelayMs / MINUTE_MS, 1, tasks]);
    }
  });

  it('P6.11 EX +2, then +3: in the cooldown of the first the second adds only one more', () => {
    const slow = [definition({ fargateCpuUnits: 1024, cpuUnits: 1024, startupMs: 10 * MINUTE_MS })];
    const stepAdjustments = [
      { lowerBound: 0, upperBound: 20, scalingAdjustment: 2 },
      { lowerBound: 20, upperBound: Number.POSITIVE_INFINITY, scalingAdjustment: 3 },
    ];
    const policies = [stepping({ stepAdjustments, cooldownMs: 10 * MINUTE_MS })];
    const demand = [
      [0, 2],
      [30, 2.8],
      [32, 3.6],
      [33, 2],
    ] as const;
    const parts = { desiredCount: 4, scaling: scaling({ policies }) };
    expect(scalings(simulate(scaled(parts, demand, { taskDefinitions: slow })))).toEqual([
      [31, 4, 6],
      [33, 6, 7],
    ]);
  });

  it('P6.12 EX +3 and +200 %: in one evaluation the highest capacity wins', () => {
    const tripled = stepping({
      policyName: 'triple',
      adjustmentType: 'PercentChangeInCapacity',
      stepAdjustments: [{ lowerBound: 0, upperBound: Number.POSITIVE_INFINITY, scalingAdjustment: 200 }],
      alarm: { name: 'other' },
    });
    const three = stepping({
      stepAdjustments: [{ lowerBound: 0, upperBound: Number.POSITIVE_INFINITY, scalingAdjustment: 3 }],
    });
    const parts = { desiredCount: 10, scaling: scaling({ policies: [three, tripled], maxCapacity: 50 }) };
    expect(
      scalings(
        simulate(
          scaled(parts, [
            [0, 5],
            [10, 7],
          ]),
        ),
      ),
    ).toEqual([[11, 10, 30]]);
  });

  it('P6.9 EX 10 tasks, threshold 50: at 60 % they are 11, at 70 % 14, at 40 % 13, at 30 % 10', () => {
    const steps = (...all: readonly (readonly [number, number, number])[]) =>
      all.map(([lowerBound, upperBound, scalingAdjustment]) => ({ lowerBound, upperBound, scalingAdjustment }));
    const percent = { adjustmentType: 'PercentChangeInCapacity' as const };
    const out = stepping({
      ...percent,
      stepAdjustments: steps([0, 10, 0], [10, 20, 10], [20, Number.POSITIVE_INFINITY, 30]),
      alarm: { threshold: 50 },
    });
    const inwards = stepping({
      ...percent,
      policyName: 'in',
      stepAdjustments: steps([Number.NEGATIVE_INFINITY, -20, -30], [-20, -10, -10], [-10, 0, 0]),
      alarm: { name: 'cpu-low', comparison: 'LessThanOrEqualToThreshold', threshold: 50 },
    });
    const policies = [out, inwards];
    // Each level is the example's percentage of the tasks that there are by then.
    const demand = [
      [0, 5.2],
      [10, 0.6 * 10],
      [20, 0.7 * 11],
      [30, 0.4 * 14],
      [40, 0.3 * 13],
      [41, 0.5 * 10],
    ] as const;
    expect(scalings(simulate(scaled({ desiredCount: 10, scaling: scaling({ policies }) }, demand)))).toEqual([
      [11, 10, 11],
      [21, 11, 14],
      [31, 14, 13],
      [41, 13, 10],
    ]);
  });

  it('P6.10 EX 12.7, 0.67, −0.58, −6.67: become 12, 1, −1 and −6 tasks', () => {
    // [tasks, percent, afterwards]: 127 × 10 % and so on.
    for (const [desiredCount, scalingAdjustment, expected] of [
      [127, 10, 139],
      [67, 1, 68],
      [58, -1, 57],
      [29, -23, 23],
    ] as const) {
      const stepAdjustments = [{ lowerBound: 0, upperBound: Number.POSITIVE_INFINITY, scalingAdjustment }];
      const policies = [stepping({ adjustmentType: 'PercentChangeInCapacity', stepAdjustments })];
      const demand = [
        [0, 0],
        [10, 0.7 * desiredCount],
        [11, 0.5 * desiredCount],
      ] as const;
      const parts = { desiredCount, scaling: scaling({ policies, maxCapacity: 200 }) };
      expect(scalings(simulate(scaled(parts, demand)))[0]).toEqual([11, desiredCount, expected]);
    }
  });

  it('P6.10 EX 4 tasks, +25 %, at least 2: are 6', () => {
    const stepAdjustments = [{ lowerBound: 0, upperBound: Number.POSITIVE_INFINITY, scalingAdjustment: 25 }];
    const policies = [
      stepping({ adjustmentType: 'PercentChangeInCapacity', stepAdjustments, minAdjustmentMagnitude: 2 }),
    ];
    const demand = [
      [0, 2],
      [10, 2.8],
      [11, 2],
    ] as const;
    expect(scalings(simulate(scaled({ desiredCount: 4, scaling: scaling({ policies }) }, demand)))).toEqual([
      [11, 4, 6],
    ]);
  });

  it('P6.9: scales in by its own alarm', () => {
    const policies = [
      stepping({
        stepAdjustments: [{ lowerBound: Number.NEGATIVE_INFINITY, upperBound: 0, scalingAdjustment: -2 }],
        alarm: { comparison: 'LessThanThreshold', threshold: 30, evaluationPeriods: 2, datapointsToAlarm: 2 },
      }),
    ];
    const parts = { desiredCount: 6, scaling: scaling({ policies }) };
    expect(
      scalings(
        simulate(
          scaled(parts, [
            [0, 3],
            [10, 1.5],
            [13, 3],
          ]),
        ),
      ),
    ).toEqual([[12, 6, 4]]);
  });

  it('P6.6, P6.11: the cooldown of a scale-out does not hold a scale-in back', () => {
    const inwards = stepping({
      policyName: 'in',
      stepAdjustments: [{ lowerBound: Number.NEGATIVE_INFINITY, upperBound: 0, scalingAdjustment: -1 }],
      alarm: { name: 'cpu-low', comparison: 'LessThanThreshold', threshold: 30 },
    });
    const policies = [stepping({ cooldownMs: 30 * MINUTE_MS }), inwards];
    const parts = { desiredCount: 4, scaling: scaling({ policies }) };
    const demand = [
      [0, 2],
      [10, 3],
      [11, 1],
      [13, 2],
    ] as const;
    expect(scalings(simulate(scaled(parts, demand))).slice(0, 2)).toEqual([
      [11, 4, 5],
      [12, 5, 4],
    ]);
  });
});

describe('scheduled actions of a service', () => {
  it('P6.13: new limits at once, whatever the cooldowns, and the desired count within them', () => {
    const scheduledActions = [
      { atMs: 10 * MINUTE_MS, minCapacity: 8, maxCapacity: null },
      { atMs: 20 * MINUTE_MS, minCapacity: 1, maxCapacity: 3 },
    ];
    const run = simulate(scaled({ desiredCount: 4, scaling: scaling({ scheduledActions }) }, [[0, 1]]));
    const desired = run.workloadSeries.desiredTasks.slice(0, 6).map((integral) => integral / (5 * MINUTE_MS));
    expect([...desired]).toEqual([4, 4, 8, 8, 3, 3]);
    const kinds = [...run.decisions.kind].map((kind) => DECISION_KINDS[kind]!.name);
    expect(kinds).toEqual(['SCHEDULED_ACTION', 'SCHEDULED_ACTION']);
  });

  it('refuses limits that contradict each other', () => {
    const scheduledActions = [{ atMs: 0, minCapacity: 30, maxCapacity: null }];
    const run = () => simulate(scaled({ scaling: scaling({ scheduledActions }) }, [[0, 1]]));
    expect(run).toThrow('minimum above the maximum');
  });
});

describe('service auto scaling, on random clusters', () => {
  it('P6.1, P6.8: desired is always within its limits, and never falls by a policy during a deployment', () => {
    let scaledIn = 0;
    fc.assert(
      fc.property(smallInputs, (given) => {
        const simulation = new Simulation(given);
        while (simulation.step()) simulation.cluster.validate();
        const { decisions, deployments } = simulation.finish();
        for (let row = 0; row < decisions.length; row++) {
          if (decisions.kind[row] !== SCALED_IN) continue;
          scaledIn++;
          const atMs = decisions.atMs[row]!;
          const newest = deployments.findLast(
            ({ workload, startedAtMs }) => workload === decisions.subject[row] && startedAtMs <= atMs,
          );
          if (newest !== undefined) expect(newest.endedAtMs ?? Number.POSITIVE_INFINITY).toBeLessThanOrEqual(atMs);
        }
      }),
      { numRuns: 80 },
    );
    expect(scaledIn).toBeGreaterThan(0);
  });

  it('services without a policy or an alarm cost no event', () => {
    const without = simulate(scaled({ desiredCount: 4 }, [[0, 2.4]]));
    const limits = simulate(scaled({ desiredCount: 4, scaling: scaling() }, [[0, 2.4]]));
    expect(limits.eventCount).toBe(without.eventCount);
  });
});

describe('service auto scaling at rest', () => {
  it.each([
    ['in', { lowerBound: Number.NEGATIVE_INFINITY, upperBound: 0, scalingAdjustment: -1 }, 0.6, 30],
    ['out', { lowerBound: 0, upperBound: Number.POSITIVE_INFINITY, scalingAdjustment: 1 }, 40, 60],
  ])(
    'P6.11: scales %s again when its cooldown is over, though its metric stands still',
    (way, step, vcpus, threshold) => {
      const comparison = way === 'in' ? 'LessThanOrEqualToThreshold' : 'GreaterThanOrEqualToThreshold';
      const policies = [
        stepping({ stepAdjustments: [step], cooldownMs: HOUR_MS, alarm: { comparison, threshold } as const }),
      ];
      const given = scaled({ desiredCount: 6, scaling: scaling({ policies }) }, [[0, vcpus]], {
        durationMs: 4 * HOUR_MS,
      });
      const minutes = scalings(simulate(given)).map(([minute]) => minute!);
      expect(minutes.slice(1).map((minute, i) => minute - minutes[i]!)).toEqual([60, 60, 60]);
    },
  );

  it('is not looked at, for nothing comes of it: with --explain every evaluation is, and the run is the same', () => {
    fc.assert(
      fc.property(smallInputs, (given) => {
        const run = (explain: SimulationInput['record']['explain']) => {
          const {
            decisions,
            stateTold: _,
            eventCount: __,
            ...rest
          } = simulate({
            ...given,
            record: { ...given.record, explain },
          });
          const isTold = [...decisions.kind].map((kind) => !DECISION_KINDS[kind]!.isEvaluation);
          return { ...rest, decisions: [...decisions.atMs].filter((_at, row) => isTold[row]) };
        };
        expect(run({ fromMs: 0, atMs: 0, toMs: given.durationMs })).toEqual(run(null));
      }),
      { numRuns: 20 },
    );
  });
});
