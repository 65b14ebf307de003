import { expect, it } from 'vitest';
import { fragmentation } from '../../src/packing/fragmentation.ts';
import { machine, packingCase, task } from './cases.ts';

it('is the part of what is idle on machines where a task of the list does not fit', () => {
  // Idle: 2 and 6 CPU, 9 and 1 memory. Three of four tasks are (4, 1), one is (1, 4): (4, 1) fits on the second only,
  // (1, 4) on the first only. CPU: (3 × 2 + 1 × 6) / (4 × 8); memory: (3 × 9 + 1 × 1) / (4 × 10).
  const given = packingCase({
    tasks: [task(4, 1), task(4, 1), task(1, 4), task(4, 1)],
    machines: [machine(10, 10), machine(10, 10)],
  });
  const remaining = [
    { cpuUnits: 2, memoryMiB: 9, gpuCount: 0 },
    { cpuUnits: 6, memoryMiB: 1, gpuCount: 0 },
  ];
  const { cpuUnits, memoryMiB, gpuCount } = fragmentation(given, {
    machineOf: new Int32Array(4),
    opened: [0, 1],
    remaining,
  });
  expect(cpuUnits).toBeCloseTo(37.5, 12);
  expect(memoryMiB).toBeCloseTo(70, 12);
  expect(gpuCount).toBeNull();
});

it('counts idle GPUs for the tasks that ask for them, by model', () => {
  const given = packingCase({
    tasks: [task(1, 1, 1, ['T4']), task(1, 1, 2), task(9, 9)],
    machines: [machine(10, 10, 4, 'T4'), machine(10, 10, 4, 'V100')],
  });
  const remaining = [
    { cpuUnits: 5, memoryMiB: 5, gpuCount: 1 },
    { cpuUnits: 5, memoryMiB: 5, gpuCount: 3 },
  ];
  // The first cannot use the three of the second, the second not the one of the first: (3 + 1) / (2 × 4).
  expect(fragmentation(given, { machineOf: new Int32Array(3), opened: [0, 1], remaining }).gpuCount).toBeCloseTo(
    50,
    12,
  );
});
