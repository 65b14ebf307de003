/**
 * Big fleets and long traces, each in a process of its own, with its peak of memory.
 *
 * `cloudsim` is the benchmark of CloudSim Plus in our words: 50,000 instances of 65,536 CPU units and 2,048 MiB,
 * 100,000 tasks of 4,096 units and 512 MiB until 10,000,000 s, use in every hour. CloudSim Plus 8.5.7 took 345 s of CPU
 * and 4.7 GB. `large` is its large one. `trace` is read and simulated with a heap of 64 MiB. Bytes per task and per
 * container instance are the difference between two runs, one of which has twice as many; they are held here.
 */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Bench, Measurement } from './report.ts';
import type { ScaleFigures, ScaleRun } from './scale-run.ts';
import type { TraceFigures } from './trace-run.ts';

const CLOUDSIM: ScaleRun = { instances: 50_000, tasks: 100_000, taskMs: 10_000_000_000 };
const LARGE: ScaleRun = { instances: 200_000, tasks: 800_000, taskMs: 10_000 };
const TRACE_TASKS = 1_000_000;
const LONG_TRACE_TASKS = 10_000_000;
/** Tables double when they are full: at powers of two what is counted is used. */
const SMALL: ScaleRun = { instances: 1 << 15, tasks: 1 << 16, taskMs: 10_000 };

/** What a task may hold from its creation to STOPPED, and a container instance for ever. */
const TASK_BYTES_MAX = 280;
const INSTANCE_BYTES_MAX = 280;
const HEAP_MIB = 64;
/** A process of Node with our modules takes about 130 of them. */
const TRACE_MIB_MAX = 400;

export const scaleBench: Bench = {
  name: 'scale',
  measure: async (isQuick) => [
    ...(isQuick ? [] : measureRun('cloudsim', CLOUDSIM, 3, 500)),
    ...(isQuick ? [] : measureRun('large', LARGE, 10, 1536)),
    ...measureTrace(isQuick ? 20_000 : TRACE_TASKS),
    ...measureBytes(),
  ],
};

/** The trace that issue 4 asks for. It takes minutes, and a tenth of it says the same. */
export const longTraceBench: Bench = {
  name: 'long-trace',
  isOnlyAsked: true,
  measure: async (isQuick) => measureTrace(isQuick ? 20_000 : LONG_TRACE_TASKS),
};

function measureRun(name: string, run: ScaleRun, secondsMax: number, mibMax: number): Measurement[] {
  const { seconds, cpuSeconds, peakMiB } = figuresOf(run, []);
  return [
    { name: `scale/${name}/time`, value: seconds, unit: 's' },
    { name: `scale/${name}/cpu`, value: cpuSeconds, unit: 's', goal: { atMost: secondsMax } },
    { name: `scale/${name}/memory`, value: peakMiB, unit: 'MiB', goal: { atMost: mibMax }, isHeld: true },
  ];
}

function measureTrace(tasks: number): Measurement[] {
  const figures = runAside<TraceFigures>('trace-run.ts', String(tasks), [`--max-old-space-size=${HEAP_MIB}`]);
  const name = `scale/trace/${tasks}`;
  return [
    { name: `${name}/time`, value: figures.seconds, unit: 's' },
    { name: `${name}/cpu`, value: figures.cpuSeconds, unit: 's' },
    { name: `${name}/memory`, value: figures.peakMiB, unit: 'MiB', goal: { atMost: TRACE_MIB_MAX }, isHeld: true },
  ];
}

function measureBytes(): Measurement[] {
  const held = (run: ScaleRun) => figuresOf(run, ['--expose-gc']).heldBytes;
  const small = held(SMALL);
  const perTask = (held({ ...SMALL, tasks: SMALL.tasks * 2 }) - small) / SMALL.tasks;
  const perInstance = (held({ ...SMALL, instances: SMALL.instances * 2 }) - small) / SMALL.instances;
  return [
    { name: 'scale/task', value: perTask, unit: 'bytes', goal: { atMost: TASK_BYTES_MAX }, isHeld: true },
    { name: 'scale/instance', value: perInstance, unit: 'bytes', goal: { atMost: INSTANCE_BYTES_MAX }, isHeld: true },
  ];
}

function figuresOf(run: ScaleRun, flags: readonly string[]): ScaleFigures {
  return runAside<ScaleFigures>('scale-run.ts', JSON.stringify(run), flags);
}

function runAside<T>(file: string, argument: string, flags: readonly string[]): T {
  const path = fileURLToPath(new URL(file, import.meta.url));
  const { status, stdout } = spawnSync(process.execPath, [...flags, path, argument], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (status !== 0) throw new Error(`${file} ${argument} failed`);
  return JSON.parse(stdout) as T;
}
