import { open, rename } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** Begins the names of files that are not whole yet. */
export const UNFINISHED_PREFIX = '.writing-';

/** Writes a file so that it is there whole or not at all, whatever kills the process or the machine meanwhile. */
export async function writeDurably(path: string, content: string | Uint8Array): Promise<void> {
  const aside = join(dirname(path), `${UNFINISHED_PREFIX}${basename(path)}`);
  const file = await open(aside, 'w');
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(aside, path);
  await syncFolder(dirname(path));
}

/** Makes names that were added to or taken from a folder last. */
export async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
