import { describe, expect, it } from 'vitest';
import { preferred } from './preferred.ts';

/** Left after a task of 1024 units and 1000 MiB, as shares: 0.5 + 0.75, 0.25 + 0.25, 0.25 + 0.25, 0.75 + 0.5. */
const task = [1024, 1000, 0] as const;
const instances = [
  { has: [4096, 4000, 0], taken: [1024, 0, 0] },
  { has: [4096, 4000, 0], taken: [2048, 2000, 0] },
  { has: [8192, 8000, 0], taken: [5120, 5000, 0] },
  { has: [4096, 4000, 0], taken: [0, 1000, 0] },
] as const;

describe('best fit', () => {
  it('keeps the instances with the least left, all resources together', () => {
    expect(preferred('best-fit', { instances, task })).toEqual([1, 2]);
  });

  it('counts GPUs, and not where an instance has none', () => {
    const gpus = [
      { has: [4096, 4000, 4] },
      { has: [4096, 4000, 4], taken: [0, 0, 2] },
      { has: [4096, 4000, 0] },
    ] as const;
    expect(preferred('best-fit', { instances: gpus, task })).toEqual([2]);
    expect(preferred('best-fit', { instances: gpus.slice(0, 2), task })).toEqual([1]);
  });
});

describe('worst fit', () => {
  it('keeps those with the most left', () => {
    expect(preferred('worst-fit', { instances, task })).toEqual([0, 3]);
  });
});
