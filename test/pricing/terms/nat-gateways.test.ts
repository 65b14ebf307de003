import { expect, it } from 'vitest';
import { natGateways } from '../../../src/pricing/terms/nat-gateways.ts';
import { quantityOf, sheetRates } from '../../recordings.ts';

const usage = (quantities: ReturnType<typeof quantityOf>[]) => ({
  durationMs: 3_600_000,
  pools: [],
  meters: { ec2: [], fargate: [], quantities },
});

it('P9.6: a month of a NAT gateway costs 730 × $0.045, and 730 × $0.005 for its address', () => {
  const items = natGateways.lineItems(usage([quantityOf('natGatewayHours', 730, -1)]), sheetRates());
  expect(items.map(({ item }) => item)).toEqual(['nat-gateway', 'public-ipv4']);
  expect(items[0]!.amountUsd).toBeCloseTo(32.85, 10);
  expect(items[1]!.amountUsd).toBeCloseTo(3.65, 10);
});

it('P9.6: a GB through it costs $0.045', () => {
  const items = natGateways.lineItems(usage([quantityOf('natGatewayMiB', 10 * 1024, -1)]), sheetRates());
  expect(items.map(({ item, quantity }) => [item, quantity])).toEqual([['nat-gateway-data', 10]]);
  expect(items[0]!.amountUsd).toBeCloseTo(0.45, 10);
});
