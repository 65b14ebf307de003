/** The committed reports are what the samples give today, byte for byte (`npm run gallery` renews them). */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { samples } from '../tools/samples.ts';
import { plimsoll } from './cli/process.ts';
import { root } from './sources.ts';

const DEMO = 'web-shop';
const all = samples();
const folder = mkdtempSync(join(tmpdir(), 'plimsoll-gallery-'));

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Whether a file of a report is committed: as .gitignore has it. */
function isCommitted(name: string, file: string): boolean {
  const isPlan = /^(create|put|register|task-definition)-.*\.json$/.test(file);
  return (
    isPlan || /^(summary\.json|cost\.csv|report\.md|.*\.svg)$/.test(file) || (file === 'report.html' && name === DEMO)
  );
}

describe('the gallery', () => {
  it('has a report for every sample, and none besides', () => {
    const names = all.map(({ name }) => name);
    expect(names.length).toBeGreaterThan(0);
    expect(readdirSync(join(root, 'reports')).sort()).toEqual(names.sort());
  });

  it.each(all)('shows what $path gives today', ({ name, command }) => {
    const out = join(folder, name);
    const { status, stderr } = plimsoll([...command, '--out', out]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const files = readdirSync(out).filter((file) => isCommitted(name, file));
    const committed = readdirSync(join(root, 'reports', name)).filter((file) => isCommitted(name, file));
    expect(committed.sort()).toEqual(files.sort());
    for (const file of files) {
      const isEqual = readFileSync(join(out, file)).equals(readFileSync(join(root, 'reports', name, file)));
      expect(isEqual, `reports/${name}/${file} is not what the sample gives: npm run gallery`).toBe(true);
    }
  });

  it.each(all)('$path opens with its schema and a one-line description', ({ path, name }) => {
    const text = readFileSync(join(root, path), 'utf8');
    const schema = /^# yaml-language-server: \$schema=(\S+)$/m.exec(text)?.[1];
    expect(existsSync(join(root, 'scenarios', schema ?? 'nothing'))).toBe(true);
    expect(text).toMatch(/^description: \S.+$/m);
    expect(text).toMatch(new RegExp(`^name: ${name}$`, 'm'));
  });
});
