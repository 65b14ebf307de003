import { describe, expect, it } from 'vitest';
import { formatSweepProgress, openSweepProgress } from '../../src/cli/sweep-progress.ts';

const state = (doneCount: number, earlierCount = 0) => ({ rowCount: 1000, doneCount, earlierCount });

describe('the progress of a sweep', () => {
  it('has bar, rows, rate and time left', () => {
    expect(formatSweepProgress(state(620), 10_000)).toBe(
      '██████████████░░░░░░░░░░  62 %  620 of 1000 runs  62/s  7 s left',
    );
  });

  it('takes the rate from the rows of this process alone', () => {
    expect(formatSweepProgress(state(620, 600), 10_000)).toMatch(/620 of 1000 runs {2}2\.0\/s {2}3 min left$/);
  });

  it('tells slow runs by the minute, and long times in hours', () => {
    expect(formatSweepProgress(state(10), 600_000)).toMatch(/1\.0\/min {2}16 h 30 min left$/);
  });

  it('promises nothing before the first row', () => {
    expect(formatSweepProgress(state(0), 5000)).toMatch(/0 of 1000 runs$/);
    expect(formatSweepProgress({ rowCount: 0, doneCount: 0, earlierCount: 0 }, 0)).toMatch(/100 % {2}0 of 0 runs$/);
  });

  function terminal(isTTY: boolean) {
    const written: string[] = [];
    return { isTTY, columns: 60, written, write: (text: string) => written.push(text) };
  }

  it('is drawn on a terminal now and then, fits its width, and is gone in the end', () => {
    const stream = terminal(true);
    let nowMs = 0;
    const line = openSweepProgress(stream, true, () => nowMs);
    for (nowMs = 1000; nowMs < 1300; nowMs += 10) line.update(state(nowMs - 900));
    line.close();
    expect(stream.written).toHaveLength(4);
    for (const text of stream.written) expect(text.replace('\r\u001b[K', '').length).toBeLessThan(60);
    expect(stream.written.at(-1)).toBe('\r\u001b[K');
  });

  it('writes sentences for the user above the line, also where there is none', () => {
    const shown = terminal(true);
    const line = openSweepProgress(shown, true, () => 0);
    line.update(state(10));
    line.note('Told.');
    expect(shown.written.slice(1)).toEqual(['\r\u001b[K', 'Told.\n', shown.written[0]]);
    const piped = terminal(false);
    const silent = openSweepProgress(piped, true, () => 0);
    silent.update(state(10));
    silent.note('Told.');
    silent.close();
    expect(piped.written).toEqual(['Told.\n']);
  });
});
