import { NONE } from '../../../base/units.ts';
import type { ServiceInput, SimulationInput, TaskSourceInput } from '../../state/input.ts';
import {
  clusterPercentage,
  insight,
  LOAD_BALANCER_NAMESPACE,
  SERVICE_UTILIZATIONS,
  STANDARD_PERIOD_MS,
  serviceDimensions,
  serviceUtilization,
} from '../../state/metric-names.ts';
import type { MetricDimension, MetricSpec, MetricUnit } from '../../state/metrics.ts';

/** What a metric is made of; `subject` is a group of workloads, unless the quantity is the whole cluster's. */
export const CPU_UTILIZATION = 0;
export const MEMORY_UTILIZATION = 1;
export const REQUESTS_PER_TARGET = 2;
export const CLUSTER_CPU_UTILIZATION = 3;
export const CLUSTER_MEMORY_UTILIZATION = 4;
export const CLUSTER_CPU_RESERVATION = 5;
export const CLUSTER_MEMORY_RESERVATION = 6;
export const CLUSTER_GPU_RESERVATION = 7;
export const CPU_UTILIZED = 8;
export const CPU_RESERVED = 9;
export const MEMORY_UTILIZED = 10;
export const MEMORY_RESERVED = 11;
export const RUNNING_TASK_COUNT = 12;
export const PENDING_TASK_COUNT = 13;
export const DESIRED_TASK_COUNT = 14;
export const SERVICE_COUNT = 15;
export const CONTAINER_INSTANCE_COUNT = 16;
export const DEPLOYMENT_COUNT = 17;
/** Of container instances, in the mean of the cluster's. */
export const INSTANCE_CPU_UTILIZATION = 18;
export const INSTANCE_CPU_RESERVED = 19;
export const INSTANCE_MEMORY_UTILIZATION = 20;
export const INSTANCE_MEMORY_RESERVED = 21;
export const INSTANCE_CPU_LIMIT = 22;
export const INSTANCE_CPU_USAGE = 23;
export const INSTANCE_MEMORY_LIMIT = 24;
export const INSTANCE_MEMORY_WORKING_SET = 25;
export const INSTANCE_RUNNING_TASKS = 26;

/** Of container instances, one of the quantities above. */
export function isOfEachInstance(quantity: number): boolean {
  return quantity >= INSTANCE_CPU_UTILIZATION && quantity <= INSTANCE_RUNNING_TASKS;
}

/** A metric and where its datapoints come from, whatever the period. */
export interface MetricSource {
  readonly spec: MetricSpec;
  readonly quantity: number;
  readonly subject: number;
}

/** Everything that CloudWatch can show of one cluster, and the groups of workloads that metrics are about. */
export interface MetricSources {
  readonly sources: readonly MetricSource[];
  /** Rows of workloads; the group of a service is that of its own row, the cluster's comes after the workloads'. */
  readonly groups: readonly Int32Array[];
}

const CLUSTER_METRICS: readonly (readonly [name: string, quantity: number])[] = [
  ['CPUUtilization', CLUSTER_CPU_UTILIZATION],
  ['MemoryUtilization', CLUSTER_MEMORY_UTILIZATION],
  ['CPUReservation', CLUSTER_CPU_RESERVATION],
  ['MemoryReservation', CLUSTER_MEMORY_RESERVATION],
  ['GPUReservation', CLUSTER_GPU_RESERVATION],
];

type Insight = readonly [name: string, unit: MetricUnit, quantity: number];
const USE_INSIGHTS: readonly Insight[] = [
  ['CpuUtilized', 'None', CPU_UTILIZED],
  ['CpuReserved', 'None', CPU_RESERVED],
  ['MemoryUtilized', 'Megabytes', MEMORY_UTILIZED],
  ['MemoryReserved', 'Megabytes', MEMORY_RESERVED],
];
const SERVICE_INSIGHTS: readonly Insight[] = [
  ['DesiredTaskCount', 'Count', DESIRED_TASK_COUNT],
  ['RunningTaskCount', 'Count', RUNNING_TASK_COUNT],
  ['PendingTaskCount', 'Count', PENDING_TASK_COUNT],
  ['DeploymentCount', 'Count', DEPLOYMENT_COUNT],
];
const CLUSTER_INSIGHTS: readonly Insight[] = [
  ['TaskCount', 'Count', RUNNING_TASK_COUNT],
  ['ServiceCount', 'Count', SERVICE_COUNT],
  ['ContainerInstanceCount', 'Count', CONTAINER_INSTANCE_COUNT],
];

/** With the CloudWatch agent, of {ClusterName}; of each instance there are the first four: billed, and not written. */
const INSTANCE_INSIGHTS: readonly Insight[] = [
  ['instance_cpu_utilization', 'Percent', INSTANCE_CPU_UTILIZATION],
  ['instance_cpu_reserved_capacity', 'Percent', INSTANCE_CPU_RESERVED],
  ['instance_memory_utilization', 'Percent', INSTANCE_MEMORY_UTILIZATION],
  ['instance_memory_reserved_capacity', 'Percent', INSTANCE_MEMORY_RESERVED],
  ['instance_cpu_limit', 'None', INSTANCE_CPU_LIMIT],
  ['instance_cpu_usage_total', 'None', INSTANCE_CPU_USAGE],
  ['instance_memory_limit', 'Bytes', INSTANCE_MEMORY_LIMIT],
  ['instance_memory_working_set', 'Bytes', INSTANCE_MEMORY_WORKING_SET],
  ['instance_number_of_running_tasks', 'Count', INSTANCE_RUNNING_TASKS],
];

/** Every metric of the cluster, whether anybody looks at it or not (P11). */
export function metricSources(input: SimulationInput): MetricSources {
  const work = [...input.services, ...input.taskSources];
  const families = familiesOf(input, work);
  const cluster = work.length;
  const groups = [
    ...work.map((_, workload) => Int32Array.of(workload)),
    Int32Array.from(work.keys()),
    ...[...families.values()].map((workloads) => Int32Array.from(workloads)),
  ];
  const sources = [
    ...input.services.flatMap((service, row) => ofService(input, service, row)),
    ...ofContainerInstances(input),
    ...(input.cloudWatch.containerInsights !== 'disabled' ? insights(input, cluster, [...families.keys()]) : []),
  ];
  return { sources, groups };
}

function ofService({ clusterName }: SimulationInput, service: ServiceInput, row: number): MetricSource[] {
  const policies = service.scaling?.policies ?? [];
  const watched = policies.map((policy) => (policy.type === 'StepScaling' ? policy.alarm.metric : policy.metric));
  const requests = watched
    .filter(({ namespace, name }) => namespace === LOAD_BALANCER_NAMESPACE && name === 'RequestCountPerTarget')
    .map((spec) => ({ spec, quantity: REQUESTS_PER_TARGET, subject: row }));
  // Nobody said what its tasks use.
  if (service.load === null) return requests;
  const utilizations = SERVICE_UTILIZATIONS.map((name, quantity) => ({
    spec: serviceUtilization(name, clusterName, service.serviceName, STANDARD_PERIOD_MS),
    quantity,
    subject: row,
  }));
  return [...requests, ...utilizations];
}

/** EC2 only (P6.15). */
function ofContainerInstances({ clusterName, launchTemplates }: SimulationInput): MetricSource[] {
  if (launchTemplates.length === 0) return [];
  const hasGpus = launchTemplates.some(({ gpuCount }) => gpuCount > 0);
  return CLUSTER_METRICS.filter(([, quantity]) => quantity !== CLUSTER_GPU_RESERVATION || hasGpus).map(
    ([name, quantity]) => ({ spec: clusterPercentage(name, clusterName), quantity, subject: NONE }),
  );
}

function insights(input: SimulationInput, cluster: number, families: readonly string[]): MetricSource[] {
  const { clusterName, services } = input;
  const ofCluster: MetricDimension[] = [{ name: 'ClusterName', value: clusterName }];
  const of = (kinds: readonly Insight[], dimensions: readonly MetricDimension[], subject: number) =>
    kinds.map(([name, unit, quantity]) => ({ spec: insight(name, unit, dimensions), quantity, subject }));
  return [
    ...services.flatMap(({ serviceName }, row) =>
      of([...USE_INSIGHTS, ...SERVICE_INSIGHTS], serviceDimensions(clusterName, serviceName), row),
    ),
    ...of([...USE_INSIGHTS, ...CLUSTER_INSIGHTS], ofCluster, cluster),
    ...(input.cloudWatch.hasInstanceInsights ? of(INSTANCE_INSIGHTS, ofCluster, NONE) : []),
    ...families.flatMap((family, index) =>
      of(USE_INSIGHTS, [...ofCluster, { name: 'TaskDefinitionFamily', value: family }], cluster + 1 + index),
    ),
  ];
}

/** Rows of workloads by the family that they start with. */
function familiesOf(input: SimulationInput, work: readonly (ServiceInput | TaskSourceInput)[]): Map<string, number[]> {
  const families = new Map<string, number[]>();
  for (const [workload, { taskDefinition }] of work.entries()) {
    const { family } = input.taskDefinitions[taskDefinition];
    families.set(family, [...(families.get(family) ?? []), workload]);
  }
  return families;
}
