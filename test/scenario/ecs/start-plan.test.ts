import { describe, expect, it } from 'vitest';
import {
  healthySecondsAfterStart,
  startOrder,
  startPlan,
  stopSeconds,
  unhealthySecondsAfterStart,
} from '../../../src/scenario/ecs/start-plan.ts';
import { container, taskDefinition } from './samples.ts';

const healthCheck = { command: ['CMD', 'true'], interval: 10, retries: 3, startPeriod: 0 };
const dependsOn = (containerName: string, condition: string) => ({ dependsOn: [{ containerName, condition }] });

function task(...containerDefinitions: readonly object[]) {
  return taskDefinition({ containerDefinitions });
}

describe('the start of a task', () => {
  it('without dependencies is at once', () => {
    expect(startPlan(taskDefinition())).toEqual({
      startSeconds: [0],
      runningSeconds: 0,
      healthySeconds: 0,
      unhealthySeconds: Infinity,
      failedSeconds: Infinity,
    });
  });

  it('P1.19: SUCCESS waits for the exit of the dependency, START for its start', () => {
    const migrate = container({ name: 'migrate', essential: false });
    const web = container({ name: 'web', ...dependsOn('migrate', 'SUCCESS') });
    const logs = container({ name: 'logs', ...dependsOn('web', 'START') });
    expect(startPlan(task(logs, web, migrate), { migrate: { runSeconds: 25 } }).startSeconds).toEqual([25, 25, 0]);
  });

  it('P1.19: HEALTHY waits for the first success of the health check', () => {
    const proxy = container({ name: 'proxy', healthCheck });
    const web = container({ name: 'web', ...dependsOn('proxy', 'HEALTHY') });
    expect(startPlan(task(web, proxy)).runningSeconds).toBe(10);
    expect(startPlan(task(web, proxy), { proxy: { readySeconds: 12 } }).runningSeconds).toBe(20);
  });

  it('P1.19: SUCCESS is not met by another exit code than 0, COMPLETE is', () => {
    const init = container({ name: 'init', essential: false, startTimeout: 60 });
    const behaviours = { init: { runSeconds: 5, exitCode: 1 } };
    const complete = startPlan(task(container(dependsOn('init', 'COMPLETE')), init), behaviours);
    const success = startPlan(task(container(dependsOn('init', 'SUCCESS')), init), behaviours);
    expect(complete).toMatchObject({ runningSeconds: 5, failedSeconds: Infinity });
    expect(success).toMatchObject({ runningSeconds: Infinity, failedSeconds: 60, failedContainer: 'web' });
  });

  it('P1.20: gives up after the startTimeout of the dependency, by default 180 s, on Windows 480 s', () => {
    const init = container({ name: 'init', essential: false });
    const web = container(dependsOn('init', 'COMPLETE'));
    const windows = { runtimePlatform: { operatingSystemFamily: 'WINDOWS_SERVER_2022_CORE' } };
    expect(startPlan(task(web, init)).failedSeconds).toBe(180);
    expect(startPlan(taskDefinition({ containerDefinitions: [web, init], ...windows })).failedSeconds).toBe(480);
  });

  it('orders each container after those it depends on, otherwise as the definition does', () => {
    const { containerDefinitions } = task(
      container({ name: 'c', ...dependsOn('b', 'START') }),
      container({ name: 'a' }),
      container({ name: 'b', ...dependsOn('a', 'START') }),
    );
    expect(startOrder(containerDefinitions).map(({ name }) => name)).toEqual(['a', 'b', 'c']);
  });
});

describe('the health of a starting container', () => {
  const check = { intervalSeconds: 10, timeoutSeconds: 5, retries: 3, startPeriodSeconds: 0 };

  it('P1.22: turns HEALTHY at the first check that succeeds', () => {
    expect(healthySecondsAfterStart(check, {})).toBe(10);
    expect(healthySecondsAfterStart(check, { readySeconds: 20 })).toBe(20);
    expect(healthySecondsAfterStart(check, { readySeconds: 21 })).toBe(30);
  });

  it('P1.22: turns UNHEALTHY after `retries` failures in a row, those of the start period not counted', () => {
    expect(unhealthySecondsAfterStart(check, { readySeconds: 30 })).toBe(Infinity);
    expect(unhealthySecondsAfterStart(check, { readySeconds: 31 })).toBe(30);
    expect(unhealthySecondsAfterStart({ ...check, startPeriodSeconds: 60 }, { readySeconds: 90 })).toBe(Infinity);
    expect(unhealthySecondsAfterStart({ ...check, startPeriodSeconds: 60 }, { readySeconds: 91 })).toBe(90);
  });

  it('P1.23: only essential containers with a check make the task healthy', () => {
    const web = container({ healthCheck });
    const sidecar = container({ name: 'sidecar', essential: false, healthCheck: { ...healthCheck, interval: 300 } });
    expect(startPlan(task(web, sidecar)).healthySeconds).toBe(10);
    expect(startPlan(task(web, sidecar), { web: { readySeconds: 500 } }).unhealthySeconds).toBe(30);
  });
});

describe('the stop of a task', () => {
  it('P1.21: SIGKILL ends a container after its stopTimeout, 30 s by default', () => {
    expect(stopSeconds(taskDefinition())).toBe(0);
    expect(stopSeconds(taskDefinition(), { web: { stopSeconds: 12 } })).toBe(12);
    expect(stopSeconds(taskDefinition(), { web: { stopSeconds: 900 } })).toBe(30);
    expect(stopSeconds(task(container({ stopTimeout: 120 })), { web: { stopSeconds: 900 } })).toBe(120);
  });

  it('P1.19: containers stop in the reverse of their start order, one after the other', () => {
    const proxy = container({ name: 'proxy', stopTimeout: 20 });
    const web = container({ name: 'web', ...dependsOn('proxy', 'START') });
    const slow = { proxy: { stopSeconds: 99 }, web: { stopSeconds: 5 } };
    expect(stopSeconds(task(proxy, web), slow)).toBe(25);
    expect(stopSeconds(task(proxy, container()), slow)).toBe(20);
  });

  it('P1.19: a container that others waited to complete has exited by then', () => {
    const init = container({ name: 'init', essential: false });
    const stops = { init: { stopSeconds: 8 }, web: { stopSeconds: 5 } };
    const stopAfter = (condition: string) => stopSeconds(task(init, container(dependsOn('init', condition))), stops);
    expect(['SUCCESS', 'COMPLETE', 'START'].map(stopAfter)).toEqual([5, 5, 13]);
  });
});
