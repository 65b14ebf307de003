import { describe, expect, it } from 'vitest';
import { ALL_CPU, MeasuredUse } from '../../../src/sim/state/measured-use.ts';

describe('MeasuredUse', () => {
  it('lists each task that is given another part of the CPU once, until the list is emptied', () => {
    const use = new MeasuredUse(Uint8Array.of(1), 1);
    use.grant(3, ALL_CPU);
    expect(use.changedCount).toBe(0);
    for (const task of [3, 700, 3]) use.grant(task, 100 + task);
    use.grant(3, 50);
    expect([...use.changed.slice(0, use.changedCount)]).toEqual([3, 700]);
    expect([use.grantedCpuUnits[3], use.grantedCpuUnits[700], use.grantedCpuUnits[699]]).toEqual([50, 800, ALL_CPU]);
    use.emptyChanged();
    expect(use.changedCount).toBe(0);
    use.grant(3, ALL_CPU);
    expect([...use.changed.slice(0, use.changedCount)]).toEqual([3]);
  });

  it('takes more changes than it has room for at first', () => {
    const use = new MeasuredUse(Uint8Array.of(1), 1);
    for (let task = 0; task < 300; task++) use.grant(task, 1);
    expect(use.changedCount).toBe(300);
    expect(use.changed[299]).toBe(299);
  });
});
