import { assertNever } from '../../base/assert.ts';
import { NONE } from '../../base/units.ts';
import { type ClusterState, serviceGroup } from '../state/cluster-state.ts';
import { ec2InstanceIdOf } from '../state/container-instances.ts';
import { DEPLOYMENT_FAILURES, DEPLOYMENT_STATUSES, hasDeployments, ROLLOUT_STATES } from '../state/deployments.ts';
import type { IncidentInput } from '../state/input/failures.ts';
import type { ServiceInput, SimulationInput } from '../state/input.ts';
import type { MetricTable } from '../state/metrics.ts';
import { DECISION_VALUES_MAX, type DecisionLog } from './decisions.ts';
import type { Gauges } from './gauges.ts';
import { loadBalancerMeters } from './load-balancer-meters.ts';
import { type CloudWatch, cloudWatchMeters } from './quantity-meters.ts';
import { DECISION_LOG_FIXED, PLACEMENT_LOG_FIXED, PLACEMENT_STAGES_MAX, type Recorder } from './recorder.ts';
import type {
  InstanceLifetimes,
  PlacementLog,
  RecordedDeployment,
  RecordedIncident,
  RecordedInstance,
  RecordedMetric,
  RecordedNetwork,
  RecordedTargetGroup,
  Recording,
  Series,
  ServiceEventLog,
  SharedQuota,
  SharedUse,
  StateChanges,
  TaskLog,
  Workload,
} from './recording.ts';
import { RowLog } from './row-log.ts';
import type { ServiceLevels } from './service-levels.ts';
import { trafficMeters } from './traffic-meters.ts';

/** Of a service whose tasks fail all month the first ones are not missed. */
const SERVICE_EVENTS_MAX = 2000;

/**
 * The finished Recording of a run that has ended at `input.durationMs`: every gauge is integrated to the end, every
 * lifetime billed. `placementStages` names the stages by workload.
 */
export function freeze(
  recorder: Recorder,
  cluster: ClusterState,
  placementStages: readonly (readonly string[])[],
  eventCount: number,
  cloudWatch: CloudWatch,
): Recording {
  const { input } = cluster;
  const { containerInstances } = cluster;
  const workloadCount = input.services.length + input.taskSources.length;
  const heatCount = Math.min(recorder.heatInstances, containerInstances.count);
  const names = Array.from({ length: containerInstances.count }, (_, row) =>
    ec2InstanceIdOf(input.launchTemplates[containerInstances.launchTemplate[row]], row),
  );
  return {
    clusterName: input.clusterName,
    seed: input.seed,
    durationMs: input.durationMs,
    bucketMs: input.record.bucketMs,
    bucketCount: recorder.pool.instances.bucketCount,
    zones: input.zones,
    capacityProviders: input.capacityProviders.map((provider) => provider.name),
    targetGroups: targetGroupsOf(input),
    taskDefinitions: input.taskDefinitions.map(nameOfRevision),
    definitionNames: input.taskDefinitions.map(({ containers, images, roleArn }) => ({
      containers,
      image: images.length === 0 ? '' : input.images[images[0]].name,
      role: roleArn,
    })),
    pools: recorder.pools.list,
    poolSeries: series(recorder.pool, input.durationMs),
    providerSeries: series(recorder.provider, input.durationMs),
    targetCapacities: input.capacityProviders.map(
      ({ autoScalingGroup }) => autoScalingGroup?.managedScaling?.targetCapacity ?? null,
    ),
    workloads: workloadsOf(input),
    workloadSeries: series(recorder.workload, input.durationMs),
    pendingSeries: series(recorder.pendingCauses.gauges, input.durationMs),
    missingSeries: series(recorder.missingTasks.gauges, input.durationMs),
    poolWorkloads: series(recorder.poolWorkloads, input.durationMs),
    counters: recorder.counters,
    failures: recorder.failures,
    startFailures: recorder.startFailures,
    pendingTimes: recorder.pendingTimes.map((histogram) => histogram.summary()),
    requests: recorder.requests.finish(),
    serviceLevels: serviceLevels(recorder, input.durationMs),
    meters: {
      ...recorder.meters.finish(),
      quantities: [
        ...cloudWatchMeters(input, cloudWatch, recorder.workload.runningTasks, recorder.pool.instances),
        ...recorder.network.quantities(),
        ...trafficMeters(input, recorder.workload.servedPerSecond, recorder.runningInZone),
        ...loadBalancerMeters(input, recorder.workload.requestsPerSecond),
      ],
    },
    network: recordedNetwork(recorder, cluster),
    containerInstanceNames: names,
    containerInstances: instanceLifetimes(recorder, cluster),
    heatInstances: names.slice(0, heatCount).map((name, row) => recordedInstance(recorder, cluster, name, row)),
    heatBucketMs: input.record.heatBucketMs,
    heatBucketCount: recorder.heat.tasks.bucketCount,
    heatSeries: series(recorder.heat, input.durationMs, heatCount),
    alarms: input.cloudWatch.alarms.map(({ name }) => name),
    serviceEvents: serviceEvents(recorder.events, workloadCount, SERVICE_EVENTS_MAX),
    decisions: decisionLog(recorder.decisions),
    stateTold: recorder.stateTold,
    deployments: deploymentsOf(cluster),
    incidents: incidentsOf(recorder),
    placements: recorder.placements === null ? null : placementLog(recorder.placements),
    placementStages,
    metrics: input.record.keepMetrics ? recordedMetrics(cloudWatch.metrics) : null,
    tasks: input.record.keepTasks && recorder.tasks !== null ? taskLog(recorder.tasks) : null,
    ec2Quotas: input.ec2Quotas.map(({ name, vcpus }) => ({ name, vcpus })),
    sharedUse: sharedUse(cluster),
    stateChanges: stateChangesOf(recorder, cluster),
    eventCount,
  };
}

function scalingPoliciesOf({ scaling }: ServiceInput): Workload['scalingPolicies'] {
  return (scaling?.policies ?? []).map((policy) => ({
    policyName: policy.policyName,
    metricName: policy.type === 'StepScaling' ? policy.alarm.metric.name : policy.metric.name,
  }));
}

function recordedMetrics(metrics: MetricTable): RecordedMetric[] {
  return metrics.specs.map((spec, row) => ({ ...spec, values: metrics.all(row) }));
}

function decisionLog(log: RowLog): DecisionLog {
  const values = new Float64Array(log.length * DECISION_VALUES_MAX);
  for (let row = 0; row < log.length; row++) {
    for (let i = 0; i < DECISION_VALUES_MAX; i++) {
      values[row * DECISION_VALUES_MAX + i] = log.value(row, DECISION_LOG_FIXED + i);
    }
  }
  return { length: log.length, atMs: log.float64(0), kind: log.int32(1), subject: log.int32(2), values };
}

/** Those of the services whose deployments are a matter of the scenario. */
function deploymentsOf({ deployments: table, input }: ClusterState): RecordedDeployment[] {
  const rows = Array.from({ length: table.count }, (_, row) => row);
  return rows
    .filter((row) => hasDeployments(input.services[table.service[row]]))
    .map((row) => ({
      workload: table.service[row],
      number: table.number[row],
      taskDefinition: nameOfRevision(input.taskDefinitions[table.taskDefinition[row]]),
      status: DEPLOYMENT_STATUSES[table.status[row]],
      rolloutState: ROLLOUT_STATES[table.rolloutState[row]],
      rollbackTo: table.rollbackTo[row] === NONE ? null : table.number[table.rollbackTo[row]],
      failure: table.failure[row] === NONE ? null : DEPLOYMENT_FAILURES[table.failure[row]],
      startedAtMs: table.startedAtMs[row],
      endedAtMs: Number.isNaN(table.endedAtMs[row]) ? null : table.endedAtMs[row],
      failedTasks: table.failedTasks[row],
      tasksMax: table.tasksMax[row],
      healthyTasksMin: table.healthyTasksMin[row],
    }));
}

function nameOfRevision(definition: { readonly family: string; readonly revision: number }): string {
  return `${definition.family}:${definition.revision}`;
}

function targetGroupsOf({ targetGroups, services }: SimulationInput): RecordedTargetGroup[] {
  const workloads = targetGroups.map((): number[] => []);
  for (const [service, { targetGroups: own }] of services.entries()) {
    for (const group of new Set(own.map(({ targetGroup }) => targetGroup))) workloads[group].push(service);
  }
  return targetGroups.map(({ name }, row) => ({ name, workloads: workloads[row] }));
}

function workloadsOf(input: SimulationInput): Workload[] {
  const revision = (row: number) => nameOfRevision(input.taskDefinitions[row]);
  return [
    ...input.services.map((service) => ({
      name: service.serviceName,
      kind: 'service' as const,
      schedulingStrategy: service.schedulingStrategy,
      taskDefinition: revision(service.taskDefinition),
      hasLoad: service.load !== null,
      scalingPolicies: scalingPoliciesOf(service),
    })),
    ...input.taskSources.map((source) => ({
      name: source.name,
      kind: 'standalone' as const,
      schedulingStrategy: null,
      taskDefinition: revision(source.taskDefinition),
      hasLoad: source.load !== null,
      scalingPolicies: [],
    })),
  ];
}

function recordedInstance(recorder: Recorder, cluster: ClusterState, name: string, row: number): RecordedInstance {
  const { containerInstances } = cluster;
  return {
    name,
    pool: recorder.pools.ofTemplate[containerInstances.launchTemplate[row]],
    zone: cluster.input.zones[containerInstances.zone[row]],
    cpuUnits: containerInstances.registeredCpuUnits[row],
    memoryMiB: containerInstances.registeredMemoryMiB[row],
    launchedAtMs: cluster.ec2Instances.launchedAtMs[containerInstances.ec2Instance[row]],
  };
}

function instanceLifetimes(recorder: Recorder, { ec2Instances, input }: ClusterState): InstanceLifetimes {
  const { count } = ec2Instances;
  const launchTemplate = ec2Instances.launchTemplate.subarray(0, count);
  return {
    length: count,
    containerInstance: ec2Instances.containerInstance.slice(0, count),
    pool: launchTemplate.map((template) => recorder.pools.ofTemplate[template]),
    zone: launchTemplate.map((template) => input.launchTemplates[template].zone),
    launchedAtMs: ec2Instances.launchedAtMs.slice(0, count),
    joinedAtMs: ec2Instances.joinedAtMs.slice(0, count),
    registeredAtMs: ec2Instances.registeredAtMs.slice(0, count),
    drainingAtMs: ec2Instances.drainingAtMs.slice(0, count),
    terminatedAtMs: ec2Instances.terminatedAtMs.slice(0, count),
    cause: ec2Instances.cause.slice(0, count),
  };
}

function series<Name extends string>(gauges: Gauges<Name>, endMs: number, rows?: number): Series<Name> {
  const columns: Partial<Record<Name, Float64Array>> = {};
  for (const name of Object.keys(gauges) as Name[]) {
    const gauge = gauges[name];
    gauge.finish(endMs);
    columns[name] = rows === undefined ? gauge.integrals : gauge.integrals.slice(0, rows * gauge.bucketCount);
  }
  return columns as Series<Name>;
}

const SHARED_QUOTAS: readonly SharedQuota[] = [
  'fargateVcpus',
  'fargateSpotVcpus',
  'fargateLaunches',
  'fargateSpotLaunches',
];

/** By what it is of; nothing for what was never taken. */
function sharedUse({ useLog, input }: ClusterState): SharedUse[] | null {
  if (useLog === null) return null;
  const rows = Array.from({ length: useLog.length }, (_, row) => row);
  const kinds = [
    ...SHARED_QUOTAS.map((quota) => ({ quota, name: '' })),
    ...input.network.subnets.map(({ name }) => ({ quota: 'subnetAddresses' as const, name })),
    ...input.ec2Quotas.map(({ name }) => ({ quota: 'ec2Vcpus' as const, name })),
  ];
  return kinds
    .map((kind, what) => {
      const own = rows.filter((row) => useLog.what[row] === what);
      const column = (values: Float64Array) => Float64Array.from(own, (row) => values[row]);
      return { ...kind, atMs: column(useLog.atMs), change: column(useLog.change) };
    })
    .filter(({ atMs }) => atMs.length > 0);
}

/** Everything that EventBridge is told of, where it was kept. */
function stateChangesOf(recorder: Recorder, cluster: ClusterState): StateChanges | null {
  const { instanceChanges, tasks, events, input } = recorder;
  const { containerInstances: table, tasks: taskTable } = cluster;
  const { statusLog } = taskTable;
  if (instanceChanges === null || tasks === null || statusLog === null) return null;
  return {
    taskStatuses: {
      length: statusLog.length,
      atMs: statusLog.atMs.slice(0, statusLog.length),
      taskNumber: statusLog.taskNumber.slice(0, statusLog.length),
      status: statusLog.status.slice(0, statusLog.length),
    },
    instances: {
      length: instanceChanges.length,
      atMs: instanceChanges.float64(0),
      containerInstance: instanceChanges.int32(1),
      status: instanceChanges.int32(2),
      agentConnected: instanceChanges.int32(3),
      remainingCpuUnits: instanceChanges.int32(4),
      remainingMemoryMiB: instanceChanges.int32(5),
    },
    registeredCpuUnits: table.registeredCpuUnits.slice(0, table.count),
    registeredMemoryMiB: table.registeredMemoryMiB.slice(0, table.count),
    tasks: taskLog(tasks),
    serviceEvents: serviceEvents(events, input.services.length + input.taskSources.length, events.length),
    taskGroups: [
      ...input.services.map(({ serviceName }) => serviceGroup(serviceName)),
      ...input.taskSources.map(({ group }) => group),
    ],
    taskSizes: input.taskDefinitions.map((one) => ({
      cpuUnits: one.fargateCpuUnits > 0 ? one.fargateCpuUnits : one.cpuUnits,
      memoryMiB: one.fargateMemoryMiB > 0 ? one.fargateMemoryMiB : one.memoryMiB,
    })),
  };
}

function incidentsOf({ incidents, input }: Recorder): RecordedIncident[] {
  return input.failures.incidents.map((incident, row) => ({
    kind: incident.kind,
    subject: subjectOf(incident, input),
    atMs: incident.atMs,
    untilMs: 'untilMs' in incident ? incident.untilMs : null,
    instances: incidents.lostInstances[row],
    tasks: incidents.lostTasks[row],
    takesDown: incident.kind === 'zone-outage' ? namesInZone(input, incident.zone) : [],
  }));
}

/** NAT gateways and nodes of load balancers, which go down with their zone. */
function namesInZone({ network, loadBalancers }: SimulationInput, zone: number): string[] {
  const gateways = network.natGateways.filter((gateway) => gateway.zone === zone);
  const balancers = loadBalancers.filter(({ nodeZones }) => nodeZones.includes(zone));
  return [
    ...gateways.map(({ name }) => `NAT gateway ${name}`),
    ...balancers.map(({ name }) => `node of load balancer ${name}`),
  ];
}

function subjectOf(incident: IncidentInput, { zones, capacityProviders, launchTemplates }: SimulationInput): string {
  switch (incident.kind) {
    case 'zone-outage':
      return zones[incident.zone];
    case 'registry-unavailable':
    case 'fargate-retirement':
      return '';
    case 'instances-unavailable': {
      const templates = incident.launchTemplates.map((row) => launchTemplates[row]);
      return [...new Set(templates.map(({ instanceType, zone }) => `${instanceType} in ${zones[zone]}`))].join(', ');
    }
    case 'fargate-unavailable': {
      const provider = capacityProviders[incident.capacityProvider].name;
      if (incident.zones.length === zones.length) return provider;
      return `${provider} in ${incident.zones.map((zone) => zones[zone]).join(', ')}`;
    }
    case 'agent-disconnected':
    case 'instance-failure':
      return incident.capacityProvider === NONE ? '' : capacityProviders[incident.capacityProvider].name;
    default:
      return assertNever(incident);
  }
}

/** Plain columns, for they are handed to another thread. */
function serviceLevels({ levels }: Recorder, endMs: number): ServiceLevels {
  levels.finish(endMs);
  const { desiredTaskMs, healthyTasksMin, missingTaskMs, pendingMaxMs } = levels;
  return { desiredTaskMs, missingTaskMs, healthyTasksMin, pendingMaxMs };
}

function placementLog(log: RowLog): PlacementLog {
  const candidates = new Int32Array(log.length * PLACEMENT_STAGES_MAX).fill(-1);
  for (let row = 0; row < log.length; row++) {
    for (let stage = 0; stage < PLACEMENT_STAGES_MAX; stage++) {
      const left = log.value(row, PLACEMENT_LOG_FIXED + stage);
      if (!Number.isNaN(left)) candidates[row * PLACEMENT_STAGES_MAX + stage] = left;
    }
  }
  return {
    length: log.length,
    atMs: log.float64(0),
    workload: log.int32(1),
    taskNumber: log.float64(2),
    containerInstance: log.int32(3),
    failure: log.int32(4),
    candidates,
    stagesMax: PLACEMENT_STAGES_MAX,
  };
}

function taskLog(log: RowLog): TaskLog {
  return {
    length: log.length,
    taskNumber: log.float64(0),
    workload: log.int32(1),
    taskDefinition: log.int32(2),
    capacityProvider: log.int32(3),
    containerInstance: log.int32(4),
    zone: log.int32(5),
    createdAtMs: log.float64(6),
    pullStartedAtMs: log.float64(7),
    startedAtMs: log.float64(8),
    stoppedAtMs: log.float64(9),
    stopCause: log.int32(10),
    exitCode: log.int32(11),
    startFailure: log.int32(12),
    deployment: log.int32(13),
    pullStoppedAtMs: log.float64(14),
  };
}

/** The latest events of each workload, at most so many of each, in order of time. */
function serviceEvents(log: RowLog, workloadCount: number, most: number): ServiceEventLog {
  const left = new Int32Array(workloadCount).fill(most);
  const kept = new RowLog(log.width);
  const rows: number[] = [];
  for (let row = log.length - 1; row >= 0; row--) {
    if (left[log.value(row, 1)]-- > 0) rows.push(row);
  }
  for (const row of rows.reverse()) {
    const copy = kept.append();
    for (let column = 0; column < log.width; column++) kept.set(copy, column, log.value(row, column));
  }
  return {
    length: kept.length,
    atMs: kept.float64(0),
    workload: kept.int32(1),
    event: kept.int32(2),
    detail: kept.int32(3),
    containerInstance: kept.int32(4),
    older: log.length - kept.length,
  };
}

function recordedNetwork({ network }: Recorder, { input, subnets }: ClusterState): RecordedNetwork {
  return {
    subnets: input.network.subnets.map(({ name, usableAddresses, heldAddresses }, row) => ({
      name,
      zone: input.zones[subnets.zone[row]],
      usableAddresses,
      heldAddresses,
      takenMax: subnets.takenMax[row],
    })),
    gateways: network.gateways(),
    ecrPulledMiB: network.ecrPulledMiB,
    otherPulledMiB: network.otherPulledMiB,
    ecrStoredMiB: input.network.ecrStoredMiB,
  };
}
