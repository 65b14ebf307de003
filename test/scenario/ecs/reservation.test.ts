import { describe, expect, it } from 'vitest';
import {
  ec2Reservation,
  fargateReservation,
  gpuCount,
  hardMemoryLimitMiB,
  hostPorts,
  isWindowsTask,
} from '../../../src/scenario/ecs/reservation.ts';
import { container, taskDefinition } from './samples.ts';

const a = container({ name: 'a', cpu: 256, memory: 300, memoryReservation: 128 });
const b = container({ name: 'b', cpu: 0, memory: 512 });
const windows = { runtimePlatform: { operatingSystemFamily: 'WINDOWS_SERVER_2022_CORE' } };

describe('the reservation of a task', () => {
  it('P1.6 EX: A{cpu 256, mem 300, res 128} + B{cpu 0, mem 512} reserves 256 units and 640 MiB on EC2', () => {
    expect(ec2Reservation(taskDefinition({ containerDefinitions: [a, b] }))).toEqual({ cpuUnits: 256, memoryMiB: 640 });
  });

  it('P1.6 EX: task-level values come before the sums, on EC2 and (P1.10) on Fargate', () => {
    const task = taskDefinition({ containerDefinitions: [a, b], cpu: '1 vCPU', memory: '2 GB' });
    expect(ec2Reservation(task)).toEqual({ cpuUnits: 1024, memoryMiB: 2048 });
    expect(fargateReservation(task)).toEqual({ cpuUnits: 1024, memoryMiB: 2048 });
  });

  it('P1.6: cpu of 0, 1 or left out reserves its face value', () => {
    const containers = [container({ name: 'a', cpu: 1 }), container({ name: 'b', cpu: 0 }), container({ name: 'c' })];
    expect(ec2Reservation(taskDefinition({ containerDefinitions: containers })).cpuUnits).toBe(1);
  });

  it('P1.9: Windows containers on EC2 ignore the task-level values', () => {
    const task = taskDefinition({ containerDefinitions: [a, b], cpu: '1024', memory: '2048', ...windows });
    expect(isWindowsTask(task)).toBe(true);
    expect(ec2Reservation(task)).toEqual({ cpuUnits: 256, memoryMiB: 640 });
  });

  it('P1.10: Fargate has no reservation without task-level values', () => {
    expect(() => fargateReservation(taskDefinition())).toThrow('no task-level cpu and memory');
  });
});

it('P1.17: the GPUs of a task are the sum over its containers', () => {
  const gpu = (value: string) => ({ resourceRequirements: [{ type: 'GPU', value }] });
  const task = taskDefinition({
    containerDefinitions: [
      { ...a, ...gpu('2') },
      { ...b, ...gpu('1') },
    ],
  });
  expect(gpuCount(task)).toBe(3);
  expect(gpuCount(taskDefinition())).toBe(0);
});

it('P1.6: the hard limit is the cap of the task, else the sum of the hard limits, else none', () => {
  expect(hardMemoryLimitMiB(taskDefinition({ containerDefinitions: [a, b] }))).toBe(812);
  expect(hardMemoryLimitMiB(taskDefinition({ containerDefinitions: [a, b], memory: '2048' }))).toBe(2048);
  const soft = container({ name: 'c', memory: undefined, memoryReservation: 128 });
  expect(hardMemoryLimitMiB(taskDefinition({ containerDefinitions: [a, soft] }))).toBeUndefined();
});

describe('the host ports of a task', () => {
  const portMappings = [
    { containerPort: 80, hostPort: 8080 },
    { containerPort: 53, hostPort: 53, protocol: 'udp' },
    { containerPort: 443 },
    { containerPort: 444, hostPort: 0 },
  ];
  const task = (networkMode: string, mappings: readonly object[] = portMappings) =>
    taskDefinition({ networkMode, containerDefinitions: [container({ portMappings: mappings })] });

  it('P1.26 and P1.27: bridge holds the static ones, never the dynamic', () => {
    expect(hostPorts(task('bridge'))).toEqual([
      { protocol: 'tcp', hostPort: 8080 },
      { protocol: 'udp', hostPort: 53 },
    ]);
  });

  it('P1.26: host mode holds every mapped port', () => {
    expect(hostPorts(task('host', [{ containerPort: 80 }]))).toEqual([{ protocol: 'tcp', hostPort: 80 }]);
  });

  it('awsvpc holds none: its ports are on the ENI of the task', () => {
    expect(hostPorts(task('awsvpc', [{ containerPort: 80, hostPort: 80 }]))).toEqual([]);
  });

  it('a containerPortRange is published on dynamic ports', () => {
    expect(hostPorts(task('bridge', [{ containerPortRange: '8000-8010' }]))).toEqual([]);
  });
});
