import { expect, it } from 'vitest';
import { interfaceEndpoints } from '../../../src/pricing/terms/interface-endpoints.ts';
import { quantityOf, sheetRates } from '../../recordings.ts';

const usage = (quantities: ReturnType<typeof quantityOf>[]) => ({
  durationMs: 3_600_000,
  pools: [],
  meters: { ec2: [], fargate: [], quantities },
});

it('P9.6: an interface endpoint costs $0.01 per hour and zone, and $0.01 per GB', () => {
  const quantities = [quantityOf('endpointHours', 3 * 730, -1), quantityOf('endpointMiB', 2048, -1)];
  const items = interfaceEndpoints.lineItems(usage(quantities), sheetRates());
  expect(items.map(({ item }) => item)).toEqual(['interface-endpoint', 'interface-endpoint-data']);
  expect(items[0]!.amountUsd).toBeCloseTo(21.9, 10);
  expect(items[1]!.amountUsd).toBeCloseTo(0.02, 10);
});
