import { describe, expect, it } from 'vitest';
import { NONE } from '../../../src/base/units.ts';
import { ACTIVE, ContainerInstanceTable } from '../../../src/sim/state/container-instances.ts';
import { HostPortIndex } from '../../../src/sim/state/host-ports.ts';
import type { TaskRequest } from '../../../src/sim/state/task-request.ts';
import { template } from '../builders.ts';

const http = { protocol: 'tcp' as const, port: 80 };
const ssh = { protocol: 'tcp' as const, port: 22 };
const ports = new HostPortIndex([http, ssh]);

function tableOf(capacity = 4): ContainerInstanceTable {
  return new ContainerInstanceTable([template({ gpuCount: 1, reservedPorts: [ssh], zone: 1 })], ports, capacity);
}

const request: TaskRequest = {
  cpuUnits: 512,
  memoryMiB: 1000,
  gpuCount: 1,
  eniCount: 1,
  hostPortMask: ports.maskOf([http]),
  hostPortCount: 1,
  group: 0,
  capacityProvider: NONE,
  hasRequiredAttributes: Uint8Array.of(1),
  isInSubnets: Uint8Array.of(1, 1, 1),
};

describe('ContainerInstanceTable', () => {
  it('P2.6, P2.9: a new instance is ACTIVE, connected, empty but for the ports of its agent', () => {
    const table = tableOf();
    const row = table.register(0, 250);
    expect([table.status[row], table.agentConnected[row], table.zone[row]]).toEqual([ACTIVE, 1, 1]);
    expect([table.remainingCpuUnits[row], table.remainingMemoryMiB[row], table.remainingGpus[row]]).toEqual([
      2048, 4000, 1,
    ]);
    expect([table.remainingEnis[row], table.taskCount[row], table.firstTask[row]]).toEqual([2, 0, NONE]);
    expect([table.hostPortCount[row], table.hostPortWords[row]]).toEqual([1, ports.maskOf([ssh])[0]]);
    expect(table.registeredAtMs[row]).toBe(250);
  });

  it('takes and gives back CPU, memory, GPUs, ENIs and ports, and leaves no trace', () => {
    const table = tableOf();
    const row = table.register(0, 0);
    table.reserve(row, request);
    expect([table.remainingCpuUnits[row], table.remainingMemoryMiB[row]]).toEqual([1536, 3000]);
    expect([table.remainingGpus[row], table.remainingEnis[row], table.taskCount[row]]).toEqual([0, 1, 1]);
    expect([table.hostPortCount[row], table.hostPortWords[row]]).toEqual([2, ports.maskOf([ssh, http])[0]]);
    table.release(row, request);
    expect([table.remainingCpuUnits[row], table.remainingMemoryMiB[row]]).toEqual([2048, 4000]);
    expect([table.remainingGpus[row], table.remainingEnis[row], table.taskCount[row]]).toEqual([1, 2, 0]);
    expect([table.hostPortCount[row], table.hostPortWords[row]]).toEqual([1, ports.maskOf([ssh])[0]]);
  });

  it.each([
    ['CPU', { cpuUnits: 2049 }],
    ['memory', { memoryMiB: 4001 }],
    ['GPUs', { gpuCount: 2 }],
    ['ENIs', { eniCount: 3 }],
  ])('takes no task whose %s it has not', (_, parts) => {
    const table = tableOf();
    const row = table.register(0, 0);
    expect(() => table.reserve(row, { ...request, ...parts })).toThrow('has no room');
  });

  it('takes back no more than was reserved', () => {
    const table = tableOf();
    const row = table.register(0, 0);
    expect(() => table.release(row, request)).toThrow('released more');
  });

  it('keeps every column when it grows', () => {
    const table = tableOf(1);
    for (let row = 0; row < 3; row++) table.register(0, row);
    table.reserve(0, request);
    for (let row = 3; row < 9; row++) table.register(0, row);
    expect([...table.registeredAtMs.subarray(0, 9)]).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
    expect([...table.remainingCpuUnits.subarray(0, 4)]).toEqual([1536, 2048, 2048, 2048]);
    expect([...table.hostPortCount.subarray(0, 9)]).toEqual([2, 1, 1, 1, 1, 1, 1, 1, 1]);
    expect([...table.firstTask.subarray(0, 9)]).toEqual(new Array(9).fill(NONE));
  });
});
