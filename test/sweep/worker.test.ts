import { describe, expect, it } from 'vitest';
import { simulate } from '../../src/sim/simulation.ts';
import { buffersOf } from '../../src/sweep/worker.ts';
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
});
