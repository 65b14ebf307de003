/** What a reader should know about a cluster before trusting its figures, in whole sentences. */

import { nearest } from '../../base/nearest.ts';
import { DAY_MS } from '../../base/units.ts';
import type {
  CapacityProviderInput,
  LaunchTemplateInput,
  SimulationInput,
  TaskDefinitionInput,
} from '../../sim/state/input.ts';
import type { Series } from '../loads/series.ts';
import { traceLengthMs } from '../loads/trace.ts';
import { isOnFargate } from '../read/capacity.ts';
import type { Scenario, ScenarioCluster, ScenarioWork } from '../scenario.ts';
import { withoutTag } from './images.ts';
import { lateNotes } from './late-notes.ts';
import { loadBalancingNotes } from './load-balancing.ts';
import { networkNotes } from './network-notes.ts';
import { scalingNotes } from './scaling-notes.ts';

/** The notes of a cluster: what was read and is not simulated, and what will not go as the scenario may mean it. */
export function clusterNotes(scenario: Scenario, cluster: ScenarioCluster, input: SimulationInput): string[] {
  const works = [
    ...cluster.services.map((work, index) => ({
      work,
      what: `Service ${work.serviceName}`,
      taskDefinition: input.taskDefinitions[input.services[index]!.taskDefinition]!,
    })),
    ...cluster.taskSources.map((work, index) => ({
      work,
      what: `Tasks ${work.name}`,
      taskDefinition: input.taskDefinitions[input.taskSources[index]!.taskDefinition]!,
    })),
  ];
  return [
    ...cluster.notes,
    ...works.flatMap((one) => [
      ...fitNotes(input, one),
      ...memoryNotes(one),
      ...traceNotes(scenario, one),
      ...subnetNotes(scenario, one),
    ]),
    ...revisionNotes(cluster, input),
    ...lateNotes(cluster, input),
    ...alarmNotes(cluster),
    ...scalingNotes(input),
    ...spotNotes(cluster, input),
    ...spreadNotes(input),
    ...loadBalancingNotes(scenario, cluster),
    ...networkNotes(scenario, cluster),
  ];
}

/** AWS publishes how often it takes back Spot instances by type, and of Fargate Spot nothing. */
function spotNotes({ services, taskSources }: ScenarioCluster, input: SimulationInput): string[] {
  const uses = (name: string) =>
    [...services, ...taskSources].some(
      ({ capacity }) => 'strategy' in capacity && capacity.strategy.some((item) => item.capacityProvider === name),
    );
  return input.capacityProviders.flatMap(({ kind, name }, row) => {
    const isInterrupted = input.failures.hazards.some(
      (hazard) => hazard.kind === 'task-interruption' && hazard.capacityProvider === row,
    );
    if (kind !== 'fargate-spot' || isInterrupted || !uses(name)) return [];
    return [
      `${name}: no rate of interruptions is published, so none are simulated; failures of type spotInterruption set one.`,
    ];
  });
}

/** P5.18: with tasks spread over instances none becomes empty, so managed scaling never makes the group smaller. */
function spreadNotes({ services, capacityProviders }: SimulationInput): string[] {
  return services.flatMap(({ serviceName, schedulingStrategy, placementStrategy, capacity }) => {
    const [first] = placementStrategy;
    const isSpread = first === undefined || placementStrategy.every(({ type }) => type === 'spread');
    if (schedulingStrategy !== 'REPLICA' || !isSpread || !('strategy' in capacity)) return [];
    return capacity.strategy.flatMap(({ capacityProvider }) => {
      const { name, autoScalingGroup } = capacityProviders[capacityProvider]!;
      if (autoScalingGroup?.managedScaling === null || autoScalingGroup?.managedScaling === undefined) return [];
      return [
        `Service ${serviceName} spreads its tasks over the instances of capacity provider ${name}: hardly any becomes empty, and its group is hardly ever made smaller (P5.18); binpack lets it.`,
      ];
    });
  });
}

/** Later revisions of a service that no container instance can hold, where its first one is another. */
function revisionNotes({ services }: ScenarioCluster, input: SimulationInput): string[] {
  return services.flatMap((work, index) => {
    const { deployments, taskDefinition: first } = input.services[index]!;
    const rows = new Set(deployments.map(({ taskDefinition }) => taskDefinition).filter((row) => row !== first));
    return [...rows].flatMap((row) => {
      const taskDefinition = input.taskDefinitions[row]!;
      const what = `Service ${work.serviceName}, ${taskDefinition.family}:${taskDefinition.revision}`;
      return fitNotes(input, { work, what, taskDefinition });
    });
  });
}

interface NamedWork {
  readonly work: ScenarioWork;
  readonly what: string;
  readonly taskDefinition: TaskDefinitionInput;
}

/** ECS accepts a task that no container instance can ever hold; it just never places it (P2.4). */
function fitNotes(input: SimulationInput, { work, what, taskDefinition }: NamedWork): string[] {
  if (isOnFargate(work.capacity)) return [];
  const { capacity } = work;
  const rows = input.capacityProviders.flatMap((provider, row) =>
    'launchType' in capacity || capacity.strategy.some((item) => item.capacityProvider === provider.name) ? [row] : [],
  );
  const templates = input.launchTemplates.filter((template) => rows.includes(template.capacityProvider));
  if (!rows.some((row) => mayHaveInstances(input.capacityProviders[row]!))) {
    return [`${what}: there are no container instances where its tasks may run.`];
  }
  if (templates.some((template) => fits(template, taskDefinition))) return [];
  const { cpuUnits, memoryMiB, gpuCount, architecture, isAwsvpc } = taskDefinition;
  const largest = (value: (template: LaunchTemplateInput) => number) => Math.max(...templates.map(value));
  const gpus = gpuCount > 0 ? `, ${gpuCount} GPU` : '';
  const offered = `${largest((one) => one.cpuUnits)} CPU units and ${largest((one) => one.memoryMiB)} MiB`;
  return [
    `${what}: no container instance can ever hold its task (${cpuUnits} CPU units, ${memoryMiB} MiB${gpus}, ` +
      `${architecture}${isAwsvpc ? ', awsvpc' : ''}); they register at most ${offered}.`,
  ];
}

/** P4.15: real JSON names alarms that the scenario does not describe. */
function alarmNotes({ alarms, services }: ScenarioCluster): string[] {
  if (alarms.length > 0) return [];
  return services.flatMap(({ serviceName, deploymentAlarms }) =>
    deploymentAlarms === null
      ? []
      : [`Service ${serviceName}: the alarms of its deployments are not described in alarms, so none goes off.`],
  );
}

/** Now, or once something is launched in it. */
function mayHaveInstances({ instances, autoScalingGroup, managedInstances }: CapacityProviderInput): boolean {
  if (instances.length > 0 || managedInstances !== null) return true;
  return autoScalingGroup !== null && (autoScalingGroup.managedScaling !== null || autoScalingGroup.updates.length > 0);
}

function fits(template: LaunchTemplateInput, task: TaskDefinitionInput): boolean {
  return (
    task.cpuUnits <= template.cpuUnits &&
    task.memoryMiB <= template.memoryMiB &&
    task.gpuCount <= template.gpuCount &&
    task.architecture === template.architecture &&
    task.operatingSystem === template.operatingSystem &&
    (!task.isAwsvpc || template.awsvpcTaskLimit > 0)
  );
}

function memoryNotes({ work, what }: NamedWork): string[] {
  if (work.load === null || work.load.memoryMiB !== null) return [];
  return [`${what}: its load names no memoryMiB, so what it reserves counts as used.`];
}

function traceNotes({ durationMs }: Scenario, { work, what }: NamedWork): string[] {
  const fields = ['requestsPerSecond', 'cpuFraction'] as const;
  return fields.flatMap((field) => shortTraceNotes(work.load?.[field] ?? null, durationMs, `${what}: ${field}`));
}

function shortTraceNotes(series: Series | null, durationMs: number, what: string): string[] {
  if (series?.kind !== 'trace' || series.options.isLooped) return [];
  const lengthMs = traceLengthMs(series.points) - series.options.offsetMs;
  if (lengthMs >= durationMs) return [];
  const days = (ms: number) => Number((ms / DAY_MS).toFixed(2));
  return [`${what} has a trace of ${days(lengthMs)} days for a run of ${days(durationMs)}; its last value stays.`];
}

function subnetNotes({ subnets }: Scenario, { work, what }: NamedWork): string[] {
  const unknown = work.subnets.filter((subnet) => subnets[subnet] === undefined);
  if (unknown.length === 0) return [];
  return [`${what}: the zone of ${unknown.join(', ')} is unknown (subnets), so all zones count as reachable.`];
}

/** Entries of `images` that are the image of no container: most likely a misspelling. */
export function imageNotes(scenario: Scenario, inputs: readonly SimulationInput[]): string[] {
  const used = new Set(inputs.flatMap(({ images }) => images.flatMap(({ name }) => [name, withoutTag(name)])));
  return Object.keys(scenario.images.compressedMiB).flatMap((name) => {
    if (used.has(name)) return [];
    const near = nearest(name, used);
    return [`images: no container has the image ${name}${near === undefined ? '' : `; ${near} is near`}.`];
  });
}
