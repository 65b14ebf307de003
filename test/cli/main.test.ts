import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '../sources.ts';
import { mainFile, plimsoll } from './process.ts';

const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };

/** Prints every module that is loaded, when the process ends. */
const listModules = `data:text/javascript,${encodeURIComponent(`
  import { registerHooks } from 'node:module';
  const loaded = [];
  registerHooks({ load: (url, context, next) => { loaded.push(url); return next(url, context); } });
  process.on('exit', () => process.stderr.write(loaded.join('\\n')));
`)}`;

describe('the bin', () => {
  it('prints its version', () => {
    expect(plimsoll(['--version'])).toEqual({ status: 0, stdout: `${version}\n`, stderr: '' });
  });

  it('names every command in its help', () => {
    const { status, stdout } = plimsoll(['--help']);
    expect(status).toBe(0);
    for (const command of ['run', 'place', 'validate', 'init', 'schema', 'catalog']) {
      expect(stdout).toMatch(new RegExp(`^  ${command} `, 'm'));
    }
  });

  it('loads for its help only what is its own: no scenario reader, catalog, chart or thread pool', () => {
    const { stderr } = plimsoll(['--help'], { nodeOptions: ['--import', listModules] });
    const packages = [...stderr.matchAll(/node_modules\/([^/\n]+)/g)].map((match) => match[1]);
    const own = stderr.split('\n').filter((url) => url.startsWith(`file://${root}src/`));
    expect(new Set(packages)).toEqual(new Set(['commander']));
    expect(own.map((url) => url.slice(`file://${root}src/`.length)).sort()).toEqual([
      'base/errors.ts',
      'base/version.ts',
      'cli/exit-codes.ts',
      'cli/interrupt.ts',
      'cli/main.ts',
      'cli/program.ts',
    ]);
  });

  it('exits with 2 and shows the help when it is told nothing', () => {
    const { status, stdout, stderr } = plimsoll([]);
    expect(status).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain('Usage: plimsoll');
  });

  it.each([
    [['rnu', 'x.yaml'], "error: unknown command 'rnu'\n(Did you mean run?)"],
    [['catalog', 'pirce'], "error: unknown command 'pirce'\n(Did you mean price?)"],
    [['catalog', 'instances', '--regoin', 'x'], "error: unknown option '--regoin'\n(Did you mean --region?)"],
    [['catalog', 'price'], "error: missing required argument 'type'"],
  ])('exits with 2 on wrong usage: %j', (args, message) => {
    const { status, stdout, stderr } = plimsoll(args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain(message);
  });

  it('ends quietly when the reader of its output goes away', async () => {
    const child = spawn('/bin/bash', [
      '-c',
      `"${process.execPath}" "${mainFile}" catalog instances --format json | head -c 10; exit $((\${PIPESTATUS[0]}))`,
    ]);
    let stderr = '';
    child.stderr.on('data', (chunk) => {
      stderr += chunk;
    });
    const status = await new Promise((resolve) => child.on('close', resolve));
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });

  const machineNode = existsSync('/usr/bin/node')
    ? execFileSync('/usr/bin/node', ['--version'], { encoding: 'utf8' }).trim()
    : 'v99';

  it.skipIf(Number.parseInt(machineNode.slice(1), 10) >= 22)('tells an older Node what it needs', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'plimsoll-main-')), 'main.mjs');
    writeFileSync(file, stripTypeScriptTypes(readFileSync(mainFile, 'utf8')));
    const result = spawnSync('/usr/bin/node', [file], { encoding: 'utf8' });
    expect(result.status).toBe(2);
    expect(result.stderr).toBe(
      `plimsoll needs Node 22.12 or later; this is Node ${machineNode.slice(1)} (/usr/bin/node).\n`,
    );
  });
});
