import { describe, expect, it } from 'vitest';
import { Arns, enveloped } from '../../../src/report/event-bridge/envelope.ts';

describe('the envelope of an event', () => {
  it('is that of EventBridge, with whole seconds', () => {
    const happening = { atMs: 1500, detailType: 'ECS Service Action' as const, resource: 'arn:x', detail: { a: 1 } };
    expect(enveloped(happening, 255, { region: 'eu-west-1', startEpochMs: Date.UTC(2026, 0, 5) })).toEqual({
      version: '0',
      id: '00000000-0000-0000-0000-0000000000ff',
      'detail-type': 'ECS Service Action',
      source: 'aws.ecs',
      account: '000000000000',
      time: '2026-01-05T00:00:01Z',
      region: 'eu-west-1',
      resources: ['arn:x'],
      detail: { a: 1 },
    });
  });

  it('names things as ARNs do, by the numbers that the other files have', () => {
    const arns = new Arns('eu-west-1', 'shop');
    expect(arns.cluster).toBe('arn:aws:ecs:eu-west-1:000000000000:cluster/shop');
    expect(arns.task(26)).toBe(`arn:aws:ecs:eu-west-1:000000000000:task/shop/${'0'.repeat(30)}1a`);
    expect(arns.container(0, 0)).toMatch(/:container\/shop\/0{32}$/);
    expect(arns.container(10, 2)).toMatch(/:container\/shop\/0002[0]{27}a$/);
    expect(arns.containerInstance(0)).toMatch(/:container-instance\/shop\/0{32}$/);
    expect(arns.service('web')).toMatch(/:service\/shop\/web$/);
    expect(arns.taskDefinition('web:3')).toMatch(/:task-definition\/web:3$/);
  });
});
