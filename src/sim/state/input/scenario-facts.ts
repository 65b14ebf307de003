import type { Expectation } from '../../../base/expectations.ts';
import type { AccountQuotas } from './account-quotas.ts';

/** What a scenario says of the run as a whole: it is compiled to this, and reports tell of it. */
export interface ScenarioFacts {
  readonly name: string;
  /** '' where the scenario has none. */
  readonly description: string;
  readonly region: string;
  readonly seed: string;
  readonly durationMs: number;
  /** What instant 0 is, ms since 1970-01-01 UTC. */
  readonly startEpochMs: number;
  /** What must hold of the run. */
  readonly expectations: readonly Expectation[];
  /** What its clusters share. */
  readonly accountQuotas: AccountQuotas;
}
