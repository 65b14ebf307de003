/** A section tells the same of every cluster: under a heading of its own when there are several. */
import { type TimeBase, timeBase } from '../charts/time-base.ts';
import type { Block, Chart } from '../report.ts';
import type { ClusterResult, RunResult } from '../run-result.ts';
import type { ClusterSummary, Summary } from '../summary-schema.ts';

/** One cluster of a run: what was recorded, what is derived from it, and the points of its charts. */
export interface ClusterView extends ClusterResult {
  readonly summary: ClusterSummary;
  /** Points of a chart by its width. */
  readonly bases: Readonly<Record<Chart['width'], TimeBase>>;
  /** Other clusters stand beside it: their charts share an axis. */
  readonly isOneOfSeveral: boolean;
}

/** The clusters in the order of the scenario. */
export function clusterViews(run: RunResult, summary: Summary): ClusterView[] {
  return run.clusters.map((cluster, i) => ({
    ...cluster,
    summary: summary.clusters[i],
    bases: chartBases({ ...cluster.recording, startEpochMs: run.scenario.startEpochMs }),
    isOneOfSeveral: run.clusters.length > 1,
  }));
}

/** More points than these are neither seen nor read: of a week half hours, or full hours in half the width. */
const POINTS_MAX = { full: 400, half: 200 } as const;

function chartBases(buckets: Parameters<typeof timeBase>[0]): ClusterView['bases'] {
  return { full: timeBase(buckets, POINTS_MAX.full), half: timeBase(buckets, POINTS_MAX.half) };
}

/** The blocks of every cluster that has any. */
export function perCluster(views: readonly ClusterView[], build: (view: ClusterView) => Block[]): Block[] {
  return views.flatMap((view) => {
    const blocks = build(view);
    if (!view.isOneOfSeveral || blocks.length === 0) return blocks;
    return [{ kind: 'heading', text: view.recording.clusterName }, ...blocks];
  });
}
