import { describe, expect, it } from 'vitest';
import { toAlarm } from '../../../src/scenario/read/alarms.ts';
import { faultsOf, read, scenarioText, service } from '../scenario-texts.ts';

const DIMENSIONS = [
  { name: 'ServiceName', value: 'web' },
  { name: 'ClusterName', value: 'main' },
];
const ALARM = {
  alarmName: 'cpu-high',
  namespace: 'AWS/ECS',
  metricName: 'CPUUtilization',
  dimensions: DIMENSIONS,
  period: 60,
  evaluationPeriods: 3,
  threshold: 80,
  comparisonOperator: 'GreaterThanThreshold',
} as const;

const deployed = (alarms: object) => service({ deploymentConfiguration: { alarms } });
const watched = { alarmNames: ['cpu-high'], enable: true, rollback: true };
const clusterOf = (cluster: object) => read(scenarioText({ services: [deployed(watched)], ...cluster })).clusters[0]!;
const faults = (cluster: object) => faultsOf({ services: [deployed(watched)], ...cluster });

describe('the alarms of a cluster', () => {
  it('P4.15: are read as put-metric-alarm takes them, and a service names them', () => {
    const { alarms, services } = clusterOf({ alarms: [ALARM] });
    expect(alarms).toEqual([
      {
        name: 'cpu-high',
        metric: expect.objectContaining({ name: 'CPUUtilization', periodMs: 60_000, statistic: 'Average' }),
        comparison: 'GreaterThanThreshold',
        threshold: 80,
        evaluationPeriods: 3,
        datapointsToAlarm: 3,
        treatMissingData: 'missing',
      },
    ]);
    expect(services[0]!.deploymentAlarms).toEqual({ alarmNames: ['cpu-high'], rollback: true });
  });

  it('are read as describe-alarms prints them', () => {
    const printed = {
      AlarmName: 'cpu-high',
      AlarmArn: 'arn:aws:cloudwatch:us-east-1:111122223333:alarm:cpu-high',
      StateValue: 'OK',
      Namespace: 'AWS/ECS',
      MetricName: 'CPUUtilization',
      Statistic: 'Average',
      Dimensions: DIMENSIONS.map(({ name, value }) => ({ Name: name, Value: value })),
      Period: 60,
      EvaluationPeriods: 3,
      DatapointsToAlarm: 2,
      Threshold: 80,
      ComparisonOperator: 'GreaterThanThreshold',
    };
    expect(clusterOf({ alarms: [{ MetricAlarms: [printed] }] }).alarms).toEqual([
      expect.objectContaining({ name: 'cpu-high', datapointsToAlarm: 2 }),
    ]);
  });

  it('are off unless enabled', () => {
    const off = service({ deploymentConfiguration: { alarms: { ...watched, enable: false } } });
    expect(clusterOf({ services: [off] }).services[0]!.deploymentAlarms).toBeNull();
  });

  it('have to be there, each once, and look at a service of the cluster', () => {
    expect(faults({ alarms: [{ ...ALARM, alarmName: 'cpu-hihg' }] })).toEqual([
      expect.stringContaining('did you mean "cpu-hihg"?'),
    ]);
    expect(faults({ alarms: [ALARM, ALARM] })).toEqual([expect.stringContaining('each name once in a cluster')]);
    const ofOther = [{ name: 'ServiceName', value: 'wbe' }, DIMENSIONS[1]!];
    expect(faults({ alarms: [{ ...ALARM, dimensions: ofOther }] })).toEqual([
      expect.stringContaining('did you mean "web"?'),
    ]);
    expect(faults({ alarms: [{ ...ALARM, dimensions: undefined, datapointsToAlarm: 4 }] }).join()).toContain(
      'the dimensions of the metric',
    );
  });
});

describe('toAlarm', () => {
  it('asks for no more datapoints than periods', () => {
    const owner = { clusterName: 'main', serviceName: 'web', monitoring: undefined };
    const { dimensions: _, ...alarm } = ALARM;
    expect(toAlarm({ ...alarm, datapointsToAlarm: 4 }, 'web', owner)).toEqual([
      { path: ['datapointsToAlarm'], expected: 'at most evaluationPeriods, 3' },
    ]);
  });
});
