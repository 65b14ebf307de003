import { describe, expect, it } from 'vitest';
import {
  type ContainerDefinitionInput,
  hasHealthCheck,
  toContainerDefinition,
} from '../../../src/scenario/ecs/container-definition.ts';

const minimal: ContainerDefinitionInput = { name: 'web', image: 'nginx', memory: 512 };

describe('a container definition', () => {
  it('P1.18 and P1.21: is essential and stops within 30 s by default', () => {
    expect(toContainerDefinition(minimal)).toEqual({
      name: 'web',
      image: 'nginx',
      cpuUnits: 0,
      memoryMiB: 512,
      essential: true,
      gpuCount: 0,
      portMappings: [],
      dependsOn: [],
      stopTimeoutSeconds: 30,
    });
  });

  it('P1.22: a health check runs every 30 s, times out in 5 s, fails 3 times, without a start period', () => {
    expect(toContainerDefinition({ ...minimal, healthCheck: { command: ['CMD', 'true'] } }).healthCheck).toEqual({
      intervalSeconds: 30,
      timeoutSeconds: 5,
      retries: 3,
      startPeriodSeconds: 0,
    });
  });

  it('a health check of the command NONE is none', () => {
    expect(hasHealthCheck({ ...minimal, healthCheck: { command: ['NONE'] } })).toBe(false);
    expect(toContainerDefinition({ ...minimal, healthCheck: { command: ['NONE'] } }).healthCheck).toBeUndefined();
  });

  it('P1.25: a restart policy counts only when enabled, its period is 300 s by default', () => {
    expect(toContainerDefinition({ ...minimal, restartPolicy: { enabled: false } }).restartPolicy).toBeUndefined();
    expect(toContainerDefinition({ ...minimal, restartPolicy: { enabled: true } }).restartPolicy).toEqual({
      restartAttemptPeriodSeconds: 300,
      ignoredExitCodes: [],
    });
  });

  it('memory of 0 is no limit at all', () => {
    const { memoryMiB, memoryReservationMiB } = toContainerDefinition({ ...minimal, memory: 0, memoryReservation: 64 });
    expect([memoryMiB, memoryReservationMiB]).toEqual([undefined, 64]);
  });
});
