import { describe, expect, it } from 'vitest';
import { ImageCache, missingOnFargateMiB, transferMs } from '../../../../src/sim/controllers/tasks/image-cache.ts';
import type { ImageCleanupInput, ImagePullBehavior } from '../../../../src/sim/state/input/images.ts';
import { definition, fleet, image, input, template, timing } from '../../builders.ts';
import { clusterOf } from '../../clusters.ts';

/** Definitions: base alone, base then app, app alone; 100 and 300 MiB at 100 MiB/s. */
function cache(unpackMiBPerSecond = 0): ImageCache {
  return new ImageCache(
    clusterOf(
      input({
        images: [image('base', 100), image('app', 300)],
        launchTemplates: [template(), template({ pullMiBPerSecond: 50 })],
        capacityProviders: [fleet([0, 0, 1])],
        taskDefinitions: [[0], [0, 1], [1]].map((images) => definition({ images })),
        timing: timing({ unpackMiBPerSecond }),
      }),
    ),
  );
}

describe('ImageCache', () => {
  it('P10.1, P10.2: pulls the images of a task one after the other', () => {
    expect(cache().pullMs(1, 0, 0)).toBe(4000);
    expect(cache().pullMs(1, 2, 0)).toBe(8000);
  });

  it('P10.1: unpacks each after its transfer', () => {
    expect(cache(100).pullMs(1, 0, 0)).toBe(8000);
    expect(transferMs(120, 60, 0)).toBe(2000);
    expect(transferMs(120, 60, 120)).toBe(3000);
  });

  it('P2.13: pulls nothing that is on the instance already, and everything on another', () => {
    const images = cache();
    images.pullMs(0, 0, 0);
    expect(images.pullMs(0, 0, 5000)).toBe(0);
    expect(images.pullMs(1, 0, 5000)).toBe(3000);
    expect(images.pullMs(0, 1, 5000)).toBe(1000);
  });

  it('waits for a pull that is going on', () => {
    const images = cache();
    images.pullMs(1, 0, 0);
    expect(images.pullMs(1, 0, 1500)).toBe(2500);
    expect(images.pullMs(2, 0, 3999)).toBe(1);
    expect(images.pullMs(0, 0, 1500)).toBe(0);
  });

  it('a task without images starts at once', () => {
    const empty = new ImageCache(clusterOf(input({})));
    expect(empty.pullMs(0, 0, 0)).toBe(0);
  });
});

describe('a full disk', () => {
  /** 350 MiB of images fit; a cycle of the clean-up every minute, an image may go after ten. */
  const full = (cleanup: ImageCleanupInput | null) =>
    new ImageCache(
      clusterOf(
        input({
          images: [image('base', 100), image('app', 300), image('job', 250, { sharedLayers: [0] })],
          layers: [{ digest: 'runtime', compressedMiB: 100 }],
          launchTemplates: [template({ imageStorageMiB: 350, agentImages: { pullBehavior: 'default', cleanup } })],
          capacityProviders: [fleet([0])],
          taskDefinitions: [[0], [1], [2]].map((images) => definition({ images })),
        }),
      ),
    );
  const cleanup = { intervalMs: 60_000, minimumAgeMs: 600_000, imagesPerCycle: 5, containersKeptMs: 0 };

  it('P12: an image that does not fit beside the others is not there after its pull', () => {
    const images = full(null);
    expect([images.pullMs(0, 0, 0), images.isDiskFull]).toEqual([1000, false]);
    expect([images.pullMs(1, 0, 5000), images.isDiskFull]).toEqual([3000, true]);
    expect([images.pullMs(1, 0, 9000), images.isDiskFull]).toEqual([3000, true]);
    expect([images.pullMs(0, 0, 9000), images.isDiskFull]).toEqual([0, false]);
  });

  it('P2.13: the clean-up of unused images frees it, shared layers with the last that has them', () => {
    const images = full(cleanup);
    images.pullMs(2, 0, 0);
    images.release(2, 0, 10_000);
    images.pullMs(1, 0, 20_000);
    expect(images.isDiskFull).toBe(true);
    images.release(1, 0, 30_000);
    images.pullMs(1, 0, 20 * 60_000);
    expect(images.isDiskFull).toBe(false);
  });

  it('P2.13: images in use stay, so that it stays full', () => {
    const images = full(cleanup);
    images.pullMs(2, 0, 0);
    images.pullMs(1, 0, 60 * 60_000);
    expect(images.isDiskFull).toBe(true);
  });
});

describe('layers', () => {
  const layered = {
    images: [image('web', 100, { sharedLayers: [0, 1] }), image('api', 50, { sharedLayers: [0], isInEcr: false })],
    layers: [
      { digest: 'base', compressedMiB: 200 },
      { digest: 'runtime', compressedMiB: 40 },
    ],
    taskDefinitions: [[0], [1], [0, 1]].map((images) => definition({ images })),
  };

  it('P10.1: a layer that another image brought is not transferred again', () => {
    const images = new ImageCache(clusterOf(input(layered)));
    expect([images.pullMs(0, 0, 0), images.ecrMiB, images.otherMiB]).toEqual([3400, 340, 0]);
    expect([images.pullMs(1, 0, 5000), images.ecrMiB, images.otherMiB]).toEqual([500, 0, 50]);
    expect([images.pullMs(0, 0, 9000), images.ecrMiB]).toEqual([0, 0]);
  });

  it('waits for a layer that another task is pulling', () => {
    const images = new ImageCache(clusterOf(input(layered)));
    images.pullMs(0, 0, 0);
    expect(images.pullMs(1, 0, 1000)).toBe(2400);
  });

  it('P8.6: on Fargate every task pulls everything, a layer of two of its images once', () => {
    expect([0, 1].map((position) => missingOnFargateMiB(input(layered), [0, 1], position))).toEqual([340, 50]);
    expect(missingOnFargateMiB(input(layered), [1], 0)).toBe(250);
  });
});

describe('the clean-up of images (P2.13)', () => {
  const MINUTE = 60_000;
  const HOUR = 60 * MINUTE;
  const cleanup = { intervalMs: 30 * MINUTE, minimumAgeMs: HOUR, imagesPerCycle: 5, containersKeptMs: 3 * HOUR };

  /** Ten images of 100 MiB, one for each definition; 1 s each. */
  function cleaned(parts: Partial<ImageCleanupInput> = {}, pullBehavior: ImagePullBehavior = 'default'): ImageCache {
    const numbers = Array.from({ length: 10 }, (_, index) => index);
    const agentImages = { pullBehavior, cleanup: { ...cleanup, ...parts } };
    return new ImageCache(
      clusterOf(
        input({
          images: numbers.map((number) => image(`image-${number}`, 100)),
          taskDefinitions: numbers.map((number) => definition({ images: [number] })),
          launchTemplates: [template({ agentImages })],
        }),
      ),
    );
  }
  const use = (images: ImageCache, definitionRow: number, fromMs: number, toMs: number) => {
    images.pullMs(definitionRow, 0, fromMs);
    images.release(definitionRow, 0, toMs);
  };

  it('P2.13: an image goes at the first cycle after its containers are removed, 3 h after they stopped', () => {
    const again = (atMs: number) => {
      const images = cleaned();
      use(images, 0, 0, 10 * MINUTE);
      return images.pullMs(0, 0, atMs);
    };
    expect(again(3 * HOUR + 29 * MINUTE)).toBe(0);
    expect(again(3 * HOUR + 30 * MINUTE)).toBe(1000);
  });

  it('P2.13: none goes that was pulled less than 1 h ago', () => {
    const again = (atMs: number) => {
      const images = cleaned({ containersKeptMs: 0 });
      use(images, 0, 40 * MINUTE, 41 * MINUTE);
      return images.pullMs(0, 0, atMs);
    };
    expect(again(HOUR + 59 * MINUTE)).toBe(0);
    expect(again(2 * HOUR)).toBe(1000);
  });

  it('P2.13: none goes while a task uses it', () => {
    const images = cleaned();
    images.pullMs(0, 0, 0);
    images.pullMs(0, 0, MINUTE);
    images.release(0, 0, 2 * MINUTE);
    expect(images.pullMs(0, 0, 24 * HOUR)).toBe(0);
  });

  it('P2.13: at most five go at a time, those first that are unused for longest', () => {
    const left = (atMs: number) => {
      const images = cleaned();
      for (let number = 0; number < 7; number++) use(images, number, 0, (number + 1) * MINUTE);
      return [0, 1, 2, 3, 4, 5, 6].filter((number) => images.pullMs(number, 0, atMs) === 0);
    };
    expect(left(3 * HOUR + 29 * MINUTE)).toHaveLength(7);
    expect(left(3 * HOUR + 30 * MINUTE)).toEqual([5, 6]);
    expect(left(4 * HOUR)).toEqual([]);
  });

  it('does the same whenever it is looked at', () => {
    const looked = cleaned();
    for (let number = 0; number < 7; number++) use(looked, number, 0, MINUTE);
    for (let atMs = 0; atMs < 10 * HOUR; atMs += 7 * MINUTE) looked.needsNoRegistry(9, 0, atMs);
    const slept = cleaned();
    for (let number = 0; number < 7; number++) use(slept, number, 0, MINUTE);
    const found = (images: ImageCache) =>
      [0, 1, 2, 3, 4, 5, 6].map((number) => images.needsNoRegistry(number, 0, 10 * HOUR));
    expect(found(looked)).toEqual(found(slept));
  });

  it('P2.13: takes the layers that no image is left for', () => {
    const agentImages = { pullBehavior: 'default' as const, cleanup };
    const images = new ImageCache(
      clusterOf(
        input({
          images: [image('web', 100, { sharedLayers: [0] }), image('api', 100, { sharedLayers: [0] })],
          layers: [{ digest: 'base', compressedMiB: 300 }],
          taskDefinitions: [[0], [1]].map((rows) => definition({ images: rows })),
          launchTemplates: [template({ agentImages })],
        }),
      ),
    );
    use(images, 0, 0, MINUTE);
    images.pullMs(1, 0, MINUTE);
    expect(images.pullMs(0, 0, 4 * HOUR)).toBe(1000);
    images.release(0, 0, 4 * HOUR);
    images.release(1, 0, 4 * HOUR);
    expect(images.pullMs(1, 0, 12 * HOUR)).toBe(4000);
  });

  it.each(['default', 'once', 'prefer-cached'] as const)(
    'P2.13: with %s a cached image needs no registry',
    (behavior) => {
      const images = cleaned({}, behavior);
      expect(images.needsNoRegistry(0, 0, 0)).toBe(false);
      images.pullMs(0, 0, 0);
      expect(images.needsNoRegistry(0, 0, 5000)).toBe(true);
    },
  );

  it('P2.13: with always even a cached image does', () => {
    const images = cleaned({}, 'always');
    images.pullMs(0, 0, 0);
    expect(images.needsNoRegistry(0, 0, 5000)).toBe(false);
    expect(images.pullMs(0, 0, 5000)).toBe(0);
  });
});
