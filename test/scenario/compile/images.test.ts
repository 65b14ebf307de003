import { describe, expect, it } from 'vitest';
import { ImageTable, imageMiB, withoutTag } from '../../../src/scenario/compile/images.ts';
import { taskDefinition } from '../ecs/samples.ts';

const sizes = { compressedMiB: { nginx: 70, 'shop/web': 300, 'shop/web:old': 400 }, defaultMiB: 200 };

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
    const table = new ImageTable(sizes);
    const container = (name: string, image: string) => ({ name, image, memory: 64 });
    const two = taskDefinition({ containerDefinitions: [container('a', 'nginx:1'), container('b', 'shop/web')] });
    const same = taskDefinition({ containerDefinitions: [container('a', 'shop/web'), container('b', 'shop/web')] });
    expect([table.rowsOf(two), table.rowsOf(same)]).toEqual([[0, 1], [1]]);
    expect(table.rows).toEqual([
      { name: 'nginx:1', compressedMiB: 70 },
      { name: 'shop/web', compressedMiB: 300 },
    ]);
  });
});
