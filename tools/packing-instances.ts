/**
 * `node tools/packing-instances.ts`: the tables below scenarios/packing, for the sample of plimsoll bench-placement.
 * Machines are cut into tasks that fill them without rest, so the fewest machines are known by how they were made: the
 * triplets as Falkenauer (1996) made his, the vectors likewise in two resources at once. His uniform ones, and the
 * GPUs, are drawn.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Streams } from '../src/base/streams.ts';
import { root } from '../test/sources.ts';

const streams = new Streams('packing');
const folder = join(root, 'scenarios/packing');
type Row = readonly (number | string)[];

/** A whole number from `least` to `most`. */
function between(stream: string, least: number, most: number): number {
  return least + Math.floor(streams.get(stream)() * (most - least + 1));
}

/** Three tasks that fill 1,000 units: two of 380 to 490 and 250 to half of the rest, and what is then left. */
function triplet(): Row[] {
  const first = between('triplets', 380, 490);
  const second = between('triplets', 250, Math.floor((1000 - first) / 2));
  return [first, second, 1000 - first - second].map((cpuUnits) => [cpuUnits, 0]);
}

/** A machine of 4,096 units and 15,500 MiB cut into three to six tasks, each resource at its own places. */
function cutMachine(): Row[] {
  const parts = between('vectors', 3, 6);
  const memories = cut('vectors', 15_500, parts);
  return cut('vectors', 4096, parts).map((cpuUnits, index) => [cpuUnits, memories[index]]);
}

/** Parts of at least a tenth of an equal share that sum up to the whole. */
function cut(stream: string, whole: number, parts: number): number[] {
  const least = Math.floor(whole / parts / 10);
  const places = Array.from({ length: parts - 1 }, () => between(stream, 0, whole - least * parts));
  const sorted = [0, ...places.sort((a, b) => a - b), whole - least * parts];
  return sorted.slice(1).map((place, index) => place - sorted[index] + least);
}

/** A task of a cluster for training and inference: GPUs, and CPU and memory of about their share or far from it. */
function gpuTask(): Row {
  const [gpus] = pick([
    [0, 30],
    [1, 40],
    [2, 15],
    [4, 10],
    [8, 5],
  ]);
  const cpuUnits = 1024 * (gpus === 0 ? between('gpus', 2, 16) : gpus * between('gpus', 4, 14));
  const memoryMiB = 1024 * (gpus === 0 ? between('gpus', 4, 64) : gpus * between('gpus', 16, 90));
  return [Math.min(cpuUnits, 98_304), Math.min(memoryMiB, 700_000), gpus];
}

/** One of them, each as likely as its weight out of 100. */
function pick(weighted: readonly (readonly [number, number])[]): readonly [number, number] {
  const draw = between('gpus', 1, 100);
  let passed = 0;
  for (const one of weighted) {
    passed += one[1];
    if (draw <= passed) return one;
  }
  throw new Error('the weights do not sum up to 100');
}

function write(name: string, header: string, rows: readonly Row[]): void {
  writeFileSync(join(folder, name), `${[header, ...rows.map((row) => row.join())].join('\n')}\n`);
}

const times = <T>(count: number, make: () => T): T[] => Array.from({ length: count }, make);

mkdirSync(folder, { recursive: true });
write('triplets.csv', 'cpuUnits,memoryMiB', times(40, triplet).flat());
write('triplets-machines.csv', 'cpuUnits,memoryMiB,count', [[1000, 0, 120]]);
write(
  'uniform.csv',
  'cpuUnits,memoryMiB',
  times(250, () => [between('uniform', 20, 100), 0]),
);
write('uniform-machines.csv', 'cpuUnits,memoryMiB,count', [[150, 0, 250]]);
write('vectors.csv', 'cpuUnits,memoryMiB', times(40, cutMachine).flat());
write('vectors-machines.csv', 'cpuUnits,memoryMiB,count', [[4096, 15_500, 200]]);
write('gpus.csv', 'cpuUnits,memoryMiB,gpuCount', times(290, gpuTask));
write('gpus-machines.csv', 'cpuUnits,memoryMiB,gpuCount,count', [
  [98_304, 720_000, 8, 48],
  [65_536, 250_000, 0, 12],
]);
