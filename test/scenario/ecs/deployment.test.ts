import { describe, expect, it } from 'vitest';
import {
  defaultDeploymentPercents,
  deploymentConfigurationSchema,
  toDeploymentConfiguration,
} from '../../../src/scenario/ecs/deployment.ts';

describe('a deployment configuration', () => {
  it('P4.3: is 100/200 for REPLICA and 0/100 for DAEMON by default', () => {
    expect(defaultDeploymentPercents('REPLICA')).toEqual({ minimumHealthyPercent: 100, maximumPercent: 200 });
    expect(defaultDeploymentPercents('DAEMON')).toEqual({ minimumHealthyPercent: 0, maximumPercent: 100 });
    expect(toDeploymentConfiguration({ maximumPercent: 150 }, 'REPLICA')).toMatchObject({
      minimumHealthyPercent: 100,
      maximumPercent: 150,
    });
  });

  it('P4.13: the circuit breaker is off, bounded at 50 %, and reset by a healthy task by default', () => {
    expect(toDeploymentConfiguration({}, 'REPLICA').deploymentCircuitBreaker).toEqual({
      enable: false,
      rollback: false,
      resetOnHealthyTask: true,
      thresholdType: 'BOUNDED_PERCENT',
      thresholdValue: 50,
    });
  });

  it('P4.24: canary and linear have the defaults of ECS', () => {
    expect(toDeploymentConfiguration({ strategy: 'LINEAR' }, 'REPLICA')).toMatchObject({
      strategy: 'LINEAR',
      linearConfiguration: { stepPercent: 10, stepBakeTimeInMinutes: 6 },
      canaryConfiguration: { canaryPercent: 5, canaryBakeTimeInMinutes: 10 },
    });
  });

  it.each([
    [{ canaryConfiguration: { canaryPercent: 0.1 } }, true],
    [{ canaryConfiguration: { canaryPercent: 0 } }, false],
    [{ linearConfiguration: { stepPercent: 3 } }, true],
    [{ linearConfiguration: { stepPercent: 2 } }, false],
    [{ canaryConfiguration: { canaryBakeTimeInMinutes: 1441 } }, false],
    [{ minimumHealthyPercent: -1 }, false],
  ])('P4.24: the ranges hold: %j is accepted: %s', (value, isAccepted) => {
    expect(deploymentConfigurationSchema.safeParse(value).success).toBe(isAccepted);
  });
});
