/** The examples of the documents run as they stand, in a process of their own. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PLAN_TEXT } from './planner/plans.ts';
import { root } from './sources.ts';

const api = pathToFileURL(join(root, 'src/index.ts')).href;
let folder = '';

/** The plan's scenario as a plain one, and with a sweep in place of the plan. */
const SCENARIO = PLAN_TEXT.replace(/plan:\n[\s\S]*?(?=clusters:)/, '');
const SWEEP = `${SCENARIO}sweep:\n  axes: [{ path: clusters.shop.services.web.desiredCount, values: [4, 6] }]\n  replications: 2\n`;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'plimsoll-library-'));
  writeFileSync(join(folder, 'scenario.yaml'), SCENARIO);
  writeFileSync(join(folder, 'sweep.yaml'), SWEEP);
  writeFileSync(join(folder, 'plan.yaml'), PLAN_TEXT);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The code blocks of a document, in order. */
function examplesOf(path: string): string[] {
  return [...readFileSync(join(root, path), 'utf8').matchAll(/^```ts\n([\s\S]*?)^```$/gm)].map((match) => match[1]!);
}

function run(name: string, code: string): string {
  writeFileSync(join(folder, name), code.replaceAll("from 'plimsoll'", `from '${api}'`));
  return execFileSync(process.execPath, [name], { cwd: folder, encoding: 'utf8' });
}

describe('the examples of docs/library.md', () => {
  const [one, variants, sweep, plan, ...others] = examplesOf('docs/library.md');

  it('are four', () => {
    expect(others).toEqual([]);
  });

  it('run a scenario and make its report', () => {
    expect(run('one.ts', one!)).toMatch(/^[\d.]+ USD a month, 0 container instances\ntrue\n$/);
  });

  it('compare two variants', () => {
    expect(run('variants.ts', variants!)).toBe('today and six tasks\n');
  });

  it('sweep into a table', () => {
    expect(run('sweep.ts', sweep!)).toBe('4 0\n');
    expect(readdirSync(join(folder, 'results'))).toContain('results.parquet');
  });

  it('make a plan that costs no less than its bound', () => {
    expect(run('plan.ts', plan!)).toMatch(/^\{ tasks: \d, size: 'small' \} true\nnull\n$/);
  });
});

it('the example of the README runs', () => {
  const [example, ...others] = examplesOf('README.md');
  expect(others).toEqual([]);
  expect(run('readme.ts', example!)).toMatch(/^[\d.]+ [\d.]+\n$/);
});
