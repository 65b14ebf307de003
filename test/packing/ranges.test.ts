import { expect, it } from 'vitest';
import { gapPercent, rangeOf } from '../../src/packing/ranges.ts';
import { machine, packingCase, task } from './cases.ts';

it('a range leaves out what is not there', () => {
  expect(rangeOf([3, null, 1, 2])).toEqual({ mean: 2, least: 1, most: 3 });
  expect(rangeOf([null])).toEqual({ mean: null, least: null, most: null });
});

it('machines above the least possible count only where all tasks are placed', () => {
  const given = packingCase({ tasks: [task(1), task(1)], machines: [machine(1)] });
  const result = { given, machinesAtLeast: 4, tasksAtMost: 2, results: [] };
  const score = {
    machinesUsed: 5,
    placedPercent: { cpuUnits: 100, memoryMiB: null, gpuCount: null },
    fragmentation: { cpuUnits: null, memoryMiB: null, gpuCount: null },
  };
  expect(gapPercent({ ...score, placedTasks: 2 }, result)).toBe(25);
  expect(gapPercent({ ...score, placedTasks: 1 }, result)).toBeNull();
});
