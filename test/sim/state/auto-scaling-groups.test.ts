import { describe, expect, it } from 'vitest';
import { AutoScalingGroupTable } from '../../../src/sim/state/auto-scaling-groups.ts';
import { FARGATE, input, scaled, template } from '../builders.ts';

const TEMPLATES = [template({ zone: 0 }), template({ zone: 1, purchaseOption: 'spot' })];

describe('AutoScalingGroupTable', () => {
  it('begins with the sizes of each group, and 0 for Fargate', () => {
    const table = new AutoScalingGroupTable(
      input({ capacityProviders: [scaled([0, 0], { minSize: 1, maxSize: 5 }), FARGATE] }),
    );
    expect([...table.minSize, ...table.maxSize, ...table.desiredCapacity]).toEqual([1, 0, 5, 0, 2, 0]);
  });

  it('counts members from launch to the end, by state, zone, template and purchase option', () => {
    const table = new AutoScalingGroupTable(input({ launchTemplates: TEMPLATES, capacityProviders: [scaled([])] }));
    for (const row of [0, 1, 1]) table.join(row);
    table.registered(0);
    table.registered(1);
    expect([table.memberCount(0), table.pendingCount[0], table.inServiceCount[0], table.emptyCount[0]]).toEqual([
      3, 1, 2, 2,
    ]);
    expect([...table.membersInZone, ...table.membersOfTemplate, table.onDemandCount[0]]).toEqual([1, 2, 0, 1, 2, 1]);
    table.leavePending(1);
    table.leaveInService(0, true);
    table.leaveInService(1, false);
    expect([table.memberCount(0), table.emptyCount[0], table.onDemandCount[0]]).toEqual([0, 1, 0]);
    expect(() => table.leaveInService(0, false)).toThrow('more instances left a group than it had');
  });

  it('counts a warm pool apart from the members', () => {
    const table = new AutoScalingGroupTable(input({ capacityProviders: [scaled([])] }));
    table.joinWarmPool(0);
    expect([table.warmCount[0], table.memberCount(0)]).toEqual([1, 0]);
    table.leaveWarmPool(0);
    expect(table.warmCount[0]).toBe(0);
  });
});
