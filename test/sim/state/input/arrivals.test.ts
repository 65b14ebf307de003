import { describe, expect, it } from 'vitest';
import { NONE } from '../../../../src/base/units.ts';
import { type ArrivalFileInput, definitionsOfArrivals } from '../../../../src/sim/state/input/arrivals.ts';
import { curve, listed } from '../../builders.ts';

const file: ArrivalFileInput = {
  kind: 'file',
  path: 'arrivals',
  runs: [1],
  firstMs: 0,
  isTimed: false,
  taskDefinitionOfSize: Int32Array.of(3, NONE, 2),
};

describe('the task definitions that arrivals bring', () => {
  it('are those of the list, each once', () => {
    const arrivals = { ...listed(0, 1, 2), taskDefinition: Int32Array.of(4, 1, 4) };
    expect([...definitionsOfArrivals(arrivals as ReturnType<typeof listed>)]).toEqual([4, 1]);
  });

  it('are those of the sizes in a file that arrive within the run', () => {
    expect([...definitionsOfArrivals(file)]).toEqual([3, 2]);
  });

  it('are none where the source says it', () => {
    const poisson = { kind: 'poisson', perHour: curve([[0, 1]]) } as const;
    const of = [poisson, listed(0), { ...file, taskDefinitionOfSize: null }].map(definitionsOfArrivals);
    expect(of.map((rows) => rows.size)).toEqual([0, 0, 0]);
  });
});
