import { describe, expect, it } from 'vitest';
import { assembleEngine } from '../../../src/sim/actions/engine-parts.ts';
import { DECISION_KINDS, DECISION_VALUES_MAX, DESIRED_COUNT_UPDATED } from '../../../src/sim/record/decisions.ts';
import { simulate } from '../../../src/sim/simulation.ts';
import { FARGATE, input, service } from '../builders.ts';

describe('the log of decisions', () => {
  it('has kinds of different names, each with at most as many values as a row holds', () => {
    expect(new Set(DECISION_KINDS.map(({ name }) => name)).size).toBe(DECISION_KINDS.length);
    for (const { values } of DECISION_KINDS) expect(values.length).toBeLessThanOrEqual(DECISION_VALUES_MAX);
  });

  it('tells of an update of the desired count from which number to which', () => {
    const updated = service({ desiredCount: 2, updates: [{ atMs: 60_000, desiredCount: 5 }] });
    const { decisions } = simulate(input({ capacityProviders: [FARGATE], services: [updated], durationMs: 120_000 }));
    expect([...decisions.kind]).toEqual([DESIRED_COUNT_UPDATED]);
    expect([decisions.atMs[0], decisions.subject[0]]).toEqual([60_000, 0]);
    expect([...decisions.values]).toEqual([2, 5, Number.NaN, Number.NaN, Number.NaN]);
  });

  it('keeps an evaluation only inside the span that is asked about', () => {
    const given = input({ services: [service()] });
    const kinds = DECISION_KINDS as unknown as { isEvaluation: boolean }[];
    const { isEvaluation } = kinds[0]!;
    kinds[0]!.isEvaluation = true;
    const { recorder } = assembleEngine({
      ...given,
      record: { ...given.record, explain: { fromMs: 10, atMs: 15, toMs: 20 } },
    });
    for (const atMs of [9, 10, 20, 21]) recorder.decided(DESIRED_COUNT_UPDATED, 0, atMs, 1, 2);
    kinds[0]!.isEvaluation = isEvaluation;
    expect([...recorder.decisions.float64(0)]).toEqual([10, 20]);
  });
});
