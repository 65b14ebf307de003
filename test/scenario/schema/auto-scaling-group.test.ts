import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { groupShape } from '../../../src/scenario/schema/auto-scaling-group.ts';

const schema = z.strictObject(groupShape);
const accepts = (fields: object) => schema.safeParse(fields).success;

describe('the words of an Auto Scaling group', () => {
  it('are those of EC2 Auto Scaling', () => {
    const overrides = [{ instanceType: 'm6i.large' }];
    const instancesDistribution = { onDemandPercentageAboveBaseCapacity: 101 };
    expect(accepts({ mixedInstancesPolicy: { launchTemplate: { overrides } } })).toBe(true);
    expect(accepts({ mixedInstancesPolicy: { launchTemplate: { overrides: [] } } })).toBe(false);
    expect(accepts({ mixedInstancesPolicy: { launchTemplate: { overrides }, instancesDistribution } })).toBe(false);
    expect(accepts({ warmPool: { poolState: 'Warm' } })).toBe(false);
  });

  it('P5.12: an alarm delay is less than the minute of its metric', () => {
    expect([accepts({ alarmDelaySeconds: 59 }), accepts({ alarmDelaySeconds: 60 })]).toEqual([true, false]);
  });

  it('take no word that nobody knows', () => {
    expect(accepts({ remedies: { drainAndRepack: { every: '15m' } } })).toBe(true);
    expect(accepts({ remedies: { drainAndRepeat: { every: '15m' } } })).toBe(false);
  });
});
