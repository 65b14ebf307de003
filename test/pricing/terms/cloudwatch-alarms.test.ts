import { describe, expect, it } from 'vitest';
import { cloudwatchAlarms } from '../../../src/pricing/terms/cloudwatch-alarms.ts';
import { quantityOf, sheetRates } from '../../recordings.ts';

const MONTH_SECONDS = 730 * 3600;
const cost = (kind: 'alarmSeconds' | 'highResolutionAlarmSeconds', quantity: number) =>
  cloudwatchAlarms.lineItems(
    { durationMs: 3_600_000, pools: [], meters: { ec2: [], fargate: [], quantities: [quantityOf(kind, quantity)] } },
    sheetRates(),
  );

describe('CloudWatch alarms', () => {
  it('P9.8: a standard alarm costs $0.10 a month, a high-resolution one $0.30', () => {
    expect(cost('alarmSeconds', MONTH_SECONDS)[0]!.amountUsd).toBeCloseTo(0.1, 12);
    expect(cost('highResolutionAlarmSeconds', 2 * MONTH_SECONDS)[0]!.amountUsd).toBeCloseTo(0.6, 12);
  });

  it('belong to no pool and to no service', () => {
    expect(cost('alarmSeconds', 60)).toMatchObject([{ pool: -1, workload: -1, service: 'CloudWatch' }]);
  });
});
