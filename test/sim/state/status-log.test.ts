import { describe, expect, it } from 'vitest';
import { StatusLog } from '../../../src/sim/state/status-log.ts';

describe('the log of statuses', () => {
  it('grows and keeps what it has', () => {
    const log = new StatusLog();
    for (let i = 0; i < 3000; i++) log.add(i, i % 8, 10 * i);
    expect(log.length).toBe(3000);
    expect([log.taskNumber[2999], log.status[2999], log.atMs[2999]]).toEqual([2999, 2999 % 8, 29_990]);
    expect([log.taskNumber[1], log.atMs[1]]).toEqual([1, 10]);
  });
});
