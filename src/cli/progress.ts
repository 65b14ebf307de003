/**
 * One line on stderr that tells how far a run is: bar, simulated time, events per second. The only place, beside the
 * benches, that looks at the wall clock; nothing of it enters a result.
 */
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../base/units.ts';
import type { RunProgress } from '../sweep/run-point.ts';

const BAR_WIDTH = 24;
/** The line is drawn again no sooner than this. */
const REDRAW_MS = 80;
/** Carriage return and "erase to the end of the line". */
export const CLEAR_LINE = '\r\u001b[K';

/** Milliseconds of the real world since some instant. */
export const wallClockMs = () => performance.now();

/** Tells how runs come along; one state per run, all of them at each call. */
export interface Progress {
  update(states: readonly RunProgress[]): void;
  /** Leaves the line empty for what follows. */
  close(): void;
}

const SILENT = { update: () => undefined, close: () => undefined };

/** Tells how many of many things are done. */
export interface CountProgress {
  update(done: number, total: number): void;
  close(): void;
}

/** `██████░░░░  62 %  31 of 50 runs`, on that stream; nothing when it is no terminal or the user wants none. */
export function openCountProgress(stream: ProgressStream, isWanted: boolean, what: string): CountProgress {
  if (!isWanted || stream.isTTY !== true) return SILENT;
  return {
    update: (done, total) =>
      stream.write(`${CLEAR_LINE}${formatBar(total === 0 ? 1 : done / total)}  ${done} of ${total} ${what}`),
    close: () => stream.write(CLEAR_LINE),
  };
}

/** Where a line is drawn. */
export interface ProgressStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

/** A line on that stream, or nothing when it is no terminal or the user wants none. */
export function openProgress(stream: ProgressStream, isWanted: boolean): Progress {
  return isWanted && stream.isTTY === true ? new ProgressLine(stream, wallClockMs) : SILENT;
}

/** Draws on a terminal. */
export class ProgressLine implements Progress {
  private readonly stream: ProgressStream;
  private readonly wallMs: () => number;
  private readonly startedMs: number;
  private drawnMs = Number.NEGATIVE_INFINITY;

  /** @param wallMs a clock of the real world, ms */
  constructor(stream: ProgressStream, wallMs: () => number) {
    this.stream = stream;
    this.wallMs = wallMs;
    this.startedMs = wallMs();
  }

  update(states: readonly RunProgress[]): void {
    const wallMs = this.wallMs();
    if (wallMs - this.drawnMs < REDRAW_MS) return;
    this.drawnMs = wallMs;
    const line = formatProgress(states, wallMs - this.startedMs);
    this.stream.write(`${CLEAR_LINE}${line.slice(0, (this.stream.columns || 80) - 1)}`);
  }

  close(): void {
    if (this.drawnMs > Number.NEGATIVE_INFINITY) this.stream.write(CLEAR_LINE);
  }
}

/** `██████░░░░  62 %  day 5 08:12 of 7 days  1.8M events/s`; several runs as their sum, with how many are done. */
export function formatProgress(states: readonly RunProgress[], elapsedMs: number): string {
  const nowMs = sum(states.map((state) => state.nowMs));
  const durationMs = sum(states.map((state) => state.durationMs));
  const share = durationMs === 0 ? 1 : nowMs / durationMs;
  const where = states.length === 1 ? formatClock(states[0]) : formatClusters(states);
  const events = sum(states.map((state) => state.eventCount));
  const rate = elapsedMs > 0 ? (events / elapsedMs) * 1000 : 0;
  return `${formatBar(share)}  ${where}  ${formatCount(rate)} events/s`;
}

/** A bar and its percent, always as wide. */
export function formatBar(share: number): string {
  const filled = Math.floor(share * BAR_WIDTH);
  const percent = `${Math.floor(share * 100)}`.padStart(3);
  return `${'█'.repeat(filled)}${'░'.repeat(BAR_WIDTH - filled)} ${percent} %`;
}

function formatClock({ nowMs, durationMs }: RunProgress): string {
  const day = Math.floor(nowMs / DAY_MS) + 1;
  const hour = Math.floor((nowMs % DAY_MS) / HOUR_MS);
  const minute = Math.floor((nowMs % HOUR_MS) / MINUTE_MS);
  const clock = `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
  return `day ${day} ${clock} of ${formatDuration(durationMs)}`;
}

function formatClusters(states: readonly RunProgress[]): string {
  const done = states.filter((state) => state.nowMs >= state.durationMs).length;
  return `${done} of ${states.length} clusters done`;
}

function formatDuration(durationMs: number): string {
  const [count, unit] = durationMs >= DAY_MS ? [durationMs / DAY_MS, 'day'] : [durationMs / HOUR_MS, 'hour'];
  const rounded = Math.round(count * 10) / 10;
  return `${rounded} ${unit}${rounded === 1 ? '' : 's'}`;
}

function formatCount(count: number): string {
  if (count >= 1e6) return `${(count / 1e6).toFixed(1)}M`;
  if (count >= 1e3) return `${(count / 1e3).toFixed(0)}k`;
  return count.toFixed(0);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
