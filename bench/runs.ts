/**
 * Whole runs: samples as they stand, a fleet far larger than a sample, and the demo from process start to last file.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../src/base/units.ts';
import { compileScenario } from '../src/scenario/compile.ts';
import { readScenarioFile } from '../src/scenario/read.ts';
import { simulate } from '../src/sim/simulation.ts';
import type { SimulationInput } from '../src/sim/state/input.ts';
import { curve, definition, fleet, input, load, service, source, template, ZONES } from '../test/sim/builders.ts';
import { everythingInput } from './everything.ts';
import { type Bench, cpuSeconds, type Goal, type Measurement, perSecond } from './report.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const SAMPLES = ['batch-queue', 'web-shop'];
const DEMO = 'scenarios/web-shop.yaml';
const FLEETS = [100, 1_000, 5_000];

export const runsBench: Bench = {
  name: 'runs',
  measure: async (isQuick) => {
    const samples = await Promise.all(SAMPLES.map((name) => sampleInput(name)));
    const fleets = (isQuick ? FLEETS.slice(0, 1) : FLEETS).map(largeInput);
    const rounds = isQuick ? 1 : 3;
    // Its first rounds are V8's, and a second of company on the machine spoils a few.
    const fleetRounds = isQuick ? 1 : 10;
    const ofFleets = fleets.map((one) => ({ ...measureRun(one, fleetRounds), goal: { atLeast: 2_000_000 } }));
    const [services, monthDays, yearDays] = isQuick ? [5, 1, 2] : [50, 30, 365];
    return [
      ...samples.map((one) => measureRun(one, rounds)),
      ...ofFleets,
      ...measureEverything('month', everythingInput(monthDays, services), { atMost: 3 }),
      ...measureEverything('year', everythingInput(yearDays, services), { atMost: 30 }),
      measureProcess(isQuick ? 1 : 5),
    ];
  },
};

interface NamedInput {
  readonly name: string;
  readonly input: SimulationInput;
}

async function sampleInput(name: string): Promise<NamedInput> {
  const { inputs } = compileScenario(await readScenarioFile(join(root, `scenarios/${name}.yaml`)));
  return { name: `runs/${name}`, input: inputs[0] };
}

/** A day of so many container instances: a service with traffic for every ten, and batch work on top. */
function largeInput(instances: number): NamedInput {
  const services = instances / 10;
  const traffic = Array.from({ length: 24 }, (_, hour) => [hour * HOUR_MS, 40 + 30 * Math.sin(hour / 4)] as const);
  return {
    name: `runs/fleet/${instances}`,
    input: input({
      durationMs: DAY_MS,
      launchTemplates: ZONES.map((_, zone) => template({ zone, cpuUnits: 4096, memoryMiB: 15_500 })),
      capacityProviders: [fleet(Array.from({ length: instances }, (_, row) => row % ZONES.length))],
      taskDefinitions: [definition({ cpuUnits: 512, memoryMiB: 1024 }), definition({ family: 'etl' })],
      services: Array.from({ length: services }, (_, index) =>
        service({
          serviceName: `service-${index}`,
          desiredCount: 40,
          load: load({ requestsPerSecond: curve(traffic, DAY_MS), cpuSecondsPerRequest: 0.01, memoryMiB: 400 }),
        }),
      ),
      taskSources: [
        source({
          taskDefinition: 1,
          arrivals: { kind: 'poisson', perHour: curve([[0, instances * 2]]) },
          durationMs: { kind: 'exponential', mean: 10 * MINUTE_MS },
        }),
      ],
      record: { ...input().record, keepPlacements: false, keepTasks: false },
    }),
  };
}

function measureRun({ name, input: one }: NamedInput, rounds: number): Measurement {
  return { name, value: perSecond(rounds, () => simulate(one).eventCount), unit: 'events/s' };
}

/** A run with everything on: events per second, and how long it takes, in seconds of CPU. */
function measureEverything(span: string, one: SimulationInput, goal: Goal): Measurement[] {
  const start = cpuSeconds();
  const { eventCount, containerInstanceNames } = simulate(one);
  const seconds = cpuSeconds() - start;
  const name = `runs/${span}-with-everything`;
  return [
    { name: `${name}/events`, value: eventCount / seconds, unit: 'events/s' },
    { name: `${name}/time`, value: seconds, unit: 's', goal },
    { name: `${name}/launched`, value: containerInstanceNames.length, unit: 'instances' },
  ];
}

/** The median of some: it hangs on the machine's disks and caches. */
function measureProcess(rounds: number): Measurement {
  const folder = mkdtempSync(join(tmpdir(), 'plimsoll-bench-'));
  const seconds = Array.from({ length: rounds }, () => {
    const startMs = performance.now();
    const args = ['src/cli/main.ts', 'run', DEMO, '--quiet', '--out', join(folder, 'report')];
    spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' });
    return (performance.now() - startMs) / 1000;
  });
  rmSync(folder, { recursive: true, force: true });
  return { name: 'runs/demo-to-last-file', value: seconds.sort((a, b) => a - b)[rounds >> 1], unit: 's' };
}
