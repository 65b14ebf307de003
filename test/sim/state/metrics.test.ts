import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MINUTE_MS } from '../../../src/base/units.ts';
import { type MetricSpec, MetricTable } from '../../../src/sim/state/metrics.ts';

function spec(parts: Partial<MetricSpec> = {}): MetricSpec {
  return {
    namespace: 'AWS/ECS',
    name: 'CPUUtilization',
    dimensions: [{ name: 'ClusterName', value: 'main' }],
    periodMs: MINUTE_MS,
    unit: 'Percent',
    statistic: 'Average',
    ...parts,
  };
}

describe('MetricTable', () => {
  it('gives everybody who opens a metric the same row, and each period and dimension a row of its own', () => {
    const table = new MetricTable(false);
    const row = table.open(spec());
    expect(table.open(spec())).toBe(row);
    expect(table.open(spec({ periodMs: 20_000 }))).not.toBe(row);
    expect(table.open(spec({ dimensions: [] }))).not.toBe(row);
    expect(table.count).toBe(3);
  });

  it('P11.1: has no datapoint for a period without one, whether it was put as none or left out', () => {
    const table = new MetricTable(false);
    const row = table.open(spec());
    expect(table.last(row, 0)).toBeNaN();
    table.put(row, 50, MINUTE_MS);
    table.put(row, Number.NaN, 2 * MINUTE_MS);
    table.put(row, 70, 4 * MINUTE_MS);
    expect([0, 1, 2, 3, 4].map((back) => table.last(row, back))).toEqual([70, Number.NaN, Number.NaN, 50, Number.NaN]);
  });

  it('keeps the latest as many as anybody asked for, or all', () => {
    const minutes = fc.array(fc.option(fc.integer({ min: 0, max: 100 })), {
      minLength: 1,
      maxLength: 300,
      size: 'max',
    });
    fc.assert(
      fc.property(minutes, fc.nat({ max: 200 }), fc.boolean(), (values, kept, keepsAll) => {
        const table = new MetricTable(keepsAll);
        const row = table.open(spec());
        table.keepLatest(row, kept);
        const plain: number[] = [];
        values.forEach((value, minute) => {
          if (value !== null) table.put(row, value, (minute + 1) * MINUTE_MS);
          plain.push(value ?? Number.NaN);
        });
        while (plain.length > 0 && Number.isNaN(plain.at(-1))) plain.pop();
        for (let back = 0; back < Math.min(plain.length, keepsAll ? 300 : Math.max(kept, 1)); back++) {
          expect(table.last(row, back)).toBe(plain.at(-1 - back));
        }
        if (keepsAll) expect([...table.all(row)]).toEqual(plain);
      }),
    );
  });

  it('refuses a second datapoint of a period, and one that ends no period', () => {
    const table = new MetricTable(false);
    const row = table.open(spec());
    table.put(row, 1, MINUTE_MS);
    expect(() => table.put(row, 2, MINUTE_MS)).toThrow('put twice');
    expect(() => table.put(row, 2, 90_000)).toThrow('inside a period');
    expect(() => table.all(row)).toThrow('only the latest');
  });
});
