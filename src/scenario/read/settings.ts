/** What a scenario sets beside its clusters, the model's defaults filled in. */

import type { DistributionInput } from '../../base/distributions.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../../base/units.ts';
import type { LayerInput } from '../../sim/state/input/images.ts';
import type { Fault } from '../fault.ts';
import type { Subject } from '../issues.ts';
import type { ImageSizes, ReportSettings, ScenarioTiming } from '../scenario.ts';
import type { DistributionSetting } from '../schema/distribution.ts';
import type { ScenarioShell } from '../schema.ts';
import type { Reading } from './reading.ts';
import { readDistribution } from './series.ts';

/** Compressed size of an image that nobody stated (model). */
export const IMAGE_MIB_DEFAULT = 200;

/** What an image takes on the disk, as a multiple of its compressed size (model). */
const UNPACKED_RATIO_DEFAULT = 2.5;

/** The sizes of images. */
export function imageSizes({ images = {}, imageDefaults }: ScenarioShell): ImageSizes {
  const entries = Object.entries(images).map(([name, { compressedSize, layers = [] }]) => {
    const named = layers.map((layer) => ({ digest: layer.digest, compressedMiB: layer.compressedSize }));
    return { name, compressedMiB: compressedSize ?? sumMiB(named), layers: named };
  });
  return {
    compressedMiB: Object.fromEntries(entries.map(({ name, compressedMiB }) => [name, compressedMiB])),
    layers: Object.fromEntries(entries.flatMap(({ name, layers }) => (layers.length > 0 ? [[name, layers]] : []))),
    defaultMiB: imageDefaults?.compressedSize ?? IMAGE_MIB_DEFAULT,
    sociIndexed: Object.keys(images).filter((name) => images[name]!.sociIndex === true),
    unpackedRatio: imageDefaults?.unpackedRatio ?? UNPACKED_RATIO_DEFAULT,
  };
}

function sumMiB(layers: readonly LayerInput[]): number {
  return layers.reduce((sum, { compressedMiB }) => sum + compressedMiB, 0);
}

/** Images without any size, smaller than their layers, and layers of two sizes. */
export function imageFaults({ images = {} }: ScenarioShell): Fault[] {
  const sizes = new Map<string, number>();
  return Object.entries(images).flatMap(([name, { compressedSize, layers = [] }]) => {
    const path = ['images', name];
    const sum = layers.reduce((total, layer) => total + layer.compressedSize, 0);
    const faults: Fault[] = [];
    if (compressedSize === undefined && layers.length === 0)
      faults.push({ path, expected: 'compressedSize or layers' });
    if (compressedSize !== undefined && compressedSize < sum) {
      faults.push({ path: [...path, 'compressedSize'], expected: `at least ${sum} MiB, the sum of its layers` });
    }
    for (const [index, layer] of layers.entries()) {
      const known = sizes.get(layer.digest) ?? layer.compressedSize;
      sizes.set(layer.digest, known);
      if (known === layer.compressedSize) continue;
      const expected = `${known} MiB, as the layer ${layer.digest} has elsewhere`;
      faults.push({ path: [...path, 'layers', index, 'compressedSize'], expected });
    }
    return faults;
  });
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
    nodeFailoverMs: timing.nodeFailoverSeconds ?? MINUTE_MS,
    ec2PullMiBPerSecond: timing.ec2PullMiBPerSecond ?? 150,
    fargatePullMiBPerSecond: timing.fargatePullMiBPerSecond ?? 60,
    fargateSmallPullMiBPerSecond: timing.fargateSmallPullMiBPerSecond ?? 30,
    sociPulledPortion: timing.sociPulledPortion ?? 0.1,
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

/** More than so many buckets take gigabytes, and no chart and no reader can do anything with them. */
const BUCKETS_MAX = 200_000;

/** Buckets that are far too narrow for so long a run. */
export function bucketFaults({ report = {}, duration }: ScenarioShell): Fault[] {
  return (['bucket', 'heatBucket'] as const).flatMap((key) => {
    const bucketMs = report[key];
    if (bucketMs === undefined || duration / bucketMs <= BUCKETS_MAX) return [];
    const seconds = Math.ceil(duration / BUCKETS_MAX / SECOND_MS);
    return [{ path: ['report', key], expected: `at least ${seconds}s: at most 200,000 buckets for the whole run` }];
  });
}

function usualBucketMs(durationMs: number, countMax: number): number {
  const fitting = BUCKETS_MS.find((bucketMs) => durationMs / bucketMs <= countMax);
  return fitting ?? DAY_MS * Math.ceil(durationMs / DAY_MS / countMax);
}
