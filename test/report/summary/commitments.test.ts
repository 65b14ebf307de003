import { describe, expect, it } from 'vitest';
import { commitmentsSummary } from '../../../src/report/summary/commitments.ts';
import { costScale } from '../../../src/report/summary/costs.ts';
import { clusterResultOf, ec2MeterOf, ec2PoolOf, recordingOf, runOf, workloadOf } from '../../recordings.ts';

const runFor = (purchaseOption: 'on-demand' | 'spot') =>
  runOf([
    clusterResultOf(
      recordingOf({
        pools: [ec2PoolOf({ purchaseOption })],
        workloads: [workloadOf()],
        ec2: [ec2MeterOf([3600, 3600], { purchaseOption })],
      }),
    ),
  ]);

describe('commitments in the summary', () => {
  const run = runFor('on-demand');
  const summary = commitmentsSummary(run, costScale(run))!;

  it('are against the whole bill: an m5.xlarge all the time, and its volume, which nothing covers', () => {
    expect(summary.onDemandUsdPerMonth).toBeCloseTo(0.192 * 730, 3);
    const offer = summary.offers.find(
      ({ kind, years, payment }) => kind === 'reserved-instances' && years === 3 && payment === 'all',
    )!;
    const saved = 0.62 * 0.192 * 730;
    expect(offer.savedUsdPerMonth / saved).toBeCloseTo(1, 1);
    expect(offer.usdPerMonth + offer.savedUsdPerMonth).toBeCloseTo(0.192 * 730 + 2.4, 3);
    expect(offer).toMatchObject({ coveredPercent: 100, usedPercent: 100, estimate: true });
  });

  it('are not there where everything is Spot', () => {
    const spot = runFor('spot');
    expect(commitmentsSummary(spot, costScale(spot))).toBeUndefined();
  });
});
