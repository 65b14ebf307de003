import type { Recording } from '../../sim/record/recording.ts';
import { incidentName } from '../decision-texts.ts';
import * as format from '../format.ts';
import type { Block, Note, ReportSection, Table } from '../report.ts';
import type { ClusterSummary, CountersSummary, WorkloadSummary } from '../summary-schema.ts';
import { barCell, largestOf, numbers, textCells, words } from './cells.ts';
import { clusterViews, perCluster } from './clusters.ts';

/** What failed and why, in ECS's own words. */
export const failures: ReportSection = {
  title: 'Failures',
  build: (run, summary) => {
    const { startEpochMs } = run.scenario;
    const blocks = perCluster(clusterViews(run, summary), ({ recording, summary: cluster }) => [
      ...clusterBlocks(cluster),
      ...incidentTable(recording, startEpochMs),
    ]);
    return blocks.length > 0 ? blocks : [{ kind: 'note', tone: 'plain', lines: ['Nothing failed.'] }];
  },
};

function clusterBlocks(cluster: ClusterSummary): Block[] {
  if (cluster.workloads.length === 0) return [];
  return [
    ...verdict(cluster.counters),
    ...placementTable(cluster),
    ...startTable(cluster),
    ...stopTable(cluster),
    ...restartNote(cluster.counters),
  ];
}

function verdict({ placementFailures, outOfMemoryKills, startFailures }: CountersSummary): Note[] {
  if (placementFailures + outOfMemoryKills + startFailures > 0) return [];
  return [{ kind: 'note', tone: 'plain', lines: ['Every task was placed and started, and none ran out of memory.'] }];
}

/** P1.25: no task stopped, and yet a container died. */
function restartNote({ containerRestarts }: CountersSummary): Note[] {
  if (containerRestarts === 0) return [];
  const containers = containerRestarts === 1 ? '1 container was' : `${format.count(containerRestarts)} containers were`;
  const line = `${containers} restarted in place after an exit (restartPolicy); the tasks went on.`;
  return [{ kind: 'note', tone: 'plain', lines: [line] }];
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

function startTable({ workloads }: ClusterSummary): Table[] {
  const rows = workloads.flatMap(({ name, startFailures }) => startFailures.map((failure) => ({ name, ...failure })));
  if (rows.length === 0) return [];
  const most = largestOf(rows.map(({ count }) => count));
  return [
    {
      kind: 'table',
      caption: 'Tasks that failed to start',
      columns: [words('Service'), numbers('Tasks'), words('stoppedReason')],
      rows: rows.map(({ name, count, text }) => [
        ...textCells(name),
        barCell(format.count(count), count, most),
        { text },
      ]),
    },
  ];
}

const STOPS = [
  ['startFailures', 'Failed to start'],
  ['outOfMemoryKills', 'Out of memory'],
  ['interruptedTasks', 'Interrupted'],
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

/** What the scenario let happen at instants, and what it took with it. */
function incidentTable({ incidents }: Recording, startEpochMs: number): Table[] {
  if (incidents.length === 0) return [];
  const time = (ms: number) => format.dateTime(startEpochMs + ms);
  return [
    {
      kind: 'table',
      caption: 'Incidents of the scenario',
      columns: [words('What'), words('From'), words('To'), numbers('Instances'), numbers('Tasks'), words('Also down')],
      rows: incidents.map((incident) =>
        textCells(
          incidentName(incident),
          time(incident.atMs),
          incident.untilMs === null ? '-' : time(incident.untilMs),
          format.count(incident.instances),
          format.count(incident.tasks),
          incident.takesDown.length === 0 ? '-' : incident.takesDown.join(', '),
        ),
      ),
    },
  ];
}

function stopRow({ name, counters }: WorkloadSummary) {
  return textCells(name, ...STOPS.map(([counter]) => format.count(counters[counter])));
}
