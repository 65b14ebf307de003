import type { Recording } from '../../sim/record/recording.ts';
import { type HeatRow, heatMap } from '../charts/heat-map.ts';
import { pointMeans, pointMs, type TimeBase, timeBase } from '../charts/time-base.ts';
import * as format from '../format.ts';
import type { Block, Note, ReportSection } from '../report.ts';
import { type ClusterView, clusterViews, perCluster } from './clusters.ts';

/** Each cell is an element of the page, and a phone should still scroll. */
const CELLS_MAX = 9000;
const POINTS_MIN = 24;
const POINTS_MAX = 168;
/** Rows beyond these are too low to be seen. */
const ROWS_MAX = 100;

/** A row for each container instance, by zone: where there is room, and where it stays. */
export const containerInstances: ReportSection = {
  title: 'Container instances',
  build: (run, summary) => {
    const blocks = perCluster(clusterViews(run, summary), (view) => clusterBlocks(view, run.scenario.startEpochMs));
    const none = 'No container instance ran; on Fargate there are none to be seen.';
    return blocks.length > 0 ? blocks : [{ kind: 'note', tone: 'plain', lines: [none] }];
  },
};

function clusterBlocks({ recording }: ClusterView, startEpochMs: number): Block[] {
  if (recording.heatInstances.length === 0) return [];
  const base = heatBase(recording, startEpochMs);
  const rows = heatRows(recording, base);
  const map = { description: describe(recording), base, rows };
  const reserved = heatMap({
    ...map,
    title: 'Reserved: the fuller of CPU and memory',
    shown: 'reserved',
    isEssential: true,
  });
  const used = heatMap({ ...map, title: 'CPU used', shown: 'used', isEssential: false });
  const hasUse = rows.some(({ usedCpu }) => usedCpu.some((value) => value > 0));
  return [reserved, ...(hasUse ? [used] : []), ...leftOutNote(recording, rows.length)];
}

function heatBase(recording: Recording, startEpochMs: number): TimeBase {
  const { durationMs, heatBucketMs, heatBucketCount, heatInstances } = recording;
  const points = Math.floor(CELLS_MAX / Math.min(ROWS_MAX, heatInstances.length));
  const buckets = { startEpochMs, durationMs, bucketMs: heatBucketMs, bucketCount: heatBucketCount };
  return timeBase(buckets, Math.min(POINTS_MAX, Math.max(POINTS_MIN, points)));
}

/** By zone in the order of the scenario, within it in order of registration. */
function heatRows({ heatInstances, heatSeries, zones }: Recording, base: TimeBase): HeatRow[] {
  const byZone = [...heatInstances.keys()].slice(0, ROWS_MAX).sort((a, b) => {
    return zones.indexOf(heatInstances[a].zone) - zones.indexOf(heatInstances[b].zone) || a - b;
  });
  return byZone.map((row) => {
    const { name, zone, cpuUnits, memoryMiB, launchedAtMs } = heatInstances[row];
    return {
      name,
      zone,
      firstPoint: Math.min(base.pointCount - 1, Math.floor(launchedAtMs / pointMs(base))),
      reservedCpu: pointMeans(heatSeries.reservedCpuUnits, row, base, cpuUnits),
      reservedMemory: pointMeans(heatSeries.reservedMemoryMiB, row, base, memoryMiB),
      usedCpu: pointMeans(heatSeries.usedCpuUnits, row, base, cpuUnits),
      tasks: pointMeans(heatSeries.tasks, row, base, 1),
    };
  });
}

function describe({ clusterName, heatInstances, zones }: Recording): string {
  const count = format.count(Math.min(ROWS_MAX, heatInstances.length));
  return `Heat map of ${count} container instances of ${clusterName} in ${zones.length} zones over time.`;
}

function leftOutNote({ containerInstanceNames }: Recording, shown: number): Note[] {
  if (containerInstanceNames.length <= shown) return [];
  const all = format.count(containerInstanceNames.length);
  return [{ kind: 'note', tone: 'plain', lines: [`The first ${shown} of ${all} container instances are shown.`] }];
}
