import { expect, it } from 'vitest';
import { ecrStorage } from '../../../src/pricing/terms/ecr-storage.ts';
import { quantityOf, sheetRates } from '../../recordings.ts';

const usage = (quantities: ReturnType<typeof quantityOf>[]) => ({
  durationMs: 3_600_000,
  pools: [],
  meters: { ec2: [], fargate: [], quantities },
});

it('P9.9: 10 GB in ECR cost $0.10 per GB and month of 730 hours', () => {
  const quantity = 10 * 1024 * 730 * 3600;
  const [item] = ecrStorage.lineItems(usage([quantityOf('ecrMiBSeconds', quantity, -1)]), sheetRates());
  expect(item).toMatchObject({ service: 'ECR' });
  expect(item!.amountUsd).toBeCloseTo(1, 10);
});
