import { describe, expect, it } from 'vitest';
import { HOUR_MS, MINUTE_MS } from '../../../../src/base/units.ts';
import { simulate } from '../../../../src/sim/simulation.ts';
import type { AlarmInput } from '../../../../src/sim/state/input/service-scaling.ts';
import type { ServiceInput } from '../../../../src/sim/state/input.ts';
import { serviceUtilization } from '../../../../src/sim/state/metric-names.ts';
import { cloudWatch, curve, definition, input, load, service, template } from '../../builders.ts';
import { decisionsOf, eventsOf, tasksOf } from '../../reading.ts';

const DEPLOYED_AT = 20 * MINUTE_MS;
const CALM = load({ cpuFraction: curve([[0, 0.3]]) });
const HOT = load({ cpuFraction: curve([[0, 0.95]]) });

/** CPUUtilization of the service above 80 % in 3 of 3 minutes. */
const CPU_HIGH: AlarmInput = {
  name: 'cpu-high',
  metric: serviceUtilization('CPUUtilization', 'shop', 'web', MINUTE_MS),
  comparison: 'GreaterThanThreshold',
  threshold: 80,
  evaluationPeriods: 3,
  datapointsToAlarm: 3,
  treatMissingData: 'missing',
};

function run(parts: Partial<ServiceInput>, { alarm = CPU_HIGH, metricDelayMs = 0 } = {}) {
  return simulate(
    input({
      durationMs: 2 * HOUR_MS,
      launchTemplates: [template({ cpuUnits: 65_536, memoryMiB: 131_072 })],
      taskDefinitions: [definition(), definition({ revision: 2 }), definition({ revision: 3 })],
      cloudWatch: cloudWatch({ alarms: [alarm], metricDelayMs }),
      services: [
        service({
          desiredCount: 4,
          load: CALM,
          deployments: [{ atMs: DEPLOYED_AT, taskDefinition: 1, load: HOT, test: null }],
          deploymentAlarms: { alarms: [0], rollback: true },
          ...parts,
        }),
      ],
    }),
  );
}

const statesOf = (recording: ReturnType<typeof run>) =>
  recording.deployments.map((one) => [one.taskDefinition, one.rolloutState, one.failure, one.rollbackTo]);

describe('deployment alarms', () => {
  it('P4.15: an alarm in the bake time fails a rolling update, which returns to the last COMPLETED revision', () => {
    const recording = run({});
    // The new tasks are alone from 50 s on: minutes 22, 23 and 24 are hot in full.
    const alarmedAtMs = DEPLOYED_AT + 4 * MINUTE_MS;
    const alarmed = decisionsOf(recording).filter(({ kind }) => kind === 'DEPLOYMENT_ALARMED');
    expect(alarmed).toEqual([
      expect.objectContaining({ atMs: alarmedAtMs, values: { deployment: 2, alarmNumber: 0 } }),
    ]);
    expect(eventsOf(recording)).toContainEqual([alarmedAtMs, 'DEPLOYMENT_FAILED_ALARM', 2]);
    expect(eventsOf(recording)).toContainEqual([alarmedAtMs, 'ROLLING_BACK', 1]);
    expect(statesOf(recording)).toEqual([
      ['web:1', 'COMPLETED', null, null],
      ['web:2', 'FAILED', 'ALARM', null],
      ['web:1', 'COMPLETED', 'ALARM', 1],
    ]);
  });

  it('P4.15: a rolling update without trouble is COMPLETED after its bake time', () => {
    const calm = [{ atMs: DEPLOYED_AT, taskDefinition: 1, load: CALM, test: null }];
    const recording = run({ deployments: calm });
    // Healthy after 41 s, the old ones stop at the next tick and are STOPPED 5 s later; then three whole periods,
    // wherever in a period it begins.
    expect(recording.deployments.at(-1)).toMatchObject({
      rolloutState: 'COMPLETED',
      endedAtMs: DEPLOYED_AT + 55_000 + 4 * MINUTE_MS,
    });
    // And the delivery of the last datapoint.
    const late = run({ deployments: calm }, { metricDelayMs: 2 * MINUTE_MS });
    expect(late.deployments.at(-1)!.endedAtMs).toBe(DEPLOYED_AT + 55_000 + 6 * MINUTE_MS);
  });

  it('P4.15: without rollback the deployment is FAILED and its tasks stay', () => {
    const recording = run({ deploymentAlarms: { alarms: [0], rollback: false } });
    expect(statesOf(recording).map(([, state]) => state)).toEqual(['COMPLETED', 'FAILED']);
    expect(tasksOf(recording).filter(({ deployment, cause }) => deployment === 2 && cause === undefined)).toHaveLength(
      4,
    );
  });

  it('P4.23: fails a shift of traffic, which gives all traffic back; in its bake time too', () => {
    const trafficShift = { percents: [100], stepBakeMs: 0, bakeMs: 30 * MINUTE_MS };
    const recording = run({ trafficShift }, { alarm: { ...CPU_HIGH, threshold: 50 } });
    expect(statesOf(recording)).toEqual([
      ['web:1', 'COMPLETED', null, null],
      ['web:2', 'FAILED', 'ALARM', null],
    ]);
    const shifts = decisionsOf(recording).filter(({ kind }) => kind === 'TRAFFIC_SHIFTED');
    expect(shifts.map(({ values }) => values)).toEqual([
      { deployment: 2, trafficPercent: 100 },
      { deployment: 1, trafficPercent: 100 },
    ]);
    const stops = tasksOf(recording).map(({ deployment, cause }) => [deployment, cause]);
    expect(stops).toEqual([...Array(4).fill([1, undefined]), ...Array(4).fill([2, 'REPLACED_BY_DEPLOYMENT'])]);
  });

  it('P4.15: an alarm that was in ALARM before the deployment is not held against it', () => {
    const recording = run({}, { alarm: { ...CPU_HIGH, threshold: 20 } });
    expect(statesOf(recording).at(-1)).toEqual(['web:2', 'COMPLETED', null, null]);
  });

  it('P4.15: an alarm that goes off once the deployment is COMPLETED does nothing', () => {
    const later = load({
      cpuFraction: curve([
        [0, 0.3],
        [HOUR_MS, 0.95],
      ]),
    });
    const recording = run({ deployments: [{ atMs: DEPLOYED_AT, taskDefinition: 1, load: later, test: null }] });
    expect(statesOf(recording).at(-1)).toEqual(['web:2', 'COMPLETED', null, null]);
  });
});
