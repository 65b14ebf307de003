import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { processIo, readNamedText, ScenarioFiles } from '../../../src/scenario/read/files.ts';
import { memoryIo } from '../scenario-texts.ts';

describe('the file that a user names', () => {
  it('is a file, or standard input for -', async () => {
    const io = memoryIo({ 's.yaml': 'a: 1', '-': 'b: 2' });
    expect(await readNamedText('s.yaml', io)).toBe('a: 1');
    expect(await readNamedText('-', io)).toBe('b: 2');
  });

  it('may be UTF-16, which Windows PowerShell makes of what the AWS CLI prints', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'plimsoll-files-'));
    const path = join(folder, 'web.json');
    writeFileSync(path, '\uFEFF{ "family": "wéb" }', 'utf16le');
    expect(await readNamedText(path, processIo)).toBe('\uFEFF{ "family": "wéb" }');
    expect([...processIo.readBlocks(path)].join('')).toBe('\uFEFF{ "family": "wéb" }');
    writeFileSync(path, '{ "family": "wéb" }');
    expect([...processIo.readBlocks(path)].join('')).toBe('{ "family": "wéb" }');
  });

  it('that is missing is the user’s fault, with a near name', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'plimsoll-files-'));
    writeFileSync(join(folder, 'scenario.yaml'), '');
    await expect(readNamedText(join(folder, 'scenaro.yaml'), processIo)).rejects.toThrow(
      /scenaro\.yaml: found no such file, expected a file that can be read; did you mean "scenario.yaml"\?/,
    );
    await expect(readNamedText(folder, processIo)).rejects.toThrow('found a file that cannot be read (EISDIR)');
    await expect(readNamedText('/no/such/folder/x.yaml', processIo)).rejects.toThrow('found no such file');
  });
});

describe('files that a scenario names', () => {
  it('are relative to the file that names them, and to the working directory on standard input', () => {
    const files = new ScenarioFiles(memoryIo({ 'a/b/web.json': '1', 'web.json': '2', '/abs.json': '3' }));
    expect(files.text('b/web.json', 'a/s.yaml')).toEqual({ fileName: 'a/b/web.json', text: '1' });
    expect(files.text('web.json', '-')).toEqual({ fileName: 'web.json', text: '2' });
    expect(files.text('/abs.json', 'a/s.yaml')).toEqual({ fileName: '/abs.json', text: '3' });
    expect(files.text('b/wep.json', 'a/s.yaml')).toEqual({
      found: '"b/wep.json", no such file',
      suggestion: 'web.json',
    });
  });

  it('are read once', () => {
    let count = 0;
    const io = memoryIo({});
    const files = new ScenarioFiles({ ...io, readFile: () => `${++count}` });
    expect([files.text('x', 's.yaml'), files.text('x', 's.yaml')]).toEqual([
      { fileName: 'x', text: '1' },
      { fileName: 'x', text: '1' },
    ]);
  });

  it('may be read in blocks, which cut no letter in two, and say so before the first when they cannot', () => {
    const folder = mkdtempSync(join(tmpdir(), 'plimsoll-files-'));
    const text = 'é'.repeat(600_000);
    writeFileSync(join(folder, 'long.csv'), `x${text}`);
    const files = new ScenarioFiles(processIo);
    const read = files.blocks('long.csv', join(folder, 's.yaml'));
    const blocks = 'blocks' in read ? [...read.blocks] : [];
    expect(blocks.length).toBeGreaterThan(1);
    expect(blocks.join('')).toBe(`x${text}`);
    expect(files.blocks('lon.csv', join(folder, 's.yaml'))).toEqual({
      found: '"lon.csv", no such file',
      suggestion: 'long.csv',
    });
    expect(files.blocks('.', join(folder, 's.yaml'))).toEqual({ found: '".", a file that cannot be read (EISDIR)' });
  });

  it('that do not parse give their own issues', () => {
    const files = new ScenarioFiles(memoryIo({}));
    expect(files.document('x.json', '{')).toEqual([expect.objectContaining({ file: 'x.json', line: 1 })]);
    expect(files.document('y.json', '{"a": 1}')).toMatchObject({ value: { a: 1 } });
  });
});
