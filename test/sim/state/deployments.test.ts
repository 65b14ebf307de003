import { describe, expect, it } from 'vitest';
import { NONE } from '../../../src/base/units.ts';
import {
  DEPLOYMENT_ACTIVE,
  DEPLOYMENT_INACTIVE,
  DEPLOYMENT_PRIMARY,
  DEPLOYMENT_STATUSES,
  DeploymentTable,
  FAILED_BY_CIRCUIT_BREAKER,
  ROLLOUT_COMPLETED,
  ROLLOUT_FAILED,
  ROLLOUT_IN_PROGRESS,
  ROLLOUT_STATES,
} from '../../../src/sim/state/deployments.ts';

describe('DeploymentTable', () => {
  it('P4.10: a newer deployment is PRIMARY; the one before ACTIVE while it has a task, then INACTIVE', () => {
    const table = new DeploymentTable(1);
    const first = table.open(0, 5, NONE, 0, 0, 0);
    table.taskCreated(first, 1);
    const second = table.open(0, 6, NONE, 1, 1, 1000);
    expect([table.primary[0], table.taskDefinitionOf(0)]).toEqual([second, 6]);
    expect([table.status[first], table.status[second]]).toEqual([DEPLOYMENT_ACTIVE, DEPLOYMENT_PRIMARY]);
    table.taskStopped(first);
    expect(table.status[first]).toBe(DEPLOYMENT_INACTIVE);
    expect([...table.number.slice(0, 2)]).toEqual([1, 2]);
  });

  it('P4.10: ends once: COMPLETED or FAILED, or when it is replaced, still IN_PROGRESS', () => {
    const table = new DeploymentTable(1);
    const first = table.open(0, 0, NONE, 0, 0, 0);
    expect(table.isInProgress(first)).toBe(true);
    table.complete(first, 100);
    const second = table.open(0, 1, NONE, 4, 4, 200);
    const third = table.open(0, 0, first, 4, 4, 300);
    table.fail(third, FAILED_BY_CIRCUIT_BREAKER, 400);
    expect([...table.endedAtMs.slice(0, 3)]).toEqual([100, 300, 400]);
    expect([...table.rolloutState.slice(0, 3)]).toEqual([ROLLOUT_COMPLETED, ROLLOUT_IN_PROGRESS, ROLLOUT_FAILED]);
    expect([table.isInProgress(second), table.lastCompleted[0]]).toEqual([false, first]);
  });

  it('keeps the most tasks and the fewest healthy ones only while it is IN_PROGRESS', () => {
    const table = new DeploymentTable(1);
    const row = table.open(0, 0, NONE, 4, 4, 0);
    table.taskCreated(row, 6);
    table.healthyTasksFell(0, 3);
    table.complete(row, 100);
    table.taskCreated(row, 9);
    table.healthyTasksFell(0, 0);
    expect([table.tasksMax[row], table.healthyTasksMin[row]]).toEqual([6, 3]);
  });

  it('P4.13: failures begin again with a healthy task, failedTasks do not', () => {
    const table = new DeploymentTable(1);
    const row = table.open(0, 0, NONE, 0, 0, 0);
    table.countFailure(row, true);
    table.countFailure(row, false);
    expect([table.failures[row], table.failedTasks[row]]).toEqual([1, 2]);
    table.resetFailures(row);
    expect([table.failures[row], table.failedTasks[row]]).toEqual([0, 2]);
  });

  it('grows, its rows kept', () => {
    const table = new DeploymentTable(2);
    for (let i = 0; i < 50; i++) table.open(i % 2, i, NONE, i, i, i);
    expect([...table.taskDefinition.slice(0, 50)]).toEqual(Array.from({ length: 50 }, (_, i) => i));
    expect(table.number[49]).toBe(25);
    expect(table.service[49]).toBe(1);
  });

  it('names its numbers', () => {
    expect([DEPLOYMENT_STATUSES[DEPLOYMENT_PRIMARY], DEPLOYMENT_STATUSES[DEPLOYMENT_INACTIVE]]).toEqual([
      'PRIMARY',
      'INACTIVE',
    ]);
    expect([ROLLOUT_STATES[ROLLOUT_IN_PROGRESS], ROLLOUT_STATES[ROLLOUT_FAILED]]).toEqual(['IN_PROGRESS', 'FAILED']);
  });
});
