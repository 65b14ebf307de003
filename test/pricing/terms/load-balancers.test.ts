import { describe, expect, it } from 'vitest';
import { loadBalancers } from '../../../src/pricing/terms/load-balancers.ts';
import type { QuantityKind } from '../../../src/sim/record/recording.ts';
import { sheetRates } from '../../recordings.ts';

function itemsOf(quantities: readonly (readonly [QuantityKind, number])[]) {
  const meters = {
    ec2: [],
    fargate: [],
    quantities: quantities.map(([kind, quantity]) => ({
      kind,
      quantity,
      workload: -1,
      byBucket: Float64Array.of(quantity),
    })),
  };
  return loadBalancers.lineItems({ durationMs: 3_600_000, pools: [], meters }, sheetRates());
}

describe('load balancers', () => {
  it('P7.7 EX 4 LCU: an hour costs 0.0225 + 4 × 0.008 = $0.0545', () => {
    const items = itemsOf([
      ['loadBalancerHours', 1],
      ['lcuHours', 4],
    ]);
    expect(items.reduce((sum, { amountUsd }) => sum + amountUsd, 0)).toBeCloseTo(0.0545, 12);
    expect(items.map(({ item, service }) => [item, service])).toEqual([
      ['load-balancer', 'ELB'],
      ['load-balancer-lcu', 'ELB'],
    ]);
  });

  it('P9.6: public addresses of its nodes by the hour', () => {
    expect(itemsOf([['loadBalancerAddressSeconds', 7200]])).toMatchObject([{ item: 'public-ipv4', amountUsd: 0.01 }]);
  });

  it('costs nothing where there is none', () => {
    expect(itemsOf([])).toEqual([]);
  });
});
