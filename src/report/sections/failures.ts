import * as format from '../format.ts';
import type { Block, Note, ReportSection, Table } from '../report.ts';
import type { ClusterSummary, CountersSummary, ServiceEventSummary, WorkloadSummary } from '../summary-schema.ts';
import { barCell, largestOf, numbers, textCells, words } from './cells.ts';
import { clusterViews, perCluster } from './clusters.ts';

/** Events beyond these are read in summary.json. */
const EVENTS_MAX = 200;

/** What failed and why, in ECS's own words, and what the services reported. */
export const failures: ReportSection = {
  title: 'Failures and service events',
  build: (run, summary) => {
    const blocks = perCluster(clusterViews(run, summary), ({ summary: cluster }) => clusterBlocks(cluster));
    return blocks.length > 0 ? blocks : [{ kind: 'note', tone: 'plain', lines: ['Nothing failed, nothing happened.'] }];
  },
};

function clusterBlocks(cluster: ClusterSummary): Block[] {
  if (cluster.workloads.length === 0) return [];
  return [...verdict(cluster.counters), ...placementTable(cluster), ...stopTable(cluster), ...eventTable(cluster)];
}

function verdict({ placementFailures, outOfMemoryKills, startFailures }: CountersSummary): Note[] {
  if (placementFailures + outOfMemoryKills + startFailures > 0) return [];
  return [{ kind: 'note', tone: 'plain', lines: ['Every task was placed and started, and none ran out of memory.'] }];
}

function placementTable({ workloads }: ClusterSummary): Table[] {
  const rows = workloads.flatMap(({ name, placementFailures }) =>
    placementFailures.map((failure) => ({ name, ...failure })),
  );
  if (rows.length === 0) return [];
  const most = largestOf(rows.map(({ count }) => count));
  return [
    {
      kind: 'table',
      caption: 'Placement attempts that found no container instance',
      columns: [words('Service'), words('Reason'), numbers('Attempts'), words('What ECS says')],
      rows: rows.map(({ name, reason, count, text }) => [
        ...textCells(name, reason),
        barCell(format.count(count), count, most),
        { text },
      ]),
    },
  ];
}

const STOPS = [
  ['startFailures', 'Failed to start'],
  ['outOfMemoryKills', 'Out of memory'],
  ['essentialContainerExits', 'Essential container exited'],
  ['scaleInStops', 'Stopped by scale-in'],
  ['runTaskFailures', 'RunTask refused'],
] as const satisfies readonly (readonly [keyof CountersSummary, string])[];

function stopTable({ workloads }: ClusterSummary): Table[] {
  const stopped = workloads.filter(({ counters }) => STOPS.some(([name]) => counters[name] > 0));
  if (stopped.length === 0) return [];
  return [
    {
      kind: 'table',
      caption: 'Why tasks stopped or were refused',
      columns: [words('Service'), ...STOPS.map(([, title]) => numbers(title))],
      rows: stopped.map((workload) => stopRow(workload)),
    },
  ];
}

function stopRow({ name, counters }: WorkloadSummary) {
  return textCells(name, ...STOPS.map(([counter]) => format.count(counters[counter])));
}

function eventTable({ serviceEvents }: ClusterSummary): Table[] {
  if (serviceEvents.length === 0) return [];
  const latest = serviceEvents.slice(-EVENTS_MAX);
  const isWhole = latest.length === serviceEvents.length;
  return [
    {
      kind: 'table',
      caption: isWhole ? 'Service events' : `The latest ${EVENTS_MAX} service events`,
      columns: [words('Time (UTC)'), words('Service'), words('Message')],
      rows: latest.map(({ time, service, message }: ServiceEventSummary) =>
        textCells(readable(time), service, message),
      ),
      isCollapsed: true,
    },
  ];
}

/** `2026-03-02 14:05:07` of an ISO time. */
function readable(time: string): string {
  return time.slice(0, 19).replace('T', ' ');
}
