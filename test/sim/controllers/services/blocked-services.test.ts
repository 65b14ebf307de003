import { describe, expect, it } from 'vitest';
import { BlockedServices } from '../../../../src/sim/controllers/services/blocked-services.ts';

describe('the blocked services', () => {
  it('are counted once each, however often they are marked', () => {
    const blocked = new BlockedServices(3);
    for (const service of [0, 2, 2]) blocked.set(service, true);
    expect([blocked.count, blocked.has(0), blocked.has(1), blocked.has(2)]).toEqual([2, true, false, true]);
    for (const service of [2, 1, 2]) blocked.set(service, false);
    expect([blocked.count, blocked.has(0), blocked.has(2)]).toEqual([1, true, false]);
  });
});
