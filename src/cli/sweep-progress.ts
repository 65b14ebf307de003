/** One line on stderr that tells how far a sweep is: bar, rows, rate, time left. */
import type { SweepProgress } from '../sweep/run-sweep.ts';
import { CLEAR_LINE, formatBar, type ProgressStream, wallClockMs } from './progress.ts';

/** The line is drawn again no sooner than this. */
const REDRAW_MS = 100;

/** Tells how a sweep comes along. */
export interface SweepProgressLine {
  update(state: SweepProgress): void;
  /** Writes a sentence for the user, which stays. */
  note(text: string): void;
  /** Leaves the line empty for what follows. */
  close(): void;
}

/** A line on that stream; only notes when it is no terminal or the user wants none. */
export function openSweepProgress(
  stream: ProgressStream,
  isWanted: boolean,
  wallMs: () => number = wallClockMs,
): SweepProgressLine {
  const isShown = isWanted && stream.isTTY === true;
  const startedMs = wallMs();
  let drawnMs = Number.NEGATIVE_INFINITY;
  let line = '';
  const show = (text: string) => {
    if (isShown) stream.write(`${CLEAR_LINE}${text}`);
  };
  return {
    update: (state) => {
      const nowMs = wallMs();
      if (nowMs - drawnMs < REDRAW_MS && state.doneCount < state.rowCount) return;
      drawnMs = nowMs;
      line = formatSweepProgress(state, nowMs - startedMs).slice(0, (stream.columns || 80) - 1);
      show(line);
    },
    note: (text) => {
      show('');
      stream.write(`${text}\n`);
      show(line);
    },
    close: () => show(''),
  };
}

/** `██████░░░░  62 %  620 of 1000 runs  81/s  5 s left`; the rate is that of this process. */
export function formatSweepProgress({ doneCount, earlierCount, rowCount }: SweepProgress, elapsedMs: number): string {
  const bar = formatBar(rowCount === 0 ? 1 : doneCount / rowCount);
  const runs = `${bar}  ${doneCount} of ${rowCount} runs`;
  const perSecond = elapsedMs > 0 ? ((doneCount - earlierCount) / elapsedMs) * 1000 : 0;
  if (perSecond === 0) return runs;
  return `${runs}  ${formatRate(perSecond)}  ${formatLeft((rowCount - doneCount) / perSecond)} left`;
}

function formatRate(perSecond: number): string {
  if (perSecond >= 10) return `${Math.round(perSecond)}/s`;
  if (perSecond >= 1) return `${perSecond.toFixed(1)}/s`;
  return `${(perSecond * 60).toFixed(1)}/min`;
}

/** The two units that say something: `45 s`, `12 min`, `3 h 20 min`. */
function formatLeft(seconds: number): string {
  const minutes = Math.round(seconds / 60);
  if (seconds < 90) return `${Math.ceil(seconds)} s`;
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
