import { describe, expect, it } from 'vitest';
import { type Controllers, dispatch } from '../../src/sim/dispatch.ts';
import * as kinds from '../../src/sim/kernel/event-kinds.ts';
import { Timeline } from '../../src/sim/kernel/timeline.ts';
import { definition, FARGATE, input, service } from './builders.ts';
import { clusterOf, runTaskOn } from './clusters.ts';

/** Controllers that only note who is called, in order; `started` is what the life cycle says of a start. */
function notingControllers(calls: string[], started = true): Controllers {
  const noting = (name: string) =>
    new Proxy(
      {},
      {
        get: (_, method) => () => {
          calls.push(`${name}.${String(method)}`);
          return started;
        },
      },
    );
  const names = [
    'launcher',
    'managedScaling',
    'autoScalingGroups',
    'repacking',
    'instances',
    'failureInjector',
    'incidents',
    'daemonScheduler',
    'serviceScheduler',
    'deploymentController',
    'loadBalancer',
    'loadBalancerMetrics',
    'zoneRebalancing',
    'steadyState',
    'runTask',
    'taskLifecycle',
    'taskProtection',
    'taskUsage',
    'requestTraffic',
    'managedInstances',
    'stateTeller',
    'metricPublisher',
    'serviceAutoScaling',
  ];
  return Object.fromEntries(names.map((name) => [name, noting(name)])) as unknown as Controllers;
}

function callsOn(kind: number, generation = 0, started = true): string[] {
  const cluster = clusterOf(input({ services: [service()] }));
  const timeline = new Timeline();
  const calls: string[] = [];
  timeline.schedule(0, kind, runTaskOn(cluster, 0), generation);
  timeline.advance(1);
  dispatch(timeline, cluster, notingControllers(calls, started));
  return calls;
}

describe('dispatch', () => {
  it('knows every kind of event', () => {
    for (const kind of Object.values(kinds)) expect(callsOn(kind).length).toBeGreaterThan(0);
  });

  it('knows no other', () => {
    expect(() => callsOn(Math.max(...Object.values(kinds)) + 1)).toThrow('no controller reacts');
  });

  it('drops every event that names a task of an earlier life of its row', () => {
    for (const kind of Object.values(kinds)) {
      expect(callsOn(kind, 1).length === 0).toBe(kind <= kinds.TASK_UNHEALTHY);
    }
  });

  it('tells of capacity after the row of the stopped task is freed', () => {
    expect(callsOn(kinds.TASK_STOPPED)).toEqual([
      'loadBalancer.onTaskStopped',
      'requestTraffic.onTaskEnded',
      'daemonScheduler.onTaskStopped',
      'serviceScheduler.onTaskStopped',
      'taskLifecycle.onStopped',
      'deploymentController.onWorkloadChanged',
      'steadyState.onWorkloadChanged',
      'zoneRebalancing.onWorkloadChanged',
      'serviceScheduler.onSurplus',
      'managedInstances.onInstanceQuiet',
      'launcher.onCapacityFreed',
      'daemonScheduler.onCapacityFreed',
      'serviceScheduler.onCapacityFreed',
      'zoneRebalancing.onCapacityFreed',
    ]);
  });

  it('tells services of room when a Fargate task is gone only where its vCPUs were missed (P8.4)', () => {
    const cluster = clusterOf(
      input({
        launchTemplates: [],
        capacityProviders: [FARGATE],
        taskDefinitions: [definition()],
        services: [service()],
      }),
    );
    const task = cluster.createTask(0, 0, 0, 0);
    cluster.placeOnFargate(task, 0);
    const timeline = new Timeline();
    timeline.schedule(0, kinds.TASK_STOPPED, task, 0);
    timeline.advance(1);
    const freed = (wereMissed: boolean) => {
      const calls: string[] = [];
      dispatch(timeline, cluster, notingControllers(calls, wereMissed));
      return calls.filter((call) => call.endsWith('onCapacityFreed'));
    };
    expect(freed(false)).toEqual([]);
    expect(freed(true)).toEqual(['serviceScheduler.onCapacityFreed']);
  });

  it('tells nobody of a start that failed', () => {
    expect(callsOn(kinds.TASK_STARTED, 0, false)).toEqual(['taskLifecycle.onStarted']);
    expect(callsOn(kinds.TASK_STARTED)).toContain('serviceScheduler.onTaskStarted');
  });
});
