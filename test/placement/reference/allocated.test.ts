import { describe, expect, it } from 'vitest';
import { preferred } from './preferred.ts';

/**
 * Kubernetes' scores of a pod of 1000 and 1000 (integers throughout): MostAllocated (cpu + memory) / 2 of requested ×
 * 100 / allocatable: (25 + 10) / 2 = 17; (50 + 20) / 2 = 35; (75 + 60) / 2 = 67. LeastAllocated of what is left: 82;
 * 65; 32.
 */
const task = [1000, 1000, 0] as const;
const instances = [
  { has: [4000, 10_000, 0] },
  { has: [4000, 10_000, 0], taken: [1000, 1000, 0] },
  { has: [4000, 10_000, 0], taken: [2000, 5000, 0] },
] as const;

describe('most-allocated', () => {
  it('keeps the fullest by the mean of CPU and memory, least-allocated the emptiest', () => {
    expect(preferred('most-allocated', { instances, task })).toEqual([2]);
    expect(preferred('least-allocated', { instances, task })).toEqual([0]);
  });

  it('compares whole percent: 33.3 and 33.0 are equal', () => {
    const close = [{ has: [3000, 3000, 0] }, { has: [3030, 3030, 0] }] as const;
    expect(preferred('most-allocated', { instances: close, task })).toEqual([0, 1]);
  });

  it('takes no notice of GPUs', () => {
    const gpus = [{ has: [4000, 4000, 8], taken: [0, 0, 8] }, { has: [4000, 4000, 8] }] as const;
    expect(preferred('most-allocated', { instances: gpus, task })).toEqual([0, 1]);
  });
});
