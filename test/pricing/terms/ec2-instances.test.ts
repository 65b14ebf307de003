import { describe, expect, it } from 'vitest';
import { InvariantError } from '../../../src/base/errors.ts';
import { ec2Instances } from '../../../src/pricing/terms/ec2-instances.ts';
import type { Ec2Meter } from '../../../src/sim/record/recording.ts';
import { ec2MeterOf, ec2PoolOf, sheetRates } from '../../recordings.ts';

const lineItems = (meter: Partial<Ec2Meter>, rates = sheetRates()) =>
  ec2Instances.lineItems(
    {
      durationMs: 3_600_000,
      pools: [ec2PoolOf()],
      meters: { ec2: [ec2MeterOf([3600], meter)], fargate: [], quantities: [] },
    },
    rates,
  );

describe('EC2 instances', () => {
  it('P9.1: bills seconds at the hourly on-demand price', () => {
    const [instance] = lineItems({ instanceSeconds: 90 });
    expect(instance).toMatchObject({ service: 'EC2', quantity: 90 / 3600, description: 'm5.xlarge Linux on demand' });
    expect(instance.amountUsd).toBeCloseTo((0.192 * 90) / 3600, 12);
    expect(instance.rate.estimate).toBe(false);
  });

  it('P9.4, P9.5: bills Spot at its mean price, as an estimate', () => {
    const [instance] = lineItems({ purchaseOption: 'spot' });
    expect(instance.amountUsd).toBeCloseTo(0.192 * 0.4, 12);
    expect(instance.rate.estimate).toBe(true);
  });

  it('stands the on-demand price in where a type has no Spot figure, and says so', () => {
    const [instance] = lineItems({ purchaseOption: 'spot' }, { ...sheetRates(), ec2Spot: () => undefined });
    expect(instance.amountUsd).toBeCloseTo(0.192, 12);
    expect(instance.rate).toMatchObject({ source: 'sheet, on demand standing in for Spot', estimate: true });
  });

  it('adds the licence of Windows per vCPU-hour, as an estimate', () => {
    const items = lineItems({ operatingSystem: 'windows' });
    expect(items.map(({ item }) => item)).toEqual(['ec2-instance', 'ec2-windows-licence']);
    expect(items[1].amountUsd).toBeCloseTo(4 * 0.046, 12);
    expect(items[1].rate.estimate).toBe(true);
  });

  it('refuses an instance type without a price: the scenario should have', () => {
    expect(() => lineItems({ instanceType: 'm9z.huge' })).toThrow(InvariantError);
  });
});
