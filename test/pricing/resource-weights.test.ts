import { describe, expect, it } from 'vitest';
import { resourceWeights, VCPUS_PER_GPU, worth } from '../../src/pricing/resource-weights.ts';
import { sheetRates } from '../recordings.ts';

describe('resource weights', () => {
  const weights = resourceWeights(sheetRates());

  it('P8.2: a vCPU is worth 9.107 GiB, as Fargate prices them in us-east-1', () => {
    expect(weights.vcpu / weights.gib).toBeCloseTo(0.04048 / 0.004445, 12);
  });

  it('P9.3: a GPU is worth what g4dn.xlarge costs above m5.xlarge, in vCPUs of m5.xlarge', () => {
    const vcpuUsd = (0.192 * 0.04048) / (4 * 0.04048 + 16 * 0.004445);
    expect(VCPUS_PER_GPU).toBe(Math.round((0.526 - 0.192) / vcpuUsd));
    expect(weights.gpu).toBe(VCPUS_PER_GPU * weights.vcpu);
  });

  it('adds up the worth of 2 vCPU, 3 GiB and a GPU', () => {
    const value = worth({ vcpu: 8, gib: 1, gpu: 80 }, { cpuUnits: 2048, memoryMiB: 3072, gpus: 1 });
    expect(value).toBe(2 * 8 + 3 + 80);
  });
});
