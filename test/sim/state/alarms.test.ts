import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MINUTE_MS } from '../../../src/base/units.ts';
import { ALARM_STATES, type AlarmSpec, AlarmTable } from '../../../src/sim/state/alarms.ts';
import { MetricTable } from '../../../src/sim/state/metrics.ts';

function tables() {
  const metrics = new MetricTable(false);
  const metric = metrics.open({
    namespace: 'AWS/ECS',
    name: 'CPUUtilization',
    dimensions: [],
    periodMs: MINUTE_MS,
    unit: 'Percent',
    statistic: 'Average',
  });
  return { metrics, metric, alarms: new AlarmTable(metrics) };
}

function spec(parts: Partial<AlarmSpec> = {}): AlarmSpec {
  return {
    name: 'high',
    metric: 0,
    comparison: 'GreaterThanThreshold',
    threshold: 60,
    evaluationPeriods: 3,
    datapointsToAlarm: 3,
    treatMissingData: 'missing',
    delayMs: 0,
    ...parts,
  };
}

/** State after each datapoint: B breaches, 0 does not, - is missing. */
function statesOver(datapoints: string, parts: Partial<AlarmSpec> = {}): string[] {
  const { metrics, metric, alarms } = tables();
  const alarm = alarms.open(spec({ metric, ...parts }));
  return [...datapoints].map((datapoint, minute) => {
    const nowMs = (minute + 1) * MINUTE_MS;
    metrics.put(metric, datapoint === 'B' ? 61 : datapoint === '0' ? 60 : Number.NaN, nowMs);
    alarms.evaluate(0, nowMs);
    return ALARM_STATES[alarms.state[alarm]!];
  });
}

function stateAfter(datapoints: string, parts: Partial<AlarmSpec> = {}): string {
  return statesOver(datapoints, parts).at(-1)!;
}

describe('AlarmTable', () => {
  it('looks at an alarm again only when its metric has changed, and has the state that all its datapoints give', () => {
    // Long stretches of the same, so that alarms settle in between.
    const stretches = fc.array(fc.tuple(fc.constantFrom('B', '0', '-'), fc.integer({ min: 1, max: 9 })), {
      minLength: 1,
      maxLength: 8,
    });
    const settings = fc.record({
      evaluationPeriods: fc.integer({ min: 1, max: 5 }),
      delayMs: fc.constantFrom(0, 90_000, 180_000),
      treatMissingData: fc.constantFrom('missing', 'breaching', 'notBreaching'),
    });
    fc.assert(
      fc.property(stretches, settings, (parts, given) => {
        const datapoints = parts.map(([datapoint, length]) => datapoint.repeat(length)).join('');
        const all = { ...given, datapointsToAlarm: given.evaluationPeriods };
        const states = statesOver(datapoints, all);
        states.forEach((state, i) => {
          expect(state).toBe(lastOnly(datapoints.slice(0, i + 1), all));
        });
      }),
    );
  });

  it('P6.3: three of three datapoints that breach make an alarm, and the first that does not ends it', () => {
    expect(statesOver('0BBB0')).toEqual(['OK', 'OK', 'OK', 'ALARM', 'OK']);
    expect(statesOver('BB0BB')).not.toContain('ALARM');
  });

  it('P5.12: one of one is an alarm at once', () => {
    expect(statesOver('0B0', { evaluationPeriods: 1, datapointsToAlarm: 1 })).toEqual(['OK', 'ALARM', 'OK']);
  });

  it('is an alarm with M of the latest N datapoints', () => {
    const twoOfThree = { datapointsToAlarm: 2 };
    expect(statesOver('B0B0', twoOfThree).slice(2)).toEqual(['ALARM', 'OK']);
    expect(stateAfter('B00B', twoOfThree)).toBe('OK');
  });

  it.each([
    ['GreaterThanThreshold', 60, 'OK'],
    ['GreaterThanOrEqualToThreshold', 60, 'ALARM'],
    ['LessThanThreshold', 60, 'OK'],
    ['LessThanOrEqualToThreshold', 60, 'ALARM'],
    ['LessThanThreshold', 59, 'ALARM'],
  ] as const)('%s of 60 with a datapoint of %d is %s', (comparison, value, state) => {
    const { metrics, metric, alarms } = tables();
    const alarm = alarms.open(spec({ metric, comparison, evaluationPeriods: 1, datapointsToAlarm: 1 }));
    metrics.put(metric, value, MINUTE_MS);
    alarms.evaluate(0, MINUTE_MS);
    expect(ALARM_STATES[alarms.state[alarm]!]).toBe(state);
    expect(alarms.changedAtMs[alarm]).toBe(MINUTE_MS);
  });

  // The tables of the CloudWatch user guide, "Configuring how CloudWatch alarms treat missing data", N = M = 3.
  it.each([
    ['0-B-B', 'OK', 'OK', 'OK', 'OK'],
    ['----0', 'OK', 'OK', 'OK', 'OK'],
    ['-----', 'INSUFFICIENT_DATA', 'INSUFFICIENT_DATA', 'ALARM', 'OK'],
    ['0BB-B', 'ALARM', 'ALARM', 'ALARM', 'ALARM'],
    ['--B--', 'ALARM', 'INSUFFICIENT_DATA', 'ALARM', 'OK'],
  ])('P6.5: %s is %s where missing data is missing, %s ignored, %s breaching, %s notBreaching', (points, ...states) => {
    const treatments = ['missing', 'ignore', 'breaching', 'notBreaching'] as const;
    expect(treatments.map((treatMissingData) => lastOnly(points, { treatMissingData }))).toEqual(states);
  });

  it('P6.5: no datapoint at all is INSUFFICIENT_DATA, and no reason to scale', () => {
    expect(stateAfter('BBB-----')).toBe('INSUFFICIENT_DATA');
  });

  it('a late alarm sees a datapoint when it is delivered, however many are published meanwhile', () => {
    const { metrics, metric, alarms } = tables();
    const late = alarms.open(spec({ metric, evaluationPeriods: 1, datapointsToAlarm: 1, delayMs: 2.5 * MINUTE_MS }));
    for (const [minute, value] of [10, 99, 10].entries()) metrics.put(metric, value, (minute + 1) * MINUTE_MS);
    expect(alarms.datapoint(late)).toBe(10);
    alarms.evaluate(0, 3.5 * MINUTE_MS);
    expect(ALARM_STATES[alarms.state[late]!]).toBe('OK');
    metrics.put(metric, 10, 4 * MINUTE_MS);
    expect(alarms.datapoint(late)).toBe(99);
    alarms.evaluate(0, 4.5 * MINUTE_MS);
    expect([ALARM_STATES[alarms.state[late]!], alarms.alarmCount]).toEqual(['ALARM', 1]);
  });

  it('groups alarms by the instants of their evaluation', () => {
    const { metric, alarms } = tables();
    for (let i = 0; i < 20; i++) alarms.open(spec({ metric, delayMs: (i % 2) * MINUTE_MS }));
    expect(alarms.groups.map(({ delayMs, alarms: rows }) => [delayMs, rows.length])).toEqual([
      [0, 10],
      [MINUTE_MS, 10],
    ]);
    expect(alarms.count).toBe(20);
  });

  it('refuses an alarm of more datapoints than periods', () => {
    const { metric, alarms } = tables();
    expect(() => alarms.open(spec({ metric, datapointsToAlarm: 4 }))).toThrow('more datapoints than periods');
  });
});

/** State of an alarm that has not been evaluated before the last of the datapoints. */
function lastOnly(datapoints: string, parts: Partial<AlarmSpec>): string {
  const { metrics, metric, alarms } = tables();
  const alarm = alarms.open(spec({ metric, ...parts }));
  [...datapoints].forEach((datapoint, minute) => {
    metrics.put(metric, datapoint === 'B' ? 61 : datapoint === '0' ? 60 : Number.NaN, (minute + 1) * MINUTE_MS);
  });
  alarms.evaluate(0, datapoints.length * MINUTE_MS);
  return ALARM_STATES[alarms.state[alarm]!];
}
