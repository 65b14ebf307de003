import { describe, expect, it } from 'vitest';
import {
  fargateStorageMiB,
  ImageTable,
  imageMiB,
  instanceStorageMiB,
  withoutTag,
} from '../../../src/scenario/compile/images.ts';
import { taskDefinition } from '../ecs/samples.ts';

const sizes = {
  compressedMiB: { nginx: 70, 'shop/web': 300, 'shop/web:old': 400 },
  layers: {},
  defaultMiB: 200,
  sociIndexed: ['shop/web'],
  unpackedRatio: 2.5,
};
const container = (name: string, image: string) => ({ name, image, memory: 64 });
const definition = (...images: string[]) =>
  taskDefinition({ containerDefinitions: images.map((image, index) => container(`c${index}`, image)) });

describe('the size of an image', () => {
  it.each([
    ['nginx', 70],
    ['nginx:1.29', 70],
    ['nginx@sha256:0123', 70],
    ['shop/web:new', 300],
    ['shop/web:old', 400],
    ['postgres', 200],
  ])('of %s is %i MiB', (image, expected) => expect(imageMiB(sizes, image)).toBe(expected));

  it('the port of a registry is no tag', () => {
    expect(withoutTag('registry:5000/web')).toBe('registry:5000/web');
    expect(withoutTag('registry:5000/web:1@sha256:ab')).toBe('registry:5000/web');
  });
});

describe('the images of a cluster', () => {
  it('have a row each, shared by all tasks', () => {
    const table = new ImageTable(sizes, 'us-east-1');
    expect(table.rowsOf(definition('nginx:1', 'shop/web'))).toEqual([0, 1]);
    expect(table.rowsOf(definition('shop/web', 'shop/web'))).toEqual([1]);
    expect(table.rows).toEqual([
      { name: 'nginx:1', compressedMiB: 70, sharedLayers: [], isInEcr: false, isLazy: false },
      { name: 'shop/web', compressedMiB: 300, sharedLayers: [], isInEcr: false, isLazy: true },
    ]);
  });
});

describe('lazy loading', () => {
  it('P8.6: is for images with a SOCI index, from 250 MB on', () => {
    const lazy = (compressedMiB: number, image: string) => {
      const table = new ImageTable(
        { ...sizes, compressedMiB: { web: compressedMiB }, sociIndexed: ['web'] },
        'us-east-1',
      );
      table.rowsOf(definition(image));
      return table.rows[0]!.isLazy;
    };
    expect(lazy(250, 'web:3')).toBe(true);
    expect(lazy(230, 'web:3')).toBe(false);
    expect(lazy(250, 'web-old')).toBe(false);
  });
});

describe('room for images', () => {
  it('P2.13: is on an instance what its root volume has beside the operating system, unpacked', () => {
    expect(instanceStorageMiB({ rootVolumeGiB: 30, rootVolumeUsedGiB: 5 }, { ...sizes, unpackedRatio: 2.5 })).toBe(
      10_240,
    );
    expect(instanceStorageMiB({ rootVolumeGiB: 3, rootVolumeUsedGiB: 5 }, sizes)).toBe(0);
  });

  it('P1.15: is on Fargate the storage of the task, for layers compressed and unpacked', () => {
    expect(fargateStorageMiB(21, { ...sizes, unpackedRatio: 2 })).toBe(7 * 1024);
  });
});

describe('images with layers', () => {
  const host = '123456789012.dkr.ecr.us-east-1.amazonaws.com';
  const base = { digest: 'base', compressedMiB: 120 };
  const runtime = { digest: 'runtime', compressedMiB: 80 };
  const layered = {
    compressedMiB: { [`${host}/web`]: 300, [`${host}/api`]: 250 },
    layers: { [`${host}/web`]: [base, runtime], [`${host}/api`]: [base] },
    defaultMiB: 200,
    sociIndexed: [],
    unpackedRatio: 2.5,
  };

  it('share them: what is left is their own', () => {
    const table = new ImageTable(layered, 'us-east-1');
    table.rowsOf(definition(`${host}/web:1`, `${host}/api`));
    expect(table.layers).toEqual([base, runtime]);
    expect(table.rows).toMatchObject([
      { compressedMiB: 100, sharedLayers: [0, 1], isInEcr: true },
      { compressedMiB: 130, sharedLayers: [0], isInEcr: true },
    ]);
  });

  it('P9.9: take their size in ECR, a shared layer once; those of other registries, or without a size, take nothing', () => {
    const table = new ImageTable(layered, 'us-east-1');
    table.rowsOf(definition(`${host}/web`, `${host}/api`, `${host}/unknown`, 'nginx'));
    expect(table.ecrStoredMiB()).toBe(100 + 130 + 120 + 80);
  });
});
