import { describe, expect, it } from 'vitest';
import { readTasks } from '../../../src/scenario/ecs/task.ts';
import { accepted, documentOf, faults } from './samples.ts';

const task = {
  taskArn: 'arn:aws:ecs:us-east-1:1:task/shop/a',
  taskDefinitionArn: 'arn:aws:ecs:us-east-1:1:task-definition/web:3',
  containerInstanceArn: 'arn:aws:ecs:us-east-1:1:container-instance/shop/a',
  group: 'service:web',
  lastStatus: 'PENDING',
  desiredStatus: 'RUNNING',
  launchType: 'EC2',
  cpu: '256',
  memory: '512',
  createdAt: '2026-01-01T00:00:00Z',
  containers: [{ name: 'web' }],
};

describe('describe-tasks', () => {
  it('gives where each task runs, for which group, and its size', () => {
    expect(accepted(readTasks(documentOf({ tasks: [task], failures: [] })))).toEqual([
      {
        taskArn: task.taskArn,
        taskDefinitionArn: task.taskDefinitionArn,
        containerInstanceArn: task.containerInstanceArn,
        group: 'service:web',
        lastStatus: 'PENDING',
        desiredStatus: 'RUNNING',
        launchType: 'EC2',
        cpuUnits: 256,
        memoryMiB: 512,
        hasEni: false,
        createdAtMs: Date.UTC(2026, 0, 1),
      },
    ]);
  });

  it('P2.7: tells by its attachments whether a task holds an ENI', () => {
    const attachments = [{ id: 'a', type: 'ElasticNetworkInterface', status: 'ATTACHED', details: [] }];
    expect(accepted(readTasks(documentOf([{ ...task, attachments }]))).map(({ hasEni }) => hasEni)).toEqual([true]);
  });

  it('without a taskArn is refused', () => {
    const { taskArn: _, ...bare } = task;
    expect(faults(readTasks(documentOf([bare])).issues)).toEqual([
      '[0].taskArn: found nothing, expected a non-empty string',
    ]);
  });
});
