/** What goes wrong in a run, as plain data: at random over lifetimes, or at instants. Nothing = an empty list. */

/** Lifetimes end at random, each hour of life with the same chance: exponential, `perHour` ends per hour of life. */
export type HazardInput =
  /** Instances of a launch template fail: they end without notice. */
  | { readonly kind: 'instance-failure'; readonly launchTemplate: number; readonly perHour: number }
  /** EC2 takes back Spot instances of a launch template (P9.5). */
  | {
      readonly kind: 'instance-interruption';
      readonly launchTemplate: number;
      readonly perHour: number;
      /** Share in [0, 1] of which ECS gets no notice: terminations by capacity rebalancing. */
      readonly withoutNotice: number;
      /** ECS_ENABLE_SPOT_INSTANCE_DRAINING: the agent sets DRAINING when the notice comes. */
      readonly drainsOnNotice: boolean;
    }
  /** Fargate takes back Spot tasks (P5.21). */
  | { readonly kind: 'task-interruption'; readonly capacityProvider: number; readonly perHour: number }
  /** The essential container of a service's tasks exits by a fault of its own. */
  | { readonly kind: 'task-crash'; readonly service: number; readonly perHour: number; readonly exitCode: number };

/**
 * What happens at an instant, and what ends later. `untilMs` is after `atMs`, and may lie behind the end of the
 * run.
 */
export type IncidentInput =
  /** So many container instances of a capacity provider end at once, chosen at random. */
  | {
      readonly kind: 'instance-failure';
      readonly atMs: number;
      readonly capacityProvider: number;
      readonly count: number;
    }
  /** Everything that runs in the zone ends, and nothing starts there. */
  | { readonly kind: 'zone-outage'; readonly atMs: number; readonly untilMs: number; readonly zone: number }
  /**
   * The agents of a share in (0, 1] of the provider's container instances lose their connection; NONE = any
   * provider.
   */
  | {
      readonly kind: 'agent-disconnected';
      readonly atMs: number;
      readonly untilMs: number;
      readonly capacityProvider: number;
      readonly share: number;
    }
  /** Pulls from the registry that begin meanwhile fail. */
  | { readonly kind: 'registry-unavailable'; readonly atMs: number; readonly untilMs: number }
  /** Fargate retires the platform revision of what was created before: it is replaced, or stopped (P8.8). */
  | { readonly kind: 'fargate-retirement'; readonly atMs: number; readonly createdBeforeMs: number }
  /** EC2 has no instances of these launch templates. */
  | {
      readonly kind: 'instances-unavailable';
      readonly atMs: number;
      readonly untilMs: number;
      readonly launchTemplates: readonly number[];
    }
  /** Fargate has no capacity for that provider in these zones (P8.9). */
  | {
      readonly kind: 'fargate-unavailable';
      readonly atMs: number;
      readonly untilMs: number;
      readonly capacityProvider: number;
      readonly zones: readonly number[];
    };

export interface FailuresInput {
  readonly hazards: readonly HazardInput[];
  readonly incidents: readonly IncidentInput[];
}

/** Nothing goes wrong. */
export const NO_FAILURES: FailuresInput = { hazards: [], incidents: [] };

/** Launch limits of Fargate, for on-demand and Spot each by itself (P8.4, P8.5). */
export interface FargateLimitsInput {
  /** Token bucket of launches: what it holds, and what comes back per second. */
  readonly launchBurst: number;
  readonly launchesPerSecond: number;
  /** Concurrent vCPUs; null = no quota. */
  readonly onDemandVcpus: number | null;
  readonly spotVcpus: number | null;
}

/** P8.5; no quota of vCPUs, for its default is not known and grows with use (P8.4). */
export const FARGATE_LIMITS_DEFAULT: FargateLimitsInput = {
  launchBurst: 100,
  launchesPerSecond: 20,
  onDemandVcpus: null,
  spotVcpus: null,
};
