import { expect, it } from 'vitest';
import { preferred } from './preferred.ts';

it('dot product: a task heavy on memory goes where memory remains, not where the sum is largest', () => {
  // Demand (1/8, 1/2). Products: 1/8 × 1 + 1/2 × 5/8 = 0.4375; 1/8 × 1/4 + 1/2 × 1 = 0.53125.
  const instances = [
    { has: [8192, 8000, 0], taken: [0, 3000, 0] },
    { has: [8192, 8000, 0], taken: [6144, 0, 0] },
  ] as const;
  expect(preferred('dot-product', { instances, task: [1024, 4000, 0] })).toEqual([1]);
  // Demand (1/2, 1/8). Products: 1/2 × 1 + 1/8 × 5/8; 1/2 × 1/4 + 1/8 × 1.
  expect(preferred('dot-product', { instances, task: [2048, 1000, 0] })).toEqual([0]);
});
