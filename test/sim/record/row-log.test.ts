import { describe, expect, it } from 'vitest';
import { RowLog } from '../../../src/sim/record/row-log.ts';

describe('RowLog', () => {
  it('keeps every value over its growth, and tells what was never set', () => {
    const log = new RowLog(3);
    for (let i = 0; i < 1000; i++) {
      const row = log.append();
      expect(row).toBe(i);
      log.set(row, 0, i);
      if (i % 2 === 0) log.set(row, 2, -i);
    }
    expect(log.length).toBe(1000);
    expect([...log.float64(0)]).toEqual(Array.from({ length: 1000 }, (_, i) => i));
    expect(log.float64(1).every(Number.isNaN)).toBe(true);
    expect([...log.int32(2).subarray(0, 4)]).toEqual([0, -1, -2, -1]);
    expect(log.value(999, 0)).toBe(999);
  });

  it('is empty at first', () => {
    expect([...new RowLog(1).int32(0)]).toEqual([]);
  });
});
