import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HOUR_MS, MINUTE_MS, NONE } from '../../src/base/units.ts';
import type { BucketIntegrals } from '../../src/sim/record/bucket-integrals.ts';
import type { Recording } from '../../src/sim/record/recording.ts';
import { Simulation, simulate } from '../../src/sim/simulation.ts';
import { ACTIVE, INACTIVE } from '../../src/sim/state/container-instances.ts';
import { EC2_TERMINATED, EC2_TERMINATING } from '../../src/sim/state/ec2-instances.ts';
import type { SimulationInput } from '../../src/sim/state/input.ts';
import {
  ESSENTIAL_CONTAINER_EXITED,
  OUT_OF_MEMORY,
  SCALE_IN,
  TASK_FAILED_TO_START,
} from '../../src/sim/state/stop-causes.ts';
import { smallInputs } from './arbitrary-inputs.ts';
import { Bill } from './bill.ts';
import { input, service } from './builders.ts';
import { Observer } from './observer.ts';

/** More events than any of these inputs needs: beyond it the engine goes round in one instant. */
const EVENTS_MAX = 200_000;

/** Stop causes that have a counter of their own, in the order of the counters. */
const COUNTED_CAUSES = [TASK_FAILED_TO_START, OUT_OF_MEMORY, ESSENTIAL_CONTAINER_EXITED, SCALE_IN];

/** Runs event by event. */
function runInSteps(input: SimulationInput, afterEvent: (simulation: Simulation) => void): Recording {
  const simulation = new Simulation(input);
  while (simulation.step()) {
    if (simulation.eventCount > EVENTS_MAX) throw new Error(`no end at ${simulation.timeline.nowMs} ms`);
    afterEvent(simulation);
  }
  return simulation.finish();
}

function sum(values: Iterable<number>): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}

/** Entry by entry, over all names. */
function addUp(series: Readonly<Record<string, Float64Array>>): Float64Array {
  const [first, ...others] = Object.values(series);
  return first!.map((value, entry) => value + sum(others.map((column) => column[entry]!)));
}

describe('Simulation, on random clusters', () => {
  it('keeps every invariant of cluster and requests at every event, and time never goes back', () => {
    fc.assert(
      fc.property(smallInputs, (input) => {
        let lastMs = 0;
        runInSteps(input, (simulation) => {
          // P6.1, P12.3: desired in its limits, addresses and ENIs too; requests in flight are those in the queues.
          simulation.validate();
          if (simulation.timeline.nowMs < lastMs) throw new Error('time goes back');
          lastMs = simulation.timeline.nowMs;
        });
      }),
      { numRuns: 100 },
    );
  });

  it('P8.1, P9.1: bills at every event what has ended until then to the second, warm pools too, and no life twice', () => {
    fc.assert(
      fc.property(smallInputs, (input) => {
        const simulation = new Simulation(input);
        const bill = new Bill(input, simulation);
        while (simulation.step()) {
          bill.moveTo(simulation.timeline.nowMs);
          bill.check();
        }
        simulation.finish();
        bill.endAt(input.durationMs);
        bill.check();
      }),
      { numRuns: 60 },
    );
  });

  it('requests arrived = served + rejected + failed + in flight at every event, and none of these goes back', () => {
    fc.assert(
      fc.property(smallInputs, (input) => {
        const told = new Float64Array((input.services.length + input.taskSources.length) * 4);
        runInSteps(input, ({ recorder }) => {
          const { arrived, served, rejected, failed, inFlight } = recorder.requests;
          arrived.forEach((count, workload) => {
            const sums = [count, served[workload]!, rejected[workload]!, failed[workload]!];
            const goesBack = sums.some((value, i) => value < told[workload * 4 + i]!);
            const isLost = count !== sums[1]! + sums[2]! + sums[3]! + inFlight[workload]!;
            if (goesBack || isLost || inFlight[workload]! < 0) expect([told, sums, inFlight[workload]]).toBe('kept');
            told.set(sums, workload * 4);
          });
        });
      }),
      { numRuns: 50 },
    );
  });

  it('has nothing RUNNING on an instance that is gone, and launches nothing where a zone or Fargate is out', () => {
    fc.assert(
      fc.property(smallInputs, (input) => {
        const placedBefore = new Set<number>();
        runInSteps(input, ({ cluster: { tasks, containerInstances, conditions, firstOfWorkload }, timeline }) => {
          for (const first of firstOfWorkload) {
            for (let task = first; task !== NONE; task = tasks.nextOfWorkload[task]!) {
              const instance = tasks.containerInstance[task]!;
              if (tasks.isDesired[task] === 1 && instance !== NONE) {
                expect(containerInstances.status[instance]).not.toBe(INACTIVE);
              }
              if (tasks.zone[task] === NONE || placedBefore.has(tasks.number[task]!)) continue;
              placedBefore.add(tasks.number[task]!);
              expect(conditions.zoneOutages[tasks.zone[task]!]).toBe(0);
              if (instance === NONE) {
                expect(conditions.canLaunchTask(tasks.capacityProvider[task]!, tasks.zone[task]!)).toBe(true);
              } else if (timeline.nowMs > 0) {
                expect([containerInstances.status[instance], containerInstances.agentConnected[instance]]).toEqual([
                  ACTIVE,
                  1,
                ]);
              }
            }
          }
        });
      }),
      { numRuns: 60 },
    );
  });

  it('P8.5 never launches more on Fargate than its bucket holds, by a plain count of every span', () => {
    fc.assert(
      fc.property(smallInputs, (input) => {
        const { launchBurst, launchesPerSecond } = input.fargateLimits;
        const { tasks } = simulate(input);
        for (const provider of [2, 3]) {
          const atMs = [...tasks!.createdAtMs.keys()]
            .filter((row) => tasks!.capacityProvider[row] === provider)
            .map((row) => tasks!.createdAtMs[row]!)
            .sort((a, b) => a - b);
          for (let first = 0; first < atMs.length; first++) {
            for (let last = first; last < atMs.length; last++) {
              const allowed = launchBurst + ((atMs[last]! - atMs[first]!) / 1000) * launchesPerSecond;
              expect(last - first + 1).toBeLessThanOrEqual(allowed + 1e-6);
            }
          }
        }
      }),
      { numRuns: 50 },
    );
  });

  it('tasks created = starting + running + stopping + stopped, and started = running + stopped after RUNNING', () => {
    fc.assert(
      fc.property(smallInputs, (input) => {
        const simulation = new Simulation(input);
        const recording = simulation.finish();
        const { cluster } = simulation;
        const { counters, tasks, workloads } = recording;
        workloads.forEach((_, workload) => {
          const rows = [...tasks!.taskNumber.keys()].filter((row) => tasks!.workload[row] === workload);
          const stopped = rows.filter((row) => tasks!.stopCause[row] !== NONE);
          expect(counters.tasksCreated[workload]).toBe(rows.length);
          expect(counters.tasksStopped[workload]).toBe(stopped.length);
          expect(counters.tasksCreated[workload]).toBe(cluster.activeCount[workload]! + stopped.length);
          const hasRun = (row: number) => !Number.isNaN(tasks!.startedAtMs[row]!);
          expect(counters.tasksStarted[workload]).toBe(rows.filter(hasRun).length);
          expect(counters.tasksStarted[workload]).toBe(cluster.runningCount[workload]! + stopped.filter(hasRun).length);
          const { startFailures, outOfMemoryKills, essentialContainerExits, scaleInStops } = counters;
          const causes = [startFailures, outOfMemoryKills, essentialContainerExits, scaleInStops];
          const withoutCounter = stopped.filter((row) => !COUNTED_CAUSES.includes(tasks!.stopCause[row]!));
          const counted = sum(causes.map((counts) => counts[workload]!));
          expect(counters.tasksStopped[workload]).toBe(counted + withoutCounter.length);
        });
      }),
      { numRuns: 60 },
    );
  });

  it('records exactly what a plain look at the tables after every event integrates to', () => {
    fc.assert(
      fc.property(smallInputs, (input) => {
        const simulation = new Simulation(input);
        const observer = new Observer(input, simulation);
        while (simulation.step()) {
          observer.moveTo(simulation.timeline.nowMs);
        }
        observer.moveTo(input.durationMs);
        const { poolSeries, workloadSeries, pendingSeries, missingSeries } = simulation.finish();
        for (const [of, series] of [
          [observer.pool, poolSeries],
          [observer.workload, workloadSeries],
          [observer.pending, pendingSeries],
          [observer.missing, { tasks: addUp(missingSeries) }],
        ] as const) {
          for (const [name, integrals] of Object.entries(of)) {
            const recorded = series[name as keyof typeof series] as Float64Array;
            expect([name, ...recorded]).toEqual([name, ...Array.from(recorded, (_, cell) => integrals[cell] ?? 0)]);
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  it('names a cause for every second that a task was pending', () => {
    fc.assert(
      fc.property(smallInputs, (input) => {
        const { workloadSeries, pendingSeries } = simulate(input);
        expect(addUp(pendingSeries)).toEqual(workloadSeries.pendingTasks);
      }),
      { numRuns: 60 },
    );
  });

  it("shares a pool's reservation out among its workloads without a rest", () => {
    fc.assert(
      fc.property(smallInputs, (input) => {
        const { pools, workloads, poolSeries, poolWorkloads, bucketCount } = simulate(input);
        for (const name of ['reservedCpuUnits', 'reservedMemoryMiB', 'reservedGpus'] as const) {
          pools.forEach((_, pool) => {
            const shares = poolWorkloads[name].subarray(pool * workloads.length, (pool + 1) * workloads.length);
            const buckets = poolSeries[name].subarray(pool * bucketCount, (pool + 1) * bucketCount);
            expect(sum(shares)).toBe(sum(buckets));
          });
        }
      }),
      { numRuns: 50 },
    );
  });

  it('P8.1, P9.1: what is billed per bucket adds up to the bill', () => {
    fc.assert(
      fc.property(smallInputs, (input) => {
        const { fargate, ec2 } = simulate(input).meters;
        for (const { taskSeconds, taskSecondsByBucket } of fargate) {
          expect(sum(taskSecondsByBucket)).toBeCloseTo(taskSeconds, 6);
        }
        for (const { instanceSeconds, instanceSecondsByBucket } of ec2) {
          expect(sum(instanceSecondsByBucket)).toBeCloseTo(instanceSeconds, 6);
        }
      }),
      { numRuns: 50 },
    );
  });

  it('P1.11: no pool uses more CPU than it has registered, and what is used and unserved is never negative', () => {
    fc.assert(
      fc.property(smallInputs, (input) => {
        const { poolSeries, workloadSeries } = simulate(input);
        poolSeries.usedCpuUnits.forEach((used, cell) => {
          expect(used).toBeLessThanOrEqual(poolSeries.registeredCpuUnits[cell]!);
        });
        for (const name of ['usedCpuUnits', 'usedMemoryMiB', 'unservedCpuUnits'] as const) {
          expect(Math.min(0, ...poolSeries[name], ...workloadSeries[name])).toBe(0);
          expect(sum(poolSeries[name])).toBe(sum(workloadSeries[name]));
        }
      }),
      { numRuns: 60 },
    );
  });

  it('gives the same recording, to the last bit, run at once, again, and in slices of any size', () => {
    fc.assert(
      fc.property(smallInputs, fc.array(fc.nat(40 * MINUTE_MS), { maxLength: 10 }), (input, instants) => {
        const once = simulate(input);
        const sliced = new Simulation(input);
        for (const atMs of instants.sort((one, other) => one - other)) sliced.runUntil(atMs);
        // Not the bytes of v8.serialize: V8 may hold one and the same number in two ways.
        expect(isDeepStrictEqual(sliced.finish(), once)).toBe(true);
        expect(isDeepStrictEqual(simulate(input), once)).toBe(true);
      }),
      { numRuns: 50 },
    );
  });

  it('keeps the past when the horizon is longer: every whole bucket, and the meters but for the last one', () => {
    fc.assert(
      fc.property(smallInputs, fc.integer({ min: 1, max: HOUR_MS / 2 }), (input, more) => {
        const short = simulate(input);
        const long = simulate({ ...input, durationMs: input.durationMs + more });
        const whole = Math.floor(input.durationMs / input.record.bucketMs);
        const head = (series: Float64Array, { bucketCount }: Recording, row: number, count: number) => [
          ...series.subarray(row * bucketCount, row * bucketCount + count),
        ];
        for (const [name, series] of Object.entries(short.workloadSeries)) {
          const other = long.workloadSeries[name as keyof typeof short.workloadSeries];
          short.workloads.forEach((_, row) => {
            expect([name, ...head(other, long, row, whole)]).toEqual([name, ...head(series, short, row, whole)]);
          });
        }
        for (const [name, series] of Object.entries(short.poolSeries)) {
          const other = long.poolSeries[name as keyof typeof short.poolSeries];
          short.pools.forEach((_, row) => {
            expect([name, ...head(other, long, row, whole)]).toEqual([name, ...head(series, short, row, whole)]);
          });
        }
        const before = short.bucketCount - 1;
        short.meters.fargate.forEach(({ taskSecondsByBucket }, meter) => {
          const other = long.meters.fargate[meter]!.taskSecondsByBucket;
          expect([...other.subarray(0, before)]).toEqual([...taskSecondsByBucket.subarray(0, before)]);
        });
      }),
      { numRuns: 50 },
    );
  });
});

describe('Auto Scaling groups, on random clusters', () => {
  it('instances launched = running + stopped + terminated, each in one state, and desired is in its bounds', () => {
    fc.assert(
      fc.property(smallInputs, (input) => {
        runInSteps(input, ({ cluster, recorder }) => {
          const { autoScaling, ec2Instances, containerInstances } = cluster;
          const states = ec2Instances.state.subarray(0, ec2Instances.count);
          const count = (state: number) => states.reduce((total, one) => total + (one === state ? 1 : 0), 0);
          const shown = (gauge: BucketIntegrals) =>
            sum(input.capacityProviders.map((_, provider) => gauge.value(provider)));
          // As the table of container instances has them, as the groups count them, and as the gauges show them.
          const registered = containerInstances.livingCount;
          const launched = sum(recorder.meters.finish().ec2.map(({ instances }) => instances));
          const { activeInstances, drainingInstances, pendingInstances, warmInstances } = recorder.provider;
          const ways = [
            [launched, states.length],
            [launched, registered + sum(autoScaling.pendingCount) + sum(autoScaling.warmCount) + count(EC2_TERMINATED)],
            [registered, sum(autoScaling.inServiceCount) + count(EC2_TERMINATING)],
            [registered, shown(activeInstances) + shown(drainingInstances)],
            [sum(autoScaling.pendingCount), shown(pendingInstances)],
            [sum(autoScaling.warmCount), shown(warmInstances)],
          ];
          if (ways.some(([one, other]) => one !== other)) expect(ways).toBe('pairs of the same number');
          autoScaling.desiredCapacity.forEach((desired, provider) => {
            if (input.capacityProviders[provider]!.autoScalingGroup === null) return;
            const [min, max] = [autoScaling.minSize[provider]!, autoScaling.maxSize[provider]!];
            if (desired < min || desired > max) expect(desired).toBe(`in [${min}, ${max}]`);
          });
        });
      }),
      { numRuns: 50 },
    );
  });

  it('P9.1: nothing runs on an instance after it ended, nor before it registered', () => {
    fc.assert(
      fc.property(smallInputs, (input) => {
        const { tasks, containerInstances: lives } = simulate(input);
        const rowOf = new Map([...lives.containerInstance].map((instance, row) => [instance, row]));
        for (let task = 0; task < tasks!.length; task++) {
          const row = rowOf.get(tasks!.containerInstance[task]!);
          if (tasks!.containerInstance[task] === NONE || row === undefined) continue;
          const end = lives.terminatedAtMs[row]!;
          if (!Number.isNaN(end)) expect(tasks!.stoppedAtMs[task]).toBeLessThanOrEqual(end);
          const pulled = tasks!.pullStartedAtMs[task]!;
          if (!Number.isNaN(pulled)) expect(pulled).toBeGreaterThanOrEqual(lives.registeredAtMs[row]!);
        }
      }),
      { numRuns: 50 },
    );
  });
});

describe('Simulation.runUntil', () => {
  it('leaves the clock where it was told to, and at the end of the run when that comes first', () => {
    const simulation = new Simulation(input({ durationMs: 90_000, services: [service()] }));
    simulation.runUntil(5_500);
    expect(simulation.timeline.nowMs).toBe(5_500);
    simulation.runUntil(HOUR_MS);
    expect(simulation.timeline.nowMs).toBe(90_000);
    expect(() => simulation.runUntil(5_500)).toThrow('the clock would go back');
  });
});
