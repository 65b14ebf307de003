/** Health of a container or a task, as `describe-tasks` reports it. */
export type HealthStatus = 'HEALTHY' | 'UNHEALTHY' | 'UNKNOWN';

/**
 * Health of a task from its essential containers: any UNHEALTHY, else any UNKNOWN, else HEALTHY (P1.23). A container
 * without a health check is UNKNOWN.
 */
export function taskHealthStatus(
  containers: readonly { readonly essential: boolean; readonly healthStatus: HealthStatus }[],
): HealthStatus {
  const statuses = containers.filter(({ essential }) => essential).map(({ healthStatus }) => healthStatus);
  if (statuses.includes('UNHEALTHY')) return 'UNHEALTHY';
  return statuses.includes('UNKNOWN') ? 'UNKNOWN' : 'HEALTHY';
}
