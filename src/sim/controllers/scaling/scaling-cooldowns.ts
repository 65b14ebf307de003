/**
 * Cooldowns of scalable targets (P6.6, P6.11). While a scale-out cools down, what it added counts as already done: a
 * policy starts from the capacity before it, so that only a larger wish adds anything. Such a larger scale-out begins
 * the cooldown anew, from the same capacity (model). A scale-out ends the cooldown of a scale-in.
 */
export class Cooldowns {
  private readonly outUntilMs: Float64Array;
  private readonly inUntilMs: Float64Array;
  /** By service: capacity before the first scale-out that cools down. */
  private readonly before: Int32Array;

  constructor(serviceCount: number) {
    this.outUntilMs = new Float64Array(serviceCount);
    this.inUntilMs = new Float64Array(serviceCount);
    this.before = new Int32Array(serviceCount);
  }

  /** The capacity that a scale-out starts from. */
  base(service: number, desired: number, nowMs: number): number {
    return this.holdsScaleOut(service, nowMs) ? this.before[service] : desired;
  }

  /** What the last scale-out added counts as done. */
  holdsScaleOut(service: number, nowMs: number): boolean {
    return nowMs < this.outUntilMs[service];
  }

  blocksScaleIn(service: number, nowMs: number): boolean {
    return nowMs < this.inUntilMs[service];
  }

  /** @param desired capacity before */
  scaledOut(service: number, desired: number, cooldownMs: number, nowMs: number): void {
    if (nowMs >= this.outUntilMs[service]) this.before[service] = desired;
    this.outUntilMs[service] = nowMs + cooldownMs;
    this.inUntilMs[service] = nowMs;
  }

  scaledIn(service: number, cooldownMs: number, nowMs: number): void {
    this.inUntilMs[service] = nowMs + cooldownMs;
    this.outUntilMs[service] = nowMs;
  }
}
