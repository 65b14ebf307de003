import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { formatIssue } from '../../../src/base/errors.ts';
import { parseDocument } from '../../../src/scenario/document.ts';
import { processIo } from '../../../src/scenario/read/files.ts';
import { readSection } from '../../../src/sweep/design/section.ts';
import { tryPoints } from '../../../src/sweep/design/trials.ts';
import { sweepScenario, writeSweep } from '../small-sweep.ts';

const folder = mkdtempSync(join(tmpdir(), 'plimsoll-trials-'));
const file = writeSweep(folder, 'points: [{ set: {} }]');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What is wrong with points of this section, and which files trying them asked for. */
function trial(section: string): { faults: string[]; files: string[] } {
  const document = parseDocument(sweepScenario(section), file);
  const files: string[] = [];
  const readFile = (path: string) => {
    files.push(path.slice(folder.length + 1));
    return processIo.readFile(path);
  };
  const issues = tryPoints(document, readSection(document), { ...processIo, readFile });
  return { faults: issues.map(formatIssue), files };
}

const WEB = 'clusters.shop.services.web';

describe('the points around the first', () => {
  it('find every file that a value names', () => {
    const { faults, files } = trial(
      `axes: [{ path: ${WEB}.load, values: { trace: { cpuFraction: { trace: load.csv } }, none: { cpuFraction: 0.1 } } }]`,
    );
    expect(faults).toEqual([]);
    expect(new Set(files)).toEqual(new Set(['definitions/web.json', 'load.csv']));
  });

  it('find a path that leads nowhere, at its place in the file', () => {
    expect(() => trial(`axes: [{ path: ${WEB}.desiredCuont, values: [1, 2] }]`)).toThrow(
      /sweep\.yaml:\d+:\d+ clusters\[0\]\.services\[0\]\.desiredCuont: .*did you mean "desiredCount"/,
    );
    expect(() => trial(`points: [{ set: { ${WEB}.desiredCount: 1 } }, { set: { ${WEB}.nothing: 1 } }]`)).toThrow(
      /services\[0\]\.nothing: found an unknown field/,
    );
  });

  it('tell of a value that makes no valid scenario, where it stands; the others may still be run', () => {
    const { faults } = trial(`axes: [{ path: ${WEB}.desiredCount, values: [1, -1, 2] }]`);
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatch(/sweep\.yaml:24:71 clusters\[0\]\.services\[0\]\.desiredCount: found -1/);
  });

  it('are all at fault where the scenario itself is', () => {
    expect(() => trial(`axes: [{ path: ${WEB}.desiredCount, values: [-1, -2] }]`)).toThrow(/found -1, expected/);
  });

  it('are the two ends of numbers', () => {
    expect(trial(`axes: [{ path: ${WEB}.desiredCount, values: [1, -3, -1, 9, 4] }]`).faults).toEqual([
      expect.stringMatching(/:71 clusters.*found -3/),
    ]);
    const range = `latinHypercube: 5\naxes: [{ path: ${WEB}.load.memoryMiB, range: { from: -5, to: 400 } }]`;
    expect(trial(range).faults).toEqual([expect.stringMatching(/found -5/)]);
  });
});
