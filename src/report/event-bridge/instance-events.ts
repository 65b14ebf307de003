import type { Recording, StateChanges } from '../../sim/record/recording.ts';
import { INSTANCE_STATUSES } from '../../sim/state/container-instances.ts';
import { isoTime } from '../format.ts';
import type { Arns, Happening } from './envelope.ts';

/** "ECS Container Instance State Change": registered, DRAINING, gone, and an agent that comes or goes. */
export function* instanceEvents(
  { containerInstanceNames }: Recording,
  changes: StateChanges,
  arns: Arns,
  startEpochMs: number,
): Generator<Happening> {
  const { instances, registeredCpuUnits, registeredMemoryMiB } = changes;
  const versions = new Uint16Array(containerInstanceNames.length);
  for (let i = 0; i < instances.length; i++) {
    const row = instances.containerInstance[i];
    const atMs = instances.atMs[i];
    yield {
      atMs,
      detailType: 'ECS Container Instance State Change',
      resource: arns.containerInstance(row),
      detail: {
        agentConnected: instances.agentConnected[i] === 1,
        clusterArn: arns.cluster,
        containerInstanceArn: arns.containerInstance(row),
        ec2InstanceId: containerInstanceNames[row],
        registeredResources: resources(registeredCpuUnits[row], registeredMemoryMiB[row]),
        remainingResources: resources(instances.remainingCpuUnits[i], instances.remainingMemoryMiB[i]),
        status: INSTANCE_STATUSES[instances.status[i]],
        updatedAt: isoTime(startEpochMs + atMs),
        version: ++versions[row],
      },
    };
  }
}

function resources(cpuUnits: number, memoryMiB: number): Record<string, unknown>[] {
  return [
    { name: 'CPU', type: 'INTEGER', integerValue: cpuUnits },
    { name: 'MEMORY', type: 'INTEGER', integerValue: memoryMiB },
  ];
}
