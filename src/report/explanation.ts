/** `--explain`: how a service stood at a moment, and what every control loop saw and decided around it, in words. */
import type { DecisionSubject } from '../sim/record/decisions.ts';
import type { MissingSeriesName, PendingSeriesName, Recording, WorkloadState } from '../sim/record/recording.ts';
import { explainedEvents, type ReportEvent } from './events.ts';
import * as format from './format.ts';
import { group } from './group.ts';
import { countsAt, lifetimesOf } from './lifetimes.ts';
import { deploymentId } from './texts.ts';

/** Whom and when `--explain` asks about. */
export interface ExplainQuestion {
  readonly subjectKind: Exclude<DecisionSubject, 'container-instance'>;
  /** Of the service or capacity provider; of a cluster ''. */
  readonly subject: string;
  readonly fromMs: number;
  readonly atMs: number;
  readonly toMs: number;
}

/** More lines than these are no answer any more; the question can be narrowed. */
const LINES_MAX = 400;

/** The answer of one cluster, line by line; nothing where the cluster has no such subject. */
export function explanation(recording: Recording, question: ExplainQuestion, startEpochMs: number): string[] {
  const workloads = workloadsAsked(recording, question);
  const pools = [...recording.pools.keys()].filter(
    (row) => question.subjectKind !== 'capacity-provider' || recording.pools[row].capacityProvider === question.subject,
  );
  const isKnown = question.subjectKind === 'service' ? workloads.length > 0 : pools.length > 0;
  if (question.subjectKind !== 'cluster' && !isKnown) return [];
  return [
    headline(recording, question, startEpochMs),
    '',
    ...workloads.flatMap((row) => stateLines(recording, row, question)),
    ...capacityLines(recording, pools, question),
    '',
    ...timeLines(recording, question, startEpochMs),
  ];
}

function workloadsAsked({ workloads }: Recording, { subject, subjectKind }: ExplainQuestion): number[] {
  if (subjectKind === 'capacity-provider') return [];
  const rows = [...workloads.keys()];
  return subjectKind === 'cluster' ? rows : rows.filter((row) => workloads[row].name === subject);
}

function headline(recording: Recording, { atMs, subject, subjectKind }: ExplainQuestion, startEpochMs: number): string {
  const name = subjectKind === 'cluster' ? '' : `${subjectKind}/${subject} in `;
  const instant = format
    .isoTime(startEpochMs + atMs)
    .slice(0, 19)
    .replace('T', ' ');
  return `${name}cluster ${recording.clusterName} at ${instant} UTC, ${format.duration(atMs)} after the start`;
}

const PENDING_TEXTS: Readonly<Record<PendingSeriesName, string>> = {
  capacity: 'waiting for an instance with room',
  provisioning: 'in PROVISIONING',
  imagePull: 'pulling images',
  containerStart: 'starting containers',
};

const MISSING_TEXTS: Readonly<Record<MissingSeriesName, string>> = {
  schedulerTick: 'the service scheduler has not looked yet',
  placementRefused: 'no container instance met all requirements',
  launchRate: 'the rate of launches',
  startThrottled: 'throttled, for tasks failed to start',
  maximumPercent: 'maximumPercent, with tasks that are STOPPING',
  deploymentFailed: 'the deployment FAILED',
};

function stateLines(recording: Recording, row: number, { atMs }: ExplainQuestion): string[] {
  const state = recording.stateTold?.workloads[row];
  if (state === undefined) return [];
  return [
    `${recording.workloads[row].name}: ${countsText(state)}.`,
    ...pendingLine(state),
    ...(state.missing === null ? [] : [`  ${state.missing.tasks} not created: ${MISSING_TEXTS[state.missing.cause]}.`]),
    ...deploymentLines(recording, row, atMs),
  ];
}

function countsText({ desiredTasks, healthyTasks, pendingTasks, runningTasks, stoppingTasks }: WorkloadState): string {
  const pending = Object.values(pendingTasks).reduce((sum, count) => sum + count, 0);
  return [
    ...(desiredTasks === null ? [] : [`${desiredTasks} desired`]),
    `${runningTasks} running`,
    ...(desiredTasks === null ? [] : [`${healthyTasks} healthy`]),
    `${pending} pending`,
    ...(stoppingTasks === 0 ? [] : [`${stoppingTasks} stopping`]),
  ].join(', ');
}

function pendingLine({ pendingTasks }: WorkloadState): string[] {
  const causes = (Object.keys(PENDING_TEXTS) as PendingSeriesName[])
    .filter((name) => pendingTasks[name] > 0)
    .map((name) => `${pendingTasks[name]} ${PENDING_TEXTS[name]}`);
  return causes.length === 0 ? [] : [`  Pending: ${causes.join(', ')}.`];
}

/** Those that go on then, and the latest that had ended. */
function deploymentLines({ deployments, workloads }: Recording, row: number, atMs: number): string[] {
  const started = deployments.filter(({ startedAtMs, workload }) => workload === row && startedAtMs <= atMs);
  return started.slice(-1).map(({ endedAtMs, number, rolloutState, startedAtMs, taskDefinition }) => {
    const since = `started ${format.duration(atMs - startedAtMs)} before`;
    const isOver = endedAtMs !== null && endedAtMs <= atMs;
    const end = isOver ? `${rolloutState} ${format.duration(atMs - endedAtMs)} before` : 'IN_PROGRESS';
    return `  Deployment ${deploymentId(workloads[row].name, number)} with ${taskDefinition}: ${since}, ${end}.`;
  });
}

function capacityLines(recording: Recording, pools: readonly number[], { atMs }: ExplainQuestion): string[] {
  const ofInstances = pools.filter((row) => recording.pools[row].instanceType !== null);
  const providers = [...new Set(ofInstances.map((row) => recording.pools[row].capacityProvider))];
  return providers.map((provider) => {
    const own = ofInstances.filter((row) => recording.pools[row].capacityProvider === provider);
    const { active, draining, launching, 'in the warm pool': warm } = countsAt(lifetimesOf(recording, own), atMs);
    const others = [
      ...(launching === 0 ? [] : [`, ${launching} launching`]),
      ...(draining === 0 ? [] : [`, ${draining} draining`]),
      ...(warm === 0 ? [] : [`, ${warm} in the warm pool`]),
    ];
    return `${provider}: ${active} ${active === 1 ? 'instance' : 'instances'} active${others.join('')}.`;
  });
}

function timeLines(recording: Recording, question: ExplainQuestion, startEpochMs: number): string[] {
  const { atMs, fromMs, toMs } = question;
  const events = explainedEvents(recording, fromMs, toMs).filter((event) => concerns(event, question));
  const clock = (ms: number) => format.isoTime(startEpochMs + ms).slice(11, 19);
  const heading = `What happened from ${clock(fromMs)} to ${clock(toMs)}:`;
  if (events.length === 0) return [heading, '  Nothing.'];
  const lines = group(events, sameLine).map((same) => ({
    atMs: same[0].atMs,
    key: `${same[0].subject}/${same[0].kind}/${same[0].atMs <= atMs}`,
    text: `  ${clock(same[0].atMs)}  ${lineText(same, question)}`,
  }));
  const all = shortened(lines);
  const shown = all.slice(0, LINES_MAX);
  const after = shown.findIndex((line) => line.atMs > atMs);
  const moment = `  ${clock(atMs)}  ── the moment asked about ──`;
  const texts = shown.map(({ text }) => text);
  const left = all.length - shown.length;
  return [
    heading,
    ...(after === -1 ? [...texts, moment] : [...texts.slice(0, after), moment, ...texts.slice(after)]),
    ...(left === 0 ? [] : [`  … and ${left} more; --explain-window narrows the span.`]),
  ];
}

interface Line {
  readonly atMs: number;
  /** Equal where the same happens again. */
  readonly key: string;
  readonly text: string;
}

/** More of a kind in a row are told by the first and the last. */
const ROW_MAX = 4;

function shortened(lines: readonly Line[]): Line[] {
  const runs: Line[][] = [];
  for (const line of lines) {
    if (runs.at(-1)?.[0].key === line.key) runs.at(-1)!.push(line);
    else runs.push([line]);
  }
  return runs.flatMap((run) => {
    if (run.length <= ROW_MAX) return run;
    const [first, ...others] = run;
    const between = { ...others[0], text: `            … ${others.length - 1} more of the kind` };
    return [first, between, others.at(-1)!];
  });
}

/** A service concerns what its capacity does too: its tasks wait for that. */
function concerns({ subject, subjectKind }: ReportEvent, question: ExplainQuestion): boolean {
  if (question.subjectKind === 'cluster') return true;
  if (subjectKind === 'service') return question.subjectKind === 'service' && subject === question.subject;
  if (subjectKind === 'capacity-provider') return question.subjectKind === 'service' || subject === question.subject;
  return true;
}

/** What happens to several instances at once is told once. */
function sameLine({ atMs, kind, message, subject, subjectKind }: ReportEvent): string {
  return [atMs, kind, message, subjectKind, subjectKind === 'container-instance' ? '' : subject].join('/');
}

function lineText(same: readonly [ReportEvent, ...ReportEvent[]], question: ExplainQuestion): string {
  const [{ message, subject, subjectKind }] = same;
  const isMany = same.length > 1;
  if (isMany && subjectKind === 'container-instance') return `${same.length} container instances: ${message}`;
  const isAsked = subjectKind === question.subjectKind && subject === question.subject;
  const isNamed = isAsked || subjectKind === 'cluster' || message.startsWith('(service');
  return `${isNamed ? '' : `${subject}: `}${message}${isMany ? ` (${same.length} times)` : ''}`;
}
