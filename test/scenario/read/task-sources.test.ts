import { describe, expect, it } from 'vitest';
import { fargateDefinition, faultsOf, read, scenarioText, taskSource } from '../scenario-texts.ts';

const only = (fields: object, files = {}) =>
  read(scenarioText({ tasks: [taskSource(fields)] }), files).clusters[0]!.taskSources[0]!;
const faults = (fields: object, files = {}) =>
  faultsOf({ tasks: [taskSource(fields)] }, {}, files).map((fault) => fault.replace('clusters[0].tasks[0].', ''));

describe('standalone tasks', () => {
  it('have the group of their family, one task a call, and no second try, unless they say otherwise (P3.5, P5.14)', () => {
    expect(only({})).toMatchObject({ name: 'job', group: 'family:job', count: 1, retryMs: 0 });
    expect(only({ name: 'nightly', group: 'batch', count: 10, retrySeconds: '1m' })).toMatchObject({
      name: 'nightly',
      group: 'batch',
      count: 10,
      retryMs: 60_000,
    });
  });

  it('take the other fields of run-task, and note the overrides that are not simulated', () => {
    const overrides = { cpu: '512', containerOverrides: [{ name: 'job', command: ['x'] }] };
    const text = scenarioText({ tasks: [taskSource({ overrides, startedBy: 'me', enableExecuteCommand: true })] });
    expect(read(text).clusters[0]!.notes).toEqual([
      "Tasks job: overrides was read and is not simulated yet; the task definition's sizes count.",
    ]);
  });

  it('P3.26: cannot be protected from scale-in, for nothing scales them in', () => {
    expect(faults({ behaviour: { taskProtection: {} } })).toEqual([
      expect.stringContaining('a task of a service: UpdateTaskProtection refuses a standalone task (TASK_NOT_VALID)'),
    ]);
  });

  it('must say how long they run, unless a trace does', () => {
    expect(faults({ durationSeconds: undefined })).toEqual([
      'durationSeconds: found nothing, expected how long a task runs, in seconds',
    ]);
    const files = { 'a.csv': 'arrival,duration\n0,9\n' };
    expect(only({ durationSeconds: undefined, arrivals: { trace: 'a.csv' } }, files).arrivals.kind).toBe('trace');
    expect(
      faults({ durationSeconds: undefined, arrivals: { trace: 'b.csv' } }, { 'b.csv': 'arrival\n0\n' }),
    ).toHaveLength(1);
  });

  it('run at most ten at a call, on one kind of capacity (P3.14, P5.2)', () => {
    expect(faults({ count: 11 })).toEqual(['count: found 11, expected an integer from 1 to 10']);
    const capacityProviderStrategy = [{ capacityProvider: 'general', weight: 1 }];
    expect(faults({ capacityProviderStrategy })).toEqual([
      'launchType: found "FARGATE" beside a capacityProviderStrategy, expected either launchType or capacityProviderStrategy',
    ]);
  });

  it('sized by a trace need no size of their own on Fargate, but one that Fargate has', () => {
    const containerDefinitions = [{ name: 'job', image: 'job', memory: 512 }];
    const taskDefinition = fargateDefinition({ cpu: undefined, memory: undefined, containerDefinitions });
    const arrivals = { trace: 'a.csv' };
    expect(faults({ taskDefinition, arrivals }, { 'a.csv': 'arrival,cpu,memory\n0,300,900\n' })).toEqual([]);
    expect(faults({ taskDefinition, arrivals }, { 'a.csv': 'arrival,cpu,memory\n0,1,1\n1,99999,512\n' })).toEqual([
      'found 99999 CPU units and 512 MiB, expected at most 16384 and 122880, the largest size of Fargate',
    ]);
    expect(faults({ taskDefinition, arrivals }, { 'a.csv': 'arrival\n0\n' })).toHaveLength(1);
  });
});
