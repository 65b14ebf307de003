/** What happened in a cluster, in order of time: service events, deployments, and decisions of control loops. */
import { DECISION_KINDS, type DecisionSubject } from '../sim/record/decisions.ts';
import { type RecordedDeployment, type Recording, SERVICE_EVENTS } from '../sim/record/recording.ts';
import type { MarkKind, TimeMark } from './charts/marks.ts';
import { decisionSubject, decisionText } from './decision-texts.ts';
import { scaledBetween } from './summary/scaling.ts';
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
  /** As a sign above a chart; null where it is none. */
  readonly mark: MarkKind | null;
}

/** The marks of one subject's charts, in order of time. */
export function marksOf(events: readonly ReportEvent[], subjectKind: DecisionSubject, subject: string): TimeMark[] {
  return events.flatMap((event) => {
    if (event.mark === null || event.subject !== subject || event.subjectKind !== subjectKind) return [];
    return [{ atMs: event.atMs, kind: event.mark, text: event.message }];
  });
}

/** Kinds that say that all goes its way. */
const ROUTINE: ReadonlySet<string> = new Set([
  'STARTED_TASKS',
  'STOPPED_TASKS',
  'STEADY_STATE',
  'REBALANCING_STARTED',
  'REBALANCING_COMPLETED',
  'DRAINING_STARTED',
  // Service auto scaling has decided it, with its reason.
  'DESIRED_COUNT_UPDATED',
]);

/** Decisions of which there is one for each instance, or exit. */
const ROUTINE_DECISIONS: ReadonlySet<string> = new Set(['INSTANCE_LAUNCHED', 'CONTAINER_RESTARTED']);

/** Kinds that a reader of a chart should see. */
const FAILURES: ReadonlySet<string> = new Set(['DEPLOYMENT_FAILED', 'ROLLING_BACK', 'START_IMPAIRED']);

/** Every event that the recording has, in order of time, causes first; evaluations that changed nothing are none. */
export function eventsOf(recording: Recording): readonly ReportEvent[] {
  const known = told.get(recording);
  if (known !== undefined) return known;
  const events = allOf(recording, false);
  told.set(recording, events);
  return events;
}

/** Everything from one instant to another, with what control loops looked at and left as it is. */
export function explainedEvents(recording: Recording, fromMs: number, toMs: number): ReportEvent[] {
  return allOf(recording, true).filter(({ atMs }) => atMs >= fromMs && atMs <= toMs);
}

/** Within an instant: what is done to a service, what control loops decide, what comes of it, and its rollbacks. */
function allOf(recording: Recording, withEvaluations: boolean): ReportEvent[] {
  const { deployments } = recording;
  const events = [
    ...deploymentEvents(
      recording,
      deployments.filter(({ rollbackTo }) => rollbackTo === null),
    ),
    ...decisions(recording, withEvaluations),
    ...serviceEvents(recording),
    ...deploymentEvents(
      recording,
      deployments.filter(({ rollbackTo }) => rollbackTo !== null),
    ),
  ];
  return events.sort((one, other) => one.atMs - other.atMs);
}

/** Several sections ask; a long run has many. */
const told = new WeakMap<Recording, readonly ReportEvent[]>();

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
function deploymentEvents(
  { clusterName, workloads }: Recording,
  deployments: readonly RecordedDeployment[],
): ReportEvent[] {
  return deployments.flatMap(({ endedAtMs, number, rollbackTo, rolloutState, startedAtMs, status, ...one }) => {
    const { name } = workloads[one.workload];
    const id = deploymentId(name, number);
    const about = { clusterName, subjectKind: 'service', subject: name, isRoutine: false, mark: 'deployment' } as const;
    const purpose = rollbackTo === null ? '' : ', a rollback';
    const message = `(deployment ${id}) started with ${one.taskDefinition}${purpose}.`;
    // The first one is how the service begins, no change of it.
    const mark = startedAtMs === 0 ? null : about.mark;
    const started = { ...about, mark, atMs: startedAtMs, kind: 'DEPLOYMENT_STARTED', message };
    const isReplaced = rolloutState === 'IN_PROGRESS' && status !== 'PRIMARY' && endedAtMs !== null;
    if (!isReplaced) return [started];
    return [
      started,
      {
        ...about,
        atMs: endedAtMs,
        kind: 'DEPLOYMENT_REPLACED',
        mark: null,
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
    mark: FAILURES.has(SERVICE_EVENTS[event[row]]) ? 'failure' : null,
  }));
}

function decisions(recording: Recording, withEvaluations: boolean): ReportEvent[] {
  const { atMs, kind, length } = recording.decisions;
  return Array.from({ length }, (_, row) => row)
    .filter((row) => withEvaluations || !DECISION_KINDS[kind[row]].isEvaluation)
    .map((row) => {
      const subject = decisionSubject(recording, row);
      return {
        atMs: atMs[row],
        clusterName: recording.clusterName,
        subjectKind: subject.kind,
        subject: subject.name,
        kind: DECISION_KINDS[kind[row]].name,
        message: decisionText(recording, row),
        isRoutine: subject.kind === 'container-instance' || ROUTINE_DECISIONS.has(DECISION_KINDS[kind[row]].name),
        mark: scalingMark(recording, row),
      };
    });
}

/** A decision that has scaled its subject. */
function scalingMark(recording: Recording, row: number): MarkKind | null {
  const scaled = scaledBetween(recording, row);
  if (scaled === null) return null;
  return scaled.to > scaled.from ? 'out' : 'in';
}
