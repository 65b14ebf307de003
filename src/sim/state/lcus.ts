import { SECOND_MS } from '../../base/units.ts';
import type { LoadBalancerInput } from './input/load-balancing.ts';

/** What an Application Load Balancer is billed by beside its hours, averaged over an hour. */
export interface LcuUsage {
  readonly newConnectionsPerSecond: number;
  readonly activeConnections: number;
  readonly gbPerHour: number;
  readonly requestsPerSecond: number;
  readonly ruleCount: number;
}

/** What one LCU holds of each dimension; ten rules are free (P7.7). */
const NEW_CONNECTIONS_PER_SECOND = 25;
const ACTIVE_CONNECTIONS = 3000;
const GB_PER_HOUR = 1;
const RULE_EVALUATIONS_PER_SECOND = 1000;
const FREE_RULES = 10;

/** Load balancer capacity units: the largest of the four dimensions (P7.7). */
export function lcusOf(usage: LcuUsage): number {
  const evaluations = ruleEvaluations(usage.requestsPerSecond, usage.ruleCount);
  return Math.max(
    usage.newConnectionsPerSecond / NEW_CONNECTIONS_PER_SECOND,
    usage.activeConnections / ACTIVE_CONNECTIONS,
    usage.gbPerHour / GB_PER_HOUR,
    evaluations / RULE_EVALUATIONS_PER_SECOND,
  );
}

/** Rules that so many requests are held against, beyond the free ones (P7.7). */
export function ruleEvaluations(requests: number, ruleCount: number): number {
  return requests * Math.max(0, ruleCount - FREE_RULES);
}

const SECONDS_PER_HOUR = 3600;
const BYTES_PER_GB = 1e9;

/**
 * LCUs of a load balancer at so many requests per second. Every dimension grows with the requests, so the largest is
 * always the same one, and LCU-hours are these times the hours, however the requests are spread over them.
 */
export function lcusAt(requestsPerSecond: number, balancer: LoadBalancerInput): number {
  const newConnectionsPerSecond = requestsPerSecond * balancer.connectionsPerRequest;
  return lcusOf({
    newConnectionsPerSecond,
    activeConnections: (newConnectionsPerSecond * balancer.connectionMs) / SECOND_MS,
    gbPerHour: (requestsPerSecond * SECONDS_PER_HOUR * balancer.bytesPerRequest) / BYTES_PER_GB,
    requestsPerSecond,
    ruleCount: balancer.ruleCount,
  });
}
