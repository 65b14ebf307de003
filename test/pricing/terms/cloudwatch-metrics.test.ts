import { describe, expect, it } from 'vitest';
import { cloudwatchMetrics } from '../../../src/pricing/terms/cloudwatch-metrics.ts';
import { quantityOf, sheetRates } from '../../recordings.ts';

const MONTH_SECONDS = 730 * 3600;

describe('CloudWatch metrics', () => {
  it.each([
    ['customMetricSeconds', 0.3],
    ['enabledInsightMetricSeconds', 0.3],
    ['enhancedInsightMetricSeconds', 0.07],
  ] as const)('P9.8: a month of %s costs $%d', (kind, usd) => {
    const meters = { ec2: [], fargate: [], quantities: [quantityOf(kind, MONTH_SECONDS)] };
    const items = cloudwatchMetrics.lineItems({ durationMs: 3_600_000, pools: [], meters }, sheetRates());
    expect(items).toHaveLength(1);
    expect(items[0]!.amountUsd).toBeCloseTo(usd, 12);
  });
});
