import * as format from '../format.ts';
import type { Block, ReportSection, Table } from '../report.ts';
import type { ClusterSummary, DeploymentSummary } from '../summary-schema.ts';
import { numbers, textCells, words } from './cells.ts';
import { clusterViews, perCluster } from './clusters.ts';

/** How each service moved from revision to revision; nothing where the scenario says nothing of deployments. */
export const deployments: ReportSection = {
  title: 'Deployments',
  build: (run, summary) =>
    perCluster(clusterViews(run, summary), ({ summary: cluster }) => [
      ...deploymentTable(cluster),
      ...reasons(cluster),
    ]),
};

/** The words for how a deployment stands: one that a newer update replaced has no rolloutState of its own. */
export function outcomeOf({ end, rolloutState, status }: DeploymentSummary): string {
  const isReplaced = rolloutState === 'IN_PROGRESS' && status !== 'PRIMARY' && end !== null;
  return isReplaced ? 'replaced' : rolloutState;
}

/** How long a deployment took, or that it goes on. */
export function timeTaken({ seconds }: DeploymentSummary): string {
  return seconds === null ? '-' : format.duration(seconds * 1000);
}

function deploymentTable({ deployments: all = [] }: ClusterSummary): Table[] {
  if (all.length === 0) return [];
  return [
    {
      kind: 'table',
      caption: 'Deployments: most tasks at once with those that stop, and fewest healthy ones, until each ended',
      columns: [
        words('Service'),
        words('Revision'),
        words('Started (UTC)'),
        numbers('Took'),
        words('rolloutState'),
        numbers('Failed tasks'),
        numbers('Most tasks'),
        numbers('Fewest healthy'),
      ],
      rows: all.map((one) =>
        textCells(
          one.service,
          one.taskDefinition,
          one.start.slice(0, 19).replace('T', ' '),
          timeTaken(one),
          outcomeOf(one),
          format.count(one.failedTasks),
          format.count(one.tasksMax),
          format.count(one.healthyTasksMin),
        ),
      ),
    },
  ];
}

function reasons({ deployments: all = [] }: ClusterSummary): Block[] {
  const lines = all.flatMap(({ id, rolloutStateReason }) =>
    rolloutStateReason ? [`${id}: ${rolloutStateReason}`] : [],
  );
  const failed = all.some(({ rolloutState }) => rolloutState === 'FAILED');
  return lines.length === 0 ? [] : [{ kind: 'note', tone: failed ? 'warning' : 'plain', lines }];
}
