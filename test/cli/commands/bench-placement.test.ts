import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { plimsoll } from '../process.ts';

let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'plimsoll-bench-placement-'));
  writeFileSync(join(folder, 'tasks.csv'), 'cpuUnits,memoryMiB,count\n600,100,3\n400,100,3\n');
  writeFileSync(join(folder, 'machines.csv'), 'cpuUnits,memoryMiB,count\n1000,1000,6\n');
  const text = `packing: 1
name: halves
strategies: [best-fit, spread(instanceId)]
cases:
  - { name: halves, tasks: tasks.csv, machines: machines.csv }
`;
  writeFileSync(join(folder, 'bench.yaml'), text);
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('plimsoll bench-placement', () => {
  it('prints a table with the speed and writes the report, the same bytes each time', () => {
    const runs = ['one', 'two'].map((out) =>
      plimsoll(['bench-placement', 'bench.yaml', '--out', out], { cwd: folder }),
    );
    expect(runs.map(({ status, stderr }) => ({ status, stderr }))).toEqual([
      { status: 0, stderr: '' },
      { status: 0, stderr: '' },
    ]);
    expect(runs[0]!.stdout).toMatch(/^spread\(instanceId\)\s+yes\s+100.0%\s+6\s+100.0%/m);
    expect(runs[0]!.stdout).toContain('Report: one/report.html');
    const names = readdirSync(join(folder, 'one'));
    expect(names).toContain('scores.csv');
    for (const name of names) {
      expect(readFileSync(join(folder, 'one', name)).equals(readFileSync(join(folder, 'two', name)))).toBe(true);
    }
  });

  it('prints summary.json with --format json; --seed shuffles anew', () => {
    const args = ['bench-placement', 'bench.yaml', '--out', 'three', '--format', 'json', '--seed', '9'];
    const { stdout } = plimsoll(args, { cwd: folder });
    expect(JSON.parse(stdout)).toMatchObject({ bench: { name: 'halves', seed: '9' }, cases: [{ machinesAtLeast: 3 }] });
  });

  it('exits with 2 for a bench that is wrong, and writes nothing', () => {
    writeFileSync(join(folder, 'wrong.yaml'), 'packing: 1\nname: wrong\ncases: []\n');
    const { status, stderr } = plimsoll(['bench-placement', 'wrong.yaml'], { cwd: folder });
    expect(status).toBe(2);
    expect(stderr).toContain('wrong.yaml:3:8 cases: found []');
    expect(readdirSync(folder)).not.toContain('reports');
  });
});
