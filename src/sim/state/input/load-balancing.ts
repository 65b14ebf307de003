/** Application Load Balancers and their target groups as the engine takes them (P7). */

/** An Application Load Balancer. Its hours and LCUs are billed for the whole run (P7.7). */
export interface LoadBalancerInput {
  readonly name: string;
  /** Zones of its nodes, rows in zones; NONE for one that is no zone of the cluster. */
  readonly nodeZones: readonly number[];
  /** Public IPv4 addresses of its nodes, one per zone; 0 for an internal one. */
  readonly publicIpv4Count: number;
  /** Request and response together. */
  readonly bytesPerRequest: number;
  /** New connections per request: below 1 where clients keep theirs open. */
  readonly connectionsPerRequest: number;
  /** A client's connection stays open for so long. */
  readonly connectionMs: number;
  /** Rules that each request is held against; the first ten are free (P7.7). */
  readonly ruleCount: number;
}

export type BalancingAlgorithm = 'round_robin' | 'least_outstanding_requests' | 'weighted_random';

/** A target group (P7.1–P7.6). */
export interface TargetGroupInput {
  readonly name: string;
  /** Row in loadBalancers; NONE where nobody described one. */
  readonly loadBalancer: number;
  readonly checkIntervalMs: number;
  readonly checkTimeoutMs: number;
  /** Successes in a row from unhealthy to healthy; a new target needs one (P7.2). */
  readonly healthyThreshold: number;
  /** Failures in a row until it is unhealthy. */
  readonly unhealthyThreshold: number;
  readonly deregistrationDelayMs: number;
  /** 0 = off (P7.4). */
  readonly slowStartMs: number;
  readonly algorithm: BalancingAlgorithm;
  readonly isCrossZone: boolean;
  /** Checks of a target time out while it is asked for more than it can serve (model). */
  readonly failsChecksWhenOverloaded: boolean;
}

/** A service's tasks are targets of a target group. */
export interface ServiceTargetGroupInput {
  /** Row in targetGroups. */
  readonly targetGroup: number;
  /** False where security groups or routes keep the load balancer from its targets: every check fails (P12). */
  readonly isReachable: boolean;
}
