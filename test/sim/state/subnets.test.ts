import { describe, expect, it } from 'vitest';
import { NONE } from '../../../src/base/units.ts';
import { SubnetTable } from '../../../src/sim/state/subnets.ts';
import { FIRST_SUBNET, UseLog } from '../../../src/sim/state/use-log.ts';

const subnet = (usableAddresses: number | null, zone = 0, heldAddresses = 0) => ({
  name: 'subnet-a',
  zone,
  usableAddresses,
  heldAddresses,
});

describe('addresses of subnets (P12.3)', () => {
  it('are those of the block, less what load balancers, endpoints and NAT gateways hold', () => {
    const table = new SubnetTable([subnet(11, 0, 9), subnet(3, 0, 5), subnet(null)], null);
    expect([...table.limit.subarray(0, 2)]).toEqual([2, 0]);
    expect(table.isFull(1)).toBe(true);
    expect(table.isFull(2)).toBe(false);
    table.take(0, 0);
    table.take(0, 0);
    expect(table.isFull(0)).toBe(true);
    expect(() => table.take(0, 0)).toThrow('none left');
    table.release(0, 0);
    expect([table.isFull(0), table.takenMax[0]]).toEqual([false, 2]);
  });

  it('are not given back twice', () => {
    const table = new SubnetTable([subnet(11)], null);
    expect(() => table.release(0, 0)).toThrow('twice');
  });

  it('come from the subnet of the zone with the most that are free, the first of equals', () => {
    const table = new SubnetTable([subnet(11, 1), subnet(20, 0), subnet(20, 0)], null);
    expect(table.roomiest([0, 1, 2], 0)).toBe(1);
    table.take(1, 0);
    expect(table.roomiest([0, 1, 2], 0)).toBe(2);
    expect(table.roomiest([0, 1, 2], 1)).toBe(0);
    expect(table.roomiest([1, 2], 1)).toBe(NONE);
  });

  it('that are taken and given back are kept where other clusters share them', () => {
    const log = new UseLog();
    const table = new SubnetTable([subnet(11), subnet(11)], log);
    table.take(1, 1000);
    table.release(1, 5000);
    expect([...log.what.subarray(0, log.length)]).toEqual([FIRST_SUBNET + 1, FIRST_SUBNET + 1]);
    expect([...log.atMs.subarray(0, log.length)]).toEqual([1000, 5000]);
    expect([...log.change.subarray(0, log.length)]).toEqual([1, -1]);
  });
});
