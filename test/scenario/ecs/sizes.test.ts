import { expect, it } from 'vitest';
import { parseCpuUnits, parseMemoryMiB } from '../../../src/scenario/ecs/sizes.ts';

it.each([
  [1024, 1024],
  ['1024', 1024],
  ['1 vCPU', 1024],
  ['.25 vCPU', 256],
  ['0.5vcpu', 512],
  ['16 vCPU', 16_384],
  ['one', undefined],
  ['1.5', undefined],
  ['-1', undefined],
  ['1 GB', undefined],
  ['', undefined],
])('P1.5: cpu %j is %j CPU units', (cpu, units) => {
  expect(parseCpuUnits(cpu)).toBe(units);
});

it.each([
  [2048, 2048],
  ['2048', 2048],
  ['2GB', 2048],
  ['2 GB', 2048],
  ['0.5 gb', 512],
  ['2 MB', undefined],
  ['2 vCPU', undefined],
  ['0.0001 GB', undefined],
])('P1.5: memory %j is %j MiB', (memory, memoryMiB) => {
  expect(parseMemoryMiB(memory)).toBe(memoryMiB);
});
