/** Linear programmes, minimised by HiGHS, a solver compiled to WebAssembly: loading it takes some 40 ms, once. */
import type { Highs } from 'highs';
import { assert } from '../../base/assert.ts';

/** The value of a variable is never negative. */
export type Variable = number;
/** A sum of variables, each times its coefficient. */
export type Terms = readonly (readonly [coefficient: number, variable: Variable])[];
export type Relation = '<=' | '>=' | '=';

interface Row {
  readonly terms: Terms;
  readonly relation: Relation;
  readonly limit: number;
}

/** A programme that is written down row by row. */
export class LinearProgram {
  private readonly costs: number[] = [];
  private readonly integers: Variable[] = [];
  private readonly rows: Row[] = [];

  /** A variable of at least 0, which costs so much per unit. */
  variable(cost: number): Variable {
    return this.costs.push(cost) - 1;
  }

  /** The same, whole. */
  integer(cost: number): Variable {
    const variable = this.variable(cost);
    this.integers.push(variable);
    return variable;
  }

  /** Infinitely much is no limit. */
  require(terms: Terms, relation: Relation, limit: number): void {
    if (relation === '<=' && limit === Number.POSITIVE_INFINITY) return;
    const known = terms.filter(([coefficient]) => coefficient !== 0);
    if (known.length > 0) this.rows.push({ terms: known, relation, limit });
    else if (!holdsForNothing(relation, limit))
      this.rows.push({ terms: [[1, this.variable(0)]], relation: '<=', limit: -1 });
  }

  /** The same programme of which the sum of these variables is minimised, at no more than that cost. */
  atCost(most: number, variables: readonly Variable[]): LinearProgram {
    const other = new LinearProgram();
    other.costs.push(...this.costs.map(() => 0));
    for (const variable of variables) other.costs[variable] = 1;
    other.integers.push(...this.integers);
    other.rows.push(...this.rows);
    other.require(
      this.costs.map((cost, variable) => [cost, variable] as const),
      '<=',
      most,
    );
    return other;
  }

  /** The programme in CPLEX's LP format. */
  text(): string {
    const objective = sumText(this.costs.map((cost, variable) => [cost, variable] as const));
    const rows = this.rows.map(({ terms, relation, limit }) => `${sumText(terms)} ${relation} ${limit}`);
    const integers = this.integers.map(nameOf);
    return [
      'Minimize',
      objective,
      'Subject To',
      ...rows,
      ...(integers.length === 0 ? [] : ['General', integers.join(' ')]),
      'End',
      '',
    ].join('\n');
  }

  /** Whether some of its variables are whole numbers. */
  get isWhole(): boolean {
    return this.integers.length > 0;
  }

  get isEmpty(): boolean {
    return this.rows.length === 0;
  }
}

/** Null where no values meet every row. */
export type Optimum = {
  /** No values that meet every row cost less: what the solver has proved, where variables are whole. */
  readonly cost: number;
  /** What each variable is at the cheapest that it found. */
  readonly values: Float64Array;
} | null;

/** Solves programmes; made once. */
export interface Solver {
  solve(program: LinearProgram): Optimum;
}

/** Loads the solver. */
export async function loadSolver(): Promise<Solver> {
  // The package is typed as CommonJS; what is imported is its ES module, whose default is the loader itself.
  const { default: load } = (await import('highs')) as unknown as { readonly default: () => Promise<Highs> };
  const highs = await load();
  const { optimal, infeasible } = highs.constants.modelStatus;
  return {
    solve: (program) => {
      if (program.isEmpty) return { cost: 0, values: new Float64Array() };
      return highs.withModel({ format: 'lp', data: program.text() }, (model): Optimum => {
        const { modelStatus } = model.run();
        if (modelStatus === infeasible) return null;
        assert(modelStatus === optimal, `the solver ends with status ${modelStatus}`);
        // Optimal is what comes within a ten-thousandth of it: no lower bound, unlike what is proved.
        const proved = program.isWhole ? 'mip_dual_bound' : 'objective_function_value';
        return { cost: Number(model.info.get(proved)), values: model.getSolution().colValue };
      });
    },
  };
}

/** A row without variables says something about numbers alone. */
function holdsForNothing(relation: Relation, limit: number): boolean {
  if (relation === '=') return limit === 0;
  return relation === '<=' ? limit >= 0 : limit <= 0;
}

/** Terms a line: a line of the format may not be longer than 560 characters. */
const TERMS_PER_LINE = 8;

function sumText(terms: Terms): string {
  const parts = terms.map(
    ([coefficient, variable]) => `${coefficient < 0 ? '-' : '+'} ${Math.abs(coefficient)} ${nameOf(variable)}`,
  );
  const lines: string[] = [];
  for (let start = 0; start < parts.length; start += TERMS_PER_LINE) {
    lines.push(parts.slice(start, start + TERMS_PER_LINE).join(' '));
  }
  return lines.join('\n');
}

function nameOf(variable: Variable): string {
  return `x${variable}`;
}
