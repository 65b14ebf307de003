import { describe, expect, it } from 'vitest';
import { RegistrationCondition } from '../../../src/placement/constraints/registration-condition.ts';
import { parseExpression } from '../../../src/placement/query-language/parse.ts';
import { SmallCluster } from '../small-cluster.ts';

/** Instances registered at 0 s, 1 s and 2 s of 1970; the second by an old agent, the third with an id and a rack. */
const instances = [
  {},
  { agentVersion: '1.14.0' },
  { ec2InstanceId: 'i-abcd1234', attributes: { rack: '', toString: 'x' } },
];

function holdsOn(expression: string): boolean[] {
  const { cluster } = new SmallCluster({ instances });
  const condition = new RegistrationCondition(parseExpression(expression), cluster);
  return instances.map((_, row) => condition.holds(row, cluster));
}

describe('RegistrationCondition', () => {
  it.each<[string, boolean[]]>([
    ['registeredAt > 1970-01-01T00:00:01Z', [false, false, true]],
    ['registeredAt <= 1970-01-01T00:00:01Z', [true, true, false]],
    ['agentVersion < 1.14.5', [false, true, false]],
    ['ec2InstanceId == i-abcd1234', [false, false, true]],
    ['ec2InstanceId == i-00000000000000001', [false, true, false]],
    ['agentConnected == true', [true, true, true]],
    ['attribute:rack exists', [false, false, true]],
    ['attribute:ecs.availability-zone == us-east-1a', [true, true, false]],
    ['attribute:constructor exists', [false, false, false]],
    ['attribute:toString == x', [false, false, true]],
  ])('P3.20: %s', (expression, expected) => {
    expect(holdsOn(expression)).toEqual(expected);
  });

  it('answers for instances that register later', () => {
    const { cluster } = new SmallCluster({ instances });
    const condition = new RegistrationCondition(parseExpression('attribute:rack exists'), cluster);
    expect(condition.holds(0, cluster)).toBe(false);
    const rows = Array.from({ length: 200 }, (_, index) => cluster.registerInstance(index % 3, 0));
    expect(rows.map((row) => condition.holds(row, cluster))).toEqual(rows.map((_, index) => index % 3 === 2));
  });
});
