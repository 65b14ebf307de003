import { describe, expect, it } from 'vitest';
import { HOUR_MS, MINUTE_MS } from '../../../src/base/units.ts';
import { simulate } from '../../../src/sim/simulation.ts';
import type { SimulationInput } from '../../../src/sim/state/input.ts';
import { cloudWatch, input, load, service } from '../builders.ts';
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
    expect(metersOf(given)).toEqual([['enhancedInsightMetricSeconds', (7 + 7 + 4) * 3600, -1]]);
  });

  it('P9.8: the logs that running tasks write', () => {
    const services = [service(), service({ serviceName: 'api', desiredCount: 2, logMiBPerHour: 90 })];
    const [meter] = metersOf({ services });
    // Two tasks run from the second second on.
    expect(meter).toEqual(['logMiB', (2 * 90 * 3599) / 3600, 1]);
  });
});
