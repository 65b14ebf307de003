/** A sweep from its points to its finished table: what is there already stays, the rest is handed to an engine. */
import { packageVersion } from '../base/version.ts';
import { sweepReportFiles } from '../report/sweep/sweep-report.ts';
import type { Engine, Job } from './engines/engine.ts';
import type { Sweep } from './read-sweep.ts';
import { parquetFile } from './store/parquet.ts';
import { ResultTable } from './store/result-table.ts';
import { openResultsFolder, rowKeys, TABLE_FILE } from './store/results-folder.ts';

/** How far a sweep is. */
export interface SweepProgress {
  readonly rowCount: number;
  /** Rows that have their outcome, on the disk. */
  readonly doneCount: number;
  /** Of these, the ones that earlier processes left. */
  readonly earlierCount: number;
}

export interface RunSweepOptions {
  /** Where the results go. */
  readonly directory: string;
  /** Whether results of the same sweep may be there already. */
  readonly isResumed: boolean;
  readonly engine: Engine;
  /** Aborting it ends the sweep, its finished rows kept; its reason is thrown. */
  readonly signal: AbortSignal;
  /** Told after every row. */
  readonly onProgress?: (progress: SweepProgress) => void;
  /** Sentences for the user. */
  readonly onNote?: (note: string) => void;
}

/** What a sweep came to. */
export interface SweepResult extends SweepProgress {
  /** Rows whose point is no valid scenario. */
  readonly invalidCount: number;
  /** What plimsoll itself failed with, each once. */
  readonly failures: readonly string[];
}

/**
 * Runs what is left of a sweep. When every row is there, the table and the report are written; else the sweep can be
 * resumed.
 *
 * @throws ScenarioError when the directory holds anything else
 */
export async function runSweep(sweep: Sweep, options: RunSweepOptions): Promise<SweepResult> {
  const { directory, isResumed, onNote = () => undefined, onProgress = () => undefined, signal } = options;
  const { manifest } = sweep;
  const keys = rowKeys(manifest);
  const folder = await openResultsFolder(directory, manifest, isResumed);
  try {
    if (folder.isFinished) return { ...noProgress(keys.length), invalidCount: 0, failures: [] };
    const table = new ResultTable(keys, manifest.axes);
    for (const { outcome, row } of folder.earlier) table.add(row, outcome);
    const earlierCount = table.filledCount;
    const tell = () => onProgress({ rowCount: keys.length, doneCount: table.filledCount, earlierCount });
    tell();
    const jobs = keys.flatMap(({ point, seed }, row): Job[] =>
      table.has(row) ? [] : [{ row, overrides: sweep.points[point].overrides, seed }],
    );
    const work = { bundle: sweep.bundle, bundleDigest: sweep.bundleDigest, engineVersion: packageVersion(), jobs };
    if (jobs.length > 0) {
      await options.engine(work, {
        signal,
        onNote,
        onOutcome: async (row, outcome) => {
          await folder.append({ row, outcome });
          table.add(row, outcome);
          tell();
        },
      });
    }
    signal.throwIfAborted();
    if (table.filledCount === keys.length) await folder.finish(await finishedFiles(sweep, table));
    return { rowCount: keys.length, doneCount: table.filledCount, earlierCount, ...table.problems() };
  } finally {
    await folder.close();
  }
}

function noProgress(rowCount: number): SweepProgress {
  return { rowCount, doneCount: rowCount, earlierCount: rowCount };
}

/** The report is written before the table, and so is whole when the table is there. */
async function finishedFiles(sweep: Sweep, table: ResultTable): Promise<Map<string, string | Uint8Array>> {
  const { description, manifest } = sweep;
  const { axes, digest, engine, name } = manifest;
  const columns = table.columns();
  const report = await sweepReportFiles({ name, description, engineVersion: engine.version, axes, columns });
  return new Map<string, string | Uint8Array>([
    ...report,
    [TABLE_FILE, await parquetFile(columns, { name, version: engine.version, digest })],
  ]);
}
