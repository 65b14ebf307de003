/** How production traffic moves to a new deployment (P4.23–P4.25), from what the API says of it. */

import { MINUTE_MS } from '../../base/units.ts';
import type { TrafficShiftInput } from '../../sim/state/input/deployments.ts';
import type { Service } from './service.ts';

/** CodeDeploy's own deployment configurations for ECS; a service of deploymentController CODE_DEPLOY names one. */
export const CODE_DEPLOY_CONFIGURATIONS = {
  'CodeDeployDefault.ECSAllAtOnce': { percents: [100], stepBakeMinutes: 0 },
  'CodeDeployDefault.ECSCanary10Percent15Minutes': { percents: [10, 100], stepBakeMinutes: 15 },
  'CodeDeployDefault.ECSCanary10Percent5Minutes': { percents: [10, 100], stepBakeMinutes: 5 },
  'CodeDeployDefault.ECSLinear10PercentEvery1Minutes': { percents: linearPercents(10), stepBakeMinutes: 1 },
  'CodeDeployDefault.ECSLinear10PercentEvery3Minutes': { percents: linearPercents(10), stepBakeMinutes: 3 },
} as const;
export type CodeDeployConfigurationName = keyof typeof CODE_DEPLOY_CONFIGURATIONS;

/** The shifts of a service's deployments; null for a rolling update. CodeDeploy waits for its bakeTimeInMinutes too. */
export function trafficShiftOf(
  { deploymentConfiguration, deploymentController, schedulingStrategy }: Service,
  codeDeployConfiguration: CodeDeployConfigurationName = 'CodeDeployDefault.ECSAllAtOnce',
): TrafficShiftInput | null {
  if (schedulingStrategy === 'DAEMON' || deploymentController === 'EXTERNAL') return null;
  const { strategy, bakeTimeInMinutes, canaryConfiguration, linearConfiguration } = deploymentConfiguration;
  const bakeMs = bakeTimeInMinutes * MINUTE_MS;
  if (deploymentController === 'CODE_DEPLOY') {
    const { percents, stepBakeMinutes } = CODE_DEPLOY_CONFIGURATIONS[codeDeployConfiguration];
    return { percents, stepBakeMs: stepBakeMinutes * MINUTE_MS, bakeMs };
  }
  switch (strategy) {
    case 'ROLLING':
      return null;
    case 'BLUE_GREEN':
      return { percents: [100], stepBakeMs: 0, bakeMs };
    case 'CANARY': {
      const { canaryPercent, canaryBakeTimeInMinutes } = canaryConfiguration;
      const percents = canaryPercent === 100 ? [100] : [canaryPercent, 100];
      return { percents, stepBakeMs: canaryBakeTimeInMinutes * MINUTE_MS, bakeMs };
    }
    case 'LINEAR': {
      const { stepPercent, stepBakeTimeInMinutes } = linearConfiguration;
      return { percents: linearPercents(stepPercent), stepBakeMs: stepBakeTimeInMinutes * MINUTE_MS, bakeMs };
    }
  }
}

/** Percent on the new tasks after each step of a LINEAR deployment (P4.24); the last step is what is left. */
export function linearPercents(stepPercent: number): number[] {
  const stepCount = Math.ceil(100 / stepPercent);
  return Array.from({ length: stepCount }, (_, step) => (step === stepCount - 1 ? 100 : (step + 1) * stepPercent));
}
