import { describe, expect, it } from 'vitest';
import { readService } from '../../../src/scenario/ecs/service.ts';
import { isFargateProvider, strategyItemFaults } from '../../../src/scenario/ecs/service-rules.ts';
import { definition, documentOf, faults } from './samples.ts';

const serviceFaults = (fields: object) => faults(readService(documentOf({ serviceName: 'web', ...fields })).issues);
const strategy = (...items: object[]) => serviceFaults({ capacityProviderStrategy: items });
const item = (capacityProvider: string, weight = 0, base = 0) => ({ capacityProvider, base, weight });

describe('the capacity of a service', () => {
  it('P5.2: comes from a launch type or from a capacity provider strategy, never both', () => {
    const both = { launchType: 'FARGATE', capacityProviderStrategy: [item('FARGATE', 1)] };
    expect(serviceFaults(both)).toEqual([
      'launchType: found "FARGATE" beside a capacityProviderStrategy, expected either launchType ' +
        'or capacityProviderStrategy',
    ]);
    expect(serviceFaults({ launchType: 'EC2', capacityProviderStrategy: [] })).toEqual([]);
  });

  it('P5.1: has one base, a weight above 0, and base and weight in range', () => {
    expect(strategy(item('a', 1, 2), item('b', 1))).toEqual([]);
    expect(strategy(item('a', 1, 2), item('b', 1, 1))[0]).toContain('only one capacity provider may have a base');
    expect(strategy(item('a'), item('b'))[0]).toContain('found 2 capacity providers, all of weight 0');
    expect(strategy(item('a'))).toEqual([]);
    expect(strategy(item('a', 1001))[0]).toContain('expected an integer from 0 to 1000');
    expect(strategy(item('a', 1, 100_001))[0]).toContain('expected an integer from 0 to 100000');
    expect(strategy(...Array(21).fill(item('a', 1)))[0]).toContain('a list of at most 20 items');
  });

  it('P5.2: never mixes Fargate with Auto Scaling groups', () => {
    expect(strategyItemFaults([item('FARGATE', 1), item('FARGATE_SPOT', 1)], 'k')).toEqual([]);
    expect(strategyItemFaults([item('general', 1), item('FARGATE', 1)], 'k')[0]?.path).toEqual([
      'k',
      1,
      'capacityProvider',
    ]);
    expect([isFargateProvider('FARGATE_SPOT'), isFargateProvider('fargate')]).toEqual([true, false]);
  });

  it('P3: Fargate refuses placement strategies and constraints', () => {
    const placement = { placementStrategy: [{ type: 'random' }], placementConstraints: [{ type: 'distinctInstance' }] };
    expect(serviceFaults({ launchType: 'FARGATE', ...placement })).toEqual([
      expect.stringContaining('expected no placementStrategy on Fargate'),
      expect.stringContaining('expected no placementConstraints on Fargate'),
    ]);
    expect(serviceFaults({ capacityProviderStrategy: [item('FARGATE_SPOT', 1)], ...placement })).toHaveLength(2);
    expect(serviceFaults({ launchType: 'EC2', ...placement })).toEqual([]);
  });
});

describe('P4.1: a DAEMON service', () => {
  const daemon = (fields: object) => serviceFaults({ schedulingStrategy: 'DAEMON', ...fields });

  it('has no desiredCount, no strategy, and is not on Fargate', () => {
    expect(daemon({})).toEqual([]);
    expect(daemon({ desiredCount: 2 })[0]).toContain('no desiredCount');
    expect(daemon({ placementStrategy: [{ type: 'random' }] })[0]).toContain(
      'no placementStrategy on a DAEMON service',
    );
    expect(daemon({ launchType: 'FARGATE' })[0]).toContain('no DAEMON services on Fargate');
  });

  it('shows a count when it is described', () => {
    expect(daemon({ desiredCount: 2, serviceArn: 'arn' })).toEqual([]);
  });

  it('P4.3: has a maximumPercent of 100', () => {
    expect(daemon({ deploymentConfiguration: { maximumPercent: 100 } })).toEqual([]);
    expect(daemon({ deploymentConfiguration: { maximumPercent: 200 } })[0]).toContain('found 200, expected 100');
  });
});

describe('an inline task definition', () => {
  it('keeps its own rules, under its own path', () => {
    expect(serviceFaults({ taskDefinition: definition({ family: 'a b' }) })).toEqual([
      'taskDefinition.family: found "a b", expected 1 to 255 letters, digits, _ or -',
    ]);
  });

  it('P1.4: shares the limit of 10 constraints with its service', () => {
    const memberOf = (count: number) => Array(count).fill({ type: 'memberOf', expression: 'attribute:a == b' });
    const taskDefinition = definition({ placementConstraints: memberOf(6) });
    expect(serviceFaults({ taskDefinition, placementConstraints: memberOf(4) })).toEqual([]);
    expect(serviceFaults({ taskDefinition, placementConstraints: memberOf(5) })[0]).toContain('found 11 constraints');
  });
});
