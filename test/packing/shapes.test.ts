import { expect, it } from 'vitest';
import { machineShapes, taskShapes } from '../../src/packing/shapes.ts';
import { machine, task } from './cases.ts';

it('tells alike tasks once, in order of first appearance', () => {
  const { shapes, shapeOf, counts } = taskShapes([task(1), task(2), task(1), task(1, 0, 0, ['T4'])]);
  expect(shapes.map(({ cpuUnits }) => cpuUnits)).toEqual([1, 2, 1]);
  expect([...shapeOf]).toEqual([0, 1, 0, 2]);
  expect(counts).toEqual([2, 1, 1]);
});

it('tells machines apart by zone and model too', () => {
  const zoned = { ...machine(1), availabilityZone: 'a' };
  expect([...machineShapes([machine(1), machine(1, 0, 0, 'T4'), zoned, machine(1)]).shapeOf]).toEqual([0, 1, 2, 0]);
});
