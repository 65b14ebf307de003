import { expect, it } from 'vitest';
import { crossZoneData } from '../../../src/pricing/terms/cross-zone-data.ts';
import { quantityOf, sheetRates } from '../../recordings.ts';

const usage = (quantities: ReturnType<typeof quantityOf>[]) => ({
  durationMs: 3_600_000,
  pools: [],
  meters: { ec2: [], fargate: [], quantities },
});

it('P9.6: a GB to a NAT gateway of another zone costs $0.01 out and $0.01 in', () => {
  const [item] = crossZoneData.lineItems(usage([quantityOf('crossZoneMiB', 2048, -1)]), sheetRates());
  expect(item).toMatchObject({ quantity: 4, service: 'Data transfer' });
  expect(item!.amountUsd).toBeCloseTo(0.04, 10);
});
