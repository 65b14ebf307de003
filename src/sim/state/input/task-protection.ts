import type { DistributionInput } from '../../../base/distributions.ts';

/** When tasks protect themselves from scale-in, as UpdateTaskProtection lets them (P3.26). */
export interface TaskProtectionInput {
  /** Chance in [0, 1] that a task ever does. */
  readonly probability: number;
  /** ms from RUNNING to its protection. */
  readonly startsAfterMs: DistributionInput;
  /** ms of a protection until the task ends it itself; null = it lets it expire. */
  readonly lastsMs: DistributionInput | null;
  /** ms after which a protection ends at the latest. */
  readonly expiresAfterMs: number;
  /** ms from the end of a protection to the next; null = there is one only. */
  readonly againAfterMs: DistributionInput | null;
}
