/** Why no container instance could take a task: ECS's own words (P12), in the order of P12.2. */

export const RESOURCE_CPU = 0;
export const RESOURCE_MEMORY = 1;
export const RESOURCE_PORTS = 2;
export const RESOURCE_GPU = 3;
export const RESOURCE_ENI = 4;
export const ATTRIBUTE = 5;
export const AGENT = 6;
export const LOCATION = 7;
export const DISTINCT_INSTANCE = 8;
export const MEMBER_OF = 9;
export const EMPTY_CAPACITY_PROVIDER = 10;
export const NO_CONTAINER_INSTANCES = 11;
export const PROVISIONING_LIMIT = 12;
/** Fargate has no capacity (P8.9), no vCPUs left in the quota (P8.4), or is asked too fast (P8.5). */
export const RESOURCE_FARGATE = 13;
export const VCPU_LIMIT = 14;
export const LAUNCH_RATE = 15;

/** Text by reason number. */
export const FAILURE_REASONS = [
  'RESOURCE:CPU',
  'RESOURCE:MEMORY',
  'RESOURCE:PORTS',
  'RESOURCE:GPU',
  'RESOURCE:ENI',
  'ATTRIBUTE',
  'AGENT',
  'LOCATION',
  'distinctInstance placement constraint unsatisfied.',
  'MemberOf placement constraint unsatisfied.',
  'EMPTY CAPACITY PROVIDER',
  'No Container Instances were found in your cluster.',
  'PROVISIONING LIMIT',
  'RESOURCE:FARGATE',
  "You've reached the limit on the number of vCPUs you can run concurrently",
  'operations are being throttled',
] as const;

/** One of the numbers above. */
export type FailureReason = number;
