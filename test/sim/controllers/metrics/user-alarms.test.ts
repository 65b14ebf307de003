import { describe, expect, it } from 'vitest';
import { openUserAlarm } from '../../../../src/sim/controllers/metrics/user-alarms.ts';
import { AlarmTable } from '../../../../src/sim/state/alarms.ts';
import { serviceUtilization } from '../../../../src/sim/state/metric-names.ts';
import { MetricTable } from '../../../../src/sim/state/metrics.ts';
import { cloudWatch } from '../../builders.ts';

describe('openUserAlarm', () => {
  it('P6.2: sees a datapoint after the delivery of its resolution', () => {
    const metrics = new MetricTable(false);
    const alarms = new AlarmTable(metrics);
    const open = (periodMs: number) =>
      openUserAlarm(
        {
          cloudWatch: cloudWatch({ metricDelayMs: 180_000, highResolutionMetricDelayMs: 25_000 }),
          metrics,
          alarms,
        },
        {
          name: 'cpu',
          metric: serviceUtilization('CPUUtilization', 'shop', 'web', periodMs),
          comparison: 'GreaterThanThreshold',
          threshold: 80,
          evaluationPeriods: 3,
          datapointsToAlarm: 2,
          treatMissingData: 'missing',
        },
      );
    const rows = [open(60_000), open(20_000)];
    expect(rows.map((row) => alarms.specs[row]!.delayMs)).toEqual([180_000, 25_000]);
    expect(metrics.count).toBe(2);
  });
});
