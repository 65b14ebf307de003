/**
 * The shape of summary.json, told once: the type, the check and the published JSON Schema come from here. Amounts are
 * USD at list price, not discounted and before tax; a month is 730 hours. Percentages run from 0 to 100 and beyond.
 */
import { z } from 'zod';
import { EXPECTATION_CLAUSES, type ExpectationClause } from '../base/expectations.ts';
import { PAYMENT_OPTIONS } from '../catalog/savings-plans.ts';
import { COMMITMENT_KINDS } from '../pricing/commitment-offers.ts';
import { BILLED_SERVICES } from '../pricing/line-item.ts';

/** Raised when a reader of summary.json has to change. */
export const SUMMARY_SCHEMA_VERSION = 1;

const count = z.int().nonnegative();
const amount = z.number().nonnegative();
const usd = amount.describe('USD');
const percent = amount.describe('percent');

const cost = {
  usd: usd.describe('USD over the run'),
  usdPerMonth: usd.describe('USD per month of 730 hours at the pace of the run'),
  sharePercent: percent.describe("percent of the whole run's cost"),
};

const costSchema = z.strictObject(cost).meta({ id: 'Cost' });

const lineItemSchema = z
  .strictObject({
    service: z.enum(BILLED_SERVICES),
    item: z.string(),
    description: z.string(),
    quantity: amount,
    unit: z.string(),
    rateUsd: usd.describe('USD per unit'),
    source: z.string().describe('where the rate comes from'),
    asOf: z.string().nullable().describe('day or month of the rate; null where its source is undated'),
    estimate: z.boolean().describe('true when the rate is derived or assumed'),
    ...cost,
  })
  .meta({ id: 'LineItem' });

const workloadCostSchema = z.strictObject({
  name: z.string(),
  kind: z
    .enum(['service', 'standalone', 'idle', 'shared'])
    .describe('idle: paid for and reserved by nobody; shared: billed for the cluster as a whole'),
  ...cost,
});

const rangeSchema = z.strictObject({ min: amount, mean: amount, max: amount }).meta({ id: 'Range' });

const wasteSchema = z
  .strictObject({
    wasted: costSchema.describe('notReserved and reservedNotUsed together'),
    used: costSchema.describe('reserved and used'),
    reservedNotUsed: costSchema.describe('reserved by running tasks with a load, and not used'),
    useUnknown: costSchema.describe('reserved by tasks without a load, or not RUNNING: their use is not known'),
    notReserved: costSchema.describe('paid for and reserved by no task'),
  })
  .meta({ id: 'Waste' });

const resourceSchema = z
  .strictObject({
    unit: z.enum(['vCPU', 'GiB']),
    registeredMean: amount,
    reservedMean: amount,
    usedMean: amount.nullable().describe('null where no load is given'),
    reservedPercent: percent.nullable().describe('reserved / registered over the run; null where nothing registered'),
    reservedPeakPercent: percent.nullable().describe('the same, of the fullest bucket'),
    usedPercent: percent.nullable().describe('used / registered'),
    usedPeakPercent: percent.nullable(),
    usedOfReservedPercent: percent.nullable().describe('used / reserved, over running tasks with a load'),
    knownPercent: percent.nullable().describe('part of the reservations whose use is known'),
  })
  .meta({ id: 'Resource' });

const utilizationSchema = z
  .strictObject({
    ...cost,
    instances: rangeSchema.describe('container instances, means of buckets'),
    runningTasks: rangeSchema,
    pendingTasks: rangeSchema,
    cpu: resourceSchema,
    memory: resourceSchema,
    unservedVcpuHours: amount.describe('CPU that tasks asked for and did not get'),
    waste: wasteSchema,
  })
  .meta({ id: 'Utilization' });

const poolSchema = utilizationSchema
  .extend({
    instanceType: z.string().nullable(),
    purchaseOption: z.enum(['on-demand', 'spot']),
  })
  .meta({ id: 'Pool' });

const capacityProviderSchema = utilizationSchema
  .extend({
    name: z.string(),
    kind: z.enum(['auto-scaling-group', 'managed-instances', 'fargate', 'fargate-spot']),
    pools: z.array(poolSchema).describe('one per instance type; one on Fargate'),
  })
  .meta({ id: 'CapacityProvider' });

const pendingTimeSchema = z
  .strictObject({
    tasks: count.describe('tasks that reached RUNNING'),
    mean: amount,
    p50: amount,
    p95: amount,
    p99: amount,
    max: amount,
  })
  .meta({ id: 'PendingTime' });

const countersSchema = z
  .strictObject({
    tasksCreated: count,
    tasksStarted: count,
    tasksStopped: count,
    startFailures: count,
    outOfMemoryKills: count,
    essentialContainerExits: count,
    containerRestarts: count,
    scaleInStops: count,
    interruptedTasks: count.describe('lost to Spot interruptions, failed instances and zone outages'),
    runTaskFailures: count,
    placementFailures: count,
  })
  .meta({ id: 'Counters' });

const pendingSchema = z
  .strictObject({
    capacity: amount.describe('in PROVISIONING, for an instance of its capacity provider with room'),
    provisioning: amount.describe('in PROVISIONING, placed: a network interface, or what Fargate prepares'),
    imagePull: amount,
    containerStart: amount.describe('container create and start, dependsOn and its health checks'),
  })
  .meta({ id: 'PendingTaskSeconds' });

const missingSchema = z
  .strictObject({
    schedulerTick: amount.describe('the service scheduler had not looked yet'),
    placementRefused: amount.describe('no container instance met all requirements, and the task could not wait'),
    launchRate: amount.describe('the rate at which a service launches tasks'),
    startThrottled: amount.describe('tasks had failed to start before'),
    maximumPercent: amount.describe('maximumPercent, with tasks that were STOPPING'),
    deploymentFailed: amount.describe('the deployment FAILED and starts nothing more'),
  })
  .meta({ id: 'MissingTaskSeconds' });

const failureSchema = z.strictObject({
  reason: z.string().describe("ECS's reason, such as RESOURCE:MEMORY"),
  text: z.string().describe('what ECS says'),
  count,
});

const workloadResourceSchema = z
  .strictObject({
    unit: z.enum(['vCPU', 'GiB']),
    reservedMean: amount,
    usedMean: amount.nullable().describe('null where no load is given'),
    usedPercent: percent.nullable().describe('used / reserved over the run'),
    usedPeakPercent: percent.nullable().describe('the same, of the busiest bucket'),
  })
  .meta({ id: 'WorkloadResource' });

const latencySchema = z.strictObject({ mean: amount, p50: amount, p95: amount, p99: amount });

const requestsSchema = z
  .strictObject({
    arrived: amount,
    served: amount,
    rejected: amount.describe('turned away: no target, or no room at one'),
    failed: amount.describe('in flight at a task that died'),
    inFlight: amount.describe('at the end of the run'),
    servedPercent: percent.nullable().describe('of those that arrived; null where none did'),
    utilizationPercent: percent.nullable().describe('served, of what the tasks that took requests could have served'),
    latencyMs: latencySchema.nullable().describe('of those served; null where none was'),
  })
  .meta({ id: 'Requests' });

const workloadSchema = z
  .strictObject({
    name: z.string(),
    kind: z.enum(['service', 'standalone']),
    schedulingStrategy: z.enum(['REPLICA', 'DAEMON']).nullable(),
    taskDefinition: z.string(),
    hasLoad: z.boolean(),
    ...cost,
    usdPerTaskHour: usd.describe('USD per hour of a RUNNING task; 0 where none ran'),
    desiredTasks: rangeSchema.nullable().describe('null for standalone tasks'),
    runningTasks: rangeSchema,
    pendingTasks: rangeSchema,
    cpu: workloadResourceSchema,
    memory: workloadResourceSchema,
    unservedVcpuHours: amount,
    availabilityPercent: percent
      .nullable()
      .describe(
        'requests served of those that came to an end; of a service without requests the share of the desired task ' +
          'time with a task counted healthy; null for standalone tasks, and where there was nothing to measure',
      ),
    pendingSeconds: pendingTimeSchema.nullable().describe('from createdAt to RUNNING; null where no task got there'),
    pendingTaskSeconds: pendingSchema.describe('task-seconds that tasks were pending, by what they waited for'),
    missingTaskSeconds: missingSchema
      .nullable()
      .describe('task-seconds that tasks should have been there and did not exist; null but for REPLICA services'),
    counters: countersSchema,
    placementFailures: z.array(failureSchema).describe('most frequent first'),
    startFailures: z.array(failureSchema).describe('why tasks failed to start, most frequent first'),
    requests: requestsSchema.optional().describe('absent where its load has no requests'),
  })
  .meta({ id: 'Workload' });

const serviceEventSchema = z.strictObject({
  time: z.string().describe('ISO 8601, UTC'),
  service: z.string(),
  message: z.string(),
});

const deploymentSchema = z
  .strictObject({
    service: z.string(),
    id: z.string().describe('ecs-svc/<service>-<number>'),
    taskDefinition: z.string(),
    status: z.enum(['PRIMARY', 'ACTIVE', 'INACTIVE']).describe('at the end of the run'),
    rolloutState: z.enum(['IN_PROGRESS', 'COMPLETED', 'FAILED']),
    rolloutStateReason: z.string().describe("ECS's words; empty where there is nothing to say"),
    start: z.string().describe('ISO 8601, UTC'),
    end: z.string().nullable().describe('COMPLETED, FAILED, or replaced by a newer one; null where it goes on'),
    seconds: amount.nullable().describe('from start to end'),
    failedTasks: count.describe('tasks that failed to start or failed their health check'),
    tasksMax: count.describe('most tasks of the service at once until the end, those that stop included'),
    healthyTasksMin: count.describe('fewest healthy tasks of the service until the end'),
  })
  .meta({ id: 'Deployment' });

const scalingSchema = z
  .strictObject({
    kind: z.enum(['service', 'capacity-provider']),
    name: z.string(),
    scaleOuts: count.describe('how often the desired count, or the desired capacity, was raised'),
    scaleIns: count,
    least: count.describe('least desired count of tasks, or desired capacity in instances'),
    most: count,
  })
  .meta({ id: 'Scaling' });

const clusterSchema = z
  .strictObject({
    clusterName: z.string(),
    ...cost,
    lineItems: z.array(lineItemSchema).describe('dearest first'),
    costByWorkload: z.array(workloadCostSchema).describe('dearest first'),
    total: utilizationSchema,
    capacityProviders: z.array(capacityProviderSchema),
    workloads: z.array(workloadSchema),
    counters: countersSchema,
    serviceEvents: z.array(serviceEventSchema).describe('the latest 100 per service, oldest first'),
    deployments: z
      .array(deploymentSchema)
      .optional()
      .describe('of the services that have several or a circuit breaker; absent where there are none'),
    scaling: z
      .array(scalingSchema)
      .optional()
      .describe('services and capacity providers that were scaled; absent where there are none'),
    notes: z.array(z.string()),
  })
  .meta({ id: 'Cluster' });

const expectationSchema = z
  .strictObject({
    clause: z.enum(Object.keys(EXPECTATION_CLAUSES) as [ExpectationClause, ...ExpectationClause[]]),
    cluster: z.string().nullable().describe('null where it is about the whole run'),
    service: z.string().nullable().describe('a service or source of tasks; null where it is about the whole cluster'),
    unit: z.enum(['percent', 'ms', 'count', 'usd']).describe('of limit and value'),
    limit: amount,
    value: amount.nullable().describe('null where there was nothing to measure'),
    expected: z.string(),
    found: z.string().nullable(),
    met: z.boolean(),
    place: z.string().describe('file:line:column of the clause'),
  })
  .meta({ id: 'Expectation' });

const sharedQuotaSchema = z
  .strictObject({
    quota: z.enum([
      'fargateVcpus',
      'fargateSpotVcpus',
      'fargateLaunches',
      'fargateSpotLaunches',
      'subnetAddresses',
      'ec2Vcpus',
    ]),
    name: z.string().describe('the subnet, or the quota of EC2; empty for the other quotas of the account'),
    clusters: z.array(z.string()).describe('those that took of it, each simulated with all of it or its own part'),
    limit: amount.describe('vCPUs, addresses, or launches that the token bucket holds'),
    peak: amount.describe(
      'most that they took together at one instant; of launches, the bucket they would have needed',
    ),
    peakTime: z.string().describe('ISO 8601, UTC'),
    overSeconds: amount.describe('for how long it was more than the limit'),
    isExceeded: z.boolean(),
  })
  .meta({ id: 'SharedQuota' });

const commitmentSchema = z
  .strictObject({
    kind: z.enum(COMMITMENT_KINDS),
    years: z.union([z.literal(1), z.literal(3)]),
    payment: z.enum(PAYMENT_OPTIONS).describe('how much of it is paid upfront'),
    commitments: z
      .array(
        z.strictObject({
          family: z.string().nullable().describe('null for a Compute Savings Plan'),
          usdPerHour: usd.describe('USD per hour, used or not'),
          reserved: z
            .strictObject({ instanceType: z.string(), count })
            .nullable()
            .describe('in the smallest type of the family in use; null of a plan'),
        }),
      )
      .describe('the best there are; empty where none is worth it'),
    upfrontUsd: usd.describe('USD at once, for the whole term'),
    usdPerMonth: usd.describe('the whole bill with it, what is paid upfront spread over the term'),
    savedUsdPerMonth: amount,
    savedPercent: percent.describe('of the whole bill'),
    coveredPercent: percent.describe('of the usage on demand that it could cover'),
    usedPercent: percent.nullable().describe('of the commitment; null where there is none'),
    estimate: z.boolean().describe('true when one of its discounts is derived or assumed'),
  })
  .meta({ id: 'Commitment' });

const commitmentsSchema = z.strictObject({
  onDemandUsdPerMonth: usd.describe('EC2 and Fargate on demand on Linux: what could be covered'),
  offers: z.array(commitmentSchema).describe('every kind, term and payment option at its cheapest commitment'),
});

/** The content of summary.json. */
export const summarySchema = z
  .strictObject({
    schemaVersion: z.literal(SUMMARY_SCHEMA_VERSION),
    engine: z.strictObject({ name: z.literal('plimsoll'), version: z.string() }),
    scenario: z.strictObject({
      name: z.string(),
      description: z.string(),
      region: z.string(),
      seed: z.string(),
      start: z.string().describe('ISO 8601, UTC'),
      durationSeconds: amount,
    }),
    prices: z.strictObject({
      oldest: z.string().nullable().describe('date of the oldest dated rate'),
      newest: z.string().nullable(),
      estimatedUsd: usd.describe('part of the cost whose rate is an estimate'),
    }),
    cost: z.strictObject({
      usd: cost.usd,
      usdPerMonth: cost.usdPerMonth,
      services: z.array(z.strictObject({ service: z.string(), ...cost })).describe('by AWS service, dearest first'),
      lineItems: z.array(lineItemSchema).describe('all clusters together, dearest first'),
    }),
    waste: wasteSchema,
    commitments: commitmentsSchema
      .optional()
      .describe(
        'what Savings Plans and reserved instances would save, were the run the whole term; absent where nothing could be covered',
      ),
    clusters: z.array(clusterSchema),
    expectations: z
      .array(expectationSchema)
      .optional()
      .describe('what the scenario demands; absent where it demands nothing'),
    sharedQuotas: z
      .array(sharedQuotaSchema)
      .optional()
      .describe('what several clusters took together of quotas that the scenario states; absent where there is none'),
    unknown: z.array(z.string()).describe('what the figures cannot say, in whole sentences'),
  })
  .describe('summary.json of a plimsoll run');

export type Summary = z.infer<typeof summarySchema>;
export type ClusterSummary = z.infer<typeof clusterSchema>;
export type CapacityProviderSummary = z.infer<typeof capacityProviderSchema>;
export type PoolSummary = z.infer<typeof poolSchema>;
export type UtilizationSummary = z.infer<typeof utilizationSchema>;
export type ResourceSummary = z.infer<typeof resourceSchema>;
export type WorkloadSummary = z.infer<typeof workloadSchema>;
export type WorkloadCostSummary = z.infer<typeof workloadCostSchema>;
export type WorkloadResourceSummary = z.infer<typeof workloadResourceSchema>;
export type LineItemSummary = z.infer<typeof lineItemSchema>;
export type SharedQuotaSummary = z.infer<typeof sharedQuotaSchema>;
export type WasteSummary = z.infer<typeof wasteSchema>;
export type CostSummary = z.infer<typeof costSchema>;
export type RequestsSummary = z.infer<typeof requestsSchema>;
export type CountersSummary = z.infer<typeof countersSchema>;
export type PendingTimeSummary = z.infer<typeof pendingTimeSchema>;
export type PendingSummary = z.infer<typeof pendingSchema>;
export type MissingSummary = z.infer<typeof missingSchema>;
export type ScalingSummary = z.infer<typeof scalingSchema>;
export type FailureSummary = z.infer<typeof failureSchema>;
export type RangeSummary = z.infer<typeof rangeSchema>;
export type ExpectationSummary = z.infer<typeof expectationSchema>;
export type DeploymentSummary = z.infer<typeof deploymentSchema>;
export type CommitmentSummary = z.infer<typeof commitmentSchema>;
export type CommitmentsSummary = z.infer<typeof commitmentsSchema>;
export type ServiceEventSummary = z.infer<typeof serviceEventSchema>;

/** The published JSON Schema of summary.json: `schema/summary.schema.json` holds it as text. */
export function summaryJsonSchema(): object {
  return z.toJSONSchema(summarySchema, { target: 'draft-2020-12' });
}
