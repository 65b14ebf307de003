/**
 * What it costs to do nothing: the same weeks with 50 services that scale, and with 950 more, and as many container
 * instances, that stand still. And measures of a whole run beside events per second, which says less the fewer events
 * there are: service-minutes per second, and what a task costs from its creation to its end, all control loops
 * included.
 */
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../src/base/units.ts';
import { Simulation } from '../src/sim/simulation.ts';
import type { SimulationInput } from '../src/sim/state/input.ts';
import { everythingInput } from './everything.ts';
import { type Bench, cpuSeconds, type Measurement } from './report.ts';

/** By then every service has all its tasks, and what scales has found its size. */
const STARTED_MS = 12 * HOUR_MS;

export const idleBench: Bench = {
  name: 'idle',
  measure: async (isQuick) => {
    const [days, active, idle, rounds] = isQuick ? [1, 2, 8, 1] : [14, 50, 950, 2];
    const alone = new Best(everythingInput(days, active));
    const among = new Best(everythingInput(days, active, idle));
    for (let round = 0; round < rounds; round++) {
      alone.run();
      among.run();
    }
    const minutes = (days * DAY_MS - STARTED_MS) / MINUTE_MS;
    const name = `idle/${active}+${idle}`;
    return [
      ratio(`${name}/minutes`, among.minutesSeconds / alone.minutesSeconds),
      ratio(`${name}/whole-run`, among.wholeSeconds / alone.wholeSeconds),
      {
        name: `${name}/service-minutes`,
        value: ((active + idle) * minutes) / among.minutesSeconds,
        unit: 'service-minutes/s',
      },
      {
        name: `idle/${active}/service-minutes`,
        value: (active * minutes) / alone.minutesSeconds,
        unit: 'service-minutes/s',
      },
      { name: `idle/${active}/task`, value: (alone.wholeSeconds / alone.tasks) * 1e6, unit: 'µs' },
    ];
  },
};

function ratio(name: string, value: number): Measurement {
  return { name, value, unit: 'times', goal: { atMost: 1.5 } };
}

/** The best of several rounds of one input, in seconds of CPU. */
class Best {
  minutesSeconds = Number.POSITIVE_INFINITY;
  wholeSeconds = Number.POSITIVE_INFINITY;
  tasks = 0;
  private readonly input: SimulationInput;

  constructor(input: SimulationInput) {
    this.input = input;
  }

  run(): void {
    const start = cpuSeconds();
    const simulation = new Simulation(this.input);
    simulation.runUntil(STARTED_MS);
    const started = cpuSeconds();
    simulation.runUntil(this.input.durationMs);
    const ended = cpuSeconds();
    const { counters } = simulation.finish();
    this.tasks = counters.tasksCreated.reduce((sum, count) => sum + count, 0);
    this.minutesSeconds = Math.min(this.minutesSeconds, ended - started);
    this.wholeSeconds = Math.min(this.wholeSeconds, cpuSeconds() - start);
  }
}
