/**
 * What is published: built, packed, unpacked elsewhere and run from there. .ci/run installs it from the registry too.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PLAN_TEXT } from './planner/plans.ts';
import { filesBelow, root } from './sources.ts';

const folder = mkdtempSync(join(tmpdir(), 'plimsoll-package-'));
const installed = join(folder, 'node_modules/plimsoll');
let files: string[];

beforeAll(() => {
  run('npm', ['run', '--silent', 'build'], root);
  const packed = run('npm', ['pack', '--json', '--silent', '--ignore-scripts', '--pack-destination', folder], root);
  const [{ filename, files: entries }] = JSON.parse(packed) as [{ filename: string; files: { path: string }[] }];
  files = entries.map((entry) => entry.path);
  unpack(join(folder, filename));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** As npm would lay it out: the package beside its dependencies, which are those of this tree. */
function unpack(tarball: string): void {
  mkdirSync(installed, { recursive: true });
  execFileSync('tar', ['-xzf', tarball, '--strip-components', '1', '-C', installed]);
  for (const name of readdirSync(join(root, 'node_modules'))) {
    if (!name.startsWith('.')) symlinkSync(join(root, 'node_modules', name), join(folder, 'node_modules', name));
  }
}

/** What the command prints. Node itself warns on standard error of what may change with its next version. */
function run(command: string, args: readonly string[], cwd: string): string {
  const environment = { ...process.env, NO_COLOR: '1' };
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, encoding: 'utf8', env: environment });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${status}: ${stderr}`);
  expect(stderr).not.toContain('Warning');
  return stdout;
}

describe('the packed tarball', () => {
  it('holds what runs, its data, its schema and its papers, and nothing of the workshop', () => {
    const folders = new Set(files.map((path) => path.split('/')[0]));
    expect([...folders].sort()).toEqual(['LICENSE', 'README.md', 'dist', 'package.json', 'schema']);
    expect(files).toContain('dist/cli/main.js');
    expect(files).toContain('dist/sweep/worker.js');
    expect(files).toContain('schema/scenario.schema.json');
    expect(files.filter((path) => /\.test\.|(?<!\.d)\.ts$|\.map$|\.peggy$/.test(path))).toEqual([]);
  });

  it('has every data file that stands in src', () => {
    const data = filesBelow('src', ['']).filter((path) => !/\.(ts|peggy)$/.test(path));
    expect(data.length).toBeGreaterThan(0);
    expect(data.filter((path) => !files.includes(path.replace(/^src/, 'dist')))).toEqual([]);
  });

  it('prints its version from elsewhere', () => {
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
    expect(run(process.execPath, [join(installed, 'dist/cli/main.js'), '--version'], folder)).toBe(`${version}\n`);
  });

  it('simulates a sample from elsewhere, with several clusters on threads, and gives the bytes of the source', () => {
    const scenario = join(root, 'scenarios/ec2-or-fargate.yaml');
    const args = ['run', scenario, '--format', 'json', '--out', join(folder, 'report')];
    const fromPackage = run(process.execPath, [join(installed, 'dist/cli/main.js'), ...args], folder);
    const fromSource = run(process.execPath, [join(root, 'src/cli/main.ts'), ...args], folder);
    expect(fromPackage).toBe(fromSource);
    expect(readdirSync(join(folder, 'report'))).toContain('report.html');
  });

  it('plans and sweeps from elsewhere, on threads, with the solver and the table that come with it', () => {
    const scenario = PLAN_TEXT.replace(/plan:\n[\s\S]*?(?=clusters:)/, '');
    const axes = '{ path: clusters.shop.services.web.desiredCount, values: [4, 6] }';
    writeFileSync(join(folder, 'plan.yaml'), PLAN_TEXT);
    writeFileSync(join(folder, 'sweep.yaml'), `${scenario}sweep:\n  axes: [${axes}]\n`);
    const main = join(installed, 'dist/cli/main.js');
    expect(run(process.execPath, [main, 'plan', 'plan.yaml', '--jobs', '2', '--out', 'plan'], folder)).toContain(
      '  plan ',
    );
    const swept = run(process.execPath, [main, 'sweep', 'sweep.yaml', '--jobs', '2', '--out', 'sweep'], folder);
    expect(swept).toContain('results.parquet');
    const compared = run(
      process.execPath,
      [main, 'compare', 'sweep.yaml', 'plan.yaml', '--replications', '1', '--out', 'both'],
      folder,
    );
    expect(compared).toContain('Report: both/report.html');
  });

  it('is a library: what the README imports is there', () => {
    const names = /import \{ ([^}]+) \} from 'plimsoll'/.exec(readFileSync(join(root, 'README.md'), 'utf8'))![1];
    const script = `import * as plimsoll from 'plimsoll'; console.log(JSON.stringify(Object.keys(plimsoll)))`;
    const exported = JSON.parse(run(process.execPath, ['--input-type=module', '-e', script], folder)) as string[];
    expect(exported).toEqual(expect.arrayContaining(names.split(',').map((name) => name.trim())));
  });
});
