import { NONE } from '../../../base/units.ts';
import { SERVICE_RECONCILE } from '../../kernel/event-kinds.ts';
import type { Timeline } from '../../kernel/timeline.ts';

const NEVER = Number.POSITIVE_INFINITY;

/**
 * When the scheduler looks at each service next. It looks on a grid of ticks (P4.8, model), and only when something has
 * changed, so a service at rest costs nothing.
 */
export class ServiceClock {
  private readonly timeline: Timeline;
  private readonly tickMs: number;
  /** Infinity = not until something changes. */
  private readonly nextLookMs: Float64Array;

  constructor(timeline: Timeline, tickMs: number, serviceCount: number) {
    this.timeline = timeline;
    this.tickMs = tickMs;
    this.nextLookMs = new Float64Array(serviceCount).fill(NEVER);
  }

  /** Looks then, unless it looks earlier already. */
  lookAt(service: number, atMs: number): void {
    if (this.nextLookMs[service] <= atMs) return;
    this.nextLookMs[service] = atMs;
    this.timeline.schedule(atMs - this.timeline.nowMs, SERVICE_RECONCILE, service, NONE);
  }

  lookAtNextTick(service: number): void {
    this.lookAt(service, this.nextTickMs());
  }

  nextTickMs(): number {
    return (this.tickNumber() + 1) * this.tickMs;
  }

  /** Ticks since the start. */
  tickNumber(): number {
    return Math.floor(this.timeline.nowMs / this.tickMs);
  }

  /** True when this look was meant; false when it was brought forward and is done. */
  takeLook(service: number): boolean {
    if (this.nextLookMs[service] !== this.timeline.nowMs) return false;
    this.nextLookMs[service] = NEVER;
    return true;
  }
}
