/** One process at a time writes a results folder. */
import { open, readFile, rename, rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';

export const LOCK_FILE = '.lock';

/** Who holds a folder, in words: `process 4711`. */
export class FolderHeldError extends Error {
  constructor(holder: string) {
    super(`held by ${holder}`);
    this.name = 'FolderHeldError';
  }
}

/**
 * Takes the folder for this process. A lock whose process of this machine has ended is taken over: a killed sweep
 * leaves one behind.
 *
 * @returns gives the folder free again
 * @throws FolderHeldError when another process has it
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  const path = join(folder, LOCK_FILE);
  const mine = `${hostname()} ${process.pid}`;
  if (!(await tryCreate(path, mine))) {
    const [host = '', pid = ''] = (await readFile(path, 'utf8').catch(() => '')).split(' ');
    const isOurs = host === hostname() || host === '';
    if (!isOurs) throw new FolderHeldError(`process ${pid} of ${host}; if it is gone, remove ${path}`);
    if (isRunning(Number(pid))) throw new FolderHeldError(`process ${pid}`);
    await rename(path, `${path}.${process.pid}`);
    await rm(`${path}.${process.pid}`, { force: true });
    if (!(await tryCreate(path, mine))) throw new FolderHeldError('a process that has just begun');
  }
  return () => rm(path, { force: true });
}

async function tryCreate(path: string, content: string): Promise<boolean> {
  try {
    const file = await open(path, 'wx');
    await file.writeFile(content);
    await file.close();
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

function isRunning(pid: number): boolean {
  if (!(pid > 0)) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Of another user, and alive.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
