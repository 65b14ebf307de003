import { describe, expect, it } from 'vitest';
import { HOUR_MS } from '../../../src/base/units.ts';
import { compile, faultsOf, service } from '../scenario-texts.ts';

const TARGET = { minCapacity: 2, maxCapacity: 10 };
const scalingOf = (fields: object) =>
  compile({ services: [service(fields)] }, { start: '2026-03-28T00:00:00Z', duration: '3d' }).inputs[0]!.services[0]!
    .scaling;
const faults = (fields: object) => faultsOf({ services: [service(fields)] });

describe('the scaling of a service', () => {
  it('P6.1: is none without a scalable target', () => {
    expect(scalingOf({})).toBeNull();
    expect(scalingOf({ scalableTarget: TARGET })).toEqual({ ...TARGET, policies: [], scheduledActions: [] });
    const policy = { policyName: 'cpu' };
    expect(faults({ scalingPolicies: [policy] }).join()).toContain('to scale within');
  });

  it('P6.1: a minimum above the maximum, a DAEMON service and a name twice are refused', () => {
    expect(faults({ scalableTarget: { minCapacity: 3, maxCapacity: 2 } }).join()).toContain('at most maxCapacity');
    const daemon = { schedulingStrategy: 'DAEMON', desiredCount: undefined, scalableTarget: TARGET };
    expect(faults(daemon).join()).toContain('no desired count');
    const policy = {
      policyName: 'cpu',
      targetTrackingScalingPolicyConfiguration: {
        targetValue: 1,
        predefinedMetricSpecification: { predefinedMetricType: 'ECSServiceAverageCPUUtilization' },
      },
    };
    expect(faults({ scalableTarget: TARGET, scalingPolicies: [policy, policy] }).join()).toContain(
      'each policy name once',
    );
  });

  it('P6.13: at, rate and cron give the instants of scheduled actions, in order', () => {
    const scheduledActions = [
      { schedule: 'rate(1 day)', scalableTargetAction: { minCapacity: 3 } },
      { schedule: 'at(2026-03-28T12:00:00)', scalableTargetAction: { minCapacity: 4, maxCapacity: 20 } },
      { schedule: 'cron(0 6 * * ? *)', scalableTargetAction: { maxCapacity: 15 } },
    ];
    const actions = scalingOf({ scalableTarget: TARGET, scheduledActions })!.scheduledActions;
    expect(actions.map(({ atMs }) => atMs / HOUR_MS)).toEqual([6, 12, 24, 30, 48, 54]);
    expect(actions[1]).toEqual({ atMs: 12 * HOUR_MS, minCapacity: 4, maxCapacity: 20 });
    expect(actions[0]).toMatchObject({ minCapacity: null, maxCapacity: 15 });
  });

  it('P6.13: a time zone moves at and cron, daylight saving included; UTC is the default', () => {
    // Clocks in Berlin go forward on 29 March 2026.
    const scheduledActions = [
      { schedule: 'cron(0 6 * * ? *)', timezone: 'Europe/Berlin', scalableTargetAction: { minCapacity: 3 } },
      { schedule: 'at(2026-03-30T01:00:00)', timezone: 'America/New_York', scalableTargetAction: { minCapacity: 4 } },
    ];
    const actions = scalingOf({ scalableTarget: TARGET, scheduledActions })!.scheduledActions;
    expect(actions.map(({ atMs }) => atMs / HOUR_MS)).toEqual([5, 28, 52, 53]);
  });

  it('P6.13: startTime and endTime bound a recurring action', () => {
    const times = { startTime: '2026-03-28T05:00:00Z', endTime: '2026-03-29T05:00:00Z' };
    const scheduledActions = [{ schedule: 'cron(0 4,6 * * ? *)', ...times, scalableTargetAction: { minCapacity: 3 } }];
    const actions = scalingOf({ scalableTarget: TARGET, scheduledActions })!.scheduledActions;
    expect(actions.map(({ atMs }) => atMs / HOUR_MS)).toEqual([6, 28]);
  });

  it.each([
    [{ schedule: 'sometimes', scalableTargetAction: { minCapacity: 1 } }, 'schedule'],
    [{ schedule: 'rate(1 hour)', timezone: 'Mars/Olympus', scalableTargetAction: { minCapacity: 1 } }, 'time zone'],
    [{ schedule: 'rate(1 hour)', scalableTargetAction: {} }, 'minCapacity, maxCapacity or both'],
    [{ schedule: 'rate(1 hour)', scalableTargetAction: { minCapacity: 11 } }, 'minCapacity 11 with maxCapacity 10'],
  ])('P6.13: refuses %j', (action, words) => {
    expect(faults({ scalableTarget: TARGET, scheduledActions: [action] }).join()).toContain(words);
  });

  it('takes the PascalCase of CloudFormation', () => {
    expect(scalingOf({ ScalableTarget: { MinCapacity: 1, MaxCapacity: 4 } })).toMatchObject({ maxCapacity: 4 });
  });
});
