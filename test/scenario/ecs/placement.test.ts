import { describe, expect, it } from 'vitest';
import { REFERENCE_STRATEGIES } from '../../../src/placement/registry.ts';
import {
  constraintFaults,
  placementStrategySchema,
  strategyFaults,
  taskConstraintFaults,
  toPlacementConstraints,
  toPlacementStrategy,
} from '../../../src/scenario/ecs/placement.ts';

describe('placement strategies', () => {
  it('P3.5 to P3.7: each type takes its field', () => {
    const good = [
      { type: 'binpack', field: 'MEMORY' },
      { type: 'spread', field: 'host' },
      { type: 'spread', field: 'attribute:ecs.availability-zone' },
      { type: 'random', field: '' },
      { type: 'random' },
    ] as const;
    expect(strategyFaults(good, ['placementStrategy'])).toEqual([]);
    expect(toPlacementStrategy(good)).toEqual([
      { type: 'binpack', field: 'memory' },
      { type: 'spread', field: 'instanceId' },
      { type: 'spread', field: 'attribute:ecs.availability-zone' },
      { type: 'random' },
      { type: 'random' },
    ]);
  });

  it.each([
    [{ type: 'binpack', field: 'memry' }, 'one of cpu | memory', 'memory'],
    [{ type: 'binpack' }, 'one of cpu | memory', undefined],
    [{ type: 'spread' }, 'instanceId or attribute:<name>', undefined],
    [{ type: 'spread', field: 'instanceid' }, undefined, undefined],
    [
      { type: 'spread', field: 'atribute:ecs.availability-zone' },
      'instanceId or attribute:<name>',
      'attribute:ecs.availability-zone',
    ],
    [{ type: 'random', field: 'cpu' }, 'no field beside random', undefined],
  ] as const)('%j expects %s', (strategy, expected, suggestion) => {
    const faults = strategyFaults([strategy], ['placementStrategy']);
    if (expected === undefined) expect(faults).toEqual([]);
    else expect(faults).toEqual([expect.objectContaining({ path: ['placementStrategy', 0, 'field'], expected })]);
    expect(faults[0]?.suggestion).toBe(suggestion);
  });

  it('P3.14: are at most 5', () => {
    const random = (count: number) => Array.from({ length: count }, () => ({ type: 'random' as const }));
    expect(strategyFaults(random(5), [])).toEqual([]);
    expect(strategyFaults(random(6), [])[0]).toMatchObject({
      found: '6 strategies',
      expected: 'at most 5 placement strategies',
    });
  });
});

describe('placement constraints', () => {
  const zone = { type: 'memberOf', expression: 'attribute:ecs.availability-zone in [us-east-1a, us-east-1b]' } as const;

  it('P3.15 and P3.16: distinctInstance has no expression, memberOf has one', () => {
    expect(constraintFaults([zone, { type: 'distinctInstance', expression: '' }], [])).toEqual([]);
    expect(constraintFaults([{ type: 'distinctInstance', expression: 'a' }], [])[0]?.expected).toContain(
      'no expression',
    );
    expect(constraintFaults([{ type: 'memberOf' }], [])[0]?.expected).toContain('an expression');
    expect(toPlacementConstraints([zone, { type: 'distinctInstance', expression: '' }])).toEqual([
      zone,
      { type: 'distinctInstance' },
    ]);
  });

  it('P3.18: an expression that cannot be read is a fault at its character', () => {
    const [fault] = constraintFaults([{ type: 'memberOf', expression: 'attribute:a = b' }], ['placementConstraints']);
    expect(fault).toMatchObject({ path: ['placementConstraints', 0, 'expression'], offset: 12 });
  });

  it('a template placeholder in an expression is left alone', () => {
    expect(constraintFaults([{ type: 'memberOf', expression: '{{ constraint }}' }], [])).toEqual([]);
  });

  it('P3.14: are at most 10', () => {
    expect(constraintFaults(Array(11).fill({ type: 'distinctInstance' }), [])[0]?.found).toBe('11 constraints');
  });

  it('P3.16: of a task definition are memberOf only', () => {
    expect(taskConstraintFaults([zone], [])).toEqual([]);
    expect(taskConstraintFaults([{ type: 'distinctInstance' }], [])[0]?.path).toEqual([0, 'type']);
  });
});

it.each(Object.keys(REFERENCE_STRATEGIES))('%s is no strategy of ECS: a service that names it is refused', (type) => {
  expect(placementStrategySchema.safeParse({ type }).success).toBe(false);
});
