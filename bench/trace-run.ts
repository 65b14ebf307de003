/**
 * One run of bench/scale.ts in a process of its own: writes a trace of so many tasks in order of arrival, reads it,
 * simulates it, makes out the bill, checks that every task finished and prints a line of JSON.
 */
import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { invoice } from '../src/pricing/invoice.ts';
import { compileScenario } from '../src/scenario/compile.ts';
import { readScenarioFile } from '../src/scenario/read.ts';
import { simulate } from '../src/sim/simulation.ts';

/** What a run took, the writing of the trace left out. */
export interface TraceFigures {
  readonly seconds: number;
  /** Of all threads of the process, the collector's too. */
  readonly cpuSeconds: number;
  readonly peakMiB: number;
}

/** 20 tasks a second, of 1 to 60 seconds: about 600 at a time. */
const TASKS_PER_SECOND = 20;
const LONGEST_SECONDS = 60;
const LINES_PER_WRITE = 10_000;

function writeTrace(path: string, tasks: number): void {
  const file = openSync(path, 'w');
  writeSync(file, 'arrival,duration,cpu,memory\n');
  for (let from = 0; from < tasks; from += LINES_PER_WRITE) {
    const lines = Array.from({ length: Math.min(LINES_PER_WRITE, tasks - from) }, (_, i) => {
      const task = from + i;
      const duration = 1 + ((task * 7919) % LONGEST_SECONDS);
      return `${task / TASKS_PER_SECOND},${duration},${256 << (task % 3)},${512 << (task % 2)}\n`;
    });
    writeSync(file, lines.join(''));
  }
  closeSync(file);
}

function scenarioOf(tasks: number) {
  const group = { instanceType: 'm6i.4xlarge', availabilityZones: ['us-east-1a', 'us-east-1b'], desiredCapacity: 100 };
  return {
    plimsoll: 1,
    name: 'trace',
    region: 'us-east-1',
    duration: `${Math.ceil(tasks / TASKS_PER_SECOND) + 1000}s`,
    report: { bucket: '1h' },
    clusters: [
      {
        clusterName: 'batch',
        capacityProviders: [{ name: 'general', autoScalingGroupProvider: group }],
        tasks: [
          {
            taskDefinition: { family: 'job', containerDefinitions: [{ name: 'job', image: 'job', memory: 512 }] },
            capacityProviderStrategy: [{ capacityProvider: 'general' }],
            placementStrategy: [{ type: 'binpack', field: 'memory' }],
            arrivals: { trace: 'trace.csv' },
          },
        ],
      },
    ],
  };
}

async function run(tasks: number): Promise<TraceFigures> {
  const folder = mkdtempSync(join(tmpdir(), 'plimsoll-bench-'));
  try {
    writeTrace(join(folder, 'trace.csv'), tasks);
    writeFileSync(join(folder, 'trace.json'), JSON.stringify(scenarioOf(tasks)));
    const [startMs, startCpu] = [performance.now(), process.cpuUsage()];
    const { inputs, rates } = compileScenario(await readScenarioFile(join(folder, 'trace.json')));
    const recording = simulate(inputs[0]);
    invoice(recording, rates);
    const seconds = (performance.now() - startMs) / 1000;
    const { user, system } = process.cpuUsage(startCpu);
    const stopped = recording.counters.tasksStopped[0];
    if (stopped !== tasks) throw new Error(`${stopped} of ${tasks} tasks of the trace finished`);
    return { seconds, cpuSeconds: (user + system) / 1e6, peakMiB: process.resourceUsage().maxRSS / 1024 };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

console.log(JSON.stringify(await run(Number(process.argv[2]))));
