/**
 * What a run leaves to the garbage collector: bytes on the heap per event, and the part of the time that collecting
 * takes, in the second half of a run with everything on. Tables and series are typed arrays and not on the heap.
 */
import { PerformanceObserver } from 'node:perf_hooks';
import { setTimeout } from 'node:timers/promises';
import { HOUR_MS } from '../src/base/units.ts';
import { Simulation } from '../src/sim/simulation.ts';
import { everythingInput } from './everything.ts';
import { type Bench, cpuSeconds } from './report.ts';

export const allocationBench: Bench = {
  name: 'allocation',
  measure: async (isQuick) => {
    const input = everythingInput(isQuick ? 2 : 14, isQuick ? 2 : 50);
    const simulation = new Simulation(input);
    const { durationMs } = input;
    simulation.runUntil(durationMs / 2);
    const warmEvents = simulation.eventCount;
    const collecting = new Collecting();
    const start = cpuSeconds();
    let bytes = 0;
    let before = process.memoryUsage().heapUsed;
    for (let atMs = durationMs / 2; atMs < durationMs; atMs += HOUR_MS) {
      simulation.runUntil(atMs);
      const now = process.memoryUsage().heapUsed;
      // An hour is far shorter than the time between two collections: the one in which the heap shrinks is left out.
      bytes += Math.max(0, now - before);
      before = now;
    }
    const seconds = cpuSeconds() - start;
    const collected = await collecting.seconds();
    return [
      {
        name: 'allocation/bytes',
        value: bytes / (simulation.eventCount - warmEvents),
        unit: 'bytes/event',
        goal: { atMost: 64 },
      },
      { name: 'allocation/collecting', value: (100 * collected) / seconds, unit: '% of the time', goal: { atMost: 2 } },
    ];
  },
};

/** Adds up collections from now on. */
class Collecting {
  private ms = 0;
  private readonly observer = new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) this.ms += duration;
  });

  constructor() {
    this.observer.observe({ entryTypes: ['gc'] });
  }

  /** Entries come with the next turn of the event loop. */
  async seconds(): Promise<number> {
    await setTimeout(10);
    this.observer.disconnect();
    return this.ms / 1000;
  }
}
