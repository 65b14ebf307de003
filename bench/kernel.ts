/**
 * The hold model, the usual measure of a future event list: with n events pending, take the first out and schedule one
 * a random while later, again and again.
 */
import { Streams } from '../src/base/streams.ts';
import { EventQueue } from '../src/sim/kernel/event-queue.ts';
import { type Bench, type Measurement, perSecond } from './report.ts';

export const PENDING = [1_000, 100_000, 1_000_000];
const MEAN_MS = 60_000;
/** Drawn beforehand, so that the generator is not what is measured. */
const DELAYS = 1 << 16;

export const kernelBench: Bench = {
  name: 'kernel',
  measure: async (isQuick) => (isQuick ? PENDING.slice(0, 1) : PENDING).map((pending) => hold(pending, isQuick)),
};

export function hold(pending: number, isQuick: boolean): Measurement {
  const delaysMs = drawDelays();
  const queue = new EventQueue();
  for (let i = 0; i < pending; i++) queue.push(delaysMs[i % DELAYS], i % 8, i, 0);
  const operations = isQuick ? 100_000 : 2_000_000;
  let next = 0;
  const round = () => {
    for (let i = 0; i < operations; i++) {
      queue.pop();
      queue.push(queue.timeMs + delaysMs[next], queue.kind, queue.a, 0);
      next = (next + 1) % DELAYS;
    }
    return operations;
  };
  return { name: `kernel/hold/${pending}`, value: perSecond(isQuick ? 1 : 5, round), unit: 'events/s' };
}

/** Exponential, in whole milliseconds. */
function drawDelays(): Float64Array {
  const random = new Streams('bench').get('hold');
  return Float64Array.from({ length: DELAYS }, () => Math.ceil(-Math.log(1 - random()) * MEAN_MS));
}
