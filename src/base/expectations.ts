/** What a scenario may demand of a run (`expect:`): the clauses, told once for the reader and for the judge. */

/** What a figure is: 0–100, whole milliseconds, things, dollars. */
export type ExpectationUnit = 'percent' | 'ms' | 'count' | 'usd';

/** What a clause bounds. */
export interface ClauseFacts {
  readonly bound: 'at least' | 'at most';
  readonly unit: ExpectationUnit;
  /**
   * What a clause of a cluster or of the whole scenario is about: each of its services by itself, each source of
   * standalone tasks too, or the sum.
   */
  readonly of: 'each service' | 'each workload' | 'the whole';
  readonly description: string;
}

/** The clauses by name, in the order in which they are judged. */
export const EXPECTATION_CLAUSES = {
  availability: {
    bound: 'at least',
    unit: 'percent',
    of: 'each service',
    description:
      'Smallest availability, such as 99.95%: requests served of those that arrived; of a service without requests ' +
      'the share of the desired task time in which a task was counted healthy, from when it first had all its tasks.',
  },
  latencyP50: {
    bound: 'at most',
    unit: 'ms',
    of: 'each service',
    description: 'Largest median latency of requests, such as 50ms.',
  },
  latencyP95: {
    bound: 'at most',
    unit: 'ms',
    of: 'each service',
    description: 'Largest 95th percentile of latency, such as 200ms.',
  },
  latencyP99: {
    bound: 'at most',
    unit: 'ms',
    of: 'each service',
    description: 'Largest 99th percentile of latency, such as 300ms.',
  },
  maxRejectedRequests: {
    bound: 'at most',
    unit: 'percent',
    of: 'each service',
    description: 'Largest share of requests that may be turned away or lost, such as 0.1%.',
  },
  maxPendingSeconds: {
    bound: 'at most',
    unit: 'ms',
    of: 'each workload',
    description:
      'Longest time from the creation of a task to RUNNING; of one that never got there, until it was stopped or ' +
      'the run ended.',
  },
  minHealthyTasks: {
    bound: 'at least',
    unit: 'count',
    of: 'each service',
    description: 'Fewest healthy tasks at any instant, from when the service first had all its tasks.',
  },
  maxFailedPlacements: {
    bound: 'at most',
    unit: 'count',
    of: 'the whole',
    description: 'Most attempts to place a task that may find no capacity.',
  },
  maxOutOfMemoryKills: {
    bound: 'at most',
    unit: 'count',
    of: 'the whole',
    description: 'Most tasks that may be killed for want of memory.',
  },
  maxInterruptedTasks: {
    bound: 'at most',
    unit: 'count',
    of: 'the whole',
    description: 'Most tasks that may be lost to Spot interruptions, failed instances and zone outages.',
  },
  maxCostUsd: {
    bound: 'at most',
    unit: 'usd',
    of: 'the whole',
    description: 'Largest cost of the run, USD at list price; of a service its share of the bill.',
  },
  maxCostUsdPerMonth: {
    bound: 'at most',
    unit: 'usd',
    of: 'the whole',
    description: 'Largest cost per month of 730 hours at the pace of the run.',
  },
} as const satisfies Readonly<Record<string, ClauseFacts>>;

export type ExpectationClause = keyof typeof EXPECTATION_CLAUSES;

/** One clause that a run must meet. */
export interface Expectation {
  /** Name of the cluster it is about; null = all of them. */
  readonly cluster: string | null;
  /** Name of the service it is about; null = all of the cluster. */
  readonly service: string | null;
  readonly clause: ExpectationClause;
  /** In the clause's unit. */
  readonly limit: number;
  /** Where it stands, `web.yaml:12:5`. */
  readonly place: string;
}
