/** What happened in a cluster, in order of time: service events, deployments, and decisions of control loops. */
import { DECISION_KINDS, type DecisionSubject } from '../sim/record/decisions.ts';
import { type Recording, SERVICE_EVENTS } from '../sim/record/recording.ts';
import { decisionSubject, decisionText } from './decision-texts.ts';
import { deploymentId, serviceEventMessage } from './texts.ts';

export interface ReportEvent {
  readonly atMs: number;
  readonly clusterName: string;
  readonly subjectKind: DecisionSubject;
  readonly subject: string;
  /** In capitals, as in the logs. */
  readonly kind: string;
  readonly message: string;
  /** Told by so many in any run that it gives way where there is no room for all. */
  readonly isRoutine: boolean;
}

/** Kinds that say that all goes its way. */
const ROUTINE: ReadonlySet<string> = new Set([
  'STARTED_TASKS',
  'STOPPED_TASKS',
  'STEADY_STATE',
  'REBALANCING_STARTED',
  'REBALANCING_COMPLETED',
]);

/** Every event that the recording has, in order of time, causes first; evaluations that changed nothing are none. */
export function eventsOf(recording: Recording): ReportEvent[] {
  const events = [...deploymentEvents(recording), ...decisions(recording), ...serviceEvents(recording)];
  return events.sort((one, other) => one.atMs - other.atMs);
}

/**
 * At most so many of these, in order of time. Every subject has its turn: first what is not routine, then the latest.
 */
export function mostTelling(events: readonly ReportEvent[], most: number): ReportEvent[] {
  if (events.length <= most) return [...events];
  const turns = new Map<string, number>();
  const ranked = [...events.keys()]
    .sort((one, other) => Number(events[one].isRoutine) - Number(events[other].isRoutine) || other - one)
    .map((position) => {
      const { clusterName, subjectKind, subject } = events[position];
      const key = `${clusterName}/${subjectKind === 'container-instance' ? '' : subject}/${subjectKind}`;
      const turn = turns.get(key) ?? 0;
      turns.set(key, turn + 1);
      return { position, turn };
    });
  const kept = ranked.sort((one, other) => one.turn - other.turn || other.position - one.position).slice(0, most);
  return kept.map(({ position }) => events[position]).sort((one, other) => one.atMs - other.atMs);
}

/** ECS tells of a deployment's end by an event; of its start, and of its being replaced, by none. */
function deploymentEvents({ clusterName, deployments, workloads }: Recording): ReportEvent[] {
  return deployments.flatMap(({ endedAtMs, number, rollbackTo, rolloutState, startedAtMs, status, ...one }) => {
    const { name } = workloads[one.workload];
    const id = deploymentId(name, number);
    const about = { clusterName, subjectKind: 'service', subject: name, isRoutine: false } as const;
    const purpose = rollbackTo === null ? '' : ', a rollback';
    const message = `(deployment ${id}) started with ${one.taskDefinition}${purpose}.`;
    const started = { ...about, atMs: startedAtMs, kind: 'DEPLOYMENT_STARTED', message };
    const isReplaced = rolloutState === 'IN_PROGRESS' && status !== 'PRIMARY' && endedAtMs !== null;
    if (!isReplaced) return [started];
    return [
      started,
      {
        ...about,
        atMs: endedAtMs,
        kind: 'DEPLOYMENT_REPLACED',
        message: `(deployment ${id}) replaced by a newer one before it was completed.`,
      },
    ];
  });
}

function serviceEvents(recording: Recording): ReportEvent[] {
  const { atMs, event, length, workload } = recording.serviceEvents;
  return Array.from({ length }, (_, row) => ({
    atMs: atMs[row],
    clusterName: recording.clusterName,
    subjectKind: 'service',
    subject: recording.workloads[workload[row]].name,
    kind: SERVICE_EVENTS[event[row]],
    message: serviceEventMessage(recording, row),
    isRoutine: ROUTINE.has(SERVICE_EVENTS[event[row]]),
  }));
}

function decisions(recording: Recording): ReportEvent[] {
  const { atMs, kind, length } = recording.decisions;
  return Array.from({ length }, (_, row) => row)
    .filter((row) => !DECISION_KINDS[kind[row]].isEvaluation)
    .map((row) => {
      const subject = decisionSubject(recording, row);
      return {
        atMs: atMs[row],
        clusterName: recording.clusterName,
        subjectKind: subject.kind,
        subject: subject.name,
        kind: DECISION_KINDS[kind[row]].name,
        message: decisionText(recording, row),
        isRoutine: subject.kind === 'container-instance',
      };
    });
}
