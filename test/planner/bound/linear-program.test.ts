import { beforeAll, describe, expect, it } from 'vitest';
import { LinearProgram, loadSolver, type Solver } from '../../../src/planner/bound/linear-program.ts';

let solver: Solver;
beforeAll(async () => {
  solver = await loadSolver();
});

describe('a linear programme', () => {
  it('is minimised: two of the dear and half of the cheap', () => {
    const program = new LinearProgram();
    const [dear, cheap] = [program.variable(3), program.variable(2)];
    program.require(
      [
        [1, dear],
        [1, cheap],
      ],
      '>=',
      2.5,
    );
    program.require([[1, cheap]], '<=', 0.5);
    const optimum = solver.solve(program);
    expect(optimum?.cost).toBeCloseTo(7, 9);
    expect([...optimum!.values]).toEqual([2, 0.5]);
  });

  it('has whole variables where it says so', () => {
    const program = new LinearProgram();
    const whole = program.integer(1);
    program.require([[2, whole]], '>=', 3);
    expect(solver.solve(program)?.cost).toBe(2);
  });

  it('has as its cost what no whole numbers can be below, however near the best that was found is to it', () => {
    const program = new LinearProgram();
    const items = [31, 37, 41, 43, 47].map((cost) => [cost, program.integer(cost)] as const);
    program.require(items, '>=', 1009);
    let least = Number.POSITIVE_INFINITY;
    const most = 1009 + 47;
    // Every sum of such items that is there.
    const reached = Array.from({ length: most + 1 }, (_, sum) => sum === 0);
    for (let sum = 1; sum <= most; sum++) reached[sum] = items.some(([cost]) => sum >= cost && reached[sum - cost]);
    for (let sum = most; sum >= 1009; sum--) if (reached[sum]) least = sum;
    const optimum = solver.solve(program)!;
    expect(optimum.cost).toBeLessThanOrEqual(least + 1e-6);
    expect(optimum.cost).toBeGreaterThan(least * (1 - 1e-3));
  });

  it('at its cost is one of which another sum is least', () => {
    const program = new LinearProgram();
    const [paid, free] = [program.variable(2), program.integer(0)];
    program.require([[1, paid]], '>=', 3);
    program.require([[1, free]], '>=', 1.5);
    program.require([[1, free]], '<=', 9);
    const cheapest = solver.solve(program)!;
    const fewest = solver.solve(program.atCost(cheapest.cost, [free]))!;
    expect(fewest.cost).toBeCloseTo(2, 6);
    expect([...fewest.values].map((value) => Math.round(value))).toEqual([3, 2]);
  });

  it('takes infinitely much for no limit', () => {
    const program = new LinearProgram();
    program.require([[1, program.variable(1)]], '<=', Number.POSITIVE_INFINITY);
    expect(program.isEmpty).toBe(true);
  });

  it('has no optimum where no values meet every row', () => {
    const program = new LinearProgram();
    program.require([[1, program.variable(1)]], '<=', -1);
    expect(solver.solve(program)).toBeNull();
  });

  it('with a row of no terms hangs on its numbers alone', () => {
    const possible = new LinearProgram();
    possible.require([[0, possible.variable(1)]], '<=', 1);
    expect(solver.solve(possible)?.cost).toBe(0);
    const impossible = new LinearProgram();
    impossible.require([], '>=', 1);
    expect(solver.solve(impossible)).toBeNull();
  });

  it('of a thousand variables in one row is read whole, though lines of the format are short', () => {
    const program = new LinearProgram();
    const terms = Array.from(
      { length: 1000 },
      (_, index) => [1, program.variable(1 + (index === 700 ? -0.5 : 0))] as const,
    );
    program.require(terms, '>=', 10);
    expect(solver.solve(program)?.cost).toBeCloseTo(5, 9);
  });
});
