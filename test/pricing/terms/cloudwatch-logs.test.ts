import { describe, expect, it } from 'vitest';
import { cloudwatchLogs } from '../../../src/pricing/terms/cloudwatch-logs.ts';
import { quantityOf, sheetRates } from '../../recordings.ts';

describe('CloudWatch logs', () => {
  it('P9.8: $0.50 per GB ingested, on the bill of the service that writes them', () => {
    const meters = { ec2: [], fargate: [], quantities: [quantityOf('logMiB', 2048, 3)] };
    expect(cloudwatchLogs.lineItems({ durationMs: 3_600_000, pools: [], meters }, sheetRates())).toMatchObject([
      { amountUsd: 1, workload: 3 },
    ]);
  });

  it('P9.8: $0.03 per GB and month kept, of what it is compressed', () => {
    const month = 730 * 3600;
    const meters = { ec2: [], fargate: [], quantities: [quantityOf('logStoredMiBSeconds', 100 * 1024 * month, 3)] };
    const [item] = cloudwatchLogs.lineItems({ durationMs: 3_600_000, pools: [], meters }, sheetRates());
    expect(item).toMatchObject({ item: 'cloudwatch-logs-storage', workload: 3 });
    expect(item!.amountUsd).toBeCloseTo(100 * 0.15 * 0.03, 10);
  });
});
