import { SECOND_MS } from '../../base/units.ts';
import type { Scenario } from '../scenario.ts';
import type { ScenarioShell } from '../schema.ts';

/**
 * Delivery of metrics and windows of target tracking, with the model's defaults: P6.3, and delays that give AWS's
 * published times of both resolutions (docs/decisions/0012).
 */
export function cloudWatchOf({ cloudWatch = {} }: ScenarioShell): Scenario['cloudWatch'] {
  return {
    metricDelayMs: cloudWatch.metricDelaySeconds ?? 180 * SECOND_MS,
    highResolutionMetricDelayMs: cloudWatch.highResolutionMetricDelaySeconds ?? 20 * SECOND_MS,
    scaleOutDatapoints: cloudWatch.scaleOutDatapoints ?? 3,
    scaleInDatapoints: cloudWatch.scaleInDatapoints ?? 15,
    highResolutionScaleOutDatapoints: cloudWatch.highResolutionScaleOutDatapoints ?? 3,
    highResolutionScaleInDatapoints: cloudWatch.highResolutionScaleInDatapoints ?? 15,
  };
}
