import { describe, expect, it } from 'vitest';
import { NONE } from '../../../src/base/units.ts';
import { EC2_PENDING, EC2_WARMING, Ec2InstanceTable } from '../../../src/sim/state/ec2-instances.ts';

describe('Ec2InstanceTable', () => {
  it('starts an instance as pending: launched, and nothing else has happened', () => {
    const table = new Ec2InstanceTable();
    const row = table.launch(3, EC2_PENDING, 500);
    expect([table.state[row], table.launchTemplate[row], table.launchedAtMs[row]]).toEqual([EC2_PENDING, 3, 500]);
    expect([table.containerInstance[row], table.cause[row]]).toEqual([NONE, NONE]);
    expect([table.registeredAtMs[row], table.drainingAtMs[row], table.terminatedAtMs[row]]).toEqual([NaN, NaN, NaN]);
  });

  it('is a member of its group from its launch, or from when it leaves the warm pool', () => {
    const table = new Ec2InstanceTable();
    expect(table.joinedAtMs[table.launch(0, EC2_PENDING, 500)]).toBe(500);
    expect(table.joinedAtMs[table.launch(0, EC2_WARMING, 500)]).toBeNaN();
  });

  it('keeps every row when it grows', () => {
    const table = new Ec2InstanceTable();
    for (let i = 0; i < 1000; i++) expect(table.launch(i, EC2_PENDING, i * 10)).toBe(i);
    expect([...table.launchTemplate.subarray(0, 1000)]).toEqual(Array.from({ length: 1000 }, (_, i) => i));
    expect(table.launchedAtMs[999]).toBe(9990);
  });
});
