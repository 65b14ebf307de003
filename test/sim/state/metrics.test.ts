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

  it('holds a datapoint until another is put, as if it had been put in every period', () => {
    const values = fc.array(fc.constantFrom(1, 2, Number.NaN), { minLength: 1, maxLength: 300, size: 'max' });
    fc.assert(
      fc.property(values, fc.boolean(), (each, keepsAll) => {
        const [held, plain] = [new MetricTable(keepsAll), new MetricTable(keepsAll)];
        const row = held.open(spec());
        plain.open(spec());
        held.hold(row);
        each.forEach((value, minute) => {
          const nowMs = (minute + 1) * MINUTE_MS;
          held.endPeriod(MINUTE_MS, nowMs);
          if (minute === 0 || !Object.is(value, each[minute - 1])) held.put(row, value, nowMs);
          plain.put(row, value, nowMs);
          for (const back of [0, 1, 5, 63]) expect(held.last(row, back)).toBe(plain.last(row, back));
          expect(held.newestPeriod(row)).toBe(plain.newestPeriod(row));
          expect(held.changedPeriod(row)).toBe(plain.changedPeriod(row));
        });
        if (keepsAll) expect([...held.all(row)]).toEqual(each);
      }),
    );
  });

  it('names each metric whose datapoint has changed once, when asked', () => {
    const table = new MetricTable(false);
    const rows = [table.open(spec()), table.open(spec({ name: 'MemoryUtilization' }))] as const;
    expect(table.takeChanged()).toBe(-1);
    table.put(rows[0], Number.NaN, MINUTE_MS);
    expect([table.takeChanged(), table.changedPeriod(rows[0])]).toEqual([-1, -1]);
    table.put(rows[0], 5, 2 * MINUTE_MS);
    table.put(rows[0], 6, 3 * MINUTE_MS);
    table.put(rows[0], 6, 4 * MINUTE_MS);
    expect([table.takeChanged(), table.takeChanged()]).toEqual([rows[0], -1]);
    expect(table.changedPeriod(rows[0])).toBe(2);
    // A period that was left out has none.
    table.put(rows[0], 6, 6 * MINUTE_MS);
    expect([table.takeChanged(), table.changedPeriod(rows[0])]).toEqual([rows[0], 5]);
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
