import { describe, expect, it } from 'vitest';
import { InterruptedError, runInterruptible } from '../../src/cli/interrupt.ts';

describe('work that can be interrupted', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)('is told of the first %s, and the process is not killed', async (name) => {
    const work = runInterruptible(async (signal) => {
      process.emit(name);
      signal.throwIfAborted();
    });
    await expect(work).rejects.toBeInstanceOf(InterruptedError);
  });

  it('leaves no listener behind', async () => {
    const before = process.listenerCount('SIGINT');
    await expect(runInterruptible(async () => 'done')).resolves.toBe('done');
    expect(process.listenerCount('SIGINT')).toBe(before);
  });
});
