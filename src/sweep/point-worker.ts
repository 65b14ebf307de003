/** What a worker thread of a sweep does: one run per task, of a scenario that it parses once. */
import { parseBundle } from './bundle.ts';
import type { Overrides } from './design/points.ts';
import { PointEvaluator } from './evaluate-point.ts';
import type { Outcome } from './outcome.ts';

/** A scenario to be run many times, in memory that all threads see. */
export interface SharedBundle {
  readonly digest: string;
  /** The text of the bundle, UTF-8. */
  readonly bytes: Uint8Array;
}

/** One run. */
export interface PointTask {
  readonly bundle: SharedBundle;
  readonly overrides: Overrides;
  readonly seed: string;
}

/** Scenarios that a thread keeps parsed: a worker of a queue may serve several sweeps by turns. */
const KEPT_MAX = 4;

const evaluators = new Map<string, PointEvaluator>();

export default function runTask({ bundle, overrides, seed }: PointTask): Outcome {
  return evaluatorOf(bundle).evaluate(overrides, seed);
}

function evaluatorOf({ digest, bytes }: SharedBundle): PointEvaluator {
  let evaluator = evaluators.get(digest);
  if (evaluator === undefined) {
    if (evaluators.size >= KEPT_MAX) evaluators.delete(evaluators.keys().next().value!);
    // TextDecoder takes no shared memory.
    evaluator = new PointEvaluator(parseBundle(Buffer.from(bytes).toString('utf8')));
    evaluators.set(digest, evaluator);
  }
  return evaluator;
}

/** Puts the text of a bundle where threads see it without a copy each. */
export function shareBundle(digest: string, text: string): SharedBundle {
  const bytes = new Uint8Array(new SharedArrayBuffer(Buffer.byteLength(text)));
  bytes.set(Buffer.from(text));
  return { digest, bytes };
}
