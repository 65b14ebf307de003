/**
 * A report is written whole or not at all: every file goes into a hidden directory beside the target, which then
 * takes the target's place by renaming. What fails or is interrupted before that leaves nothing behind.
 */
import { access, constants, lstat, mkdir, readdir, realpath, rename, rm, rmdir, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { ScenarioError } from '../base/errors.ts';
import type { ReportFiles } from '../report/report.ts';

/** Names of the files a report may hold; a directory with any other is not ours to replace. */
const REPORT_NAMES = [
  /^(summary|metrics(-\d+)?)\.json$/,
  /^report\.(html|md)$/,
  /^[a-z0-9-]+\.(csv|svg)$/,
  // Of a plan: the ready scenario, and the input of the AWS CLI.
  /^scenario\.yaml$/,
  /^(create|put|register|task-definition)-[\w-]+\.json$/,
];

/** Where a report will stand, checked before the work begins. */
export interface ReportPlace {
  /** Absolute, symbolic links resolved. */
  readonly directory: string;
  /** As the user named it, for messages. */
  readonly name: string;
}

/**
 * Checks that a report can be written there: nothing stands there yet, or an empty directory, or an older report.
 *
 * @throws ScenarioError when it is a file, holds foreign files, or cannot be written
 */
export async function claimReportPlace(name: string): Promise<ReportPlace> {
  const directory = await realPathOf(resolve(name));
  const place = { directory, name };
  const foreign = await foreignEntry(place);
  if (foreign !== undefined) {
    throw userError(place, foreign, 'a directory of ours, an empty one or none; choose another with --out');
  }
  const parent = await existingParent(directory);
  try {
    await access(parent, constants.W_OK | constants.X_OK);
  } catch (error) {
    throw userError(place, `${parent} (${codeOf(error)})`, 'a place that can be written');
  }
  return place;
}

/**
 * Puts the files where the place says, replacing an older report as a whole.
 *
 * @param signal aborts before the swap: what was written is removed and its reason is thrown
 * @throws ScenarioError when the place cannot be written, or foreign files came into it meanwhile
 */
export async function writeReport(place: ReportPlace, files: ReportFiles, signal?: AbortSignal): Promise<void> {
  const parent = dirname(place.directory);
  let created: string | undefined;
  const temporary = join(parent, `.${basename(place.directory)}.${process.pid}.writing`);
  try {
    created = await mkdir(parent, { recursive: true });
    await mkdir(temporary);
    for (const [name, content] of files) {
      signal?.throwIfAborted();
      await writeFile(join(temporary, name), content);
    }
    signal?.throwIfAborted();
    await swap(place, temporary);
  } catch (error) {
    await rm(temporary, { recursive: true, force: true });
    if (created !== undefined) await removeEmptyUpTo(parent, created);
    if (isSystemError(error)) throw userError(place, `${error.code} while writing`, 'a place that can be written');
    throw error;
  }
}

/** Moves the new report in and the older one, if any, out; on failure the older one is back. */
async function swap(place: ReportPlace, temporary: string): Promise<void> {
  const foreign = await foreignEntry(place);
  if (foreign !== undefined) throw userError(place, foreign, 'an older report, unchanged since the run began');
  const replaced = temporary.replace(/\.writing$/, '.replaced');
  const replaces = await exists(place.directory);
  if (replaces) await rename(place.directory, replaced);
  try {
    await rename(temporary, place.directory);
  } catch (error) {
    if (replaces) await rename(replaced, place.directory);
    throw error;
  }
  await rm(replaced, { recursive: true, force: true });
}

/** What stands at the place that is not ours, in words; undefined when nothing does. */
async function foreignEntry(place: ReportPlace): Promise<string | undefined> {
  if (!(await exists(place.directory))) return undefined;
  if (!(await lstat(place.directory)).isDirectory()) return 'a file';
  const entries = await readdir(place.directory, { withFileTypes: true });
  if (entries.length === 0) return undefined;
  const foreign = entries.find((entry) => !entry.isFile() || !REPORT_NAMES.some((ours) => ours.test(entry.name)));
  if (foreign !== undefined) return `a directory with ${JSON.stringify(foreign.name)}, no file of plimsoll`;
  if (!entries.some((entry) => entry.name === 'summary.json')) return 'a directory without a summary.json';
  return undefined;
}

async function exists(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    (error: unknown) => {
      if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return false;
      throw error;
    },
  );
}

/** The path with its links resolved as far as it exists. */
async function realPathOf(path: string): Promise<string> {
  const parent = dirname(path);
  try {
    return await realpath(path);
  } catch {
    return parent === path ? path : join(await realPathOf(parent), basename(path));
  }
}

/** The nearest directory above that exists. */
async function existingParent(path: string): Promise<string> {
  const parent = dirname(path);
  return parent === path || (await exists(parent)) ? parent : existingParent(parent);
}

/** Removes the directories that we made for the report's sake, from the inner to the outer, while they are empty. */
async function removeEmptyUpTo(inner: string, outer: string): Promise<void> {
  for (let path = inner; path.startsWith(outer); path = dirname(path)) {
    if (!(await exists(path))) continue;
    if ((await readdir(path)).length > 0) return;
    await rmdir(path);
  }
}

function userError(place: ReportPlace, found: string, expected: string): ScenarioError {
  return new ScenarioError([{ file: place.name, path: '', found, expected }]);
}

function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error;
}

function codeOf(error: unknown): string {
  return isSystemError(error) ? (error.code ?? 'unknown') : String(error);
}
