import { describe, expect, it } from 'vitest';
import { alarmMetric, trackedMetric } from '../../../src/scenario/read/scaling-metrics.ts';

const owner = { clusterName: 'main', serviceName: 'web', monitoring: undefined };
const fine = {
  ...owner,
  monitoring: { metricConfigurations: [{ metricNames: ['CPUUtilization' as const], resolutionSeconds: 20 as const }] },
};
const predefined = (predefinedMetricType: string, resourceLabel?: string) =>
  ({ targetValue: 60, predefinedMetricSpecification: { predefinedMetricType, resourceLabel } }) as never;
const alarm = (parts: object) =>
  ({
    namespace: 'AWS/ECS',
    metricName: 'CPUUtilization',
    period: 60,
    evaluationPeriods: 1,
    threshold: 1,
    comparisonOperator: 'GreaterThanThreshold',
    ...parts,
  }) as never;

describe('the metric of a target tracking policy', () => {
  it.each([
    ['ECSServiceAverageCPUUtilization', 'CPUUtilization', 60_000],
    ['ECSServiceAverageMemoryUtilization', 'MemoryUtilization', 60_000],
    ['ECSServiceAverageCPUUtilizationHighResolution', 'CPUUtilization', 20_000],
  ])('P6.2: %s is %s each %d ms', (type, name, periodMs) => {
    expect(trackedMetric(predefined(type), fine)).toMatchObject({ namespace: 'AWS/ECS', name, periodMs });
  });

  it('P6.2: 20 seconds need a service that is monitored so', () => {
    expect(trackedMetric(predefined('ECSServiceAverageCPUUtilizationHighResolution'), owner)).toHaveProperty('path');
    expect(trackedMetric(predefined('ECSServiceAverageMemoryUtilizationHighResolution'), fine)).toHaveProperty('path');
  });

  it('P6.2: ALBRequestCountPerTarget needs its resource label', () => {
    const label = 'app/shop/1a2b/targetgroup/web/3c4d';
    expect(trackedMetric(predefined('ALBRequestCountPerTarget', label), owner)).toMatchObject({
      name: 'RequestCountPerTarget',
      statistic: 'Sum',
    });
    for (const wrong of [undefined, 'targetgroup/web/3c4d']) {
      expect(trackedMetric(predefined('ALBRequestCountPerTarget', wrong), owner)).toMatchObject({
        path: ['predefinedMetricSpecification', 'resourceLabel'],
      });
    }
  });

  it('may be any that is simulated, by its name in CloudWatch', () => {
    const customizedMetricSpecification = {
      namespace: 'ECS/ContainerInsights',
      metricName: 'PendingTaskCount',
      statistic: 'Average' as const,
      dimensions: [
        { name: 'ServiceName', value: 'other' },
        { name: 'ClusterName', value: 'main' },
      ],
    };
    expect(trackedMetric({ targetValue: 1, customizedMetricSpecification }, owner)).toMatchObject({
      unit: 'Count',
      dimensions: [
        { name: 'ClusterName', value: 'main' },
        { name: 'ServiceName', value: 'other' },
      ],
    });
    expect(trackedMetric({ targetValue: 1 }, owner)).toMatchObject({ found: 'neither' });
  });
});

describe('the metric of an alarm', () => {
  it('is that of the service itself where no dimensions are given', () => {
    expect(alarmMetric(alarm({ period: 300 }), owner)).toMatchObject({
      periodMs: 300_000,
      dimensions: [
        { name: 'ClusterName', value: 'main' },
        { name: 'ServiceName', value: 'web' },
      ],
    });
  });

  it.each([
    [{ namespace: 'AWS/EC2' }, ['namespace']],
    [{ metricName: 'CpuUtilisation' }, ['metricName']],
    [{ statistic: 'Maximum' }, ['statistic']],
    [{ dimensions: [{ name: 'ClusterName', value: 'other' }] }, ['dimensions']],
    [{ period: 20 }, ['period']],
  ])('refuses %j', (parts, path) => {
    expect(alarmMetric(alarm(parts), owner)).toMatchObject({ path });
  });

  it('P7.8: may be of a target group or a load balancer, which it names', () => {
    const named = { namespace: 'AWS/ApplicationELB', metricName: 'TargetResponseTime' };
    const dimensions = [{ name: 'TargetGroup', value: 'targetgroup/web/1' }];
    expect(alarmMetric(alarm({ ...named, dimensions }), owner)).toMatchObject({ unit: 'Seconds', dimensions });
    expect(alarmMetric(alarm(named), owner)).toMatchObject({ path: ['dimensions'] });
  });

  it('suggests the name that was meant', () => {
    expect(alarmMetric(alarm({ metricName: 'CPUUtilisation' }), owner)).toMatchObject({ suggestion: 'CPUUtilization' });
  });
});
