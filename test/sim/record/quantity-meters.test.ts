import { describe, expect, it } from 'vitest';
import { HOUR_MS, MINUTE_MS } from '../../../src/base/units.ts';
import { simulate } from '../../../src/sim/simulation.ts';
import type { SimulationInput } from '../../../src/sim/state/input.ts';
import { cloudWatch, fleet, input, load, service } from '../builders.ts';
import { cpu, scaling, stepping, tracking } from '../scaling.ts';

/** [kind, quantity, workload], and whether the buckets sum to it. */
function metersOf(given: Partial<SimulationInput>): (string | number)[][] {
  return simulate(input(given)).meters.quantities.map(({ kind, quantity, workload, byBucket }) => {
    expect(byBucket.reduce((sum, value) => sum + value, 0)).toBeCloseTo(quantity, 6);
    return [kind, quantity, workload];
  });
}

describe('what CloudWatch bills', () => {
  it('P9.8: nothing without alarms, Container Insights or logs', () => {
    expect(metersOf({ services: [service()] })).toEqual([]);
  });

  it('P9.8: two alarms per policy of target tracking, one of step scaling, for the whole run', () => {
    const policies = [tracking(), stepping(), tracking({ policyName: 'fine', metric: cpu('web', 20_000) })];
    const services = [service({ load: load(), scaling: scaling({ policies }) })];
    expect(metersOf({ services, durationMs: HOUR_MS + MINUTE_MS })).toEqual([
      ['alarmSeconds', 3 * 3660, -1],
      ['highResolutionAlarmSeconds', 2 * 3660, -1],
      ['customMetricSeconds', 3660, -1],
    ]);
  });

  it('P11.3: the metrics of Container Insights, by their kind', () => {
    const given = { services: [service()], cloudWatch: cloudWatch({ containerInsights: 'enhanced' }) };
    expect(metersOf(given)).toEqual([['enhancedInsightMetricSeconds', (8 + 7 + 4) * 3600, -1]]);
  });

  it('P11.3: with the CloudWatch agent four metrics of each container instance, as long as it is there', () => {
    const given = {
      services: [service()],
      capacityProviders: [fleet([0, 0])],
      cloudWatch: cloudWatch({ containerInsights: 'enabled', hasInstanceInsights: true }),
    };
    const ofCluster = 8 + 7 + 4 + 9;
    expect(metersOf(given)).toEqual([['enabledInsightMetricSeconds', (ofCluster + 2 * 4) * 3600, -1]]);
  });

  it('P9.8: what lies in the log group: all that was written so far, or of the last days only', () => {
    const stored = (logRetentionMs: number | null) =>
      metersOf({ services: [service({ logMiBPerHour: 60, logRetentionMs })], durationMs: 2 * HOUR_MS })[1]!;
    // A MiB a minute from the first second on: the area of a triangle, and of one with its top cut off.
    const area = (seconds: number) => seconds ** 2 / 2 / 60;
    expect(stored(null)[0]).toBe('logStoredMiBSeconds');
    expect(Math.abs((stored(null)[1] as number) / area(7199) - 1)).toBeLessThan(1e-3);
    expect(Math.abs((stored(30 * MINUTE_MS)[1] as number) / (area(7199) - area(7199 - 1800)) - 1)).toBeLessThan(1e-3);
  });

  it('P9.8: the logs that running tasks write', () => {
    const services = [service(), service({ serviceName: 'api', desiredCount: 2, logMiBPerHour: 90 })];
    const [meter] = metersOf({ services });
    // Two tasks run from the second second on.
    expect(meter).toEqual(['logMiB', (2 * 90 * 3599) / 3600, 1]);
  });
});
