import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { initCommand, writeFirstScenario } from '../../../src/cli/commands/init.ts';
import { schemaText } from '../../../src/cli/commands/schema.ts';
import { validateFiles } from '../../../src/cli/commands/validate.ts';
import { plimsoll } from '../process.ts';

const newFolder = () => mkdtempSync(join(tmpdir(), 'plimsoll-init-'));

describe('plimsoll init', () => {
  it('writes a scenario that validates without a note, and runs', async () => {
    const folder = join(newFolder(), 'my-cluster');
    const { status, stdout } = plimsoll(['init', folder]);
    expect(status).toBe(0);
    expect(stdout).toContain(`plimsoll run ${join(folder, 'scenario.yaml')}`);
    const [result] = await validateFiles([join(folder, 'scenario.yaml')]);
    expect(result).toEqual({ issues: [], lines: [expect.stringContaining('scenario my-cluster')] });
    expect(plimsoll(['run', 'scenario.yaml', '--quiet'], { cwd: folder })).toEqual({
      status: 0,
      stdout: '',
      stderr: '',
    });
    expect(existsSync(join(folder, 'reports/my-cluster/summary.json'))).toBe(true);
  });

  it('puts the schema beside it, which its first line names', () => {
    const folder = newFolder();
    writeFirstScenario(folder);
    const [first] = readFileSync(join(folder, 'scenario.yaml'), 'utf8').split('\n');
    expect(first).toBe('# yaml-language-server: $schema=./scenario.schema.json');
    expect(readFileSync(join(folder, 'scenario.schema.json'), 'utf8')).toBe(schemaText('scenario'));
  });

  it('overwrites nothing, and then writes nothing', () => {
    const folder = newFolder();
    writeFileSync(join(folder, 'scenario.yaml'), 'mine');
    const { status, stderr } = plimsoll(['init'], { cwd: folder });
    expect(status).toBe(2);
    expect(stderr).toContain('scenario.yaml: found a file, expected nothing there: init overwrites no file');
    expect(readdirSync(folder)).toEqual(['scenario.yaml']);
    expect(readFileSync(join(folder, 'scenario.yaml'), 'utf8')).toBe('mine');
  });

  it('where it cannot write, says so', () => {
    const file = join(newFolder(), 'file');
    writeFileSync(file, '');
    expect(() => writeFirstScenario(join(file, 'inside'))).toThrow(/found ENOTDIR while writing/);
    expect(initCommand().name()).toBe('init');
  });
});
