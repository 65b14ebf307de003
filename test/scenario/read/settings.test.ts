import { describe, expect, it } from 'vitest';
import { compile, faultsOf, provider, read, scenarioText, service } from '../scenario-texts.ts';

const input = (top: object) => compile({ services: [service()] }, top).inputs[0]!;

describe('the model’s defaults', () => {
  it('are the table of task states and P10.1, all of them configurable', () => {
    expect(input({}).timing).toMatchObject({
      fargateProvisioningMs: { kind: 'uniform', min: 10_000, max: 20_000 },
      eniAttachMs: { kind: 'uniform', min: 2000, max: 5000 },
      containerStartMs: { kind: 'uniform', min: 1000, max: 3000 },
      deprovisioningMs: { kind: 'uniform', min: 5000, max: 30_000 },
      fargatePullMiBPerSecond: 60,
      schedulerTickMs: 10_000,
      usageIntervalMs: 60_000,
    });
    const timing = { fargateProvisioningSeconds: 17.7, schedulerTickSeconds: 5, unpackMiBPerSecond: 0 };
    expect(input({ timing }).timing).toMatchObject({
      fargateProvisioningMs: { kind: 'constant', value: 17_700 },
      schedulerTickMs: 5000,
      unpackMiBPerSecond: 0,
    });
  });

  it('are ECS’s quotas: 500 tasks in PROVISIONING, 500 launches a minute', () => {
    expect(input({}).limits).toEqual({ provisioningTasksMax: 500, serviceLaunchesPerMinute: 500 });
    expect(input({ limits: { provisioningTasksMax: 9 } }).limits.provisioningTasksMax).toBe(9);
  });

  it('P8.6, P2.13: SOCI indexes, and how much of a root volume images have', () => {
    const images = { nginx: { compressedSize: '300 MB', sociIndex: true } };
    expect(input({ images }).images[0]!.isLazy).toBe(true);
    expect(input({}).timing.sociPulledPortion).toBe(0.1);
    expect(input({}).launchTemplates[0]!.imageStorageMiB).toBe((26 * 1024) / 2.5);
    const group = provider({ rootVolume: { sizeGiB: 12, usedGiB: 2 } });
    const own = compile({ capacityProviders: [group], services: [service()] }, { imageDefaults: { unpackedRatio: 4 } });
    expect(own.inputs[0]!.launchTemplates[0]!.imageStorageMiB).toBe(2560);
    expect(own.inputs[0]!.taskDefinitions[0]!.imageStorageMiB).toBe(4096);
  });

  it('images that nobody sized count as 200 MiB, or as imageDefaults says', () => {
    expect(input({}).images).toMatchObject([{ name: 'nginx:1', compressedMiB: 200 }]);
    expect(input({ imageDefaults: { compressedSize: '1 GB' } }).images[0]!.compressedMiB).toBe(1024);
  });
});

describe('images', () => {
  const layer = (digest: string, compressedSize: number) => ({ digest, compressedSize });
  const faults = (images: object) => faultsOf({}, { images });

  it('have a size, or that of their layers, which is no larger', () => {
    expect(faults({ web: {} })).toEqual([expect.stringContaining('compressedSize or layers')]);
    expect(faults({ web: { compressedSize: 100, layers: [layer('a', 101)] } })).toHaveLength(1);
    const { images } = read(scenarioText({}, { images: { web: { layers: [layer('a', 60), layer('b', 30)] } } }));
    expect(images.compressedMiB).toEqual({ web: 90 });
    expect(images.layers.web).toHaveLength(2);
  });

  it('agree on the size of a layer', () => {
    expect(faults({ web: { layers: [layer('a', 60)] }, api: { layers: [layer('a', 61)] } })).toEqual([
      expect.stringContaining('as the layer a has elsewhere'),
    ]);
  });
});

describe('the buckets of a run', () => {
  it.each([
    ['1h', 60_000, 60_000],
    ['1d', 300_000, 900_000],
    ['7d', 900_000, 3_600_000],
    ['30d', 3_600_000, 21_600_000],
    ['365d', 86_400_000, 172_800_000],
  ])('of %s keep a series below 1000 points and the heat map below 200', (duration, bucketMs, heatBucketMs) => {
    const { record } = input({ duration });
    expect(record).toMatchObject({ bucketMs, heatBucketMs });
  });

  it('are refused when they are more than memory and charts are for', () => {
    const found = (report: object) => faultsOf({ services: [service()] }, { duration: '365d', report });
    expect(found({ bucket: '3m', heatBucket: '158s' })).toEqual([]);
    expect(found({ bucket: '1s', heatBucket: '157s' })).toEqual([
      expect.stringContaining('report.bucket: found "1s", expected at least 158s: at most 200,000 buckets'),
      expect.stringContaining('report.heatBucket: found "157s", expected at least 158s'),
    ]);
  });

  it('are as wide as the report asks for', () => {
    expect(input({ report: { bucket: '1h', heatBucket: '2h', heatInstancesMax: 7 } }).record).toMatchObject({
      bucketMs: 3_600_000,
      heatBucketMs: 7_200_000,
      heatInstancesMax: 7,
    });
  });
});
