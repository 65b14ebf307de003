import { describe, expect, it } from 'vitest';
import { cloudwatchLogs } from '../../../src/pricing/terms/cloudwatch-logs.ts';
import { quantityOf, sheetRates } from '../../recordings.ts';

describe('CloudWatch logs', () => {
  it('P9.8: $0.50 per GB ingested, on the bill of the service that writes them', () => {
    const meters = { ec2: [], fargate: [], quantities: [quantityOf('logMiB', 2048, 3)] };
    expect(cloudwatchLogs.lineItems({ pools: [], meters }, sheetRates())).toMatchObject([
      { amountUsd: 1, workload: 3 },
    ]);
  });
});
