import { describe, expect, it } from 'vitest';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../src/base/units.ts';
import { formatProgress, openCountProgress, openProgress, ProgressLine } from '../../src/cli/progress.ts';

const week = 7 * DAY_MS;

class Terminal {
  readonly isTTY: boolean;
  readonly columns: number;
  text = '';
  constructor(isTTY: boolean, columns = 120) {
    this.isTTY = isTTY;
    this.columns = columns;
  }
  write(text: string): void {
    this.text += text;
  }
}

describe('the progress line', () => {
  it('tells share, simulated day and time, and events per second of the real clock', () => {
    const state = { nowMs: 4 * DAY_MS + 8 * HOUR_MS + 12 * MINUTE_MS, durationMs: week, eventCount: 3_600_000 };
    expect(formatProgress([state], 2000)).toBe('██████████████░░░░░░░░░░  62 %  day 5 08:12 of 7 days  1.8M events/s');
  });

  it.each([
    [0, '░░░░░░░░░░░░░░░░░░░░░░░░   0 %'],
    [week, '████████████████████████ 100 %'],
  ])('is empty at the start and full at the end (%d)', (nowMs, bar) => {
    expect(formatProgress([{ nowMs, durationMs: week, eventCount: 0 }], 0)).toContain(bar);
  });

  it('tells of several clusters how many are done', () => {
    const done = { nowMs: HOUR_MS, durationMs: HOUR_MS, eventCount: 1500 };
    const half = { nowMs: HOUR_MS / 2, durationMs: HOUR_MS, eventCount: 500 };
    expect(formatProgress([done, half], 1000)).toContain(' 75 %  1 of 2 clusters done  2k events/s');
  });

  it('is silent where stderr is no terminal, and where the user wants none', () => {
    const pipe = new Terminal(false);
    const terminal = new Terminal(true);
    for (const progress of [openProgress(pipe, true), openProgress(terminal, false)]) {
      progress.update([{ nowMs: 0, durationMs: 1, eventCount: 0 }]);
      progress.close();
    }
    expect(pipe.text + terminal.text).toBe('');
  });

  it('is drawn at most every 80 ms, cut to the terminal, and gone at the end', () => {
    let wallMs = 0;
    const terminal = new Terminal(true, 40);
    const line = new ProgressLine(terminal, () => wallMs);
    for (; wallMs < 160; wallMs += 10) line.update([{ nowMs: wallMs, durationMs: 1000, eventCount: 0 }]);
    line.close();
    const drawn = terminal.text.split('\r\u001b[K');
    expect(drawn).toHaveLength(4);
    expect(drawn.map((text) => text.length)).toEqual([0, 39, 39, 0]);
  });
});

describe('the line that counts', () => {
  it('tells how many of how many are done, and is gone at the end', () => {
    const terminal = new Terminal(true);
    const progress = openCountProgress(terminal, true, 'runs');
    progress.update(3, 10);
    expect(terminal.text).toMatch(/█{7}░{17} {2}30 % {2}3 of 10 runs$/);
    progress.close();
    expect(terminal.text.endsWith('\r\u001b[K')).toBe(true);
  });

  it('is silent where there is no terminal or nobody wants it', () => {
    const pipe = new Terminal(false);
    const terminal = new Terminal(true);
    for (const progress of [openCountProgress(pipe, true, 'runs'), openCountProgress(terminal, false, 'runs')]) {
      progress.update(1, 2);
      progress.close();
    }
    expect(pipe.text + terminal.text).toBe('');
  });
});
