import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { syncFolder, writeDurably } from '../../../src/sweep/store/durable-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'plimsoll-durable-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('a durable file', () => {
  it('takes the place of an older one as a whole, and leaves nothing beside it', async () => {
    await writeDurably(join(folder, 'a'), 'older');
    await writeDurably(join(folder, 'a'), new Uint8Array([110, 101, 119]));
    expect(readFileSync(join(folder, 'a'), 'utf8')).toBe('new');
    expect(readdirSync(folder)).toEqual(['a']);
  });

  it('cannot be written, nor its folder be synchronised, where there is no folder', async () => {
    await expect(writeDurably(join(folder, 'missing', 'a'), '')).rejects.toThrow(/ENOENT/);
    await expect(syncFolder(join(folder, 'missing'))).rejects.toThrow(/ENOENT/);
  });
});
