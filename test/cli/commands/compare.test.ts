import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { comparisonSchema } from '../../../src/report/comparison/comparison-schema.ts';
import { scenarioText, service } from '../../scenario/scenario-texts.ts';
import { plimsoll } from '../process.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'plimsoll-compare-'));
  file = join(folder, 's.json');
  const variants = [{ name: 'five', set: { 'clusters.main.services.web.desiredCount': 5 } }];
  writeFileSync(file, scenarioText({ services: [service()] }, { duration: '1h', name: 'pair', variants }));
});
afterEach(() => rmSync(folder, { recursive: true }));

const compare = (...args: string[]) => plimsoll(['compare', file, '--replications', '2', ...args], { cwd: folder });

describe('plimsoll compare', () => {
  it('prints a row per variant, writes its report, and says where', () => {
    const { status, stdout, stderr } = compare();
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(/^pair · 2 variants · 2 replications/);
    expect(stdout).toContain('Report: reports/pair/report.html');
    const summary = JSON.parse(readFileSync(join(folder, 'reports/pair/summary.json'), 'utf8'));
    expect(comparisonSchema.parse(summary).variants.map(({ name }) => name)).toEqual(['baseline', 'five']);
  });

  it('gives the same bytes with any number of jobs', () => {
    expect([compare('--jobs', '1', '--out', 'one').status, compare('--jobs', '3', '--out', 'three').status]).toEqual([
      0, 0,
    ]);
    for (const name of readdirSync(join(folder, 'one'))) {
      expect(readFileSync(join(folder, 'three', name)).equals(readFileSync(join(folder, 'one', name))), name).toBe(
        true,
      );
    }
  });

  it('--format json prints summary.json and nothing else', () => {
    const { stdout } = compare('--format', 'json', '--quiet');
    expect(stdout).toBe(readFileSync(join(folder, 'reports/pair/summary.json'), 'utf8'));
  });

  it.each([
    [['--replications', '0'], 'A whole number from 1.'],
    [['--jobs', 'many'], 'A whole number from 1.'],
    [['--set', 'clusters.main.services.web.desiredCout=1'], 'did you mean "desiredCount"?'],
  ])('%j is refused with 2, and writes nothing', (args, words) => {
    const { status, stderr } = compare(...args);
    expect(status).toBe(2);
    expect(stderr).toContain(words);
    expect(existsSync(join(folder, 'reports'))).toBe(false);
  });
});
