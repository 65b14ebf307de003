/** The flag `--explain SUBJECT@TIME` of `run`: what it names, checked against the scenario. */
import { type Issue, ScenarioError } from '../../../base/errors.ts';
import { nearest } from '../../../base/nearest.ts';
import type { ExplainQuestion } from '../../../report/explanation.ts';
import { duration } from '../../../report/format.ts';
import type { CompiledScenario } from '../../../scenario/compile.ts';
import { DURATION_PATTERN, instantMs, parseInstant, toDurationMs } from '../../../scenario/quantities.ts';

/** Around the moment, on either side, unless told otherwise. */
export const EXPLAIN_WINDOW = '10m';

const FORMS = 'service/NAME@TIME, capacity-provider/NAME@TIME or cluster@TIME, such as service/web@2d6h10m';

/**
 * The question that the flag asks of that scenario.
 *
 * @param text `service/web@2d6h10m`, `capacity-provider/general@2026-01-07T06:10`, `cluster@90m`
 * @param window a duration on either side of the moment
 * @throws ScenarioError when it names nothing of the scenario, or no instant of its run
 */
export function explainQuestion(text: string, window: string, compiled: CompiledScenario): ExplainQuestion {
  if (!DURATION_PATTERN.test(window)) throw fault('--explain-window', window, 'a duration such as 10m');
  const [, kind, , subject = '', time] = /^(service|capacity-provider|cluster)(\/(.+))?@([^@]+)$/.exec(text) ?? [];
  if (kind === undefined || time === undefined) throw fault('--explain', text, FORMS);
  const subjectKind = kind as ExplainQuestion['subjectKind'];
  checkName(subjectKind, subject, compiled);
  const atMs = momentOf(time, compiled);
  const windowMs = toDurationMs(window);
  const { durationMs } = compiled.facts;
  return {
    subjectKind,
    subject: subjectKind === 'cluster' ? '' : subject,
    fromMs: Math.max(0, atMs - windowMs),
    atMs,
    toMs: Math.min(durationMs, atMs + windowMs),
  };
}

function checkName(kind: ExplainQuestion['subjectKind'], name: string, { inputs }: CompiledScenario): void {
  const names = {
    service: inputs.flatMap(({ services, taskSources }) => [
      ...services.map(({ serviceName }) => serviceName),
      ...taskSources.map((source) => source.name),
    ]),
    'capacity-provider': inputs.flatMap(({ capacityProviders }) => capacityProviders.map((one) => one.name)),
    cluster: ['', ...inputs.map(({ clusterName }) => clusterName)],
  }[kind];
  if (names.includes(name)) return;
  const known = [...new Set(names)].filter((one) => one !== '').join(' | ');
  throw fault(
    '--explain',
    name === '' ? `${kind} without a name` : name,
    known || `no ${kind} is there`,
    nearest(name, names),
  );
}

function momentOf(text: string, { facts }: CompiledScenario): number {
  const instant = parseInstant(text);
  if (instant === undefined) throw fault('--explain', text, 'a time since the start such as 2d6h10m, or a date');
  const atMs = instantMs(instant, facts.startEpochMs);
  if (atMs >= 0 && atMs < facts.durationMs) return atMs;
  throw fault('--explain', text, `an instant of the run, which lasts ${duration(facts.durationMs)}`);
}

function fault(flag: string, found: string, expected: string, suggestion?: string): ScenarioError {
  const issue: Issue = { file: flag, path: '', found: JSON.stringify(found), expected };
  return new ScenarioError([suggestion === undefined ? issue : { ...issue, suggestion }]);
}
