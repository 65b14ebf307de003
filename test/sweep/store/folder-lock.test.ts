import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { FolderHeldError, LOCK_FILE, lockFolder } from '../../../src/sweep/store/folder-lock.ts';

const folder = mkdtempSync(join(tmpdir(), 'plimsoll-lock-'));
const lock = join(folder, LOCK_FILE);
afterEach(() => rmSync(lock, { force: true }));

/** The number of a process that has ended. */
const endedPid = Number(spawnSync('sh', ['-c', 'echo $$'], { encoding: 'utf8' }).stdout);

describe('the lock of a results folder', () => {
  it('keeps a second one out until it is given free', async () => {
    const unlock = await lockFolder(folder);
    await expect(lockFolder(folder)).rejects.toThrow(new FolderHeldError(`process ${process.pid}`));
    await unlock();
    await (await lockFolder(folder))();
    expect(existsSync(lock)).toBe(false);
  });

  it('of a process that was killed is taken over', async () => {
    writeFileSync(lock, `${hostname()} ${endedPid}`);
    await (await lockFolder(folder))();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('that a killed process had not yet signed is taken over', async () => {
    writeFileSync(lock, '');
    await (await lockFolder(folder))();
  });

  it('of another machine stays, and says how to get rid of it', async () => {
    writeFileSync(lock, `elsewhere ${endedPid}`);
    await expect(lockFolder(folder)).rejects.toThrow(/process \d+ of elsewhere; if it is gone, remove .*\.lock/);
  });

  it('cannot be had where there is no folder', async () => {
    await expect(lockFolder(join(folder, 'missing'))).rejects.toThrow(/ENOENT/);
  });
});
