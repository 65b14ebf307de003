/** The sweep that a scenario file describes: its points, their seeds, and the scenario with its files as data. */
import { formatIssue, type Issue, ScenarioError } from '../base/errors.ts';
import { parseDocument, type SourceDocument } from '../scenario/document.ts';
import { processIo, readNamedText, type ScenarioIo } from '../scenario/read/files.ts';
import { childValue } from '../scenario/schema-walk.ts';
import { BundleCollector, bundleDigest, formatBundle } from './bundle.ts';
import type { Design, Point } from './design/points.ts';
import { readSection } from './design/section.ts';
import { tryPoints } from './design/trials.ts';
import { manifestOf } from './manifest.ts';
import type { Manifest } from './store/results-folder.ts';

/** A sweep, ready to be run. */
export interface Sweep {
  readonly name: string;
  readonly description: string;
  readonly points: readonly Point[];
  /** Whose results they are, with the seeds of every run. */
  readonly manifest: Manifest;
  /** The text of the scenario's bundle, and its digest. */
  readonly bundle: string;
  readonly bundleDigest: string;
  /** What the user should know before it runs, in whole sentences. */
  readonly notes: readonly string[];
}

/**
 * Reads the sweep of a scenario file, or of standard input for `-`. Every path is tried, and every file that a value of
 * an axis names is found, on the points around the first.
 *
 * @throws ScenarioError with every issue; also when none of the points tried is a valid scenario
 */
export async function readSweepFile(path: string, io: ScenarioIo = processIo): Promise<Sweep> {
  const text = await readNamedText(path, io);
  return readSweep(parseDocument(text, path), text, io);
}

/** As `readSweepFile`, for a document already parsed. */
export function readSweep(document: SourceDocument, text: string, io: ScenarioIo): Sweep {
  const { design, points, replications, section } = readSection(document);
  const collector = new BundleCollector(document.fileName, text);
  const invalid = tryInFolder(collector, () =>
    tryPoints({ ...document, fileName: collector.scenario }, { design, section }, collector.collecting(io)),
  );
  const bundle = formatBundle(collector.bundle());
  const scenarioDigest = bundleDigest(bundle);
  return {
    name: String(childValue(document.value, 'name')),
    description: String(childValue(document.value, 'description') ?? ''),
    points,
    manifest: manifestOf(document, { design, points, replications, scenarioDigest }),
    bundle,
    bundleDigest: scenarioDigest,
    notes: [...alikeNotes(design, points), ...invalid.map(invalidNote)],
  };
}

/** Faults name files as the user would, not as the bundle does. */
function tryInFolder(collector: BundleCollector, trial: () => Issue[]): Issue[] {
  const renamed = (issues: readonly Issue[]) =>
    issues.map((issue) => ({ ...issue, file: collector.placeOf(issue.file) }));
  try {
    return renamed(trial());
  } catch (error) {
    throw error instanceof ScenarioError ? new ScenarioError(renamed(error.issues)) : error;
  }
}

function invalidNote(issue: Issue): string {
  return `Points with this fault are no valid scenario and give no figures: ${formatIssue(issue)}.`;
}

function alikeNotes(design: Design, points: readonly Point[]): string[] {
  if (design.kind !== 'latin-hypercube' || points.length === design.samples) return [];
  return [
    `Of ${design.samples} points drawn ${design.samples - points.length} are like another: ${points.length} are run.`,
  ];
}
