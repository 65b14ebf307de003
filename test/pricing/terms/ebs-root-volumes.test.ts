import { describe, expect, it } from 'vitest';
import { ebsRootVolumes } from '../../../src/pricing/terms/ebs-root-volumes.ts';
import type { Ec2Meter } from '../../../src/sim/record/recording.ts';
import { ec2MeterOf, ec2PoolOf, sheetRates } from '../../recordings.ts';

const MONTH_SECONDS = 730 * 3600;

function amountUsd(given: Partial<Ec2Meter>): number {
  const meters = { ec2: [ec2MeterOf([MONTH_SECONDS], given)], fargate: [], quantities: [] };
  return ebsRootVolumes.lineItems({ durationMs: 3_600_000, pools: [ec2PoolOf()], meters }, sheetRates())[0].amountUsd;
}

describe('EBS root volumes', () => {
  it('P9.7: 30 GiB of gp3 cost $2.40 a month per instance', () => {
    expect(amountUsd({})).toBeCloseTo(2.4, 12);
  });

  it('P9.7: gp2 costs $0.10 per GB-month', () => {
    expect(amountUsd({ rootVolumeType: 'gp2' })).toBeCloseTo(3, 12);
  });

  it('costs what the volume was there for', () => {
    expect(amountUsd({ instanceSeconds: MONTH_SECONDS / 4, rootVolumeGiB: 100 })).toBeCloseTo(2, 12);
  });
});
