/** The metrics that scaling policies and alarms name, as CloudWatch knows them. */

import { nearest } from '../../base/nearest.ts';
import { SECOND_MS } from '../../base/units.ts';
import {
  ECS_NAMESPACE,
  HIGH_RESOLUTION_PERIOD_MS,
  INSIGHTS_NAMESPACE,
  LOAD_BALANCER_NAMESPACE,
  requestCountPerTarget,
  type ServiceUtilization,
  STANDARD_PERIOD_MS,
  serviceDimensions,
  serviceUtilization,
} from '../../sim/state/metric-names.ts';
import type { MetricDimension, MetricSpec, MetricStatistic, MetricUnit } from '../../sim/state/metrics.ts';
import type { MonitoringSetting } from '../ecs/monitoring.ts';
import type { Fault } from '../fault.ts';
import type { AlarmSetting } from '../schema/alarm.ts';
import type { TargetTrackingSetting } from '../schema/service-scaling.ts';

/** Whose metrics: a service of a cluster, and what it says of their resolution. */
export interface MetricOwner {
  readonly clusterName: string;
  readonly serviceName: string;
  readonly monitoring: MonitoringSetting | undefined;
}

type Published = Readonly<Record<string, readonly [MetricUnit, MetricStatistic]>>;
const PERCENT = ['Percent', 'Average'] as const;
const COUNT = ['Count', 'Average'] as const;

/** What the simulation publishes, by namespace and name (P11). */
const PUBLISHED: Readonly<Record<string, Published>> = {
  [ECS_NAMESPACE]: {
    CPUUtilization: PERCENT,
    MemoryUtilization: PERCENT,
    CPUReservation: PERCENT,
    MemoryReservation: PERCENT,
    GPUReservation: PERCENT,
  },
  [INSIGHTS_NAMESPACE]: {
    CpuUtilized: ['None', 'Average'],
    CpuReserved: ['None', 'Average'],
    MemoryUtilized: ['Megabytes', 'Average'],
    MemoryReserved: ['Megabytes', 'Average'],
    RunningTaskCount: COUNT,
    PendingTaskCount: COUNT,
    DesiredTaskCount: COUNT,
    TaskCount: COUNT,
    ServiceCount: COUNT,
    ContainerInstanceCount: COUNT,
    DeploymentCount: COUNT,
    instance_cpu_utilization: PERCENT,
    instance_cpu_reserved_capacity: PERCENT,
    instance_memory_utilization: PERCENT,
    instance_memory_reserved_capacity: PERCENT,
    instance_cpu_limit: ['None', 'Average'],
    instance_cpu_usage_total: ['None', 'Average'],
    instance_memory_limit: ['Bytes', 'Average'],
    instance_memory_working_set: ['Bytes', 'Average'],
    instance_number_of_running_tasks: COUNT,
  },
  [LOAD_BALANCER_NAMESPACE]: {
    RequestCountPerTarget: ['None', 'Sum'],
    RequestCount: ['Count', 'Sum'],
    TargetResponseTime: ['Seconds', 'Average'],
    HTTPCode_Target_5XX_Count: ['Count', 'Sum'],
    HealthyHostCount: COUNT,
    UnHealthyHostCount: COUNT,
    NewConnectionCount: ['Count', 'Sum'],
    ActiveConnectionCount: ['Count', 'Sum'],
    ProcessedBytes: ['Bytes', 'Sum'],
    ConsumedLCUs: COUNT,
    RuleEvaluations: ['Count', 'Sum'],
  },
};

const UTILIZATIONS: Readonly<Record<string, ServiceUtilization>> = {
  ECSServiceAverageCPUUtilization: 'CPUUtilization',
  ECSServiceAverageMemoryUtilization: 'MemoryUtilization',
  ECSServiceAverageCPUUtilizationHighResolution: 'CPUUtilization',
  ECSServiceAverageMemoryUtilizationHighResolution: 'MemoryUtilization',
};

/** The metric of a target tracking policy (P6.2), or what is wrong; paths start at the policy's configuration. */
export function trackedMetric(setting: TargetTrackingSetting, owner: MetricOwner): MetricSpec | Fault {
  const { predefinedMetricSpecification: predefined, customizedMetricSpecification: customized } = setting;
  if (predefined !== undefined && customized === undefined) return predefinedMetric(predefined, owner);
  if (customized !== undefined && predefined === undefined) {
    const fault = (key: string, expected: string, suggestion?: string): Fault => ({
      path: ['customizedMetricSpecification', key],
      expected,
      suggestion,
    });
    return publishedMetric({ ...customized, period: STANDARD_PERIOD_MS / SECOND_MS }, owner, fault);
  }
  const expected = 'either predefinedMetricSpecification or customizedMetricSpecification';
  return { path: [], found: predefined === undefined ? 'neither' : 'both', expected };
}

/** The metric of an alarm, or what is wrong; paths start at the alarm. */
export function alarmMetric(alarm: AlarmSetting, owner: MetricOwner): MetricSpec | Fault {
  return publishedMetric(alarm, owner, (key, expected, suggestion) => ({ path: [key], expected, suggestion }));
}

function predefinedMetric(
  { predefinedMetricType: type, resourceLabel }: NonNullable<TargetTrackingSetting['predefinedMetricSpecification']>,
  owner: MetricOwner,
): MetricSpec | Fault {
  const path = ['predefinedMetricSpecification'];
  if (type === 'ALBRequestCountPerTarget') {
    if (/^app\/[^/]+\/[^/]+\/targetgroup\/[^/]+\/[^/]+$/.test(resourceLabel ?? '')) {
      return requestCountPerTarget(resourceLabel!);
    }
    return {
      path: [...path, 'resourceLabel'],
      expected: 'app/<load balancer>/<id>/targetgroup/<target group>/<id>: whose requests are counted (P6.2)',
    };
  }
  const name = UTILIZATIONS[type]!;
  if (!type.endsWith('HighResolution')) {
    return serviceUtilization(name, owner.clusterName, owner.serviceName, STANDARD_PERIOD_MS);
  }
  if (hasHighResolution(owner, name)) {
    return serviceUtilization(name, owner.clusterName, owner.serviceName, HIGH_RESOLUTION_PERIOD_MS);
  }
  const expected = `a metric of 60 seconds, or a monitoring of the service with ${name} at resolutionSeconds 20 (P6.2)`;
  return { path: [...path, 'predefinedMetricType'], expected };
}

function hasHighResolution({ monitoring }: MetricOwner, name: ServiceUtilization): boolean {
  const configurations = monitoring?.metricConfigurations ?? [];
  return configurations.some((one) => one.resolutionSeconds === 20 && one.metricNames.includes(name));
}

function publishedMetric(
  setting: Pick<AlarmSetting, 'namespace' | 'metricName' | 'dimensions' | 'statistic' | 'period'>,
  owner: MetricOwner,
  fault: (key: string, expected: string, suggestion?: string) => Fault,
): MetricSpec | Fault {
  const { namespace, metricName } = setting;
  const published = PUBLISHED[namespace];
  if (published === undefined) {
    const names = Object.keys(PUBLISHED);
    return fault('namespace', `a namespace that is simulated: ${names.join(' | ')}`, nearest(namespace, names));
  }
  const kind = published[metricName];
  if (kind === undefined) {
    const names = Object.keys(published);
    return fault('metricName', `a metric that is simulated: ${names.join(' | ')}`, nearest(metricName, names));
  }
  const [unit, statistic] = kind;
  if ((setting.statistic ?? statistic) !== statistic) {
    return fault('statistic', `${statistic}: others are not simulated`);
  }
  const dimensions = dimensionsOf(setting.dimensions, owner);
  const isOfBalancer = dimensions.some(({ name }) => name === 'TargetGroup' || name === 'LoadBalancer');
  if (namespace === LOAD_BALANCER_NAMESPACE && !isOfBalancer) {
    return fault('dimensions', 'the TargetGroup or the LoadBalancer that is meant');
  }
  const cluster = dimensions.find(({ name }) => name === 'ClusterName');
  if (cluster !== undefined && cluster.value !== owner.clusterName) {
    return fault('dimensions', `metrics of the service's own cluster ${owner.clusterName}: clusters share nothing`);
  }
  const periodMs = setting.period * SECOND_MS;
  const isUtilization = metricName === 'CPUUtilization' || metricName === 'MemoryUtilization';
  if (periodMs < STANDARD_PERIOD_MS && !(isUtilization && hasHighResolution(owner, metricName))) {
    return fault('period', 'at least 60, or a monitoring of the service with the metric at resolutionSeconds 20');
  }
  return { namespace, name: metricName, dimensions, periodMs, unit, statistic };
}

/** In order of their names, as metrics are published; those of the service itself where none are given. */
function dimensionsOf(given: readonly MetricDimension[] | undefined, owner: MetricOwner): MetricDimension[] {
  if (given === undefined || given.length === 0) return serviceDimensions(owner.clusterName, owner.serviceName);
  return [...given].sort((one, other) => (one.name < other.name ? -1 : 1));
}
