import { describe, expect, it } from 'vitest';
import { ExpressionSyntaxError } from '../../../src/placement/query-language/syntax-error.ts';
import { SmallCluster, type SmallClusterParts } from '../small-cluster.ts';

const memberOf = (expression: string) => ({ type: 'memberOf' as const, expression });
const refused = 'MemberOf placement constraint unsatisfied.';
const zones = [{ zone: 0 }, { zone: 1 }];

const place = (parts: SmallClusterParts) => new SmallCluster(parts).place();

describe('memberOf', () => {
  it('P3.16: keeps the instances that the expression selects', () => {
    const constraints = [memberOf('attribute:ecs.availability-zone == us-east-1b')];
    expect(place({ instances: zones, constraints })).toBe(1);
    expect(place({ instances: [{ zone: 0 }], constraints })).toBe(refused);
  });

  it('P3.16: those of the task definition and those given at run time must all hold', () => {
    const definitions = [{ memberOf: ['attribute:ecs.availability-zone == us-east-1b'] }];
    expect(place({ instances: zones, definitions })).toBe(1);
    const constraints = [memberOf('attribute:ecs.availability-zone == us-east-1a')];
    expect(place({ instances: zones, definitions, constraints })).toBe(refused);
  });

  it('P3.2: a constraint is binding, also on an empty cluster of other instances', () => {
    expect(place({ instances: [{}], constraints: [memberOf('attribute:stack == prod')] })).toBe(refused);
  });

  it('says where an expression cannot be read', () => {
    expect(() => place({ instances: [{}], constraints: [memberOf('attribute:')] })).toThrow(ExpressionSyntaxError);
  });
});
