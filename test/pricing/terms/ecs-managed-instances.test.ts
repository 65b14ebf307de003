import { describe, expect, it } from 'vitest';
import { ecsManagedInstances } from '../../../src/pricing/terms/ecs-managed-instances.ts';
import { ec2MeterOf, ec2PoolOf, sheetRates } from '../../recordings.ts';

function itemsOf(managementFeePercent: number) {
  const meters = { ec2: [ec2MeterOf([36_000])], fargate: [], quantities: [] };
  return ecsManagedInstances.lineItems(
    { durationMs: 3_600_000, pools: [ec2PoolOf({ managementFeePercent })], meters },
    sheetRates(),
  );
}

describe('the fee of Managed Instances', () => {
  it('P9.2: is a share of the on-demand price for as long as the instance runs, marked as an estimate', () => {
    const [item] = itemsOf(12);
    const onDemand = sheetRates().ec2OnDemand(ec2MeterOf([1]).instanceType)!;
    expect(item!.amountUsd).toBeCloseTo(10 * onDemand.usd * 0.12, 12);
    expect(item!.rate.estimate).toBe(true);
  });

  it('P9.2: is nothing for an instance of an Auto Scaling group', () => {
    expect(itemsOf(0)).toEqual([]);
  });
});
