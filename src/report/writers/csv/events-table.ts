import { eventsOf } from '../../events.ts';
import { isoTime } from '../../format.ts';
import type { RunResult } from '../../run-result.ts';
import type { CsvTable } from './table.ts';

/** events.csv: service events, deployments and decisions of every cluster, each in order of time. */
export function eventsTable({ clusters, scenario }: RunResult): CsvTable {
  return {
    header: ['cluster', 'time', 'subjectKind', 'subject', 'kind', 'message'],
    rows: clusters.flatMap(({ recording }) =>
      eventsOf(recording).map(({ atMs, clusterName, subjectKind, subject, kind, message }) => [
        clusterName,
        isoTime(scenario.startEpochMs + atMs),
        subjectKind,
        subject,
        kind,
        message,
      ]),
    ),
  };
}
