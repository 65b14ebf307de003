import { describe, expect, it } from 'vitest';
import { MINUTE_MS, NONE } from '../../../../src/base/units.ts';
import { assembleEngine } from '../../../../src/sim/actions/engine-parts.ts';
import { openScalingPolicies } from '../../../../src/sim/controllers/scaling/scaling-policies.ts';
import type { ScalingPolicyInput } from '../../../../src/sim/state/input/service-scaling.ts';
import { cloudWatch, input, service } from '../../builders.ts';
import { cpu, scaling, stepping, tracking } from '../../scaling.ts';

function opened(...policies: ScalingPolicyInput[]) {
  const given = input({
    services: [service({ scaling: scaling({ policies }) }), service({ serviceName: 'still' })],
    cloudWatch: cloudWatch({ metricDelayMs: 180_000, highResolutionMetricDelayMs: 20_000 }),
  });
  const { metrics, alarms } = assembleEngine(given);
  return { policies: openScalingPolicies(given, metrics, alarms), metrics, alarms };
}

describe('the alarms of scaling policies', () => {
  it('P6.3: 3 of 3 above the target and 15 of 15 below nine tenths of it, on one metric', () => {
    const { policies, metrics, alarms } = opened(tracking());
    expect(policies.map((ofService) => ofService.length)).toEqual([1, 0]);
    expect(metrics.count).toBe(1);
    expect(alarms.specs).toMatchObject([
      { comparison: 'GreaterThanThreshold', threshold: 60, evaluationPeriods: 3, datapointsToAlarm: 3 },
      { comparison: 'LessThanThreshold', threshold: 54, evaluationPeriods: 15, datapointsToAlarm: 15 },
    ]);
    expect(alarms.specs.map(({ delayMs }) => delayMs)).toEqual([180_000, 180_000]);
  });

  it('P6.2: metrics of 20 seconds come sooner, in a group of their own', () => {
    const fine = tracking({ policyName: 'fine', metric: cpu('web', 20_000) });
    const { policies, alarms } = opened(tracking(), fine);
    expect(alarms.groups.map(({ periodMs, delayMs }) => [periodMs, delayMs])).toEqual([
      [MINUTE_MS, 180_000],
      [20_000, 20_000],
    ]);
    expect(policies[0]!.map(({ alarmGroup }) => alarmGroup)).toEqual([0, 1]);
  });

  it('P6.8: with DisableScaleIn there is no low alarm', () => {
    const { policies, alarms } = opened(tracking({ disableScaleIn: true }));
    expect(policies[0]![0]!.lowAlarm).toBe(NONE);
    expect(alarms.count).toBe(1);
  });

  it('P6.11: step scaling has the alarm of the user, and one cooldown for both ways', () => {
    const { policies, alarms } = opened(stepping({ cooldownMs: 7 }));
    expect(alarms.specs).toMatchObject([{ name: 'cpu-high', threshold: 60, evaluationPeriods: 1 }]);
    expect(policies[0]![0]).toMatchObject({ targetValue: 60, outCooldownMs: 7, inCooldownMs: 7, lowAlarm: NONE });
  });
});
