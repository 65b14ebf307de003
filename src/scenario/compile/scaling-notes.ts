/** What a reader should know of service auto scaling that will not go as the scenario may mean it. */

import { metricSources } from '../../sim/controllers/metrics/metric-sources.ts';
import type { ScalingPolicyInput, ServiceScalingInput } from '../../sim/state/input/service-scaling.ts';
import type { ServiceInput, SimulationInput } from '../../sim/state/input.ts';
import { INSIGHTS_NAMESPACE, LOAD_BALANCER_NAMESPACE } from '../../sim/state/metric-names.ts';
import { type MetricSpec, metricKey } from '../../sim/state/metrics.ts';

/** Policies whose metric will never have a datapoint, and counts that the limits do not allow, service by service. */
export function scalingNotes(input: SimulationInput): string[] {
  const published = new Set(metricSources(input).sources.map(({ spec }) => metricKey(spec)));
  return input.services.flatMap((service) => {
    const { scaling } = service;
    if (scaling === null) return [];
    // What load balancers publish is known by their names in many spellings, and told apart by the engine.
    const isOfBalancer = (policy: ScalingPolicyInput) => metricOf(policy).namespace === LOAD_BALANCER_NAMESPACE;
    const silent = scaling.policies.filter(
      (policy) => !isOfBalancer(policy) && !published.has(metricKey(metricOf(policy))),
    );
    return [
      ...silent.map((policy) => silentNote(input, service, policy)),
      ...requestNotes(service, scaling),
      ...limitNotes(service, scaling),
    ];
  });
}

function metricOf(policy: ScalingPolicyInput): MetricSpec {
  return policy.type === 'StepScaling' ? policy.alarm.metric : policy.metric;
}

function silentNote(
  { cloudWatch }: SimulationInput,
  { serviceName, load }: ServiceInput,
  policy: ScalingPolicyInput,
): string {
  const { namespace, name } = metricOf(policy);
  const start = `Service ${serviceName}: policy ${policy.policyName} never acts, for ${name} has no datapoint`;
  if (namespace === INSIGHTS_NAMESPACE && cloudWatch.containerInsights === 'disabled') {
    return `${start} without Container Insights (settings of the cluster).`;
  }
  return load === null ? `${start}: it has no load that says what its tasks use.` : `${start} of those dimensions.`;
}

/** Requests per target are made of the service's own requests. */
function requestNotes({ serviceName, load }: ServiceInput, { policies }: ServiceScalingInput): string[] {
  const counting = policies.filter((policy) => metricOf(policy).namespace === LOAD_BALANCER_NAMESPACE);
  if (load?.requestsPerSecond != null || counting.length === 0) return [];
  const names = counting.map(({ policyName }) => policyName).join(', ');
  return [`Service ${serviceName}: policy ${names} counts no request, for its load has no requestsPerSecond.`];
}

function limitNotes(
  { serviceName, desiredCount, updates }: ServiceInput,
  { minCapacity, maxCapacity, scheduledActions }: ServiceScalingInput,
): string[] {
  const counts = [desiredCount, ...(scheduledActions.length === 0 ? updates.map((update) => update.desiredCount) : [])];
  const outside = [...new Set(counts.filter((count) => count < minCapacity || count > maxCapacity))];
  if (outside.length === 0) return [];
  const what = `desired count ${outside.join(', ')}`;
  return [`Service ${serviceName}: ${what} is outside ${minCapacity} to ${maxCapacity} tasks of its scalable target.`];
}
