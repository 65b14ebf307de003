import { describe, expect, it } from 'vitest';
import { InstanceChanges } from '../../../src/sim/state/instance-changes.ts';

describe('InstanceChanges', () => {
  it('tells a reader the rows that changed since it last looked, in order', () => {
    const changes = new InstanceChanges();
    changes.add(7);
    const seen = changes.count;
    changes.add(3);
    changes.add(3);
    expect([changes.count - seen, changes.row(seen), changes.row(seen + 1)]).toEqual([2, 3, 3]);
  });

  it('forgets the oldest changes, and says so', () => {
    const changes = new InstanceChanges();
    while (changes.reaches(0)) changes.add(changes.count);
    expect(changes.reaches(1)).toBe(true);
    expect(changes.row(1)).toBe(1);
    expect(changes.row(0)).toBe(changes.count - 1);
  });
});
