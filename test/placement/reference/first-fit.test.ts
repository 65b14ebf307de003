import { expect, it } from 'vitest';
import { preferred } from './preferred.ts';

it('first fit prefers no instance, so the first registered is taken', () => {
  const instances = [
    { has: [4096, 8000, 0] },
    { has: [1024, 2000, 0] },
    { has: [4096, 8000, 0], taken: [3072, 7000, 0] },
  ] as const;
  expect(preferred('first-fit', { instances, task: [512, 500, 0] })).toEqual([0, 1, 2]);
});
