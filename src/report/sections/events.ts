import { readableKind } from '../decision-texts.ts';
import { eventsOf, mostTelling, type ReportEvent } from '../events.ts';
import * as format from '../format.ts';
import type { ReportSection } from '../report.ts';
import { textCells, words } from './cells.ts';

/** More rows than these are searched in events.csv. */
const EVENTS_MAX = 800;

/** What happened, in order of time: a table that the page lets its reader sift. */
export const events: ReportSection = {
  title: 'Events',
  build: ({ clusters, scenario }) => {
    const all = clusters.flatMap(({ recording }) => eventsOf(recording)).sort((one, other) => one.atMs - other.atMs);
    if (all.length === 0) return [{ kind: 'note', tone: 'plain', lines: ['Nothing happened.'] }];
    const shown = mostTelling(all, EVENTS_MAX);
    const hasClusters = clusters.length > 1;
    const columns = ['Time (UTC)', ...(hasClusters ? ['Cluster'] : []), 'Subject', 'Kind', 'Message'];
    return [
      {
        kind: 'table',
        caption: caption(shown.length, all.length),
        columns: columns.map(words),
        rows: shown.map((event) =>
          textCells(
            format
              .isoTime(scenario.startEpochMs + event.atMs)
              .slice(0, 19)
              .replace('T', ' '),
            ...(hasClusters ? [event.clusterName] : []),
            subjectText(event),
            readableKind(event.kind),
            messageText(event),
          ),
        ),
        filters: hasClusters ? [1, 2, 3] : [1, 2],
      },
      ...olderNote(clusters.reduce((sum, { recording }) => sum + recording.serviceEvents.older, 0)),
    ];
  },
};

function caption(shown: number, all: number): string {
  if (shown === all) return 'Service events, deployments, and what control loops decided';
  const counts = `${format.count(shown)} of ${format.count(all)} events`;
  return `${counts}: of every subject first its failures and decisions, then its latest; events.csv has all`;
}

/** Instances are many: they stand under one word, and their messages name them. */
function subjectText({ subject, subjectKind }: ReportEvent): string {
  if (subjectKind === 'cluster') return 'cluster';
  return subjectKind === 'container-instance' ? 'container instances' : `${subjectKind.replace('-', ' ')} ${subject}`;
}

function messageText({ message, subject, subjectKind }: ReportEvent): string {
  return subjectKind === 'container-instance' ? `${subject}: ${message}` : message;
}

function olderNote(older: number) {
  if (older === 0) return [];
  const line = `${format.count(older)} older service events are not kept: the latest 2,000 of every service are.`;
  return [{ kind: 'note', tone: 'plain', lines: [line] } as const];
}
