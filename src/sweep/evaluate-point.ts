/**
 * One run of a sweep: overrides and seed in, figures out. It reads the scenario from its bundle alone, so that it gives
 * the same on every thread and every machine.
 */
import { ScenarioError } from '../base/errors.ts';
import { summaryFigures } from '../report/figures.ts';
import { summarise } from '../report/summary.ts';
import { parseDocument, type SourceDocument } from '../scenario/document.ts';
import { applyOverrides, type Override } from '../scenario/overrides.ts';
import type { ScenarioIo } from '../scenario/read/files.ts';
import { readScenario } from '../scenario/read.ts';
import { baseDocument } from './base-document.ts';
import { type Bundle, bundleIo } from './bundle.ts';
import type { Overrides } from './design/points.ts';
import type { Outcome } from './outcome.ts';
import { runScenarioHere } from './run-scenario.ts';

/** A scenario of which many points are run: parsed once. */
export class PointEvaluator {
  private readonly document: SourceDocument;
  private readonly io: ScenarioIo;

  constructor(bundle: Bundle) {
    this.io = bundleIo(bundle);
    this.document = baseDocument(parseDocument(this.io.readFile(bundle.scenario), bundle.scenario));
  }

  evaluate(overrides: Overrides, seed: string): Outcome {
    try {
      const scenario = readScenario(applyOverrides(this.document, overridesOf(overrides), this.io), this.io);
      const summary = summarise(runScenarioHere(scenario, seed));
      const figures = summaryFigures(summary).map(({ name, value }) => [name, value] as const);
      return { status: 'done', figures: Object.fromEntries(figures) };
    } catch (error) {
      if (error instanceof ScenarioError) return { status: 'invalid', message: error.message };
      // Want of memory is the machine's, not the point's: another may do it.
      if (error instanceof RangeError) throw error;
      return { status: 'failed', message: String(error) };
    }
  }
}

/** A fault names the override, for the place in the sweep's own file does not travel with it. */
const OVERRIDE = 'override';

function overridesOf(overrides: Overrides): Override[] {
  const values = overrides.map(([, value]) => value);
  const document: SourceDocument = { fileName: OVERRIDE, value: values, locate: () => ({}) };
  return overrides.map(([path], index) => ({ path, document, at: [index] }));
}
