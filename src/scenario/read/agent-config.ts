import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../../base/units.ts';
import type { AgentImagesInput } from '../../sim/state/input/images.ts';
import type { AgentConfig } from '../schema/capacity-provider.ts';

/** What the agent does with images, its defaults filled in (P2.13); with prefer-cached it removes none. */
export function agentImages(config: AgentConfig): AgentImagesInput {
  const pullBehavior = config.ECS_IMAGE_PULL_BEHAVIOR ?? 'default';
  const isOff = String(config.ECS_DISABLE_IMAGE_CLEANUP ?? false) === 'true';
  if (isOff || pullBehavior === 'prefer-cached') return { pullBehavior, cleanup: null };
  return {
    pullBehavior,
    cleanup: {
      intervalMs: goDurationMs(config.ECS_IMAGE_CLEANUP_INTERVAL ?? '30m'),
      minimumAgeMs: goDurationMs(config.ECS_IMAGE_MINIMUM_CLEANUP_AGE ?? '1h'),
      imagesPerCycle: config.ECS_NUM_IMAGES_DELETE_PER_CYCLE ?? 5,
      containersKeptMs: goDurationMs(config.ECS_ENGINE_TASK_CLEANUP_WAIT_DURATION ?? '3h'),
    },
  };
}

const UNITS_MS: Readonly<Record<string, number>> = { h: HOUR_MS, m: MINUTE_MS, s: SECOND_MS };

/** `1h30m` as the agent writes durations; at least one ms. */
function goDurationMs(text: string): number {
  const parts = [...text.matchAll(/([\d.]+)([hms])/g)];
  const sum = parts.reduce((total, [, number, unit]) => total + Number(number) * UNITS_MS[unit!]!, 0);
  return Math.max(1, Math.round(sum));
}
