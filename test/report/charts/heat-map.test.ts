import { describe, expect, it } from 'vitest';
import { type HeatRow, heatMap } from '../../../src/report/charts/heat-map.ts';
import { timeBase } from '../../../src/report/charts/time-base.ts';

const base = timeBase({ startEpochMs: 0, durationMs: 3500, bucketMs: 1000, bucketCount: 4 }, 10);
const rowOf = (given: Partial<HeatRow>): HeatRow => ({
  name: 'i-01',
  zone: 'us-east-1a',
  firstPoint: 0,
  reservedCpu: [0.5, 0.5, 0.5, 0.5],
  reservedMemory: [0.2, 0.2, 0.2, 0.2],
  usedCpu: [0.1, 0.1, 0.2, 0.2],
  tasks: [2, 2, 2, 2],
  ...given,
});
const mapOf = (shown: 'reserved' | 'used', rows: HeatRow[]) =>
  heatMap({ title: 'Reserved', description: 'A map.', shown, base, rows, isEssential: true });

describe('heatMap', () => {
  it('makes one cell of the time in which an instance stays as it is', () => {
    const { cells } = mapOf('reserved', [rowOf({})]).datasets;
    expect([cells.t, cells.end, cells.reservedCpu]).toEqual([[0], [3.5], [0.5]]);
  });

  it('begins a cell where a whole percent changes', () => {
    const { cells } = mapOf('used', [rowOf({ usedCpu: [0.1, 0.1004, 0.2, 0.2] })]).datasets;
    expect([cells.t, cells.end, cells.usedCpu]).toEqual([
      [0, 2],
      [2, 3.5],
      [0.1, 0.2],
    ]);
  });

  it('has no cell before an instance is launched', () => {
    expect(mapOf('used', [rowOf({ firstPoint: 3 })]).datasets.cells.t).toEqual([3]);
  });

  it('names each zone once, above its instances', () => {
    const rows = [rowOf({}), rowOf({ name: 'i-02' }), rowOf({ name: 'i-03', zone: 'us-east-1b' })];
    const { cells, zones } = mapOf('reserved', rows).datasets;
    expect(zones.zone).toEqual(['us-east-1a', 'us-east-1b']);
    const tops = cells.row as number[];
    expect(zones.row[1]).toBe(tops[1] + 1);
    expect(tops[2]).toBeGreaterThan(tops[1] + 1);
  });

  it('names an instance beside its row by the end of its id, where ids differ', () => {
    const text = JSON.stringify(mapOf('reserved', [rowOf({ name: 'i-0123456789abcdef0' })]).spec);
    expect(text).toContain('…9abcdef0');
    expect(text).toContain('i-0123456789abcdef0, us-east-1a');
  });

  it('names instances beside their rows only where there is room', () => {
    const many = Array.from({ length: 80 }, (_, i) => rowOf({ name: `i-${i}` }));
    const hasNames = (rows: HeatRow[]) => JSON.stringify(mapOf('reserved', rows).spec).includes('indexof');
    expect([hasNames(many.slice(0, 20)), hasNames(many)]).toEqual([true, false]);
  });
});
