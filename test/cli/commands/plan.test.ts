import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PLAN_TEXT } from '../../planner/plans.ts';
import { plimsoll } from '../process.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'plimsoll-plan-'));
  writeFileSync(join(folder, 'plan.yaml'), PLAN_TEXT);
  writeFileSync(join(folder, 'none.yaml'), PLAN_TEXT.replace('[8, 3, 6, 5, 4]', '[3]'));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('plimsoll plan', () => {
  it('prints the plan and writes a scenario that keeps its promises when it is run', () => {
    const { status, stdout, stderr } = plimsoll(['plan', 'plan.yaml', '--jobs', '1'], { cwd: folder });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(/^ {2}plan {7}\$[\d.]+ a month · gap /m);
    expect(readdirSync(join(folder, 'reports/small'))).toContain('create-service-shop-web.json');
    expect(plimsoll(['run', 'reports/small/scenario.yaml', '--quiet'], { cwd: folder })).toMatchObject({ status: 0 });
  });

  it('exits with 3 where no setting keeps every promise', () => {
    const { status, stderr } = plimsoll(['plan', 'none.yaml', '--quiet', '--jobs', '1', '--out', 'none'], {
      cwd: folder,
    });
    expect(status).toBe(3);
    expect(stderr).toBe('none.yaml: no setting that may be chosen keeps every promise\n');
  });

  it('exits with 2 for a scenario without a plan, and writes nothing', () => {
    writeFileSync(join(folder, 'wrong.yaml'), PLAN_TEXT.replace('plan:\n', 'plam:\n'));
    const { status, stderr } = plimsoll(['plan', 'wrong.yaml', '--out', 'wrong'], { cwd: folder });
    expect(status).toBe(2);
    expect(stderr).toContain('expected a section plan');
    expect(readdirSync(folder)).not.toContain('wrong');
  });
});
