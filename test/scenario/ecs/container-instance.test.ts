import { describe, expect, it } from 'vitest';
import { readContainerInstances } from '../../../src/scenario/ecs/container-instance.ts';
import { accepted, documentOf, faults } from './samples.ts';

const integer = (name: string, integerValue: number) => ({ name, type: 'INTEGER', integerValue, longValue: 0 });
const set = (name: string, stringSetValue: readonly string[]) => ({ name, type: 'STRINGSET', stringSetValue });
const instance = {
  containerInstanceArn: 'arn:aws:ecs:us-east-1:1:container-instance/shop/a',
  ec2InstanceId: 'i-1',
  capacityProviderName: 'general',
  status: 'DRAINING',
  agentConnected: false,
  registeredAt: 1557768075.681,
  versionInfo: { agentVersion: '1.29.0', agentHash: 'a' },
  runningTasksCount: 2,
  pendingTasksCount: 1,
  registeredResources: [
    integer('CPU', 4096),
    integer('MEMORY', 15_700),
    set('PORTS', ['22']),
    set('GPU', ['g1', 'g2']),
  ],
  remainingResources: [
    integer('CPU', 1024),
    integer('MEMORY', 700),
    set('PORTS', ['22', '80']),
    set('PORTS_UDP', ['53']),
    set('GPU', ['g2']),
  ],
  attributes: [{ name: 'ecs.availability-zone', value: 'us-east-1a' }, { name: 'ecs.capability.task-eni' }],
  tags: [],
};

describe('describe-container-instances', () => {
  it('P2.5: gives the registered and the remaining resources', () => {
    const [read] = accepted(readContainerInstances(documentOf({ containerInstances: [instance], failures: [] })));
    expect(read).toEqual({
      containerInstanceArn: instance.containerInstanceArn,
      ec2InstanceId: 'i-1',
      capacityProviderName: 'general',
      status: 'DRAINING',
      agentConnected: false,
      agentVersion: '1.29.0',
      registeredAtMs: 1557768075681,
      runningTasksCount: 2,
      pendingTasksCount: 1,
      registered: { cpuUnits: 4096, memoryMiB: 15_700, tcpPorts: [22], udpPorts: [], gpuIds: ['g1', 'g2'] },
      remaining: { cpuUnits: 1024, memoryMiB: 700, tcpPorts: [22, 80], udpPorts: [53], gpuIds: ['g2'] },
      attributes: [
        { name: 'ecs.availability-zone', value: 'us-east-1a' },
        { name: 'ecs.capability.task-eni', value: '' },
      ],
    });
  });

  it('P2.9: an instance that does not say is ACTIVE with its agent connected', () => {
    const { containerInstanceArn, registeredResources, remainingResources } = instance;
    const document = documentOf([{ containerInstanceArn, registeredResources, remainingResources }]);
    expect(accepted(readContainerInstances(document))[0]).toMatchObject({ status: 'ACTIVE', agentConnected: true });
  });

  it('without CPU or MEMORY is refused', () => {
    const bare = { ...instance, remainingResources: [integer('CPU', 1)] };
    expect(faults(readContainerInstances(documentOf([bare])).issues)).toEqual([
      '[0].remainingResources: found no MEMORY, expected a resource MEMORY with an integerValue',
    ]);
  });

  it('reports every broken instance', () => {
    const broken = { ...instance, status: 'DRAINNG' };
    const { issues } = readContainerInstances(documentOf({ containerInstances: [broken, instance, broken] }));
    expect(issues.map(({ path, suggestion }) => [path, suggestion])).toEqual([
      ['containerInstances[0].status', 'DRAINING'],
      ['containerInstances[2].status', 'DRAINING'],
    ]);
  });
});
