import { describe, expect, it } from 'vitest';
import { toService } from '../../../src/scenario/ecs/service.ts';
import type { ServiceInput } from '../../../src/scenario/ecs/service-schema.ts';
import { linearPercents, trafficShiftOf } from '../../../src/scenario/ecs/traffic-shift.ts';

const MINUTE_MS = 60_000;

function shiftOf(deploymentConfiguration: ServiceInput['deploymentConfiguration'], parts: Partial<ServiceInput> = {}) {
  return trafficShiftOf(toService({ serviceName: 'web', ...parts, deploymentConfiguration }));
}

describe('trafficShiftOf', () => {
  it('P4.23: BLUE_GREEN shifts all at once and bakes; ROLLING shifts nothing', () => {
    const bakeMs = 15 * MINUTE_MS;
    expect(shiftOf({ strategy: 'BLUE_GREEN', bakeTimeInMinutes: 15 })).toEqual({
      percents: [100],
      stepBakeMs: 0,
      bakeMs,
    });
    expect(shiftOf({ strategy: 'ROLLING', bakeTimeInMinutes: 15 })).toBeNull();
    expect(shiftOf({})).toBeNull();
  });

  it('P4.24: CANARY is 5 % and 10 minutes unless it says otherwise', () => {
    expect(shiftOf({ strategy: 'CANARY' })).toEqual({ percents: [5, 100], stepBakeMs: 10 * MINUTE_MS, bakeMs: 0 });
    const own = { canaryPercent: 12.5, canaryBakeTimeInMinutes: 3 };
    expect(shiftOf({ strategy: 'CANARY', canaryConfiguration: own })).toMatchObject({
      percents: [12.5, 100],
      stepBakeMs: 3 * MINUTE_MS,
    });
    expect(shiftOf({ strategy: 'CANARY', canaryConfiguration: { canaryPercent: 100 } })!.percents).toEqual([100]);
  });

  it('P4.24: LINEAR is 10 % every 6 minutes unless it says otherwise; the last step is what is left', () => {
    const byDefault = shiftOf({ strategy: 'LINEAR' })!;
    expect([byDefault.percents.length, byDefault.stepBakeMs]).toEqual([10, 6 * MINUTE_MS]);
    const own = { stepPercent: 40, stepBakeTimeInMinutes: 1 };
    expect(shiftOf({ strategy: 'LINEAR', linearConfiguration: own })!.percents).toEqual([40, 80, 100]);
  });

  it('P4.24: as AWS counts them, a step of 11 % waits 9 times', () => {
    expect(linearPercents(11)).toHaveLength(10);
    expect(linearPercents(10)).toHaveLength(10);
    expect(linearPercents(100)).toEqual([100]);
  });

  it('P4.25: CodeDeploy shifts as its deployment configuration says, by default all at once', () => {
    const service = toService({ serviceName: 'web', deploymentController: { type: 'CODE_DEPLOY' } });
    expect(trafficShiftOf(service)!.percents).toEqual([100]);
    const canary = trafficShiftOf(service, 'CodeDeployDefault.ECSCanary10Percent15Minutes');
    expect(canary).toMatchObject({ percents: [10, 100], stepBakeMs: 15 * MINUTE_MS });
  });

  it('P4.1: a DAEMON service has one task per instance, and nothing to shift; EXTERNAL deploys by itself', () => {
    expect(shiftOf({ strategy: 'BLUE_GREEN' }, { schedulingStrategy: 'DAEMON' })).toBeNull();
    expect(shiftOf({ strategy: 'BLUE_GREEN' }, { deploymentController: { type: 'EXTERNAL' } })).toBeNull();
  });
});
