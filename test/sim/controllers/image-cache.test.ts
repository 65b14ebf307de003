import { describe, expect, it } from 'vitest';
import { ImageCache, transferMs } from '../../../src/sim/controllers/image-cache.ts';
import { definition, fleet, input, template, timing } from '../builders.ts';
import { clusterOf } from '../clusters.ts';

/** Definitions: base alone, base then app, app alone; 100 and 300 MiB at 100 MiB/s. */
function cache(unpackMiBPerSecond = 0): ImageCache {
  return new ImageCache(
    clusterOf(
      input({
        images: [
          { name: 'base', compressedMiB: 100 },
          { name: 'app', compressedMiB: 300 },
        ],
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
