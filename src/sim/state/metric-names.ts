import { MINUTE_MS, SECOND_MS } from '../../base/units.ts';
import type { MetricDimension, MetricSpec, MetricStatistic, MetricUnit } from './metrics.ts';

/** Metrics of ECS are published each minute, and where a service asks for it every 20 seconds (P6.2, P11). */
export const STANDARD_PERIOD_MS = MINUTE_MS;
export const HIGH_RESOLUTION_PERIOD_MS = 20 * SECOND_MS;

export const ECS_NAMESPACE = 'AWS/ECS';
export const INSIGHTS_NAMESPACE = 'ECS/ContainerInsights';
export const LOAD_BALANCER_NAMESPACE = 'AWS/ApplicationELB';

export const SERVICE_UTILIZATIONS = ['CPUUtilization', 'MemoryUtilization'] as const;
export type ServiceUtilization = (typeof SERVICE_UTILIZATIONS)[number];

/** `AWS/ECS` of a service (P11). */
export function serviceUtilization(
  name: ServiceUtilization,
  clusterName: string,
  serviceName: string,
  periodMs: number,
): MetricSpec {
  return metric(ECS_NAMESPACE, name, serviceDimensions(clusterName, serviceName), 'Percent', 'Average', periodMs);
}

/** `AWS/ECS` of a cluster, of its container instances only (P6.15). */
export function clusterPercentage(name: string, clusterName: string): MetricSpec {
  return metric(ECS_NAMESPACE, name, [{ name: 'ClusterName', value: clusterName }], 'Percent', 'Average');
}

/** Container Insights of a cluster, one of its services or one of its task definition families (P11.3). */
export function insight(name: string, unit: MetricUnit, dimensions: readonly MetricDimension[]): MetricSpec {
  return metric(INSIGHTS_NAMESPACE, name, dimensions, unit, 'Average');
}

/**
 * `RequestCountPerTarget` of the target group that a resource label names (P6.2):
 * `app/<name>/<id>/targetgroup/<name>/<id>`.
 */
export function requestCountPerTarget(resourceLabel: string): MetricSpec {
  const at = resourceLabel.indexOf('targetgroup/');
  const dimensions = [
    { name: 'LoadBalancer', value: resourceLabel.slice(0, Math.max(0, at - 1)) },
    { name: 'TargetGroup', value: resourceLabel.slice(Math.max(0, at)) },
  ];
  return metric(LOAD_BALANCER_NAMESPACE, 'RequestCountPerTarget', dimensions, 'None', 'Sum');
}

export function serviceDimensions(clusterName: string, serviceName: string): MetricDimension[] {
  return [
    { name: 'ClusterName', value: clusterName },
    { name: 'ServiceName', value: serviceName },
  ];
}

function metric(
  namespace: string,
  name: string,
  dimensions: readonly MetricDimension[],
  unit: MetricUnit,
  statistic: MetricStatistic,
  periodMs: number = STANDARD_PERIOD_MS,
): MetricSpec {
  return { namespace, name, dimensions, periodMs, unit, statistic };
}
