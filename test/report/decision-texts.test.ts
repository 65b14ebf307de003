import { describe, expect, it } from 'vitest';
import { decisionSubject, decisionText, namesOf, number, readableKind } from '../../src/report/decision-texts.ts';
import { DECISION_KINDS, DESIRED_COUNT_UPDATED, INSTANCE_TERMINATED } from '../../src/sim/record/decisions.ts';
import { SPOT_INTERRUPTED } from '../../src/sim/state/instance-causes.ts';
import { decisionsOf, ec2PoolOf, recordingOf, workloadOf } from '../recordings.ts';

const recording = recordingOf({
  workloads: [workloadOf(), workloadOf({ name: 'api' })],
  pools: [ec2PoolOf()],
  containerInstanceNames: ['i-1'],
  decisions: decisionsOf([[0, DESIRED_COUNT_UPDATED, 1, 2, 1500]]),
});

describe('the texts of decisions', () => {
  it('tell what was decided, with its numbers', () => {
    expect(decisionText(recording, 0)).toBe('Desired count set from 2 to 1,500.');
  });

  it('give the cause of an end', () => {
    const decisions = decisionsOf([[0, INSTANCE_TERMINATED, 0, SPOT_INTERRUPTED]]);
    expect(decisionText({ ...recording, decisions }, 0)).toBe('Terminated: Spot interruption.');
  });

  it('name whom it was about', () => {
    expect(decisionSubject(recording, 0)).toEqual({ kind: 'service', name: 'api' });
    expect(namesOf(recording, 'capacity-provider')).toEqual(['general']);
    expect(namesOf(recording, 'container-instance')).toEqual(['i-1']);
    expect(namesOf(recording, 'cluster')).toEqual(['shop']);
  });

  it('are whole sentences for every kind, whatever its values are', () => {
    DECISION_KINDS.forEach(({ values }, kind) => {
      for (const value of [0, 1]) {
        const decisions = decisionsOf([[0, kind, 0, ...values.map(() => value)]]);
        expect(decisionText({ ...recording, decisions }, 0)).toMatch(/^[A-Z].*\.$/);
      }
    });
  });

  it('tell the values of a kind without a sentence by their names', () => {
    const kinds = DECISION_KINDS as (typeof DECISION_KINDS)[number][];
    const values = ['fromTasks', 'toTasks'];
    const kind = kinds.push({ name: 'CAPACITY_GUESSED', subject: 'cluster', values, isEvaluation: false }) - 1;
    const text = decisionText({ ...recording, decisions: decisionsOf([[0, kind, 0, 1.2345]]) }, 0);
    kinds.pop();
    expect(text).toBe('capacity guessed: fromTasks 1.23.');
  });

  it('read numbers and kinds aloud', () => {
    expect([number(12345), number(0.5), number(1 / 3)]).toEqual(['12,345', '0.5', '0.33']);
    expect(readableKind('DESIRED_COUNT_UPDATED')).toBe('desired count updated');
  });
});
