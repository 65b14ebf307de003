import { describe, expect, it } from 'vitest';
import { AttributeColumns } from '../../../src/sim/state/attribute-columns.ts';

describe('AttributeColumns', () => {
  it('gives instances with the same value the same number, one column per attribute', () => {
    const columns = new AttributeColumns(
      ['zone', 'rack'],
      [
        { zone: 'a', rack: '1' },
        { zone: 'b', rack: '1' },
        { zone: 'a', rack: '2' },
      ],
      3,
    );
    [0, 1, 2, 0].forEach((template, instance) => {
      columns.register(instance, template);
    });
    const texts = columns.valueOnInstance.map((column, i) =>
      [0, 1, 2, 3].map((row) => columns.values[i]![column[row]!]),
    );
    expect(texts).toEqual([
      ['a', 'b', 'a', 'a'],
      ['1', '1', '2', '1'],
    ]);
    const [zone] = columns.valueOnInstance as [Int32Array];
    expect(zone[0]).toBe(zone[2]);
    expect(zone[0]).not.toBe(zone[1]);
  });

  it('P3.10: an instance without the attribute is in the group of the empty value, number 0', () => {
    const columns = new AttributeColumns(['rack'], [{}, { rack: '' }, { rack: 'x' }], 3);
    for (const row of [0, 1, 2]) columns.register(row, row);
    expect([...columns.valueOnInstance[0]!]).toEqual([0, 0, 1]);
  });

  it('keeps its values when it grows past its first capacity', () => {
    const columns = new AttributeColumns(['rack'], [{ rack: 'x' }, { rack: 'y' }], 1);
    for (let row = 0; row < 9; row++) columns.register(row, row % 2);
    expect([...columns.valueOnInstance[0]!.subarray(0, 9)]).toEqual([1, 2, 1, 2, 1, 2, 1, 2, 1]);
  });
});
