/** What a scenario sets beside its clusters, the model's defaults filled in. */

import type { DistributionInput } from '../../base/distributions.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../../base/units.ts';
import { FARGATE_LIMITS_DEFAULT, type FargateLimitsInput } from '../../sim/state/input/failures.ts';
import type { LimitsInput } from '../../sim/state/input.ts';
import type { Subject } from '../issues.ts';
import type { ImageSizes, ReportSettings, ScenarioTiming } from '../scenario.ts';
import type { DistributionSetting } from '../schema/distribution.ts';
import type { ScenarioShell } from '../schema.ts';
import type { Reading } from './reading.ts';
import { readDistribution } from './series.ts';

/** Compressed size of an image that nobody stated (model). */
export const IMAGE_MIB_DEFAULT = 200;

/** The sizes of images. */
export function imageSizes({ images = {}, imageDefaults }: ScenarioShell): ImageSizes {
  const sizes = Object.entries(images).map(([name, { compressedSize }]) => [name, compressedSize]);
  return {
    compressedMiB: Object.fromEntries(sizes) as Record<string, number>,
    defaultMiB: imageDefaults?.compressedSize ?? IMAGE_MIB_DEFAULT,
  };
}

/** Quotas with ECS's defaults (section 10 of the rules). */
export function limitsOf({ limits = {} }: ScenarioShell): LimitsInput {
  return {
    provisioningTasksMax: limits.provisioningTasksMax ?? 500,
    serviceLaunchesPerMinute: limits.serviceLaunchesPerMinute ?? 500,
  };
}

/** What Fargate lets the account launch (P8.4, P8.5). */
export function fargateLimitsOf({ limits = {} }: ScenarioShell): FargateLimitsInput {
  return {
    launchBurst: limits.fargateLaunchBurst ?? FARGATE_LIMITS_DEFAULT.launchBurst,
    launchesPerSecond: limits.fargateLaunchesPerSecond ?? FARGATE_LIMITS_DEFAULT.launchesPerSecond,
    onDemandVcpus: limits.fargateVcpus ?? FARGATE_LIMITS_DEFAULT.onDemandVcpus,
    spotVcpus: limits.fargateSpotVcpus ?? FARGATE_LIMITS_DEFAULT.spotVcpus,
  };
}

/** Times with the model's defaults: the table of task states in P4, P8.6, P10.1. */
export function timingOf(reading: Reading, subject: Subject, { timing = {} }: ScenarioShell): ScenarioTiming {
  const seconds = (key: string, setting: DistributionSetting | undefined, [min, max]: readonly [number, number]) => {
    const usual: DistributionInput = { kind: 'uniform', min: min * SECOND_MS, max: max * SECOND_MS };
    return setting === undefined
      ? usual
      : (readDistribution({ reading, subject, path: ['timing', key] }, setting) ?? usual);
  };
  return {
    fargateProvisioningMs: seconds('fargateProvisioningSeconds', timing.fargateProvisioningSeconds, [10, 20]),
    eniAttachMs: seconds('eniAttachSeconds', timing.eniAttachSeconds, [2, 5]),
    containerStartMs: seconds('containerStartSeconds', timing.containerStartSeconds, [1, 3]),
    deprovisioningMs: seconds('deprovisioningSeconds', timing.deprovisioningSeconds, [5, 30]),
    connectionTimeoutMs: seconds('connectionTimeoutSeconds', timing.connectionTimeoutSeconds, [150, 210]),
    startRefusedMs: seconds('startRefusedSeconds', timing.startRefusedSeconds, [1, 3]),
    pullRetryMs: Math.max(1, timing.pullRetrySeconds ?? 15 * SECOND_MS),
    eniTimeoutMs: timing.eniTimeoutSeconds ?? 3 * MINUTE_MS,
    activatingMs: seconds('activatingSeconds', timing.activatingSeconds, [0, 5]),
    targetRegistrationMs: seconds('targetRegistrationSeconds', timing.targetRegistrationSeconds, [0, 10]),
    ec2PullMiBPerSecond: timing.ec2PullMiBPerSecond ?? 150,
    fargatePullMiBPerSecond: timing.fargatePullMiBPerSecond ?? 60,
    fargateSmallPullMiBPerSecond: timing.fargateSmallPullMiBPerSecond ?? 30,
    unpackMiBPerSecond: timing.unpackMiBPerSecond ?? 120,
    containerStopMs: timing.containerStopSeconds ?? SECOND_MS,
    initContainerMs: timing.initContainerSeconds ?? 5 * SECOND_MS,
    healthyAfterMs: timing.healthyAfterSeconds ?? 40 * SECOND_MS,
    schedulerTickMs: Math.max(1, timing.schedulerTickSeconds ?? 10 * SECOND_MS),
    usageIntervalMs: Math.max(1, timing.usageIntervalSeconds ?? MINUTE_MS),
  };
}

/** Widths that read well on an axis. */
const BUCKETS_MS = [MINUTE_MS, 5 * MINUTE_MS, 15 * MINUTE_MS, HOUR_MS, 3 * HOUR_MS, 6 * HOUR_MS, DAY_MS];

/** How finely the run is recorded: buckets as narrow as keeps their number below 1000, or 200 of the heat map. */
export function reportSettings({ report = {}, duration }: ScenarioShell): ReportSettings {
  return {
    bucketMs: report.bucket ?? usualBucketMs(duration, 1000),
    heatBucketMs: report.heatBucket ?? usualBucketMs(duration, 200),
    heatInstancesMax: report.heatInstancesMax ?? 100,
  };
}

function usualBucketMs(durationMs: number, countMax: number): number {
  const fitting = BUCKETS_MS.find((bucketMs) => durationMs / bucketMs <= countMax);
  return fitting ?? DAY_MS * Math.ceil(durationMs / DAY_MS / countMax);
}
