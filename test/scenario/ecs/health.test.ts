import { expect, it } from 'vitest';
import { type HealthStatus, taskHealthStatus } from '../../../src/scenario/ecs/health.ts';

const essential = (...statuses: HealthStatus[]) => statuses.map((healthStatus) => ({ essential: true, healthStatus }));

it('P1.23 EX: {HEALTHY, UNKNOWN} is UNKNOWN; {UNHEALTHY, UNKNOWN, HEALTHY} is UNHEALTHY', () => {
  expect(taskHealthStatus(essential('HEALTHY', 'UNKNOWN'))).toBe('UNKNOWN');
  expect(taskHealthStatus(essential('UNHEALTHY', 'UNKNOWN', 'HEALTHY'))).toBe('UNHEALTHY');
  expect(taskHealthStatus(essential('HEALTHY', 'HEALTHY'))).toBe('HEALTHY');
});

it('P1.23: only essential containers count', () => {
  const sidecar = { essential: false, healthStatus: 'UNHEALTHY' as const };
  expect(taskHealthStatus([...essential('HEALTHY'), sidecar])).toBe('HEALTHY');
});
