import { ZONE_ATTRIBUTE } from '../../sim/state/cluster-state.ts';
import type { Service } from './service.ts';

/** Whether a service rebalances its availability zones, and if it asks for it and cannot, why not. */
export interface ZoneRebalancingRule {
  readonly isOn: boolean;
  /** What rules it out although the service says ENABLED. */
  readonly obstacle?: string;
}

/**
 * P3.28: ENABLED unless said otherwise for a new service that is compatible, DISABLED for one with binpack and for one
 * that exists and never had the field. P3.29: what is incompatible with it.
 */
export function zoneRebalancing(service: Service, isDescribed: boolean): ZoneRebalancingRule {
  const asked = service.availabilityZoneRebalancing;
  const obstacle = obstacleOf(service);
  if (asked === false) return { isOn: false };
  if (asked === true) return obstacle === undefined ? { isOn: true } : { isOn: false, obstacle };
  const hasBinpack = service.placementStrategy.some(({ type }) => type === 'binpack');
  return { isOn: !isDescribed && !hasBinpack && obstacle === undefined };
}

function obstacleOf(service: Service): string | undefined {
  const zone = `attribute:${ZONE_ATTRIBUTE}`;
  const [first] = service.placementStrategy;
  if (service.schedulingStrategy === 'DAEMON') return 'DAEMON';
  if (service.launchType === 'EXTERNAL') return 'launch type EXTERNAL';
  if (service.loadBalancers.some(({ loadBalancerName }) => loadBalancerName !== undefined)) {
    return 'a Classic Load Balancer';
  }
  if (service.deploymentConfiguration.maximumPercent <= 100) return 'maximumPercent 100';
  if (first !== undefined && !(first.type === 'spread' && first.field === zone)) {
    return 'a placement strategy that does not begin with spread over availability zones';
  }
  const bindsZone = service.placementConstraints.some(
    (one) => one.type === 'memberOf' && one.expression.includes(zone),
  );
  return bindsZone ? 'a constraint on the availability zone' : undefined;
}
