import type { Json } from '../canonical-json.ts';
import { digestOf } from '../canonical-json.ts';
import type { Overrides } from '../design/points.ts';
import type { Outcome } from '../outcome.ts';

/** A run that has no outcome yet. */
export interface Job {
  /** Its row in the table. */
  readonly row: number;
  readonly overrides: Overrides;
  readonly seed: string;
}

/** The runs that are left, of one scenario. */
export interface Work {
  /** Text of the scenario's bundle, and its digest. */
  readonly bundle: string;
  readonly bundleDigest: string;
  readonly engineVersion: string;
  readonly jobs: readonly Job[];
}

/** Who is told. */
export interface Reception {
  /** Aborting it ends the work; its reason is thrown. */
  readonly signal: AbortSignal;
  /** Takes an outcome; resolves when it is safe on the disk. */
  onOutcome(row: number, outcome: Outcome): Promise<void>;
  /** A sentence for the user: what keeps the work up, which run was given up and why. */
  onNote(note: string): void;
}

/** Does the work, here or elsewhere. Resolves when every run has its outcome or was given up, with a note. */
export type Engine = (work: Work, reception: Reception) => Promise<void>;

/** What a run is known by: equal for equal results, whoever computes them. */
export function jobId(
  { engineVersion, bundleDigest }: Pick<Work, 'engineVersion' | 'bundleDigest'>,
  job: Pick<Job, 'overrides' | 'seed'>,
): string {
  const facts: Json = { engineVersion, scenario: bundleDigest, overrides: job.overrides, seed: job.seed };
  return digestOf(facts);
}
