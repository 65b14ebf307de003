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
