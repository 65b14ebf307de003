import { describe, expect, it } from 'vitest';
import { weighedBlocks } from '../../src/planner/plan-weighed.ts';
import { texts } from './block-texts.ts';
import { COMMITTED, RESULT } from './results.ts';

describe('what a plan weighed', () => {
  it('accounts for every setting', () => {
    const text = texts(weighedBlocks(RESULT));
    expect(text).toContain('10 settings, bounded by 4 programmes of what they have: 2 cannot serve what is promised');
    expect(text).toContain('3 were run to an end, 12 runs in all; 4 cannot be cheaper');
    expect(text).not.toContain('packing patterns');
    expect(texts(weighedBlocks({ ...RESULT, isPackingAddedUp: true }))).toContain('too many packing patterns');
    expect(text).toContain('4 | small | $80.00 | 1 | availability of web: found 90%');
  });

  it('has the commitment of each setting, and what it costs without', () => {
    expect(texts(weighedBlocks(COMMITTED))).toContain(
      '$70.00 | $90.00 | Compute Savings Plan, 1 year, no upfront *: $0.25 an hour',
    );
  });
});
