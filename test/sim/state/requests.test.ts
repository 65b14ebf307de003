import { describe, expect, it } from 'vitest';
import { NONE } from '../../../src/base/units.ts';
import { ClusterState } from '../../../src/sim/state/cluster-state.ts';
import type { LaunchTemplateInput, TaskDefinitionInput } from '../../../src/sim/state/input.ts';
import { addRequest, type RequestScope } from '../../../src/sim/state/requests.ts';
import type { TaskRequest } from '../../../src/sim/state/task-request.ts';
import { definition, FARGATE, fleet, input, template } from '../builders.ts';

const EC2: RequestScope = { group: 0, capacityProvider: NONE, zones: [] };

function requestOf(
  parts: Partial<TaskDefinitionInput>,
  scope: Partial<RequestScope> = {},
  templates: readonly LaunchTemplateInput[] = [template()],
): TaskRequest {
  const task = definition({ fargateCpuUnits: 1024, fargateMemoryMiB: 2048, ...parts });
  const cluster = new ClusterState(
    input({ launchTemplates: templates, capacityProviders: [fleet([]), FARGATE], taskDefinitions: [task] }),
  );
  return cluster.requests[addRequest(cluster, task, { ...EC2, ...scope })]!;
}

describe('addRequest', () => {
  it('P1.6, P1.10: asks for the reservation on EC2 and for the task size on Fargate', () => {
    expect(requestOf({})).toMatchObject({ cpuUnits: 256, memoryMiB: 512 });
    expect(requestOf({}, { capacityProvider: 0 })).toMatchObject({
      cpuUnits: 256,
      memoryMiB: 512,
      capacityProvider: 0,
    });
    expect(requestOf({}, { capacityProvider: 1 })).toMatchObject({ cpuUnits: 1024, memoryMiB: 2048 });
  });

  it('P1.17, P2.7: asks for whole GPUs, and for one ENI with awsvpc only', () => {
    expect(requestOf({ gpuCount: 2, isAwsvpc: true })).toMatchObject({ gpuCount: 2, eniCount: 1 });
    expect(requestOf({})).toMatchObject({ gpuCount: 0, eniCount: 0 });
  });

  it('P1.26: asks for its static host ports', () => {
    const hostPorts = [80, 443].map((port) => ({ protocol: 'tcp' as const, port }));
    expect(requestOf({ hostPorts })).toMatchObject({ hostPortCount: 2, hostPortMask: Int32Array.of(3) });
  });

  it('P1.16: an ARM64 task has what it requires on an arm64 instance only, a Windows task on Windows only', () => {
    const templates = [template(), template({ architecture: 'arm64' }), template({ operatingSystem: 'windows' })];
    const fits = (parts: Partial<TaskDefinitionInput>) => [...requestOf(parts, {}, templates).hasRequiredAttributes];
    expect(fits({})).toEqual([1, 0, 0]);
    expect(fits({ architecture: 'arm64' })).toEqual([0, 1, 0]);
    expect(fits({ operatingSystem: 'windows' })).toEqual([0, 0, 1]);
  });

  it('P12 ATTRIBUTE: every required attribute must be there, with its value where one is named', () => {
    const templates = [
      template({ attributes: { gpu: 'a10g', nvme: '' } }),
      template({ attributes: { gpu: 't4', nvme: '' } }),
      template({ attributes: { gpu: 'a10g' } }),
    ];
    const requiredAttributes = [{ name: 'nvme' }, { name: 'gpu', value: 'a10g' }];
    expect([...requestOf({ requiredAttributes }, {}, templates).hasRequiredAttributes]).toEqual([1, 0, 0]);
  });

  it('P12 LOCATION: awsvpc subnets bind to their zones; without awsvpc, or without subnets, every zone is reached', () => {
    const reached = (parts: Partial<TaskDefinitionInput>, zones: readonly number[]) => [
      ...requestOf(parts, { zones }).isInSubnets,
    ];
    expect(reached({ isAwsvpc: true }, [2, 0])).toEqual([1, 0, 1]);
    expect(reached({ isAwsvpc: true }, [])).toEqual([1, 1, 1]);
    expect(reached({}, [1])).toEqual([1, 1, 1]);
  });
});
