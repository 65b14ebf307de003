import { describe, expect, it } from 'vitest';
import { assumptions } from '../../../src/report/sections/assumptions.ts';
import { clusterResultOf, ec2MeterOf, ec2PoolOf, recordingOf, runOf, workloadOf } from '../../recordings.ts';
import { build } from '../blocks.ts';

describe('what was assumed', () => {
  const recording = recordingOf({
    pools: [ec2PoolOf()],
    workloads: [workloadOf({ hasLoad: false })],
    ec2: [ec2MeterOf([3600, 3600], { purchaseOption: 'spot', rootVolumeGiB: 0 })],
  });
  const { notes, blocks } = build(assumptions, runOf([clusterResultOf(recording, { notes: ['Pulls are warm.'] })]));

  it('repeats the notes of the run', () => {
    expect(notes).toContain('Pulls are warm.');
  });

  it('warns of use that nobody knows', () => {
    const warning = blocks.find((block) => block.kind === 'note' && block.tone === 'warning');
    expect(warning).toMatchObject({ lines: [expect.stringContaining('no load is given for web')] });
  });

  it('dates the prices and says how much stands on estimates', () => {
    expect(notes.join(' ')).toContain('the rates are of 2026-09-28.');
    expect(notes.join(' ')).toContain('$0.15 of $0.15 stand on rates that are estimates.');
  });

  it('says that rates without a date are undated', () => {
    const { notes } = build(assumptions, runOf([clusterResultOf(recordingOf())]));
    expect(notes).toEqual([expect.stringContaining('the rates are undated')]);
  });
});
