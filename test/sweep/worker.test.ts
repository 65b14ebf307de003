import { transferableSymbol, valueSymbol } from 'piscina';
import { describe, expect, it } from 'vitest';
import type { Recording } from '../../src/sim/record/recording.ts';
import { simulate } from '../../src/sim/simulation.ts';
import runTask, { buffersOf } from '../../src/sweep/worker.ts';
import { smallInput } from './small-input.ts';

describe('what a worker hands over', () => {
  it('is every buffer in a recording, once', () => {
    const recording = simulate(smallInput('shop', '42'));
    const buffers = buffersOf({ recording, again: recording });
    expect(new Set(buffers).size).toBe(buffers.length);
    expect(buffers).toContain(recording.poolSeries.instances.buffer);
    expect(buffers).toContain(recording.meters.ec2[0].instanceSecondsByBucket.buffer);
    expect(buffers).toContain(recording.tasks!.stopCause.buffer);
  });

  it('holds no shared memory, which cannot be handed over', () => {
    expect(buffersOf([new Float64Array(new SharedArrayBuffer(8)), null, 'text'])).toEqual([]);
  });

  it('goes to the other thread by its buffers: none is copied, none stays', () => {
    const input = smallInput('shop', '42');
    const handed = runTask({ input, progress: new Float64Array(2), index: 0 }) as unknown as Record<symbol, unknown>;
    const recording = handed[valueSymbol] as Recording;
    const buffers = handed[transferableSymbol] as ArrayBuffer[];
    // As a message to another thread is made.
    const received = structuredClone(recording, { transfer: buffers });
    expect(buffers.every(({ byteLength }) => byteLength === 0)).toBe(true);
    const { poolSeries, meters, tasks } = recording;
    const columns = [poolSeries.instances, meters.ec2[0].instanceSecondsByBucket, tasks!.stopCause];
    expect(columns.map(({ length }) => length)).toEqual([0, 0, 0]);
    expect(received).toEqual(simulate(input));
  });
});
