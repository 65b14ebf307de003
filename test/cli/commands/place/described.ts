/** Container instances and tasks as the AWS CLI describes them. */

export interface InstanceParts {
  readonly zone?: string;
  readonly instanceType?: string;
  readonly remainingMemoryMiB?: number;
  readonly status?: string;
  readonly agentConnected?: boolean;
  readonly runningTasksCount?: number;
  readonly takenPorts?: readonly string[];
  readonly attributes?: readonly { readonly name: string; readonly value?: string }[];
}

export function arnOf(number: number): string {
  return `arn:aws:ecs:us-east-1:111122223333:container-instance/shop/${String(number).padStart(32, '0')}`;
}

/** An m6i.xlarge of 4096 units and 15,500 MiB, all of it free, registered `number` seconds into 2026. */
export function describedInstance(number: number, parts: InstanceParts = {}): object {
  const { zone = 'us-east-1a', instanceType = 'm6i.xlarge', takenPorts = ['22'], attributes = [] } = parts;
  return {
    containerInstanceArn: arnOf(number),
    ec2InstanceId: `i-${String(number).padStart(17, '0')}`,
    status: parts.status ?? 'ACTIVE',
    agentConnected: parts.agentConnected ?? true,
    registeredAt: `2026-01-01T00:00:0${number}Z`,
    runningTasksCount: parts.runningTasksCount ?? 0,
    versionInfo: { agentVersion: '1.90.0' },
    registeredResources: resources(15_500, ['22']),
    remainingResources: resources(parts.remainingMemoryMiB ?? 15_500, takenPorts),
    attributes: [
      { name: 'ecs.availability-zone', value: zone },
      { name: 'ecs.instance-type', value: instanceType },
      ...attributes,
    ],
  };
}

function resources(memoryMiB: number, ports: readonly string[]): object[] {
  return [
    { name: 'CPU', type: 'INTEGER', integerValue: 4096 },
    { name: 'MEMORY', type: 'INTEGER', integerValue: memoryMiB },
    { name: 'PORTS', type: 'STRINGSET', stringSetValue: ports },
    { name: 'PORTS_UDP', type: 'STRINGSET', stringSetValue: [] },
  ];
}

/** A running task on that instance; of the family `web`, without a group, unless said otherwise. */
export function describedTask(id: string, instance: number, parts: { group?: string; hasEni?: boolean } = {}): object {
  return {
    taskArn: `arn:aws:ecs:us-east-1:111122223333:task/shop/${id}`,
    taskDefinitionArn: 'arn:aws:ecs:us-east-1:111122223333:task-definition/web:3',
    containerInstanceArn: arnOf(instance),
    ...(parts.group === undefined ? {} : { group: parts.group }),
    lastStatus: 'RUNNING',
    desiredStatus: 'RUNNING',
    attachments: parts.hasEni === true ? [{ type: 'ElasticNetworkInterface', status: 'ATTACHED' }] : [],
  };
}
