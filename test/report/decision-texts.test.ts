import { describe, expect, it } from 'vitest';
import {
  decisionSubject,
  decisionText,
  incidentName,
  namesOf,
  number,
  readableKind,
} from '../../src/report/decision-texts.ts';
import {
  CAPACITY_SCALED_OUT,
  DECISION_KINDS,
  DESIRED_COUNT_UPDATED,
  INCIDENT_ENDED,
  INCIDENT_STARTED,
  INSTANCE_LAUNCHED,
  INSTANCE_TERMINATED,
  LAUNCH_FAILED,
} from '../../src/sim/record/decisions.ts';
import { SPOT_INTERRUPTED } from '../../src/sim/state/instance-causes.ts';
import { decisionsOf, ec2PoolOf, recordingOf, workloadOf } from '../recordings.ts';

const recording = recordingOf({
  workloads: [workloadOf(), workloadOf({ name: 'api' })],
  pools: [ec2PoolOf()],
  containerInstanceNames: ['i-1'],
  incidents: [0, 1].map((atMs) => ({
    kind: 'zone-outage',
    subject: 'us-east-1a',
    atMs,
    untilMs: 60_000,
    instances: 2,
    tasks: 1,
    takesDown: [],
  })),
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

  it('tell what an incident took away', () => {
    const [begun, over] = [
      [0, INCIDENT_STARTED, 0, 0, 2, 1],
      [0, INCIDENT_ENDED, 0, 0],
    ].map(([atMs, kind, subject, ...values]) => {
      const decisions = decisionsOf([[atMs!, kind!, subject!, ...values]]);
      return decisionText({ ...recording, decisions }, 0);
    });
    expect(begun).toBe('Outage of the Availability Zone us-east-1a: 2 container instances and 1 task lost.');
    expect(over).toBe('Outage of the Availability Zone us-east-1a is over.');
    expect(incidentName({ ...recording.incidents[0]!, kind: 'registry-unavailable', subject: '' })).toBe(
      'Outage of the image registry',
    );
  });

  it('tell what managed scaling saw, and what its group launched or could not', () => {
    const text = (kind: number, ...values: number[]) =>
      decisionText({ ...recording, decisions: decisionsOf([[0, kind, 0, ...values]]) }, 0);
    expect(text(CAPACITY_SCALED_OUT, 7, 5, 140, 100, 7)).toBe(
      'CapacityProviderReservation 140 % at target 100 % (7 instances needed, 5 in service): scales out to 7 instances.',
    );
    expect(text(INSTANCE_LAUNCHED, 0, 1, 1)).toMatch(/^Takes from the warm pool: \S+ in us-east-1b\.$/);
    expect(text(LAUNCH_FAILED, 1)).toContain('1 instance missing');
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
