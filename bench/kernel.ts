/**
 * The hold model, the usual measure of a future event list: with n events pending, take the first out and schedule one
 * a random while later, again and again.
 */
import { Streams } from '../src/base/streams.ts';
import { EventQueue } from '../src/sim/kernel/event-queue.ts';
import { type Bench, cpuSeconds } from './report.ts';

export const PENDING = [1_000, 100_000, 1_000_000];
const MEAN_MS = 60_000;
/** Drawn beforehand, so that the generator is not what is measured. */
const DELAYS = 1 << 16;

export const kernelBench: Bench = {
  name: 'kernel',
  measure: async (isQuick) =>
    (isQuick ? PENDING.slice(0, 1) : PENDING).map((pending) => {
      const hold = new Hold(pending);
      const rounds = Array.from({ length: isQuick ? 1 : 6 }, () => hold.perSecond(isQuick ? 100_000 : 1_000_000));
      return { name: `kernel/hold/${pending}`, value: Math.max(...rounds), unit: 'events/s' };
    }),
};

/** A queue with so many events pending. */
export class Hold {
  private readonly delaysMs = drawDelays();
  private readonly queue = new EventQueue();

  constructor(pending: number) {
    for (let i = 0; i < pending; i++) this.queue.push(this.delaysMs[i % DELAYS], i % 8, i, 0);
  }

  /** Events per second of CPU. */
  perSecond(operations: number): number {
    const { queue, delaysMs } = this;
    const start = cpuSeconds();
    for (let i = 0; i < operations; i++) {
      queue.pop();
      queue.push(queue.timeMs + delaysMs[i % DELAYS], queue.kind, queue.a, 0);
    }
    return operations / (cpuSeconds() - start);
  }
}

/** Exponential, in whole milliseconds. */
function drawDelays(): Float64Array {
  const random = new Streams('bench').get('hold');
  return Float64Array.from({ length: DELAYS }, () => Math.ceil(-Math.log(1 - random()) * MEAN_MS));
}
