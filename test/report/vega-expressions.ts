import { parse, View } from 'vega';
import { compile } from 'vega-lite';
import type { ChartColumns, SpecPart } from '../../src/report/report.ts';

/** What Vega itself makes of an expression over a datum. */
export function evaluate(expression: string, datum: Readonly<Record<string, number | string>>): unknown {
  const spec = {
    data: [{ name: 'data', values: [datum], transform: [{ type: 'formula', expr: expression, as: 'value' }] }],
  };
  const view = new View(parse(spec as Parameters<typeof parse>[0]), { renderer: 'none' }).run();
  return view.data('data')[0].value;
}

/** Warnings of the Vega-Lite compiler about a specification. */
export function warningsOf(spec: SpecPart): string[] {
  const warnings: string[] = [];
  const quiet = { level: () => quiet, info: () => quiet, debug: () => quiet, error: warn, warn };
  function warn(...args: readonly unknown[]) {
    warnings.push(args.join(' '));
    return quiet;
  }
  compile(spec as unknown as Parameters<typeof compile>[0], { logger: quiet as never });
  return warnings;
}

/** The length of every column, once. */
export function lengthsOf(columns: ChartColumns): number[] {
  return [...new Set(Object.values(columns).map((column) => column.length))];
}
