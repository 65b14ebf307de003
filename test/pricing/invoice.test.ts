import { describe, expect, it } from 'vitest';
import { invoice, sumUsd } from '../../src/pricing/invoice.ts';
import { ec2MeterOf, ec2PoolOf, fargateMeterOf, fargatePoolOf, recordingOf, sheetRates } from '../recordings.ts';

const recording = recordingOf({
  pools: [ec2PoolOf(), fargatePoolOf()],
  ec2: [ec2MeterOf([3600, 3600], { hasPublicIpv4: true })],
  fargate: [fargateMeterOf([3600, 0], { pool: 1 })],
});

describe('invoice', () => {
  it('totals instances, root volumes, addresses and Fargate by hand', () => {
    const byHand = 2 * 0.192 + (2 * 30 * 0.08) / 730 + 2 * 0.005 + 0.04048 + 2 * 0.004445;
    expect(invoice(recording, sheetRates()).totalUsd).toBeCloseTo(byHand, 12);
  });

  it('is the sum of its line items', () => {
    const { lineItems, totalUsd } = invoice(recording, sheetRates());
    expect(totalUsd).toBe(sumUsd(lineItems));
    expect(lineItems.map(({ service }) => service)).toEqual(['EC2', 'EBS', 'Fargate', 'Fargate', 'VPC']);
  });

  it('doubles with doubled rates', () => {
    expect(invoice(recording, sheetRates(2)).totalUsd).toBe(2 * invoice(recording, sheetRates()).totalUsd);
  });
});
