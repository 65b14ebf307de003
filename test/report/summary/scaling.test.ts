import { describe, expect, it } from 'vitest';
import { scaledBetween, scalingSummaries } from '../../../src/report/summary/scaling.ts';
import {
  CAPACITY_SCALED_OUT,
  DECISION_KINDS,
  DESIRED_COUNT_UPDATED,
  INSTANCE_TERMINATED,
  SCALED_IN,
  SCALED_OUT,
  SCHEDULED_ACTION_TAKEN,
} from '../../../src/sim/record/decisions.ts';
import { decisionsOf, ec2PoolOf, recordingOf, workloadOf } from '../../recordings.ts';

const GROUP_CAPACITY_UPDATED = DECISION_KINDS.findIndex(({ name }) => name === 'GROUP_CAPACITY_UPDATED');
const recording = recordingOf({
  workloads: [workloadOf(), workloadOf({ name: 'api' })],
  pools: [ec2PoolOf()],
  containerInstanceNames: ['i-1'],
  decisions: decisionsOf([
    [0, GROUP_CAPACITY_UPDATED, 0, 3, 8],
    [1, SCALED_OUT, 1, 4, 9, 0, 80, 50],
    [2, DESIRED_COUNT_UPDATED, 1, 9, 10],
    [3, SCALED_IN, 1, 10, 2, 0, 20, 50],
    [4, SCHEDULED_ACTION_TAKEN, 0, 1, 9, 4, 4],
    [5, INSTANCE_TERMINATED, 0, 0],
    [6, CAPACITY_SCALED_OUT, 0, 5, 8, 62.5, 100, 11],
  ]),
});

describe('scaling', () => {
  it('is counted by service and capacity provider, with the sizes between which it went', () => {
    expect(scalingSummaries(recording)).toEqual([
      { kind: 'service', name: 'api', scaleOuts: 2, scaleIns: 1, least: 2, most: 10 },
      { kind: 'capacity-provider', name: 'general', scaleOuts: 2, scaleIns: 0, least: 3, most: 11 },
    ]);
  });

  it('is what set another size: no action that left it, and no decision about anything else', () => {
    expect([0, 3, 4, 5].map((row) => scaledBetween(recording, row))).toEqual([
      { from: 3, to: 8 },
      { from: 10, to: 2 },
      null,
      null,
    ]);
    expect(scalingSummaries(recordingOf())).toEqual([]);
  });
});
