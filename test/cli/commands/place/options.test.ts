import { describe, expect, it } from 'vitest';
import { formatIssue } from '../../../../src/base/errors.ts';
import { countIssues, readConstraints, readStrategies } from '../../../../src/cli/commands/place/options.ts';

describe('readStrategies', () => {
  it('P3.8: reads the shorthand of the AWS CLI, in its order', () => {
    const texts = ['type=spread,field=attribute:ecs.availability-zone', 'field=MEMORY,type=binpack', 'type=random'];
    expect(readStrategies(texts).value).toEqual([
      { type: 'spread', field: 'attribute:ecs.availability-zone' },
      { type: 'binpack', field: 'memory' },
      { type: 'random' },
    ]);
  });

  it.each([
    ['binpack', 'strategy[0].binpack'],
    ['type=binpack,field=disk', 'strategy[0].field'],
    ['type=random,field=cpu', 'strategy[0].field'],
  ])('refuses %s, and says where', (text, place) => {
    expect(readStrategies([text]).issues.map(formatIssue).join('\n')).toContain(`command line ${place}: found`);
  });

  it('P3.14: takes at most five', () => {
    const issues = readStrategies(Array.from({ length: 6 }, () => 'type=random')).issues.map(formatIssue);
    expect(issues[0]).toContain('found 6 strategies');
  });
});

describe('readConstraints', () => {
  it('P3.16: leaves the commas and signs of an expression alone', () => {
    expect(readConstraints(['type=memberOf,expression=a:x in [b, c] and runningTasksCount>=1']).issues.length).toBe(1);
    const expression = 'attribute:x in [b, c] and runningTasksCount>=1';
    expect(readConstraints([`type=memberOf,expression=${expression}`, 'type=distinctInstance']).value).toEqual([
      { type: 'memberOf', expression },
      { type: 'distinctInstance' },
    ]);
  });
});

describe('countIssues', () => {
  const options = { containerInstances: 'i', taskDefinition: 't', strategy: [], constraint: [], seed: '0' };

  it('P3.14: RunTask takes 10 tasks, a service any number', () => {
    const of = (count: number, service?: string) =>
      countIssues({ ...options, format: 'json', count, ...(service === undefined ? {} : { service }) }).length;
    expect([of(10), of(11), of(11, 'web')]).toEqual([0, 1, 0]);
  });
});
