/** Where the tasks of a service or of run-task may run, and what that asks of their task definition. */

import { nearest } from '../../base/nearest.ts';
import { fargateMemoriesMiB, isFargateSize } from '../../catalog/fargate-sizes.ts';
import type { DocumentPath } from '../document.ts';
import { PLACEMENT_CONSTRAINTS_MAX } from '../ecs/placement.ts';
import { gpuCount, isWindowsTask } from '../ecs/reservation.ts';
import type { CapacityProviderStrategyItem, LaunchType } from '../ecs/service.ts';
import { isFargateProvider } from '../ecs/service-rules.ts';
import type { Fault } from '../fault.ts';
import type { Subject } from '../issues.ts';
import type { ScenarioCapacity, ScenarioCapacityProvider } from '../scenario.ts';
import type { ScenarioFrame } from './frame.ts';
import type { Revision } from './task-definitions.ts';

type Strategy = readonly CapacityProviderStrategyItem[];

/** What services and tasks of one cluster can ask for. */
export interface ClusterCapacity {
  readonly clusterName: string;
  readonly providers: readonly ScenarioCapacityProvider[];
  readonly defaultStrategy: Strategy;
}

/** What an entry asks for. */
export interface CapacityRequest {
  readonly launchType?: LaunchType | undefined;
  readonly capacityProviderStrategy: Strategy;
}

/**
 * P5.2: the launch type, else the strategy, else the cluster's default strategy, else launch type EC2. Fargate as a
 * launch type is its on-demand capacity provider.
 */
export function resolveCapacity(request: CapacityRequest, cluster: ClusterCapacity): ScenarioCapacity {
  if (request.launchType === 'FARGATE') return { strategy: [{ capacityProvider: 'FARGATE', base: 0, weight: 1 }] };
  if (request.launchType === 'EC2') return { launchType: 'EC2' };
  const strategy =
    request.capacityProviderStrategy.length > 0 ? request.capacityProviderStrategy : cluster.defaultStrategy;
  return strategy.length > 0 ? { strategy } : { launchType: 'EC2' };
}

/** Whether tasks go to Fargate; a strategy never mixes both kinds (P5.2). */
export function isOnFargate(capacity: ScenarioCapacity): boolean {
  return 'strategy' in capacity && capacity.strategy.some((item) => isFargateProvider(item.capacityProvider));
}

/** Reports launch types that are not simulated, and capacity providers that the cluster does not have. */
export function reportCapacity(
  frame: ScenarioFrame,
  subject: Subject,
  request: CapacityRequest,
  cluster: ClusterCapacity,
): void {
  const { launchType } = request;
  if (launchType === 'EXTERNAL' || launchType === 'MANAGED_INSTANCES') {
    frame.reading.report(subject, { path: ['launchType'], expected: 'EC2 or FARGATE, the launch types simulated' });
  }
  for (const fault of providerFaults(request.capacityProviderStrategy, 'capacityProviderStrategy', cluster.providers)) {
    frame.reading.report(subject, fault);
  }
}

/** Items of a strategy that name no capacity provider of the cluster. */
export function providerFaults(
  strategy: readonly { readonly capacityProvider: string }[],
  key: string,
  providers: readonly ScenarioCapacityProvider[],
): Fault[] {
  const names = providers.map((provider) => provider.name);
  return strategy.flatMap(({ capacityProvider }, index) => {
    if (names.includes(capacityProvider)) return [];
    const expected =
      names.length === 0 ? 'a capacity provider, of which the cluster has none' : `one of ${names.join(' | ')}`;
    const suggestion = nearest(capacityProvider, names);
    return [{ path: [key, index, 'capacityProvider'], expected, suggestion }];
  });
}

/** Work with its task definition and where it runs. */
export interface CapacityUse {
  readonly capacity: ScenarioCapacity;
  readonly taskDefinition: Revision;
  readonly placementStrategy: readonly unknown[];
  readonly placementConstraints: readonly unknown[];
  /** Sizes come row by row from a trace: the definition's own is not used. */
  readonly isSizedByTrace: boolean;
}

/** What the tasks' capacity refuses of them. */
export function capacityUseFaults(frame: ScenarioFrame, use: CapacityUse): Fault[] {
  const count = use.placementConstraints.length + use.taskDefinition.placementConstraints.length;
  const excess: Fault[] =
    count > PLACEMENT_CONSTRAINTS_MAX && use.placementConstraints.length <= PLACEMENT_CONSTRAINTS_MAX
      ? [
          {
            path: ['placementConstraints'],
            found: `${count} constraints`,
            expected: `at most ${PLACEMENT_CONSTRAINTS_MAX}, those of the task definition counted in`,
          },
        ]
      : [];
  return isOnFargate(use.capacity) ? [...excess, ...fargateUseFaults(frame, use)] : excess;
}

function fargateUseFaults(frame: ScenarioFrame, use: CapacityUse): Fault[] {
  const { taskDefinition } = use;
  const path: DocumentPath = ['taskDefinition'];
  const faults: Fault[] = [];
  for (const key of ['placementStrategy', 'placementConstraints'] as const) {
    if (use[key].length > 0) faults.push({ path: [key], expected: `no ${key} on Fargate`, isAtKey: true });
  }
  const of = `${taskDefinition.family}:${taskDefinition.revision}`;
  if (taskDefinition.networkMode !== 'awsvpc') {
    const found = `${of} with networkMode ${taskDefinition.networkMode}`;
    faults.push({ path, found, expected: 'a task definition with awsvpc, which Fargate requires' });
  }
  if (gpuCount(taskDefinition) > 0) {
    faults.push({ path, found: `${of} with a GPU`, expected: 'a task definition without GPU on Fargate' });
  }
  const size = use.isSizedByTrace ? undefined : sizeFault(taskDefinition);
  if (size !== undefined) faults.push({ path, found: `${of} with ${size.found}`, expected: size.expected });
  return [...faults, ...platformFaults(frame, use)];
}

/** P1.12. */
function sizeFault(taskDefinition: Revision): { readonly found: string; readonly expected: string } | undefined {
  const { cpuUnits, memoryMiB } = taskDefinition;
  if (cpuUnits === undefined || memoryMiB === undefined) {
    const missing = [cpuUnits === undefined ? 'cpu' : '', memoryMiB === undefined ? 'memory' : ''].filter(Boolean);
    return { found: `no ${missing.join(' and ')}`, expected: 'task-level cpu and memory, which Fargate requires' };
  }
  const operatingSystem = isWindowsTask(taskDefinition) ? 'windows' : 'linux';
  if (isFargateSize({ cpuUnits, memoryMiB }, operatingSystem)) return undefined;
  const memories = fargateMemoriesMiB(cpuUnits, operatingSystem);
  const expected =
    memories.length === 0 ? 'a cpu that Fargate has' : `memory from ${memories[0]} to ${memories.at(-1)}`;
  return { found: `cpu ${cpuUnits} and memory ${memoryMiB}`, expected: `a size of Fargate: ${expected}` };
}

/** P5.21: no Windows on Fargate Spot; Fargate has no Windows on ARM. */
function platformFaults({ rates }: ScenarioFrame, { capacity, taskDefinition }: CapacityUse): Fault[] {
  if (rates === undefined || !('strategy' in capacity)) return [];
  const operatingSystem = isWindowsTask(taskDefinition) ? 'windows' : 'linux';
  const architecture = taskDefinition.cpuArchitecture === 'ARM64' ? 'arm64' : 'x86_64';
  return capacity.strategy.flatMap(({ capacityProvider }, index) => {
    const isSpot = capacityProvider === 'FARGATE_SPOT';
    if (rates.fargate({ operatingSystem, architecture, capacity: isSpot ? 'spot' : 'on-demand' })) return [];
    const found = `${taskDefinition.family} for ${operatingSystem} on ${architecture}`;
    const path = ['capacityProviderStrategy', index, 'capacityProvider'];
    return [{ path, found, expected: `a platform that ${capacityProvider} has` }];
  });
}
