import { describe, expect, it } from 'vitest';
import { ScenarioError } from '../../../../src/base/errors.ts';
import { EXPLAIN_WINDOW, explainQuestion } from '../../../../src/cli/commands/run/explain.ts';
import type { CompiledScenario } from '../../../../src/scenario/compile.ts';
import { input, service, source } from '../../../sim/builders.ts';

const HOUR_MS = 3_600_000;
const compiled = {
  facts: { durationMs: 24 * HOUR_MS, startEpochMs: Date.UTC(2026, 0, 5) },
  inputs: [input({ services: [service()], taskSources: [source()] })],
} as unknown as CompiledScenario;
const ask = (text: string, window = EXPLAIN_WINDOW) => explainQuestion(text, window, compiled);
const complaint = (text: string, window?: string): string => {
  try {
    ask(text, window);
  } catch (error) {
    if (error instanceof ScenarioError) return error.message;
  }
  return '';
};

describe('--explain', () => {
  it('names a service, a capacity provider or the cluster, and a moment since the start', () => {
    expect(ask('service/web@1h30m')).toEqual({
      subjectKind: 'service',
      subject: 'web',
      fromMs: HOUR_MS + 20 * 60_000,
      atMs: 1.5 * HOUR_MS,
      toMs: HOUR_MS + 40 * 60_000,
    });
    expect(ask('service/etl@2h').subject).toBe('etl');
    expect(ask('capacity-provider/general@2h')).toMatchObject({ subjectKind: 'capacity-provider', subject: 'general' });
    expect(ask('cluster@2h')).toMatchObject({ subjectKind: 'cluster', subject: '' });
  });

  it('takes a date too, and a span that stays within the run', () => {
    expect(ask('service/web@2026-01-05T02:00:00Z').atMs).toBe(2 * HOUR_MS);
    expect(ask('cluster@5m', '1h')).toMatchObject({ fromMs: 0, toMs: 65 * 60_000 });
    expect(ask('cluster@23h59m').toMs).toBe(24 * HOUR_MS);
  });

  it('says which name was meant', () => {
    expect(complaint('service/wbe@1h')).toBe('--explain: found "wbe", expected web | etl; did you mean "web"?');
    expect(complaint('service@1h')).toContain('"service without a name"');
    expect(complaint('capacity-provider/genral@1h')).toContain('did you mean "general"?');
  });

  it('refuses what is no question, no time, no instant of the run and no span', () => {
    expect(complaint('web')).toContain('expected service/NAME@TIME');
    expect(complaint('service/web@noon')).toContain('expected a time since the start');
    expect(complaint('service/web@2d')).toContain('expected an instant of the run, which lasts 1d');
    expect(complaint('service/web@1h', 'long')).toContain('--explain-window: found "long"');
  });
});
