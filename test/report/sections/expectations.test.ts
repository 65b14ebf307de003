import { describe, expect, it } from 'vitest';
import { expectations } from '../../../src/report/sections/expectations.ts';
import { clusterResultOf, recordingOf, runOf, workloadOf } from '../../recordings.ts';
import { build, rowTexts } from '../blocks.ts';

const demand = (limit: number) => ({
  cluster: null,
  service: null,
  clause: 'maxFailedPlacements' as const,
  limit,
  place: 's.yaml:3:1',
});
const clusters = [clusterResultOf(recordingOf({ workloads: [workloadOf()], counts: { placementFailures: [4] } }))];

describe('the section of expectations', () => {
  it('has a row per verdict and warns of those that are not met', () => {
    const { tables, notes } = build(expectations, runOf(clusters, { expectations: [demand(3), demand(4)] }));
    expect(rowTexts(tables[0])).toEqual([
      ['maxFailedPlacements', 'the run', 'at most 3', '4', 'NO'],
      ['maxFailedPlacements', 'the run', 'at most 4', '4', 'yes'],
    ]);
    expect(notes).toEqual(['1 of 2 are not met.']);
  });

  it('is none where nothing is expected', () => {
    expect(expectations.build(runOf(clusters), {} as never)).toEqual([]);
  });
});
