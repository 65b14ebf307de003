import { packageVersion } from '../base/version.ts';
import type { SourceDocument } from '../scenario/document.ts';
import { childValue } from '../scenario/schema-walk.ts';
import { digestOf, type Json } from './canonical-json.ts';
import { type Design, labelNames, type Point } from './design/points.ts';
import { seedOf } from './design/section.ts';
import { replicationSeeds } from './replications.ts';
import type { Manifest } from './store/results-folder.ts';

/** What the results of a sweep depend on. */
export interface ManifestFacts {
  readonly design: Design;
  readonly points: readonly Point[];
  readonly replications: number;
  readonly scenarioDigest: string;
}

/** Whose results these are: its digest differs where any of them may. */
export function manifestOf(
  document: SourceDocument,
  { design, points, replications, scenarioDigest }: ManifestFacts,
): Manifest {
  const engine = { name: 'plimsoll', version: packageVersion() } as const;
  const runs = points.map(({ labels, overrides }) => {
    return { labels, seeds: replicationSeeds(seedOf(document, overrides), replications), overrides };
  });
  const facts: Json = { version: engine.version, scenario: scenarioDigest, runs };
  return {
    format: 1,
    name: String(childValue(document.value, 'name')),
    engine,
    digest: digestOf(facts),
    axes: labelNames(design),
    points: runs.map(({ labels, seeds }) => ({ labels, seeds })),
  };
}
