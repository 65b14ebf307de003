/**
 * One run of bench/scale.ts in a process of its own, for its peak of memory: simulates what its argument says in JSON,
 * makes out the bill, checks that all of it happened and prints a line of JSON.
 */
import { rateCard } from '../src/catalog/rates.ts';
import { invoice } from '../src/pricing/invoice.ts';
import type { Recording } from '../src/sim/record/recording.ts';
import { Simulation } from '../src/sim/simulation.ts';
import type { SimulationInput } from '../src/sim/state/input.ts';
import { constant, curve, definition, fleet, input, load, source, template, timing } from '../test/sim/builders.ts';

/** Tasks that are all run at once, four to an instance, and end together. */
export interface ScaleRun {
  readonly instances: number;
  readonly tasks: number;
  readonly taskMs: number;
}

/** What a run took. `heldBytes` lives when every task is RUNNING: typed arrays and objects after a collection. */
export interface ScaleFigures {
  readonly seconds: number;
  /** Of all threads of the process, the collector's too. */
  readonly cpuSeconds: number;
  readonly peakMiB: number;
  readonly heldBytes: number;
}

const HOUR_MS = 3_600_000;
const CPU_UNITS = 4_096;

function inputOf({ instances, tasks, taskMs }: ScaleRun): SimulationInput {
  return input({
    durationMs: taskMs + HOUR_MS,
    launchTemplates: [template({ cpuUnits: 65_536, memoryMiB: 2_048 })],
    capacityProviders: [fleet(new Array<number>(instances).fill(0))],
    taskDefinitions: [definition({ cpuUnits: CPU_UNITS, memoryMiB: 512, stopMs: 0 })],
    taskSources: [
      source({
        arrivals: { kind: 'list', atMs: new Float64Array(tasks), durationMs: null, taskDefinition: null },
        durationMs: constant(taskMs),
        placementStrategy: [{ type: 'binpack', field: 'memory' }],
        load: load({ cpuFraction: curve([[0, 1]]), memoryMiB: 512 }),
      }),
    ],
    timing: timing({ containerStartMs: constant(0), usageIntervalMs: HOUR_MS }),
    record: { ...input().record, bucketMs: HOUR_MS, keepPlacements: false, keepTasks: false },
  });
}

/** Every task ran for as long as it should, and its use is in every hour of it. */
function check({ tasks, taskMs }: ScaleRun, { counters, workloadSeries, bucketCount }: Recording): void {
  const { runningTasks, usedCpuUnits } = workloadSeries;
  const ranMs = runningTasks.reduce((sum, taskMs) => sum + taskMs, 0);
  const isEveryHour = usedCpuUnits.every(
    (use, hour) => hour === bucketCount - 1 || use === runningTasks[hour] * CPU_UNITS,
  );
  if (counters.tasksStopped[0] === tasks && ranMs === tasks * taskMs && isEveryHour) return;
  throw new Error(`${counters.tasksStopped[0]} of ${tasks} tasks finished, after ${ranMs} task-ms`);
}

function run(one: ScaleRun): ScaleFigures {
  const [startMs, startCpu] = [performance.now(), process.cpuUsage()];
  const simulation = new Simulation(inputOf(one));
  simulation.runUntil(one.taskMs);
  const heldBytes = held();
  const recording = simulation.finish();
  invoice(recording, rateCard('us-east-1'));
  const seconds = (performance.now() - startMs) / 1000;
  const { user, system } = process.cpuUsage(startCpu);
  check(one, recording);
  return { seconds, cpuSeconds: (user + system) / 1e6, peakMiB: process.resourceUsage().maxRSS / 1024, heldBytes };
}

/** 0 without --expose-gc. */
function held(): number {
  if (globalThis.gc === undefined) return 0;
  globalThis.gc();
  globalThis.gc();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

console.log(JSON.stringify(run(JSON.parse(process.argv[2]) as ScaleRun)));
